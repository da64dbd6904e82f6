extension ShortText {
    /// How much an ordinary word that another text has nothing of speaks against it, and a number or a name.
    private static let (ordinary, particular) = (0.5, 2.0)

    /// How foreign this text's most foreign word is to another text, 0 to 1: the part of the word's runs of three letters that
    /// the other has not, weighed by how rare the word is, and heavier for numbers and names, which no retelling changes.
    ///
    /// - Parameters:
    ///   - other: The other text.
    ///   - statistics: The counts of words.
    ///   - isKnown: Whether the other has a run.
    /// - Returns: For a text without words half, as words that cannot be told apart cannot be compared.
    /// - Complexity: O(*n*) in letters, and in the product of numbers.
    @inline(__always)
    func foreignness(to other: ShortText, _ statistics: WordStatistics, _ isKnown: (UInt64) -> Bool)
        -> Double
    {
        if words.isEmpty { return ShortText.ordinary }
        var most = 0.0
        for word in words {
            var unknown = 0
            for start in word.range where !isKnown(hashOfThree(at: start - 1)) { unknown += 1 }
            // A number is the same or another.
            if word.isNumber { unknown = other.words.contains { $0.hash == word.hash } ? 0 : word.range.count }
            if unknown == 0 { continue }
            let weight = word.isNumber || word.isName ? ShortText.particular : ShortText.ordinary
            let part = Double(unknown) / Double(word.range.count)
            most = max(most, part * weight * statistics.rarity(word.hash))
        }
        return min(1, most)
    }
}
