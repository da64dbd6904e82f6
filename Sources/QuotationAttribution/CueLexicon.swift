internal import ActorCoding
internal import TextPrimitives

/// A cue of attribution, from `events/en/cues.tsv`.
struct AttributionCue: Sendable {
    /// The folded hashes of the words after the verb that belong to it ("point out").
    var particle: [UInt64]
    /// The class of what the speaker does.
    var stance: String
    /// What the content looks like: `clause`, `object`, `to-clause`, `of`, `for`, `any`, `as-object`, `quoted`, `feeling`.
    var frame: String
    /// Whether the page's verb takes the speaker's side.
    var endorses: Bool
}

/// All cues, by the lemma of their verb.
struct CueLexicon: Sendable {
    private(set) var verbs: [Int32: [AttributionCue]] = [:]

    /// The cues that are compiled in.
    static let english = CueLexicon()

    private init() {
        for fields in Resource.table("events/en/cues.tsv")
        where fields.count >= 4 && (fields[1] == "verb" || fields[1] == "phrase") {
            let words = fields[0].split(separator: " ").map(String.init)
            let cue = AttributionCue(
                particle: words.dropFirst().map { CodeToken.hash(of: $0) }, stance: fields[2], frame: fields[3],
                endorses: fields.count > 4 && fields[4] == "*")
            // Phrases come first: "call for" before "call".
            if cue.particle.isEmpty {
                verbs[Grammar.english.id(words[0]), default: []].append(cue)
            } else {
                verbs[Grammar.english.id(words[0]), default: []].insert(cue, at: 0)
            }
        }
    }
}
