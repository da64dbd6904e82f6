internal import TextPrimitives

/// Which rules can fit at a token, from the token and the one behind it: a row of bits a token, one bit an opening.
///
/// An opening is a rule with the place that its span begins with, as the first places may be optional; what can follow
/// is told apart by it.
struct RuleIndex: Sendable {
    /// The number of 64-bit words of a row.
    private let width: Int
    /// The openings that can begin with a token, by its row.
    private let first: [UInt64]
    /// The openings that can go on with a token, or end before it, by its row.
    private let second: [UInt64]
    /// The rule of each opening, rising.
    private let rules: [Int32]
    /// The number of words and signs that the lexicon knows: their ids are the first rows.
    private let words: Int
    /// Whether any rule can begin with a token, by its row.
    private let canBegin: [Bool]

    /// Builds the index of a lexicon's rules.
    init(lexicon: TimeLexicon) {
        let rows = Rows(lexicon: lexicon)
        let openings = lexicon.rules.indices.flatMap { rule in
            Opening.all(of: lexicon.rules[rule], numbered: rule)
        }
        let width = max(1, (openings.count + 63) / 64)
        var begins = [UInt64](repeating: 0, count: rows.count * width)
        var follows = begins
        for (number, opening) in openings.enumerated() {
            let (slot, bit) = (number >> 6, UInt64(1) << UInt64(number & 63))
            for row in rows.starts(of: opening.choices, in: opening.form) { begins[row * width + slot] |= bit }
            var next = rows.starts(of: opening.followers, in: .number) + rows.starts(of: opening.followers, in: .word)
            for choice in opening.choices { next += rows.tail(of: choice, in: opening.form) }
            if opening.isWhole { next += Array(0..<rows.count) }
            for row in next { follows[row * width + slot] |= bit }
        }
        canBegin = (0..<rows.count).map { row in begins[row * width..<(row + 1) * width].contains { $0 != 0 } }
        (self.width, words, first, second) = (width, rows.words, begins, follows)
        rules = openings.map { Int32($0.rule) }
    }

    @inline(__always)
    private func row(_ token: TimeToken) -> Int {
        if token.word >= 0 { return Int(token.word) }
        let kind: Rows.Other =
            switch token.kind {
            case .number: .number(token)
            case .word: token.capital ? .name : .unknown
            case .sign: .sign
            case .paragraph: .end
            }
        return words + kind.rawValue
    }

    /// Calls a function with each rule that can fit at a token, in file order.
    ///
    /// - Complexity: O(*r* / 64) in rules, plus the rules called.
    @inline(__always)
    func each(at index: Int, of tokens: Span<TimeToken>, _ body: (Int) -> Void) {
        let row = row(tokens[index])
        guard canBegin[row] else { return }
        let (first, second, rules) = (first.span, second.span, rules.span)
        let here = row * width
        let next = (index + 1 < tokens.count ? self.row(tokens[index + 1]) : words + Rows.Other.end.rawValue) * width
        var last: Int32 = -1
        for slot in 0..<width {
            var bits = first[here + slot] & second[next + slot]
            while bits != 0 {
                let rule = rules[slot * 64 + bits.trailingZeroBitCount]
                bits &= bits - 1
                if rule != last { body(Int(rule)) }
                last = rule
            }
        }
    }
}

/// A rule with one of the places that its span can begin with.
private struct Opening {
    /// The rule's number.
    var rule: Int
    /// Whether numbers or words are meant.
    var form: TimeToken.Form
    /// What the place takes.
    var choices: [TimeRule.Choice]
    /// What can stand behind it.
    var followers: [TimeRule.Choice]
    /// Whether nothing need stand behind it.
    var isWhole: Bool

    static func all(of rule: TimeRule, numbered number: Int) -> [Opening] {
        var result: [Opening] = []
        let places = rule.span + rule.after
        for (position, element) in rule.span.enumerated() {
            var followers: [TimeRule.Choice] = []
            var isWhole = true
            for place in places[(position + 1)...] {
                followers += place.choices
                if !place.isOptional {
                    isWhole = false
                    break
                }
            }
            for form in [TimeToken.Form.number, .word] {
                result.append(
                    Opening(
                        rule: number, form: form, choices: element.choices, followers: followers, isWhole: isWhole))
            }
            if !element.isOptional { break }
        }
        return result.filter { opening in opening.choices.contains { $0.takes(opening.form) } }
    }
}

/// The rows of an index: known words and signs by their ids, then the other kinds of tokens.
private struct Rows {
    /// The tokens that are no known word or sign.
    enum Other: Int {
        /// A number of one or two digits up to 31.
        case day
        /// A number of four digits.
        case year
        case otherNumber
        /// A number with `st`, `nd`, `rd` or `th`.
        case ordinal
        /// A number with a plural `s`.
        case plural
        /// A word that begins with a capital.
        case name
        case unknown
        /// A sign that stands in no rule.
        case sign
        /// The end of a paragraph or of the text.
        case end
        static let count = 9
        static let numbers: [Other] = [.day, .year, .otherNumber, .ordinal, .plural]

