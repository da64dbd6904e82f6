internal import TextPrimitives

/// A value that a place of a pattern caught.
struct TimeCapture {
    /// The class, an index into the lexicon's classes.
    var cls: String
    /// The first token.
    var token: Int
    /// The number of tokens.
    var count: Int
    /// The value.
    var value: Int
    /// The value as the vocabulary writes it, empty for numbers.
    var text: String
}

/// A rule that fits at a token.
struct TimeMatch {
    var rule: Int
    var first: Int
    var last: Int
    var captures: [TimeCapture]
}

/// Matches the rules of a language against the tokens of a text.
struct TimeMatcher {
    let lexicon: TimeLexicon
    let tokens: [TimeToken]
    let bytes: [UInt8]

    /// The longest match that begins at a token; of equal ones the first in the file.
    func match(at index: Int) -> TimeMatch? {
        let token = tokens[index]
        var best: TimeMatch?
        func attempt(_ rules: [Int32]) {
            for rule in rules {
                if let found = match(rule: Int(rule), at: index), best.map({ found.last > $0.last }) ?? true {
                    best = found
                }
            }
        }
        switch token.kind {
        case .number: attempt(lexicon.rulesByNumber)
        case .word, .sign:
            if token.word >= 0 {
                attempt(lexicon.rulesByWord[Int(token.word)])
            } else if token.capital, token.kind == .word, token.end - token.start == 1 {
                attempt(lexicon.rulesByCapital)
            }
        case .paragraph: break
        }
        return best
    }

    private func match(rule index: Int, at first: Int) -> TimeMatch? {
        let rule = lexicon.rules[index]
        // The words before the span, from the last to the first.
        var before = first - 1
        for element in rule.before.reversed() {
            guard before >= 0, fitsSingle(element, before) else { return nil }
            before -= 1
        }
        var captures: [TimeCapture] = []
        guard let end = match(rule.span, 0, first, &captures), end > first else { return nil }
        var after: [TimeCapture] = []
        if !rule.after.isEmpty {
            guard let tail = match(rule.after, 0, end, &after) else { return nil }
            captures.append(contentsOf: after)
            _ = tail
        }
        return TimeMatch(rule: index, first: first, last: end - 1, captures: captures)
    }

    private func fitsSingle(_ element: TimeRule.Element, _ index: Int) -> Bool {
        element.choices.contains { value($0, index) != nil }
    }

    /// Matches places from one on; returns the token after the last, or nil.
    private func match(
        _ elements: [TimeRule.Element], _ position: Int, _ index: Int, _ captures: inout [TimeCapture]
    ) -> Int? {
        guard position < elements.count else { return index }
        let element = elements[position]
        if index < tokens.count, tokens[index].kind != .paragraph {
            for choice in element.choices {
                guard let capture = value(choice, index) else { continue }
                let mark = captures.count
                if !capture.cls.isEmpty { captures.append(capture) }
                if let end = match(elements, position + 1, index + capture.count, &captures) { return end }
                captures.removeLast(captures.count - mark)
            }
        }
        return element.isOptional ? match(elements, position + 1, index, &captures) : nil
    }

    /// What a choice catches at a token, or nil.
    func value(_ choice: TimeRule.Choice, _ index: Int) -> TimeCapture? {
        let token = tokens[index]
        switch choice {
        case .literal(let id):
            guard token.word == id, token.kind != .number else { return nil }
            return TimeCapture(cls: "", token: index, count: 1, value: 0, text: "")
        case .vocabulary(let cls):
            guard token.kind == .word, let sense = lexicon.sense(token.word, cls) else { return nil }
            guard let name = lexicon.classNames[safe: Int(cls)] else { return nil }
            if TimeMatcher.properClasses.contains(name), !token.capital { return nil }
            var count = 1
            if TimeMatcher.abbreviations.contains(name), isAbbreviationDot(index + 1) { count = 2 }
            return TimeCapture(cls: name, token: index, count: count, value: sense.number, text: sense.value)
        case .computed(let cls):
            return computed(cls, index)
        }
    }

    /// Classes whose words are names: they must begin with a capital.
    private static let properClasses: Set<String> = [
        "MONTH", "SHYMONTH", "MONTHABBR", "WEEKDAY", "WEEKDAYABBR", "SOLARMONTH", "HIJRIMONTH", "JUCHE", "ROC", "ERA",
    ]
    private static let abbreviations: Set<String> = ["WEEKDAYABBR", "SHYMONTH"]

    /// Whether a dot closes an abbreviation rather than a sentence: something small, a number or a sign follows it.
    func isAbbreviationDot(_ index: Int) -> Bool {
        guard index < tokens.count, tokens[index].kind == .sign, tokens[index].number == Int32(UInt8(ascii: ".")),
            !tokens[index].spaced, index + 1 < tokens.count
        else { return false }
        let next = tokens[index + 1]
        return next.kind == .number || next.kind == .sign || (next.kind == .word && !next.capital)
    }

    /// Whether a token is a certain sign.
    func isSign(_ index: Int, _ byte: UInt8) -> Bool {
        index >= 0 && index < tokens.count && tokens[index].kind == .sign && tokens[index].number == Int32(byte)
    }

    /// Whether a token is a certain word (small letters).
    func isWord(_ index: Int, _ word: StaticString) -> Bool {
        guard index >= 0, index < tokens.count, tokens[index].kind == .word else { return false }
        let token = tokens[index]
        let count = Int(token.end - token.start)
        guard count == word.utf8CodeUnitCount else { return false }
        var same = true
        word.withUTF8Buffer { buffer in
            for position in 0..<count {
                let left = bytes[Int(token.start) + position].asciiLowercased
                let right = unsafe buffer[position]
                if left != right { same = false }
            }
        }
        return same
    }
}

extension Array {
    /// The element at an index, or nil outside the array.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
