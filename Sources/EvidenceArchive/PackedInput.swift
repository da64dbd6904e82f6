internal import CStorageLibraries
internal import Glibc

/// The bytes of a file in order, unpacked on the way when it is gzipped; only a window of them is held.
@safe
final class PackedInput {
    private let path: String
    private let descriptor: Int32
    private let stream: UnsafeMutablePointer<z_stream>?
    private var packed: [UInt8] = []
    private var packedStart = 0
    private var isAtEnd = false
    /// What has been unpacked and not been taken.
    private(set) var window: [UInt8] = []
    private(set) var position = 0

    /// Opens a file.
    ///
    /// - Throws: ``ArchiveError`` when it cannot be read.
    init(_ path: String) throws(ArchiveError) {
        self.path = path
        let opened = path == "-" ? 0 : try FileAccess.open(path)
        descriptor = opened
        var head = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe head.withUnsafeMutableBytes { unsafe read(opened, $0.baseAddress, $0.count) }
        packed = Array(head[..<max(0, count)])
        isAtEnd = count <= 0
        if Gzip.isGzip(packed) {
            let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            unsafe made.initialize(to: z_stream())
            unsafe _ = csystem_inflate_start(made, 0)
            unsafe stream = made
        } else {
            unsafe stream = nil
        }
    }

    deinit {
        if let stream = unsafe stream {
            unsafe inflateEnd(stream)
            unsafe stream.deallocate()
        }
        if descriptor > 0 { close(descriptor) }
    }

    private func readPacked() throws(ArchiveError) {
        guard packedStart >= packed.count, !isAtEnd else { return }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                throw ArchiveError(.cannotRead, "cannot read \(path): \(FileAccess.reason()); check the disk.")
            }
            packed = Array(chunk[..<count])
            packedStart = 0
            isAtEnd = count == 0
            return
        }
    }

    /// Unpacks some more; false at the end.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged` when the gzip data are broken.
    func fill() throws(ArchiveError) -> Bool {
        if position > 1 << 20 {
            window.removeFirst(position)
            position = 0
        }
        try readPacked()
        if packedStart >= packed.count { return false }
        guard let stream = unsafe stream else {
            window.append(contentsOf: packed[packedStart...])
            packedStart = packed.count
            return true
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 17)
        var (produced, consumed) = (0, 0)
        var status: Int32 = 0
        let available = packed.count - packedStart
        let start = packedStart
        unsafe packed.withUnsafeMutableBufferPointer { source in
            unsafe chunk.withUnsafeMutableBufferPointer { target in
                unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + start }
                unsafe stream.pointee.avail_in = UInt32(available)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(target.count)
                status = unsafe CStorageLibraries.inflate(stream, Z_NO_FLUSH)
                produced = unsafe target.count - Int(stream.pointee.avail_out)
                consumed = unsafe available - Int(stream.pointee.avail_in)
            }
        }
        packedStart += consumed
        window.append(contentsOf: chunk[..<produced])
        if status == Z_STREAM_END {
            unsafe _ = inflateReset(stream)
        } else if status != Z_OK && status != Z_BUF_ERROR || produced == 0 && consumed == 0 {
            packedStart = packed.count
            isAtEnd = true
            throw ArchiveError(.damaged, "its gzip data is broken; fetch or copy it again.")
        }
        return true
    }

    /// Takes bytes up to a line feed, without it and a carriage return before it; nil at the end.
    func line(limit: Int) throws(ArchiveError) -> [UInt8]? {
        var scanned = position
        while true {
            if let end = window[scanned...].firstIndex(of: 10) {
                var line = Array(window[position..<end])
                if line.last == 13 { line.removeLast() }
                position = end + 1
                return line
            }
            if window.count - position > limit {
                // What has no line feed for so long is no record; it is given in pieces, so that reading goes on.
                defer { position += limit }
                return Array(window[position..<(position + limit)])
            }
            scanned = window.count - position
            guard try fill() else { return nil }
            scanned += position
        }
    }

    /// Takes a number of bytes; those beyond a limit are passed over.
    ///
    /// - Returns: The bytes, nil when the file ends before them or they are more than the limit.
    func take(_ count: Int, limit: Int) throws(ArchiveError) -> [UInt8]? {
        var left = count
        var result: [UInt8] = []
        if count <= limit { result.reserveCapacity(count) }
        while left > 0 {
            if position >= window.count {
                guard try fill() else { return nil }
                continue
            }
            let part = min(left, window.count - position)
            if count <= limit { result.append(contentsOf: window[position..<(position + part)]) }
            position += part
            left -= part
        }
        return count <= limit ? result : nil
    }
}
