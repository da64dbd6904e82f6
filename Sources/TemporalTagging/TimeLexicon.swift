internal import TextPrimitives

/// A lexicon that its readers share: a copy of it would count some twenty references.
final class SharedLexicon: Sendable {
    let lexicon: TimeLexicon

    init(language: String) { lexicon = TimeLexicon(language: language) }
}

/// The vocabulary and the rules of one language, compiled from its data files.
///
/// The files are `time/LANGUAGE/vocabulary.tsv`, `rules.tsv` and `traps.tsv`; adding a folder adds a language.
struct TimeLexicon: Sendable {
    /// One meaning of a word.
    struct Sense: Sendable {
        /// The class, an index into `classes`.
        var cls: Int32
        /// The class, when code asks for it.
        var name: TimeClass?
        /// The value as written in the vocabulary.
        var value: String
        /// The value as an integer, 0 when it is none.
        var number: Int
        /// The words and signs that must follow, in order, none for a single word; a sign may be left out.
        var rest: [Int32] = []
    }

    /// Word ids by folded hash.
    private(set) var words = HashIndex(capacity: 1024)
    /// The lengths of the known words, one bit a length, by their first and last letters.
    private var lengths = [UInt32](repeating: 0, count: 1 << 10)
    /// Whether all known words begin with a letter of ASCII.
    private var isASCII = true
    /// Word ids of the single-byte signs, -1 where a sign stands in no rule.
    private(set) var signs: [Int32] = Array(repeating: -1, count: 256)
    /// The meanings of each word id.
    private(set) var senses: [[Sense]] = []
    /// The classes of each word id, a bit a class; the last bit stands for all from 127 on.
    private var memberships: [UInt128] = []
    /// The same by the names that code knows.
    private var names: [UInt128] = []
    /// Whether an id is that of a sign, by word id.
    private(set) var isSign: [Bool] = []
    /// Whether a line of the vocabulary begins with a word and goes on with others, by word id.
    private(set) var beginsPhrase: [Bool] = []
    /// The folded word of each id.
    private(set) var spellings: [String] = []
    /// Class ids by name.
    private(set) var classes: [String: Int32] = [:]
    /// Whether the words of a class are names and begin with a capital, by class id.
    private(set) var isProper: [Bool] = []
    /// Whether a dot may belong to the words of a class, by class id.
    private(set) var isAbbreviation: [Bool] = []
    /// Class names by id.
    private(set) var classNames: [String] = []
    /// Whether a small word in -ed is a past form, as in English.
    private(set) var hasEnglishPast = false
    /// Whether the language writes months with a capital.
    private(set) var monthsAreCapital = true
    /// The rules, in file order.
    private(set) var rules: [TimeRule] = []
    /// The rules again, as ranges of `places`.
    private(set) var plans: [TimeRule.Plan] = []
    /// The places of all rules.
    private(set) var places: [TimeRule.Place] = []
    /// The choices of all places.
    private(set) var choices: [TimeRule.Choice] = []
    /// Which rules can fit at a token.
    private(set) var index: RuleIndex?
    /// Whether a word bars a number after it, by word id.
    private(set) var barsAfter: [Bool] = []
    /// Whether a word bars a number before it, by word id.
    private(set) var barsBefore: [Bool] = []

    private static let properClasses: Set<String> = [
        "MONTH", "SHYMONTH", "MONTHABBR", "WEEKDAY", "WEEKDAYABBR", "SOLARMONTH", "HIJRIMONTH", "JUCHE", "ROC", "ERA",
        "NAMEDAY", "NAMEMONTH", "NAMEHEAD", "PRESSHEAD", "STREET",
    ]
    private static let smallClasses: Set<String> = ["MONTH", "SHYMONTH", "MONTHABBR", "WEEKDAY", "WEEKDAYABBR"]
    private static let abbreviations: Set<String> = ["WEEKDAYABBR", "SHYMONTH"]

    /// The languages that are compiled in, such as `en`.
    static var languages: [String] {
        Resource.names.compactMap { name in
            let parts = name.split(separator: "/")
            return parts.count == 3 && parts[0] == "time" && parts[2] == "rules.tsv" ? String(parts[1]) : nil
        }
    }

