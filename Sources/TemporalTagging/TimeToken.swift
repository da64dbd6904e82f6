/// A word, number or sign of a text, as the tagger sees it: sixteen bytes, as a text has a token every five bytes.
struct TimeToken {
    /// What a token is.
    enum Kind: UInt8 {
        case word
        case number
        case sign
        /// A blank line.
        case paragraph
    }

    /// What a pattern can tell a token by.
    enum Form {
        case number
        /// A word or sign.
        case word
    }

    /// What is told of a token by yes or no.
    struct Marks: OptionSet {
        let rawValue: UInt8
        /// White space stands before it.
        static let spaced = Marks(rawValue: 1)
        /// It begins with a capital.
        static let capital = Marks(rawValue: 2)
        /// A number carries `st`, `nd`, `rd` or `th`.
        static let ordinal = Marks(rawValue: 4)
        /// A number carries a plural `s`, as in 1960s.
        static let plural = Marks(rawValue: 8)
        /// A number has groups or decimals, or is glued to a sign of currency: never a date.
        static let compound = Marks(rawValue: 16)
    }

    /// First byte.
    let start: Int32
    /// Byte after the last.
    let end: Int32
    /// The value of a number; for a sign, its byte.
    let number: Int32
    private let id: Int16
    private let digitsAndKind: UInt8
    private let marks: Marks

    /// Makes a token.
    ///
    /// - Parameters:
    ///   - start: First byte.
    ///   - end: Byte after the last.
    ///   - kind: What it is.
    ///   - word: The word's id in the lexicon, or -1.
    ///   - number: The value of a number, the byte of a sign.
    ///   - digits: The count of digits of a number, 63 for more.
    ///   - marks: What is told of it by yes or no.
    @inline(__always)
    init(start: Int, end: Int, kind: Kind, word: Int32 = -1, number: Int = 0, digits: Int = 0, marks: Marks) {
        (self.start, self.end, self.number) = (Int32(start), Int32(end), Int32(number))
        (id, self.marks) = (Int16(word), marks)
        digitsAndKind = UInt8(min(digits, 63)) << 2 | kind.rawValue
    }

    /// The word's id in the lexicon, or -1.
    var word: Int32 { Int32(id) }
    /// What it is.
    var kind: Kind { Kind(rawValue: digitsAndKind & 3) ?? .sign }
    /// The count of digits.
    var digits: Int { Int(digitsAndKind >> 2) }
    /// Whether white space stands before it.
    var spaced: Bool { marks.contains(.spaced) }
    /// Whether it begins with a capital.
    var capital: Bool { marks.contains(.capital) }
    /// Whether a number carries `st`, `nd`, `rd` or `th`.
    var ordinal: Bool { marks.contains(.ordinal) }
    /// Whether a number carries a plural `s`, as in 1960s.
    var plural: Bool { marks.contains(.plural) }
    /// Whether a number has groups or decimals, or is glued to a sign of currency: never a date.
    var compound: Bool { marks.contains(.compound) }
}
