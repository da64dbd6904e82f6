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
        var best: TimeMatch?
        lexicon.index?.each(at: index, of: tokens) { rule in
            if let found = match(rule: rule, at: index), best.map({ found.last > $0.last }) ?? true { best = found }
        }
        return best
    }

    private func match(rule index: Int, at first: Int) -> TimeMatch? {
        let plan = lexicon.plans[index]
        // The words before the span, from the last to the first.
        var before = first - 1
        var place = plan.before.upperBound - 1
        while place >= plan.before.lowerBound {
            guard before >= 0, fitsSingle(place, before) else { return nil }
            before -= 1
            place -= 1
        }
        var captures: [TimeCapture] = []
        guard let end = match(plan.span.lowerBound, plan.span.upperBound, first, &captures), end > first else {
            return nil
        }
        if !plan.after.isEmpty {
            guard match(plan.after.lowerBound, plan.after.upperBound, end, &captures) != nil else { return nil }
        }
        return TimeMatch(rule: index, first: first, last: end - 1, captures: captures)
    }

    private func fitsSingle(_ place: Int, _ index: Int) -> Bool {
        let place = lexicon.places[place]
        return (place.firstChoice..<place.choiceEnd).contains { value(lexicon.choices[$0], index) != nil }
    }

    /// Matches places of the lexicon's list up to an end; returns the token after the last, or nil.
    private func match(_ position: Int, _ limit: Int, _ index: Int, _ captures: inout [TimeCapture]) -> Int? {
        guard position < limit else { return index }
        let place = lexicon.places[position]
        if index < tokens.count, tokens[index].kind != .paragraph {
            var choice = place.firstChoice
            while choice < place.choiceEnd {
                let capture = value(lexicon.choices[choice], index)
                choice += 1
                guard let capture else { continue }
                let mark = captures.count
                if !capture.cls.isEmpty { captures.append(capture) }
                if let end = match(position + 1, limit, index + capture.count, &captures) { return end }
                captures.removeLast(captures.count - mark)
            }
        }
        return place.isOptional ? match(position + 1, limit, index, &captures) : nil
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
            if lexicon.isProper[Int(cls)], !token.capital { return nil }
            let count = lexicon.isAbbreviation[Int(cls)] && isAbbreviationDot(index + 1) ? 2 : 1
            return TimeCapture(
                cls: lexicon.classNames[Int(cls)], token: index, count: count, value: sense.number, text: sense.value)
        case .computed(let cls):
            return computed(cls, index)
        }
    }

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