        /// The kind of a number.
        @inline(__always)
        static func number(_ token: TimeToken) -> Other {
            if token.ordinal { return .ordinal }
            if token.plural { return .plural }
            if token.digits <= 2, token.number <= 31 { return .day }
            return token.digits == 4 ? .year : .otherNumber
        }
    }

    private let lexicon: TimeLexicon
    /// The words of each class.
    private let members: [[Int]]
    /// What can stand second in the phrases of each class.
    private let phrases: [[Int]]
    /// The number of words and signs.
    let words: Int
    /// The number of rows.
    var count: Int { words + Other.count }

    init(lexicon: TimeLexicon) {
        self.lexicon = lexicon
        words = lexicon.senses.count
        var members = [[Int]](repeating: [], count: lexicon.classNames.count)
        for word in 0..<words { for sense in lexicon.senses[word] { members[Int(sense.cls)].append(word) } }
        self.members = members
        var phrases = [[Int]](repeating: [], count: lexicon.classNames.count)
        for sense in lexicon.senses.joined() {
            for part in sense.rest {
                phrases[Int(sense.cls)].append(Int(part))
                if !lexicon.isSign[Int(part)] { break }
            }
        }
        self.phrases = phrases
    }

    private func rows(_ others: [Other]) -> [Int] { others.map { words + $0.rawValue } }

    private func words(of names: [TimeClass]) -> [Int] {
        names.flatMap { name in lexicon.classes[name.rawValue].map { members[Int($0)] } ?? [] }
    }

    private func signs(_ signs: String) -> [Int] { signs.utf8.map { Int(lexicon.signs[Int($0)]) } }

    /// The tokens with which some choices can begin.
    func starts(of choices: [TimeRule.Choice], in form: TimeToken.Form) -> [Int] {
        choices.flatMap { choice -> [Int] in
            switch (choice, form) {
            case (.literal(let id), .word): return [Int(id)]
            case (.vocabulary(let cls), .word): return members[Int(cls)]
            case (.literal, .number), (.vocabulary, .number): return []
            case (.computed(.skippedDate), _): return Array(0..<count)
            case (.computed(let cls), .word):
                if cls == .capital { return Array(0..<words) + rows([.name]) }
                let signs = cls == .decade ? signs("'") : []
                return words(of: cls.wordClasses) + cls.openingWords.map { Int(lexicon.id($0)) } + signs
            case (.computed(let cls), .number): return cls.isNumber || cls.takesNumber ? rows(numbers(of: cls)) : []
            }
        }
    }

    /// The numbers with which a class can begin.
    private func numbers(of cls: TimeClass) -> [Other] {
        switch cls {
        case .day: [.day, .ordinal]
        case .dayOrdinal, .ordinal: [.ordinal]
        case .year, .buddhistYear, .solarYear, .military: [.year]
        case .decade, .decadeNumber: [.plural]
        case .farYear: [.year, .otherNumber]
        default: Other.numbers
        }
    }

    /// The tokens that can stand second in what a choice takes.
    func tail(of choice: TimeRule.Choice, in form: TimeToken.Form) -> [Int] {
        switch choice {
        case .literal: return []
        case .vocabulary(let cls):
            return phrases[Int(cls)] + (lexicon.isAbbreviation[Int(cls)] ? signs(".") : [])
        case .computed(let cls):
            switch (cls, form) {
            case (.skippedDate, _): return Array(0..<count)
            case (.numericDate, .number): return signs("-./")
            case (.clock, .number): return signs(":.")
            case (.rocDate, .number): return signs(".")
            case (.hijriYearH, .number): return [Int(lexicon.id("h"))]
            case (.day, .word), (.ordinal, .word), (.cardinal, .word):
                return words(of: [.numberWord, .ordinalWord]) + signs("-")
            case (.month, .word), (.clearMonth, .word), (.ampm, .word), (.bc, .word), (.buddhistEra, .word):
                return signs(".")
            case (.decade, .word), (.quarterWord, .word), (.halfYear, .word), (.fiscalYear, .word):
                return rows(Other.numbers)
            case (.dayWord, .word), (.dayCompound, .word):
                return words(of: [.numberWord, .ordinalWord]) + signs("-")
            case (.quarterYear, .number): return [Int(lexicon.id("q"))]
            case (.halfYear, .number): return [Int(lexicon.id("h"))]
            case (.decimal, .number): return signs(".")
            default: return []
            }
        }
    }
}
