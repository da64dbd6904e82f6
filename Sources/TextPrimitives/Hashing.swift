/// Fast hashing of byte ranges; stable over runs and machines.
public enum StableHash {
    /// Mixes 64 bits so that every input bit touches every output bit (finaliser of MurmurHash3, Appleby 2011).
    @inlinable
    public static func mix(_ value: UInt64) -> UInt64 {
        var hash = value
        hash ^= hash >> 33
        hash &*= 0xff51_afd7_ed55_8ccd
        hash ^= hash >> 33
        hash &*= 0xc4ce_b9fe_1a85_ec53
        hash ^= hash >> 33
        return hash
    }

    /// FNV-1a over a byte range with ASCII case folded, then mixed.
    ///
    /// - Complexity: O(*n*) in bytes.
    @inlinable
    public static func folded(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        var hash = FoldedHash()
        for offset in start..<end { hash.add(bytes[offset]) }
        return hash.value
    }

    /// A hash of a byte range, eight bytes at a time: for tables of one run, not for what is kept.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func words(_ page: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
        precondition(start >= 0 && start <= end && end <= page.count)
        let bytes = page.span
        let raw = unsafe bytes.bytes
        var hash = UInt64(truncatingIfNeeded: end - start)
        var offset = start
        while offset + 8 <= end {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
            hash ^= hash >> 29
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < end {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        return mix((hash ^ rest) &* 0x9e37_79b9_7f4a_7c15)
    }

    /// FNV-1a over a byte array, then mixed.
    @inlinable
    public static func of(_ bytes: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let span = bytes.span
        for offset in span.indices { hash = (hash ^ UInt64(span[offset])) &* 0x100_0000_01b3 }
        return mix(hash)
    }

    /// The hash of a string's UTF-8.
    public static func of(_ text: String) -> UInt64 { of(Array(text.utf8)) }
}

/// The hash of ``StableHash/folded(_:_:_:)`` byte by byte, for scans that find a word's end on the way.
public struct FoldedHash: Sendable {
    @usableFromInline var state: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Begins a word.
    @inlinable
    public init() {}

    /// Adds a byte, ASCII case folded.
    @inlinable
    public mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte.asciiLowercased)) &* 0x100_0000_01b3 }

    /// The hash of the bytes added.
    @inlinable
    public var value: UInt64 { StableHash.mix(state) }
}

/// An open-addressing table from 64-bit hashes to 32-bit values: linear probing, no removal.
///
/// Keys are mixed with a seed, so that chosen keys do not collide by design.
public struct HashIndex: Sendable {
    @usableFromInline var keys: [UInt64]
    @usableFromInline var values: [Int32]
    @usableFromInline var mask: Int
    @usableFromInline var used: Int
    @usableFromInline let seed: UInt64

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - capacity: The number of keys expected.
    ///   - seed: Mixed into every key; the same seed gives the same table.
    public init(capacity: Int = 16, seed: UInt64 = 0x9e37_79b9_7f4a_7c15) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        values = Array(repeating: -1, count: size)
        mask = size - 1
        used = 0
        self.seed = seed
    }

    /// The number of keys held.
    public var count: Int { used }

    /// The value of a key, or -1 when it is not there.
    ///
    /// - Complexity: O(1) expected.
    @inlinable
    public func value(_ key: UInt64) -> Int32 {
        var slot = Int(truncatingIfNeeded: StableHash.mix(key ^ seed)) & mask
        while values[slot] >= 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & mask
        }
        return -1
    }

    /// Sets the value of a key; a value below 0 is not stored.
    @inlinable
    public mutating func set(_ key: UInt64, _ value: Int32) {
        if value < 0 { return }
        if used * 2 >= keys.count { grow() }
        var slot = Int(truncatingIfNeeded: StableHash.mix(key ^ seed)) & mask
        while values[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
        if values[slot] < 0 { used += 1 }
        keys[slot] = key
        values[slot] = value
    }

    @usableFromInline
    mutating func grow() {
        var larger = HashIndex(capacity: keys.count, seed: seed)
        for slot in keys.indices where values[slot] >= 0 { larger.set(keys[slot], values[slot]) }
        self = larger
    }
}
