internal import CStorageLibraries

/// Packing and unpacking of gzip and zlib data, by zlib.
public enum Gzip {
    /// Whether some bytes begin as gzip does (RFC 1952).
    public static func isGzip(_ bytes: [UInt8]) -> Bool {
        bytes.count > 18 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8
    }

    /// Unpacks gzip data, also of several members.
    ///
    /// - Parameters:
    ///   - bytes: Packed data.
    ///   - limit: The most bytes that are unpacked.
    ///   - isRaw: Whether it is deflate data (RFC 1951) without the head of gzip or zlib.
    /// - Returns: The unpacked bytes.
    /// - Throws: ``ArchiveError`` with code `damaged` for broken data, `tooLarge` when the limit is passed.
    /// - Complexity: O(*n*) in unpacked bytes.
    public static func inflate(_ bytes: [UInt8], limit: Int, isRaw: Bool = false) throws(ArchiveError) -> [UInt8] {
        var stream = unsafe z_stream()
        guard unsafe csystem_inflate_start(&stream, isRaw ? 1 : 0) == 0 else {
            throw ArchiveError(.damaged, "zlib cannot start; free some memory.")
        }
        defer { unsafe inflateEnd(&stream) }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var isDone = false
        var isOver = false
        var isBroken = false
        var input = bytes
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe stream.next_in = source.baseAddress
            unsafe stream.avail_in = UInt32(min(source.count, Int(UInt32.max)))
            while !isDone, !isOver, !isBroken {
                let count = chunk.count
                var produced = 0
                var status: Int32 = 0
                unsafe chunk.withUnsafeMutableBufferPointer { target in
                    unsafe stream.next_out = target.baseAddress
                    unsafe stream.avail_out = UInt32(count)
                    status = unsafe CStorageLibraries.inflate(&stream, Z_NO_FLUSH)
                    produced = unsafe count - Int(stream.avail_out)
                }
                output.append(contentsOf: chunk[..<produced])
                if output.count > limit { isOver = true }
                if status == Z_STREAM_END {
                    if unsafe stream.avail_in > 0 {
                        unsafe inflateReset(&stream)
                    } else {
                        isDone = true
                    }
                } else if status != Z_OK {
                    // Trailing zeros after a member are common and harmless.
                    if !output.isEmpty, status == Z_DATA_ERROR, produced == 0 { isDone = true } else { isBroken = true }
                } else if produced == 0, unsafe stream.avail_in == 0 {
                    isBroken = true
                }
            }
        }
        if isOver {
            throw ArchiveError(.tooLarge, "unpacks to more than \(limit) bytes; unpack it yourself if you trust it.")
        }
        if isBroken { throw ArchiveError(.damaged, "its gzip data is broken; fetch or copy it again.") }
        return output
    }

    /// Packs bytes as one gzip member, without a time and a name: the same bytes by the same zlib.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func deflate(_ bytes: [UInt8]) -> [UInt8] {
        let deflater = Deflater(isRaw: false)
        var result: [UInt8] = []
        deflater.pack(bytes, isLast: true, into: &result)
        return result
    }
}

/// Packs bytes piece by piece.
@safe
final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    /// Begins a gzip member, or raw deflate data.
    init(isRaw: Bool) {
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe _ = csystem_deflate_start(stream, isRaw ? 1 : 0)
    }

    deinit {
        unsafe _ = deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Packs some bytes; what has come of it by then is put behind others.
    func pack(_ bytes: [UInt8], isLast: Bool, into result: inout [UInt8]) {
        var input = bytes
        let room = chunk.count
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe stream.pointee.next_in = source.baseAddress
            unsafe stream.pointee.avail_in = UInt32(source.count)
            while true {
                var produced = 0
                var status: Int32 = 0
                unsafe chunk.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(room)
                    status = unsafe CStorageLibraries.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    produced = unsafe room - Int(stream.pointee.avail_out)
                }
                result += chunk[..<produced]
                if status != Z_OK || !isLast && produced < room { break }
            }
        }
    }
}