    /// Compiles a language; an unknown one gives an empty lexicon.
    init(language: String) {
        hasEnglishPast = language == "en"
        for fields in Resource.rows("time/\(language)/vocabulary.tsv", columns: 3) {
            let parts = TimeLexicon.parts(of: fields[0]).map { intern($0) }
            guard let first = parts.first else { continue }
            let id = Int(first)
            if fields[1] == "SMALLMONTHS" { monthsAreCapital = false }
            let cls = intern(class: fields[1])
            let name = TimeClass(rawValue: fields[1])
            memberships[id] |= TimeLexicon.bit(Int(cls))
            if let name, parts.count == 1 { names[id] |= TimeLexicon.bit(name.number) }
            if parts.count > 1 { beginsPhrase[id] = true }
            senses[id].append(
                Sense(
                    cls: cls, name: name, value: fields[2], number: Int(fields[2]) ?? 0,
                    rest: Array(parts.dropFirst())))
        }
        for name in TimeClass.allCases { _ = intern(class: name.rawValue) }
        if !monthsAreCapital {
            // What English writes with a capital this language does not: months and days of the week.
            for (name, id) in classes where TimeLexicon.smallClasses.contains(name) { isProper[Int(id)] = false }
        }
        for cls in TimeClass.allCases { for word in cls.openingWords { _ = intern(word) } }
        // What stands second in the classes of letters and numbers: 14.05, 7:12, 1446h.
        for part in ["'", "-", ".", "/", ":", "h", "q"] { _ = intern(part) }
        rules = Resource.rows("time/\(language)/rules.tsv", columns: 5) { fields throws(ResourceFault) in
            try TimeRule(fields, lexicon: &self)
        }
        let traps = Resource.rows("time/\(language)/traps.tsv", columns: 2)
        for fields in traps { _ = intern(fields[0]) }
        barsAfter = Array(repeating: false, count: senses.count)
        barsBefore = barsAfter
        for fields in traps {
            let id = Int(intern(fields[0]))
            if fields[1] == "before" { barsAfter[id] = true } else { barsBefore[id] = true }
        }
        indexRules()
    }

    /// The words and signs of a line of the vocabulary: "dhu", "al", "-", "hijjah".
    private static func parts(of phrase: String) -> [String] {
        guard phrase.utf8.count > 1 else { return [phrase] }
        var parts: [String] = []
        var isOpen = false
        for character in phrase {
            if character == " " || character == "-" || character == "'" {
                if character != " " { parts.append(String(character)) }
                isOpen = false
            } else if isOpen, let last = parts.popLast() {
                parts.append(last + String(character))
            } else {
                parts.append(String(character))
                isOpen = true
            }
        }
        return parts
    }

    /// The id of a word or sign, made when it is new.
    mutating func intern(_ word: String) -> Int32 {
        let bytes = Array(word.utf8)
        if bytes.count == 1, !bytes[0].isASCIILetter, !bytes[0].isASCIIDigit {
            if signs[Int(bytes[0])] < 0 { signs[Int(bytes[0])] = add(word) }
            return signs[Int(bytes[0])]
        }
        let plain = bytes.allSatisfy { $0 < 0x80 } ? bytes : TimeLexicon.unmarked(bytes)
        let key = StableHash.folded(plain.span, 0, plain.count)
        let known = words.value(key)
        if known >= 0 { return known }
        let id = add(word)
        words.set(key, id)
        if let first = plain.first, let last = plain.last {
            if first >= 0x80 { isASCII = false }
            lengths[TimeLexicon.shape(first, last)] |= 1 << UInt32(min(plain.count, 31))
        }
        return id
    }

    /// The id of a word of a text, -1 when no rule knows it; letters with marks are read as without.
    ///
    /// - Complexity: O(*n*) in the bytes of words that begin, end and measure as a known one does; O(1) else.
    @inline(__always)
    func word(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
        guard lengths[TimeLexicon.shape(text[start], text[end - 1])] & (1 << UInt32(min(end - start, 31))) != 0 else {
            return -1
        }
        return words.value(StableHash.folded(text, start, end))
    }

