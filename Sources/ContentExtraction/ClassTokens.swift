internal import TextPrimitives

/// What class and id attributes say, by `extraction/classes.tsv`.
struct ClassTokens: Sendable {
    /// What a token says.
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8
        static let drop = Marks(rawValue: 1)
        static let body = Marks(rawValue: 2)
        static let article = Marks(rawValue: 4)
        static let byline = Marks(rawValue: 8)
        static let date = Marks(rawValue: 16)
    }

    private let marks: [String: Marks]

    /// The table that is compiled in.
    static let shared = ClassTokens()

    private init() {
        var table: [String: Marks] = [:]
        for fields in Resource.table("extraction/classes.tsv") where fields.count >= 2 {
            let mark: Marks =
                switch fields[1] {
                case "drop": .drop
                case "body": .body
                case "article": .article
                case "byline": .byline
                default: .date
                }
            table[fields[0], default: []].formUnion(mark)
        }
        marks = table
    }

    /// The marks of an attribute's value.
    ///
    /// Prefixes that only lay out ("l-sidebar-fixed", "has-sidebar", "no-ads", "with-comments") say nothing of the element itself.
    func marks(_ value: String) -> Marks {
        var result: Marks = []
        for name in value.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }).prefix(12) {
            let lower = name.lowercased()
            if let whole = marks[lower] { result.formUnion(whole) }
            let tokens = ClassTokens.tokens(String(name))
            if let first = tokens.first, ["l", "has", "no", "with", "is", "js", "col"].contains(first) { continue }
            for token in tokens { if let mark = marks[token] { result.formUnion(mark) } }
            if tokens.count > 1 { if let mark = marks[tokens.joined()] { result.formUnion(mark) } }
        }
        return result
    }

    private static func tokens(_ name: String) -> [String] {
        var result: [String] = []
        var current: [UInt8] = []
        var previousIsLower = false
        for byte in name.utf8 {
            let isLetter = byte.isASCIILetter || byte >= 0x80
            if !isLetter || (byte.isASCIIUpper && previousIsLower) {
                if !current.isEmpty { result.append(String(decoding: current, as: UTF8.self)) }
                current = []
            }
            if isLetter { current.append(byte.asciiLowercased) }
            previousIsLower = isLetter && !byte.isASCIIUpper
        }
        if !current.isEmpty { result.append(String(decoding: current, as: UTF8.self)) }
        return result
    }
}
