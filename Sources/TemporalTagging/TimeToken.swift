/// A word, number or sign of a text, as the tagger sees it.
struct TimeToken {
    /// What a token is.
    enum Kind: UInt8 {
        case word
        case number
        case sign
        /// A blank line.
        case paragraph
    }

    /// First byte.
    var start: Int32
    /// Byte after the last.
    var end: Int32
    /// The word's id in the lexicon, or -1.
    var word: Int32
    /// The value of a number; for a sign, its byte.
    var number: Int32
    /// What it is.
    var kind: Kind
    /// The count of digits.
    var digits: UInt8
    /// Whether white space stands before it.
    var spaced: Bool
    /// Whether it begins with a capital.
    var capital: Bool
    /// Whether a number carries `st`, `nd`, `rd` or `th`.
    var ordinal: Bool
    /// Whether a number carries a plural `s`, as in 1960s.
    var plural: Bool
    /// Whether a number has groups or decimals, or is glued to a sign of currency: never a date.
    var compound: Bool
}
