internal import ActorCoding
internal import TextPrimitives

/// The words by which a copy changes what it tells, from `drift/en/words.tsv`, by lemma and class.
struct DriftLexicon: Sendable {
    /// The words that are compiled in.
    static let english = DriftLexicon()

    private var classes: [String: Set<String>] = [:]
    private var factors: [String: Double] = [:]

    private init() {
        for fields in Resource.rows("drift/en/words.tsv", columns: 3) {
            classes[fields[1], default: []].insert(fields[0])
            if fields.count > 3, let factor = Double(fields[3]) { factors[fields[0]] = factor }
        }
    }

    /// Whether a word is of a class.
    func has(_ lemma: String, _ name: String) -> Bool { classes[name]?.contains(lemma) ?? false }

    /// The factor of a unit to its base unit, nil for other words.
    func factor(_ lemma: String) -> Double? { factors[lemma] }

    /// Words that carry no matter of their own.
    static let functionWords: Set<String> = Set(
        ("a an the of in on at to for by with from and or but as that this these those it its he she they him her them his "
            + "their we our us i you who which whose whom what where when while is are was were be been being am has have had "
            + "do does did will would shall so than then there here into over under up out off also both all some any such one "
            + "s not no if about after before during per its own other another more most very")
            .split(separator: " ").map(String.init))
}

/// Reduces words to what two versions of a sentence share.
enum Stem {
    /// The lemma of a verb the grammar knows, else the word without the endings of number, tense and adverbs.
    static func of(_ word: String) -> String {
        let id = Grammar.english.id(word)
        if let verb = Grammar.english.verb(id) { return Grammar.english.spelling(verb.lemma) }
        var bytes = Array(word.utf8)
        func ends(_ suffix: StaticString) -> Bool {
            let tail = Array(suffix.description.utf8)
            return bytes.count > tail.count + 2 && bytes.suffix(tail.count).elementsEqual(tail)
        }
        if ends("ies") || ends("ied") {
            bytes.removeLast(3)
            bytes.append(UInt8(ascii: "y"))
        } else if ends("sses") || ends("shes") || ends("ches") || ends("xes") {
            bytes.removeLast(2)
        } else if ends("ing") || ends("ist") {
            bytes.removeLast(3)
        } else if ends("ed") || ends("ly") || ends("ian") && bytes.count > 6 {
            bytes.removeLast(2)
        } else if ends("s"), !ends("ss"), !ends("us") {
            bytes.removeLast()
        }
        if bytes.count > 4, bytes.last == UInt8(ascii: "e") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
