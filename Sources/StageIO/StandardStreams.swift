internal import Glibc

/// Standard output and standard error, without Foundation.
public enum StandardStreams {
    /// The bytes of standard input when it is a file, else 0.
    public static var inputSize: Int {
        var status = stat()
        guard unsafe fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return Int(status.st_size)
    }

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
    public static func complain(_ line: String) { write(Array((line + "\n").utf8), to: 2) }
}
