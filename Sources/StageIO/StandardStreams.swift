internal import Glibc
internal import TextPrimitives

/// Standard output and standard error, without Foundation.
public enum StandardStreams {
    /// Writes bytes to standard output; false when the reader has gone.
    @discardableResult
    public static func write(_ bytes: [UInt8], to descriptor: Int32 = 1) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            offset += count
        }
        return true
    }

    /// Writes to standard error as it stands, for a line that is written anew on a terminal; nothing of a page may be in it.
    public static func writeError(_ text: String) { write(Array(text.utf8), to: 2) }

    /// Writes a line to standard error; signs that would command the terminal are shown instead of obeyed.
    public static func complain(_ line: String) { write(TerminalText.harmless(Array((line + "\n").utf8)), to: 2) }
}
