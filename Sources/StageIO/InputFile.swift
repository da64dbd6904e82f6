internal import Glibc

/// An input that is a file, so that any part of it can be read again.
struct InputFile: Sendable {
    private let descriptor: Int32
    /// Where reading began: places are told from there.
    private let start: Int
    /// The bytes from there to the end.
    let size: Int

    /// Looks at a descriptor before anything is read from it; nil when it is no file.
    init?(descriptor: Int32) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let start = lseek(descriptor, 0, SEEK_CUR)
        guard start >= 0 else { return nil }
        self.descriptor = descriptor
        self.start = start
        size = max(0, Int(status.st_size) - start)
    }

    /// Appends bytes of the file, as many as there are of those asked for; the descriptor's place does not change.
    func read(_ offset: Int, _ count: Int, into bytes: inout [UInt8]) {
        var filled = bytes.count
        let end = filled + max(0, min(count, size - offset))
        bytes.append(contentsOf: repeatElement(0, count: end - filled))
        unsafe bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            let first = filled
            while filled < end {
                let got = unsafe pread(descriptor, base + filled, end - filled, off_t(start + offset + filled - first))
                if got < 0, errno == EINTR { continue }
                if got <= 0 { break }
                filled += got
            }
        }
        bytes.removeLast(bytes.count - filled)
    }
}
