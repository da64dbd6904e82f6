internal import TextPrimitives

/// A value that a place of a pattern caught.
struct TimeCapture {
    /// The class; nil for words of the pattern itself and for classes that code does not ask for.
    var cls: TimeClass?
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
    let shared: SharedLexicon
    var lexicon: TimeLexicon { _read { yield shared.lexicon } }
    let tokens: [TimeToken]
    let bytes: [UInt8]

    /// The longest match that begins at a token; of equal ones the first in the file.
    ///
    /// Rules are compared by where they end; only the one that is taken is run again for what it catches.
    func match(at index: Int) -> TimeMatch? {
        var best = (rule: -1, end: index)
        lexicon.index?.each(at: index, of: tokens.span) { rule in
            if let end = end(of: rule, at: index), end > best.end { best = (rule, end) }
        }
        guard best.rule >= 0 else { return nil }
        let plan = lexicon.plans[best.rule]
        var captures: [TimeCapture] = []
        guard let end = match(plan.span, index, &captures) else { return nil }
        if !plan.after.isEmpty { _ = match(plan.after, end, &captures) }
        return TimeMatch(rule: best.rule, first: index, last: end - 1, captures: captures)
    }

    /// The token behind the span of a rule that begins at a token; nil when the rule does not fit.
    private func end(of rule: Int, at first: Int) -> Int? {
        let plan = lexicon.plans[rule]
        // The words before the span, from the last to the first.
        var before = first - 1
        var place = plan.before.upperBound - 1
        while place >= plan.before.lowerBound {
            guard before >= 0, fitsSingle(place, before) else { return nil }
            before -= 1
            place -= 1
        }
        guard let end = end(plan.span.lowerBound, plan.span.upperBound, first), end > first else { return nil }
        guard plan.after.isEmpty || self.end(plan.after.lowerBound, plan.after.upperBound, end) != nil else {
            return nil
        }
        return end
    }

    /// The token behind some places of the lexicon's list that begin at a token; nil when they do not fit.
    private func end(_ position: Int, _ limit: Int, _ index: Int) -> Int? {
        guard position < limit else { return index }
        let place = lexicon.places[position]
        if index < tokens.count, tokens[index].kind != .paragraph {
            var choice = place.firstChoice
            while choice < place.choiceEnd {
                let length = length(lexicon.choices[choice], index)
                choice += 1
                if length > 0, let end = end(position + 1, limit, index + length) { return end }
            }
        }
        return place.isOptional ? end(position + 1, limit, index) : nil
    }

    /// The number of tokens that a choice takes at a token; 0 when it does not fit.
    private func length(_ choice: TimeRule.Choice, _ index: Int) -> Int {
        switch choice {
        case .literal(let id):
            let token = tokens[index]
            return token.word == id && token.kind != .number ? 1 : 0
        case .vocabulary(let cls):
            let token = tokens[index]
            guard token.kind == .word, token.capital || !lexicon.isProper[Int(cls)], lexicon.has(token.word, cls) else {
                return 0
            }
            if lexicon.beginsPhrase[Int(token.word)] { return longest(cls, index)?.count ?? 0 }
            return lexicon.isAbbreviation[Int(cls)] && isAbbreviationDot(index + 1) ? 2 : 1
        case .computed(let cls):
            if tokens[index].kind != .number, cls.isNumber { return 0 }
            return computed(cls, index)?.count ?? 0
        }
    }

    private func fitsSingle(_ place: Int, _ index: Int) -> Bool {
        let place = lexicon.places[place]
        return (place.firstChoice..<place.choiceEnd).contains { length(lexicon.choices[$0], index) > 0 }
    }

    private func match(_ places: Range<Int>, _ first: Int, _ captures: inout [TimeCapture]) -> Int? {
        match(places.lowerBound, places.upperBound, first, &captures)
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
                if capture.cls != nil { captures.append(capture) }
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
            return TimeCapture(cls: nil, token: index, count: 1, value: 0, text: "")
        case .vocabulary(let cls):
            guard token.kind == .word, token.capital || !lexicon.isProper[Int(cls)],
                let (sense, words) = longest(cls, index)
            else { return nil }
            let count = lexicon.isAbbreviation[Int(cls)] && isAbbreviationDot(index + 1) ? 2 : words
            return TimeCapture(cls: sense.name, token: index, count: count, value: sense.number, text: sense.value)
        case .computed(let cls):
            return computed(cls, index)
        }
    }

    /// The meaning in a class of the most words that begin at a token, with their number.
    private func longest(_ cls: Int32, _ index: Int) -> (sense: TimeLexicon.Sense, count: Int)? {
        guard lexicon.has(tokens[index].word, cls) else { return nil }
        var best: (sense: TimeLexicon.Sense, count: Int)?
        for sense in lexicon.senses[Int(tokens[index].word)] where sense.cls == cls {
            var end = index + 1
            let isWhole = sense.rest.allSatisfy { part in
                // "Jumada-al-Awwal": a hyphen may stand where the vocabulary has a blank.
                if !lexicon.isSign[Int(part)], end + 1 < tokens.count, isSign(end, UInt8(ascii: "-")),
                    tokens[end + 1].word == part, tokens[end + 1].kind == .word
                {
                    end += 1
                }
                let isNext = end < tokens.count && tokens[end].kind != .number && tokens[end].word == part
                if isNext { end += 1 }
                return isNext || lexicon.isSign[Int(part)]
            }
            if isWhole, end - index > best?.count ?? 0 { best = (sense, end - index) }
        }
        return best
    }

    /// Whether a match may bound the day of publication: an anniversary, or words such as "today" and "this year".
    func mayBound(_ match: TimeMatch) -> Bool {
        switch lexicon.rules[match.rule].action {
        case .anniversary, .ordinalSince, .yearsSince: true
        default: PublicationInference.openings.contains { isWord(match.first, $0) }
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

    /// Whether an apostrophe, straight or curved, stands behind a token.
    func isPossessive(_ index: Int) -> Bool {
        let rest = bytes[Int(tokens[index].end)...]
        return rest.first == UInt8(ascii: "'") || rest.starts(with: "\u{2019}".utf8)
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
