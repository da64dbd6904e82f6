internal import TextPrimitives

/// One line of a rules file: a pattern over classes and words, and what to make of it.
struct TimeRule: Sendable {
    /// One way to fill a place of the pattern.
    enum Choice: Sendable, Equatable {
        /// A word or sign, by id.
        case literal(Int32)
        /// A class of the vocabulary, by id.
        case vocabulary(Int32)
        /// A class that code recognises.
        case computed(TimeClass)
    }

    /// A place of the pattern.
    struct Element: Sendable {
        var choices: [Choice]
        var isOptional: Bool
    }

    /// A place in the lexicon's flat list, as the matcher reads it: no array to retain on the way.
    struct Place: Sendable {
        var firstChoice: Int
        var choiceEnd: Int
        var isOptional: Bool
    }

    /// Where a rule's places stand in the lexicon's flat list: before the span, of the span and after it.
    struct Plan: Sendable {
        var before: Range<Int>
        var span: Range<Int>
        var after: Range<Int>
    }

    /// The rule's id.
    let id: String
    /// What to do with a match.
    let action: TimeAction
    /// Places before the span, in text order.
    let before: [Element]
    /// Places of the span.
    let span: [Element]
    /// Places after the span.
    let after: [Element]

    /// Compiles a line.
    ///
    /// - Throws: `ResourceFault` when the pattern has no span or the action is none of ours.
    init(_ fields: ResourceRow, lexicon: inout TimeLexicon) throws(ResourceFault) {
        id = fields[0]
        action = try fields.value(2)
        var parts: [[Element]] = [[], [], []]
        let words = fields[1].split(separator: " ").map(String.init)
        let hasBrackets = words.contains("[")
        var part = hasBrackets ? 0 : 1
        for word in words {
            if word == "[" {
                part = 1
                continue
            }
            if word == "]" {
                part = 2
                continue
            }
            parts[part].append(TimeRule.element(word, lexicon: &lexicon))
        }
        guard !parts[1].isEmpty else { throw fields.fault("the pattern has no span") }
        (before, span, after) = (parts[0], parts[1], parts[2])
    }

    private static func element(_ word: String, lexicon: inout TimeLexicon) -> Element {
        let isOptional = word.count > 1 && word.hasSuffix("?")
        let body = isOptional ? String(word.dropLast()) : word
        let choices: [Choice] = body.split(separator: "|").map { choice in
            var name = String(choice)
            let isClass = name.utf8.allSatisfy { $0.isASCIIUpper || $0.isASCIIDigit } && name.utf8.count > 1
            guard isClass else { return .literal(lexicon.intern(name)) }
            if name.hasSuffix("2") { name.removeLast() }
            if let known = TimeClass(rawValue: name), known.isComputed { return .computed(known) }
            return .vocabulary(lexicon.intern(class: name))
        }
        return Element(choices: choices, isOptional: isOptional)
    }
}

extension TimeRule.Choice {
    /// Whether it can begin with a number, or with a word or sign.
    func takes(_ form: TimeToken.Form) -> Bool {
        guard case .computed(let cls) = self else { return form == .word }
        return form == .number ? cls.takesNumber : !cls.isNumber
    }
}
