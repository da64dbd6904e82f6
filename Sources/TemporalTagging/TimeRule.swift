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
        case computed(ComputedClass)
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

    /// Classes that are recognised by code: numbers and their compounds.
    enum ComputedClass: String, Sendable, CaseIterable {
        case day = "DAY"
        case dayOrdinal = "DAYORD"
        case year = "YEAR"
        case yearNumber = "YEARNUM"
        case eraYear = "NUMYEAR"
        case shortYear = "YY"
        case cardinal = "NUM"
        case ordinal = "ORD"
        case decade = "DECADE"
        case decadeNumber = "DECADENUM"
        case numericDate = "NDATE"
        case clock = "CLOCK"
        case hour = "HOUR"
        case military = "MILITARY"
        case ampm = "AMPM"
        case bc = "BC"
        case month = "MONTH"
        case clearMonth = "CLEARMONTH"
        case capital = "CAPWORD"
        case solarYear = "SOLARYEAR"
        case hijriYear = "HIJRIYEAR"
        case hijriYearH = "HIJRIYEARH"
        case rocDate = "ROCDATE"
        case buddhistEra = "BUDDHISTERA"
        case buddhistYear = "BUDDHISTYEAR"
        case quarterWord = "QUARTERWORD"
        case skippedDate = "SKIPDATE"

        /// The words with which a class of letters begins, with and without dots: "am", "a.m.".
        var openingWords: [String] {
            switch self {
            case .ampm: ["a", "am", "p", "pm"]
            case .bc: ["b", "bc", "bce"]
            case .buddhistEra: ["b", "be"]
            default: []
            }
        }

        /// Whether the class begins with a number, never with a word or sign.
        var isNumber: Bool {
            switch self {
            case .dayOrdinal, .year, .yearNumber, .eraYear, .shortYear, .decadeNumber, .numericDate, .clock, .hour,
                .military, .solarYear, .hijriYear, .hijriYearH, .rocDate, .buddhistYear:
                true
            default: false
            }
        }

        /// The vocabulary that a word must belong to for the class to begin with it; nil when any word or sign may.
        var wordClasses: [String]? {
            switch self {
            case .day, .ordinal: ["ORDINAL", "NUMBER"]
            case .cardinal: ["NUMBER"]
            case .month, .clearMonth: ["MONTH", "MONTHABBR", "SHYMONTH"]
            case .decade: ["DECADEWORD"]
            case .ampm, .bc, .buddhistEra: []
            case .capital, .quarterWord, .skippedDate: nil
            case .dayOrdinal, .year, .yearNumber, .eraYear, .shortYear, .decadeNumber, .numericDate, .clock, .hour,
                .military, .solarYear, .hijriYear, .hijriYearH, .rocDate, .buddhistYear:
                []
            }
        }
    }

    /// The names of the computed classes.
    static var computedClasses: [String] { ComputedClass.allCases.map(\.rawValue) }

    /// The rule's id.
    let id: String
    /// What to do with a match.
    let action: String
    /// Places before the span, in text order.
    let before: [Element]
    /// Places of the span.
    let span: [Element]
    /// Places after the span.
    let after: [Element]

    /// Compiles a line; nil when the pattern has no span.
    init?(fields: [String], lexicon: inout TimeLexicon) {
        id = fields[0]
        action = fields[2]
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
        guard !parts[1].isEmpty else { return nil }
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
            if let computed = ComputedClass(rawValue: name) { return .computed(computed) }
            return .vocabulary(lexicon.intern(class: name))
        }
        return Element(choices: choices, isOptional: isOptional)
    }

    /// What the span can begin with.
    var openings: [Choice] {
        var result: [Choice] = []
        for element in span {
            result.append(contentsOf: element.choices)
            if !element.isOptional { break }
        }
        return result
    }

    /// What can stand behind the first place, whichever that is, and whether one place can be all.
    var followers: (choices: [Choice], isWhole: Bool) {
        var choices: [Choice] = []
        var isWhole = false
        let places = span + after
        for (opening, element) in span.enumerated() {
            var isOptional = true
            for place in places[(opening + 1)...] {
                choices.append(contentsOf: place.choices)
                if !place.isOptional {
                    isOptional = false
                    break
                }
            }
            if isOptional { isWhole = true }
            if !element.isOptional { break }
        }
        return (choices, isWhole)
    }
}

/// What a choice can begin and go on with, for the ``RuleIndex``.
extension TimeRule.Choice {
    private var computed: TimeRule.ComputedClass? { if case .computed(let cls) = self { cls } else { nil } }

    /// Whether it can begin with a number.
    var takesNumber: Bool {
        computed.map { ![.month, .clearMonth, .capital, .ampm, .bc, .buddhistEra, .quarterWord].contains($0) } ?? false
    }

    /// Whether it can begin with an apostrophe: "the '60s".
    var takesSign: Bool { computed == .decade }

    /// Whether it can begin with one capital letter that is no known word: "Q3".
    var takesLetter: Bool { computed == .quarterWord }

    /// Whether it can begin with any word.
    var takesAnyWord: Bool { computed.map { $0.wordClasses == nil } ?? false }

    /// Whether anything may stand behind its first token.
    var takesAnyTail: Bool { computed == .hijriYearH || computed == .skippedDate }

    /// Whether a number may stand behind its first token.
    var opensNumber: Bool { computed == .quarterWord || computed == .decade || computed == .skippedDate }

    /// Whether it is one number, or one word that is written in the rule: nothing of its own stands behind its first token.
    var isOneNumber: Bool {
        switch self {
        case .literal: true
        case .vocabulary: false
        case .computed(let cls):
            [
                .dayOrdinal, .year, .yearNumber, .eraYear, .shortYear, .hour, .military, .solarYear, .hijriYear,
                .buddhistYear, .decadeNumber,
            ].contains(cls)
        }
    }
}
