internal import TextPrimitives

/// Which rules can fit at a token, from the token and the one behind it: a row of bits a token, one bit a rule.
///
/// Of the 200 rules of a language two or three are left to try, so that the pass over a text costs little more than cutting it.
struct RuleIndex: Sendable {
    /// The number of 64-bit words of a row.
    private let width: Int
    /// The rules that can begin with a token, by its row.
    private let first: [UInt64]
    /// The rules that can go on with a token, or end before it, by its row.
    private let second: [UInt64]
    private let words: Int
    /// Whether any rule can begin with a token, by its row.
    private let canBegin: [Bool]

    /// Builds the index of a lexicon's rules.
    init(lexicon: TimeLexicon) {
        let (rules, count) = (lexicon.rules, lexicon.senses.count)
        let width = max(1, (rules.count + 63) / 64)
        var begins = [UInt64](repeating: 0, count: (count + Row.others) * width)
        var follows = begins
        // The words of each class, and the signs.
        var members = [[Int]](repeating: [], count: lexicon.classNames.count)
        for word in 0..<count { for sense in lexicon.senses[word] { members[Int(sense.cls)].append(word) } }
        func words(of names: [String]) -> [Int] {
            names.flatMap { lexicon.classes[$0].map { members[Int($0)] } ?? [] }
        }
        let signs = lexicon.signs.filter { $0 >= 0 }.map(Int.init)
        let goingOn = words(of: ["NUMBER", "ORDINAL"]) + signs
        func words(of choice: TimeRule.Choice) -> [Int] {
            switch choice {
            case .literal(let id): [Int(id)]
            case .vocabulary(let cls): members[Int(cls)]
            case .computed(let cls):
                cls.wordClasses.map { words(of: $0) + cls.openingWords.map { Int(lexicon.id($0)) } }
                    ?? Array(0..<count)
            }
        }
        for (rule, pattern) in rules.enumerated() {
            let (slot, bit) = (rule >> 6, UInt64(1) << UInt64(rule & 63))
            func place(_ row: Row) -> Int { (count + row.rawValue) * width + slot }
            let (openings, followers) = (pattern.openings, pattern.followers)
            for choice in openings { for word in words(of: choice) { begins[word * width + slot] |= bit } }
            if openings.contains(where: \.takesNumber) { begins[place(.number)] |= bit }
            if openings.contains(where: \.takesSign) { for word in signs { begins[word * width + slot] |= bit } }
            if openings.contains(where: \.takesLetter) { begins[place(.letter)] |= bit }
            let takesAnything =
                followers.isWhole || openings.contains(where: \.takesAnyTail)
                || followers.choices.contains(where: \.takesAnyWord)
            let isCompound = openings.contains { !$0.isOneNumber }
            if takesAnything {
                for row in 0..<count { follows[row * width + slot] |= bit }
                for row in [Row.letter, .unknown, .number] { follows[place(row)] |= bit }
            }
            for choice in followers.choices { for word in words(of: choice) { follows[word * width + slot] |= bit } }
            if followers.choices.contains(where: \.takesSign) {
                for word in signs { follows[word * width + slot] |= bit }
            }
            if isCompound { for word in goingOn { follows[word * width + slot] |= bit } }
            if followers.choices.contains(where: \.takesNumber) || openings.contains(where: \.opensNumber) {
                follows[place(.number)] |= bit
            }
            if takesAnything || isCompound || followers.choices.contains(where: \.takesSign) {
                follows[place(.sign)] |= bit
            }
            if followers.isWhole { follows[place(.end)] |= bit }
        }
        canBegin = (0..<count + Row.others).map { row in begins[row * width..<(row + 1) * width].contains { $0 != 0 } }
        (self.width, self.words, first, second) = (width, count, begins, follows)
    }

    /// The rows of tokens that are no known word.
    private enum Row: Int {
        case number
        /// One capital letter, such as Q.
        case letter
        case unknown
        /// A sign that stands in no rule.
        case sign
        /// The end of a paragraph or of the text.
        case end
        static let others = 5
    }

    private func row(_ token: TimeToken) -> Int {
        switch token.kind {
        case .number: return words + Row.number.rawValue
        case .paragraph: return words + Row.end.rawValue
        case .word, .sign:
            if token.word >= 0 { return Int(token.word) }
            if token.kind == .sign { return words + Row.sign.rawValue }
            let isLetter = token.capital && token.end - token.start == 1
            return words + (isLetter ? Row.letter : .unknown).rawValue
        }
    }

    /// Calls a function with each rule that can fit at a token, in file order.
    ///
    /// - Complexity: O(*r* / 64) in rules, plus the rules called.
    @inline(__always)
    func each(at index: Int, of tokens: [TimeToken], _ body: (Int) -> Void) {
        let row = row(tokens[index])
        guard canBegin[row] else { return }
        let here = row * width
        let next = (index + 1 < tokens.count ? self.row(tokens[index + 1]) : words + Row.end.rawValue) * width
        for slot in 0..<width {
            var bits = first[here + slot] & second[next + slot]
            while bits != 0 {
                body(slot * 64 + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
    }
}
