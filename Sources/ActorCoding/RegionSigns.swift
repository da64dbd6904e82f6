internal import TextPrimitives

/// What tells a region from the state of the same name: "Atlanta, Georgia", "Georgia Governor", "Georgia and Alabama".
struct RegionSigns: Sendable {
    private struct Shared: Sendable {
        var entry: Int32
        var country: String
    }

    /// Regions that share a state's name, by the word's hash.
    private var shared: [UInt64: Shared] = [:]
    /// The countries that have a region of one word, by its hash.
    private var single: [UInt64: [String]] = [:]
    /// The countries whose regions have an office, by its word's hash: governor, senator.
    private var signs: [UInt64: [String]] = [:]

    private static let and = CodeToken.hash(of: "and")
    private static let of = CodeToken.hash(of: "of")

    /// Adds a region of one word.
    mutating func add(_ word: UInt64, of country: String) { single[word, default: []].append(country) }

    /// Adds a region that shares the name of a state.
    ///
    /// - Parameters:
    ///   - word: The name's hash.
    ///   - entry: The index of the region's entry.
    ///   - country: The state that it belongs to.
    mutating func share(_ word: UInt64, _ entry: Int32, of country: String) {
        shared[word] = Shared(entry: entry, country: country)
    }

    /// Adds a word that stands beside regions of a country only.
    mutating func addSign(_ word: UInt64, of country: String) { signs[word, default: []].append(country) }

    /// The region that a state's name means where it stands, or nil when it means the state.
    ///
    /// - Parameters:
    ///   - tokens: A sentence's tokens.
    ///   - index: The first token of the name.
    ///   - count: Its number of tokens.
    func meant(_ tokens: [CodeToken], _ index: Int, _ count: Int) -> Int32? {
        guard count == 1, let region = shared[tokens[index].hash] else { return nil }
        func has(_ table: [UInt64: [String]], _ position: Int) -> Bool {
            guard tokens.indices.contains(position), tokens[position].sign == 0 else { return false }
            return table[tokens[position].hash]?.contains(region.country) ?? false
        }
        if !tokens[index].isGenitive, has(signs, index + 1) || has(signs, index - 1) { return region.entry }
        // "The governor of Georgia".
        if index >= 2, tokens[index - 1].hash == RegionSigns.of, has(signs, index - 2) { return region.entry }
        // "Georgia and Alabama", "Alabama, Georgia and Texas".
        let links = [index - 1, index + 1].map { position in
            tokens.indices.contains(position)
                && (tokens[position].sign == UInt8(ascii: ",") || tokens[position].hash == RegionSigns.and)
        }
        if links[0], has(single, index - 2) { return region.entry }
        if links[1], has(single, index + 2) { return region.entry }
        guard index >= 2, tokens[index - 1].sign == UInt8(ascii: ",") else { return nil }
        var words: [UInt64] = []
        for position in max(0, index - 4)..<index - 1 {
            if tokens[position].sign != 0 { words = [] } else { words.append(tokens[position].hash) }
        }
        guard let city = CityTable.shared.city(endingIn: words) else { return nil }
        return city.country == region.country ? region.entry : nil
    }
}
