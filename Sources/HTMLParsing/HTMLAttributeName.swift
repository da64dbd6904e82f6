internal import TextPrimitives

/// The attributes that the reader of a page asks for.
///
/// They are told once, when the tree is made: what an element has of them is then a bit, and to look for one that it lacks
/// costs nothing.
public enum HTMLAttributeName: UInt8, CaseIterable, Sendable {
    case alt = 1
    case ariaHidden
    case `class`
    case content
    case datetime
    case hidden
    case href
    case httpEquiv
    case id
    case itemprop
    case lang
    case name
    case property
    case rel
    case role
    case style
    case title
    case type
    case xmlLang

    /// The name as pages write it.
    var written: String {
        switch self {
        case .ariaHidden: "aria-hidden"
        case .httpEquiv: "http-equiv"
        case .xmlLang: "xml:lang"
        default: "\(self)"
        }
    }

    /// The name's bit in a set of names.
    @inlinable var bit: UInt32 { 1 << UInt32(truncatingIfNeeded: rawValue) }

    /// The longest of the names.
    private static let longest = 11

    /// The names by their first eight bytes as a number, the first the lowest, and their lengths, in small letters.
    private static let table: [(key: UInt64, length: Int, name: HTMLAttributeName)] = allCases.map { name in
        let bytes = Array(name.written.utf8)
        let key = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        return (key, bytes.count, name)
    }

    /// The numbers of the names by a small hash of their key; a place holds one name.
    private static let places: [UInt8] = {
        var result = [UInt8](repeating: 0, count: 256)
        for (key, length, name) in table {
            var place = HTMLAttributeName.slot(key, length)
            while result[place] != 0 { place = (place + 1) & 255 }
            result[place] = name.rawValue
        }
        return result
    }()

    @inline(__always)
    private static func slot(_ key: UInt64, _ length: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56) ^ length
    }

    /// Numbers the names of attributes of one page.
    struct Numbers: Sendable {
        /// The table, made once.
        static let shared = Numbers()

        private let keys: [UInt64]
        private let lengths: [Int]
        private let tails: [[UInt8]]
        private let places: [UInt8]

        private init() {
            keys = [0] + HTMLAttributeName.table.map(\.key)
            lengths = [0] + HTMLAttributeName.table.map(\.length)
            tails = [[]] + HTMLAttributeName.table.map { Array($0.name.written.utf8.dropFirst(8)) }
            places = HTMLAttributeName.places
        }

        /// The number of a name, 0 for one that nobody asks for.
        @inline(__always)
        func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt8 {
            let length = end - start
            guard length <= HTMLAttributeName.longest, length > 1 else { return 0 }
            var key: UInt64 = 0
            if start >= 0, start + 8 <= bytes.count {
                let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
                key = length < 8 ? word & ((1 << UInt64(length * 8)) - 1) : word
                // Capitals, eight at a time: bytes of ASCII from "A" on and not from "[" on.
                let plain = key & 0x7F7F_7F7F_7F7F_7F7F
                let capitals = (plain &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(plain &+ 0x2525_2525_2525_2525) & ~key
                key |= (capitals & 0x8080_8080_8080_8080) >> 2
            } else {
                for offset in (start..<min(end, start + 8)).reversed() {
                    key = key << 8 | UInt64(bytes[offset].asciiLowercased)
                }
            }
            var place = HTMLAttributeName.slot(key, length)
            while places[place] != 0 {
                let number = Int(places[place])
                if keys[number] == key, lengths[number] == length {
                    for (index, byte) in tails[number].enumerated()
                    where bytes[start + 8 + index].asciiLowercased != byte { return 0 }
                    return UInt8(number)
                }
                place = (place + 1) & 255
            }
            return 0
        }
    }
}
