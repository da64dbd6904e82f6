internal import CStorageLibraries

/// Unpacking of Brotli data (RFC 7932), by Google's library.
public enum Brotli {
    /// Unpacks Brotli data.
    ///
    /// - Parameters:
    ///   - bytes: Packed data.
    ///   - limit: The most bytes that are unpacked.
    /// - Returns: The unpacked bytes.
    /// - Throws: ``ArchiveError`` with code `damaged` for broken or cut data, `tooLarge` when the limit is passed.
    /// - Complexity: O(*n*) in unpacked bytes.
    public static func decode(_ bytes: [UInt8], limit: Int) throws(ArchiveError) -> [UInt8] {
        guard let decoder = unsafe BrotliDecoderCreateInstance(nil, nil, nil) else {
            throw ArchiveError(.damaged, "brotli cannot start; free some memory.")
        }
        defer { unsafe BrotliDecoderDestroyInstance(decoder) }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var status = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT
        unsafe bytes.withUnsafeBufferPointer { source in
            var next = source.baseAddress
            var left = source.count
            while status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT, output.count <= limit {
                let produced = unsafe chunk.withUnsafeMutableBufferPointer { target in
                    var place = target.baseAddress
                    var room = target.count
                    status = unsafe BrotliDecoderDecompressStream(decoder, &left, &next, &room, &place, nil)
                    return target.count - room
                }
                output.append(contentsOf: chunk[..<produced])
            }
        }
        if output.count > limit {
            throw ArchiveError(.tooLarge, "unpacks to more than \(limit) bytes; unpack it yourself if you trust it.")
        }
        guard status == BROTLI_DECODER_RESULT_SUCCESS else {
            throw ArchiveError(.damaged, "its Brotli data is broken; fetch or copy it again.")
        }
        return output
    }
}
