internal import Glibc
internal import Synchronization
internal import TextPrimitives

/// Standard output and standard error, without Foundation.
public enum StandardStreams {
    private static let isBroken = Atomic<Bool>(false)
    private static let isTold = Atomic<Bool>(false)

    /// The status of a program that has written its output: 2 where some of it could not be written, which is told.
    static func settled(_ status: Int32) -> Int32 {
        guard isBroken.load(ordering: .relaxed) else { return status }
        if !isTold.exchange(true, ordering: .relaxed) { complain("wirekin: the output cannot be written") }
        return 2
    }

    /// Writes bytes to standard output; false when the reader has gone or the disk is full.
    @discardableResult
    public static func write(_ bytes: [UInt8], to descriptor: Int32 = 1) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
            }
            if count < 0 {
                if errno == EINTR { continue }
                if descriptor == 1 { isBroken.store(true, ordering: .relaxed) }
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
