import TextPrimitives

/// Abbreviations that end no sentence before what belongs to them, from `Resources/grammar/abbreviations.tsv`.
struct Abbreviations: Sendable {
    /// The most letters of one.
    static let mostLetters = 8

    /// Values: 1 before a capital, 2 before a digit, 3 before both.
    private let index: HashIndex

    /// Reads the lines of the file: an abbreviation without its stop, and `capital`, `digit` or `both`.
    init(_ table: [[String]]) {
        var result = HashIndex(capacity: table.count)
        for line in table where line.count >= 2 {
            var hash: UInt64 = 0
            for scalar in line[0].unicodeScalars { hash = FeatureHash.combine(hash, UInt64(scalar.value)) }
            result.set(hash, line[1] == "capital" ? 1 : line[1] == "digit" ? 2 : 3)
        }
        index = result
    }

    /// Whether an abbreviation does not end a sentence before a letter of a kind.
    func holdsOn(_ hash: UInt64, before kind: UInt8) -> Bool {
        let value = index.value(hash)
        return value > 0 && ((kind == 2 && value & 1 != 0) || (kind == 1 && value & 2 != 0))
    }

    /// The file compiled into the program.
    static let english = Abbreviations(Resource.table("grammar/abbreviations.tsv"))
}
