internal import Glibc

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

    /// Writes a line to standard error.
    public static func complain(_ line: String) { write(Array((plain(line) + "\n").utf8), to: 2) }

    /// Text without the control characters that steer a terminal: U+FFFD stands for each but the tabulator and the line feed.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func plain(_ text: String) -> String {
        func steers(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value < 0x20 && scalar.value != 9 && scalar.value != 10 || (0x7F...0x9F).contains(scalar.value)
        }
        // C1 controls begin with the byte C2.
        guard text.utf8.contains(where: { $0 < 0x20 && $0 != 9 && $0 != 10 || $0 == 0x7F || $0 == 0xC2 }) else {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(steers(scalar) ? "\u{FFFD}" : scalar) }
        return String(result)
    }
}
