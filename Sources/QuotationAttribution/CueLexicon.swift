internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// A cue of attribution, from `events/en/cues.tsv`.
struct AttributionCue: Sendable {
    /// The folded hashes of the words after the verb that belong to it ("point out").
    var particle: [UInt64]
    /// The class of what the speaker does.
    var stance: Stance
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
        let cues = Resource.rows("events/en/cues.tsv", columns: 6) {
            fields throws(ResourceFault) -> (form: String, words: [String], cue: AttributionCue) in
            let words = fields[0].split(separator: " ").map(String.init)
            let cue = AttributionCue(
                particle: words.dropFirst().map { CodeToken.hash(of: $0) }, stance: try fields.value(2),
                frame: fields[3], endorses: fields[4] == "*")
            return (fields[1], words, cue)
        }
        for (form, words, cue) in cues where form == "verb" || form == "phrase" {
            // Phrases come first: "call for" before "call".
            if cue.particle.isEmpty {
                verbs[Grammar.english.id(words[0]), default: []].append(cue)
            } else {
                verbs[Grammar.english.id(words[0]), default: []].insert(cue, at: 0)
            }
        }
    }
}
