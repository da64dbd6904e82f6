internal import CStorageLibraries

/// Bytes that are kept packed in memory, where what is long would fill it: raw deflate at its fastest, by libdeflate.
public struct PackedBytes: Sendable {
    /// Packed; or as they are, where packing gains nothing.
    private let held: [UInt8]
    private let count: Int

    /// Bytes below this many are kept as they are.
    private static let smallest = 4096

    /// Packs some bytes.
    ///
    /// - Complexity: O(*n*) in bytes.
    public init(_ bytes: [UInt8]) {
        count = bytes.count
        held = PackedBytes.packed(bytes) ?? bytes
    }

    /// The bytes that are held in memory.
    public var size: Int { held.count }

    /// The bytes, unpacked.
    ///
    /// - Complexity: O(*n*) in bytes.
    public var bytes: [UInt8] {
        guard held.count < count, let inflater = unsafe libdeflate_alloc_decompressor() else { return held }
        defer { unsafe libdeflate_free_decompressor(inflater) }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            let status = unsafe held.withUnsafeBufferPointer { source in
                unsafe libdeflate_deflate_decompress(
                    inflater, source.baseAddress, source.count, target.baseAddress, count, nil)
            }
            // What this type packed itself unpacks to the same length.
            filled = status == LIBDEFLATE_SUCCESS ? count : 0
        }
    }

    private static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= smallest, let packer = unsafe libdeflate_alloc_compressor(1) else { return nil }
        defer { unsafe libdeflate_free_compressor(packer) }
        let result = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { target, filled in
            filled = unsafe bytes.withUnsafeBufferPointer { source in
                unsafe libdeflate_deflate_compress(
                    packer, source.baseAddress, source.count, target.baseAddress, target.count)
            }
        }
        // Zero where it does not fit into as many bytes.
        guard !result.isEmpty else { return nil }
        // A copy without the room that was set aside.
        var held: [UInt8] = []
        held.reserveCapacity(result.count)
        held += result
        return held
    }
}