    /// The id of a word with letters beyond ASCII.
    ///
    /// - Parameter scratch: Bytes that the caller keeps from word to word.
    func word(marked bytes: [UInt8], _ start: Int, _ end: Int, _ scratch: inout [UInt8]) -> Int32 {
        guard end - start <= 64, !isASCII || !Folding.staysBeyondASCII(bytes, start) else { return -1 }
        scratch.removeAll(keepingCapacity: true)
        Folding.append(bytes, start, end, to: &scratch)
        if scratch.contains(UInt8(ascii: "'")) { scratch.removeAll { $0 == UInt8(ascii: "'") } }
        guard !scratch.isEmpty else { return words.value(StableHash.of([])) }
        return word(scratch.span, 0, scratch.count)
    }

    /// A word without the marks on its letters and without apostrophes and signs of ayn and hamza.
    private static func unmarked(_ word: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        Folding.append(word, 0, word.count, to: &plain)
        plain.removeAll { $0 == UInt8(ascii: "'") }
        return plain
    }

    @inline(__always)
    private static func shape(_ first: UInt8, _ last: UInt8) -> Int { Int(first & 31) << 5 | Int(last & 31) }

    /// The id of a word that is known.
    func id(_ word: String) -> Int32 {
        let bytes = Array(word.utf8)
        if bytes.count == 1, !bytes[0].isASCIILetter, !bytes[0].isASCIIDigit { return signs[Int(bytes[0])] }
        let plain = bytes.allSatisfy { $0 < 0x80 } ? bytes : TimeLexicon.unmarked(bytes)
        return words.value(StableHash.folded(plain.span, 0, plain.count))
    }

    private mutating func add(_ word: String) -> Int32 {
        senses.append([])
        memberships.append(0)
        names.append(0)
        beginsPhrase.append(false)
        isSign.append(word.utf8.count == 1 && word.utf8.allSatisfy { !$0.isASCIILetter && !$0.isASCIIDigit })
        spellings.append(word.lowercased())
        return Int32(senses.count - 1)
    }

    /// The id of a class, made when it is new.
    mutating func intern(class name: String) -> Int32 {
        if let id = classes[name] { return id }
        let id = Int32(classes.count)
        classes[name] = id
        classNames.append(name)
        isProper.append(TimeLexicon.properClasses.contains(name))
        isAbbreviation.append(TimeLexicon.abbreviations.contains(name))
        return id
    }

    private static func bit(_ number: Int) -> UInt128 { 1 << UInt128(min(number, 127)) }

    /// The meaning of a word in a class, or nil.
    func sense(_ word: Int32, _ cls: Int32) -> Sense? {
        guard has(word, cls) else { return nil }
        return senses[Int(word)].first { $0.cls == cls && $0.rest.isEmpty }
    }

    /// Whether a word has a meaning in a class, or begins a phrase that has.
    func has(_ word: Int32, _ cls: Int32) -> Bool {
        guard word >= 0, memberships[Int(word)] & TimeLexicon.bit(Int(cls)) != 0 else { return false }
        return cls < 127 || senses[Int(word)].contains { $0.cls == cls }
    }

    /// The meaning of a word in a named class, or nil.
    func sense(_ word: Int32, _ name: TimeClass) -> Sense? {
        guard has(word, name) else { return nil }
        return senses[Int(word)].first { $0.name == name && $0.rest.isEmpty }
    }

    /// Whether a word has a meaning in a named class.
    func has(_ word: Int32, _ name: TimeClass) -> Bool {
        word >= 0 && names[Int(word)] & TimeLexicon.bit(name.number) != 0
    }

    private mutating func flatten(_ elements: [TimeRule.Element]) -> Range<Int> {
        let first = places.count
        for element in elements {
            let choice = choices.count
            choices += element.choices
            places.append(
                TimeRule.Place(firstChoice: choice, choiceEnd: choices.count, isOptional: element.isOptional))
        }
        return first..<places.count
    }

    private mutating func indexRules() {
        for rule in rules {
            plans.append(
                TimeRule.Plan(
                    before: flatten(rule.before), span: flatten(rule.span), after: flatten(rule.after)))
        }
        index = RuleIndex(lexicon: self)
    }
}
