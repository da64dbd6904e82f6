internal import TextPrimitives

/// The states of cities that are no capitals, from `places/cities.tsv`; for places and for what is hit or taken, never for who acts.
public struct CityTable: Sendable {
    private var states: [UInt64: (country: String, words: Int)] = [:]

    /// The table that is compiled in.
    public static let shared = CityTable()

    /// The most words of a name.
    private static let longest = 4

    private init() {
        for fields in Resource.rows("places/cities.tsv", columns: 2) {
            for name in fields[1].split(separator: "|") {
                let words = name.split(whereSeparator: { $0 == " " || $0 == "-" }).map {
                    StableHash.of(Folding.fold(String($0)))
                }
                guard let key = CityTable.key(words[...]) else { continue }
                states[key] = (fields[0], words.count)
            }
        }
    }

    private static func key(_ words: ArraySlice<UInt64>) -> UInt64? {
        guard let first = words.first, words.count <= longest else { return nil }
        return words.dropFirst().reduce(first) { ($0 &* 0x9E37_79B9_7F4A_7C15) ^ $1 }
    }

    /// The state of the longest city's name that ends some words.
    ///
    /// - Parameter words: The folded hashes of words, in order.
    /// - Returns: The state and the number of words; nil when no city is named.
    public func city(endingIn words: [UInt64]) -> (country: String, words: Int)? {
        for count in stride(from: min(words.count, CityTable.longest), through: 1, by: -1) {
            if let key = CityTable.key(words.suffix(count)), let found = states[key], found.words == count {
                return (found.country, count)
            }
        }
        return nil
    }
}
