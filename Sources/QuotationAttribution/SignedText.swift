internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Texts that are the words of one speaker: a statement that somebody released, a message with its wording, a speech, an agency's
/// commentary, an article that an agency retells.
struct SignedText {
    /// Who speaks, and in which sentences.
    struct Signature {
        var speaker: Party
        /// The sentences that are the signer's own words; empty when only his paper is told of.
        var sentences: Range<Int>
        /// Whether "I" and "we" are his.
        var isFirstPerson: Bool
        var rule: String
    }

    private let finder: ClaimFinder
    private let words = SpeakerLexicon.english
    private let grammar = Grammar.english

    private static let following = CodeToken.hash(of: "following")

    /// How many sentences of a text may tell that the rest is somebody's words.
    private static let opening = 6

    init(_ finder: ClaimFinder) { self.finder = finder }

    private var sentences: [CodedSentence] { finder.sentences }
    private var text: [UInt8] { finder.text }

    /// The signature of the text, or nil.
    func found() -> Signature? { commentary() ?? announced() }

    /// "KCNA Commentary": a title that names an agency or a paper before the word; its name stands in the dateline, or nobody speaks.
    private func commentary() -> Signature? {
        guard let title = finder.title else { return nil }
        let parts = title.split(whereSeparator: { " :,".contains($0) }).map(String.init)
        guard let at = parts.firstIndex(where: { $0.lowercased() == "commentary" }), at > 0,
            let entry = Gazetteer.shared.entry(named: parts[at - 1]), entry.kind == .organisation,
            let first = sentences.first,
            let name = first.chunks.lazy.flatMap({ first.names(of: $0) }).first(where: { $0.entry.id == entry.id })
        else { return nil }
        let range = TextRange(first.tokens[name.token].start, first.tokens[name.token + name.count - 1].end)
        let speaker = Party(
            id: entry.id, name: UTF8Text.string(text, range.start, range.end), country: entry.country,
            kind: .organisation,
            range: range)
        return Signature(
            speaker: speaker, sentences: 0..<sentences.count, isFirstPerson: true, rule: "signed.commentary")
    }

    /// Who announces his words in the lead: "X released the following press statement:", "X received a message from Y".
    private func announced() -> Signature? {
        for index in sentences.indices.prefix(SignedText.opening) {
            let sentence = sentences[index]
            for (position, chunk) in sentence.chunks.enumerated() {
                guard let verb = chunk.verb, !verb.isNegated, let issue = words.issue(grammar.spelling(verb.lemma))
                else { continue }
                let arguments = finder.readers[index].arguments(of: position)
                guard
                    let paper = (verb.isPassive ? arguments.subject : arguments.object).first(where: {
                        isPaper($0, sentence)
                    }),
                    let speaker = speaker(issue, verb, arguments, paper, position, index)
                else { continue }
                let found = signature(speaker, issue, paper, index)
                // Behind the lead only a wording that follows makes a text somebody's.
                if index < 2 || found.isFirstPerson { return found }
            }
            // "Following are the articles of Wednesday:" a list has many speakers.
            if index == 0, endsInColon(0) { return nil }
        }
        return nil
    }

    private func isPaper(_ chunk: Int, _ sentence: CodedSentence) -> Bool {
        let piece = sentence.chunks[chunk]
        return (piece.first...piece.last).contains { words.has(sentence.tokens[$0], .paper) }
    }

    private func speaker(
        _ issue: SpeakerLexicon.Issue, _ verb: VerbGroup, _ arguments: ClauseArguments, _ paper: Int, _ position: Int,
        _ index: Int
    ) -> Party? {
        if issue == .received || verb.isPassive {
            let word: Word = issue == .received ? .from : .by
            let chunks = sentences[index].chunks
            let behind = (paper + 1..<min(paper + 8, chunks.count)).first {
                chunks[$0].kind == .preposition && chunks[$0].word == word && $0 + 1 < chunks.count
                    && chunks[$0 + 1].kind == .noun
            }
            let from = arguments.phrases.first { $0.word == word }?.chunks ?? behind.map { [$0 + 1] } ?? []
            return finder.speakers.resolve(from, index).first
        }
        let subject = finder.subject(position, index, sentences[index], arguments.subject)
        return finder.speakers.resolve(subject, index).first
    }

    private func signature(_ speaker: Party, _ issue: SpeakerLexicon.Issue, _ paper: Int, _ index: Int) -> Signature {
        let sentence = sentences[index]
        let piece = sentence.chunks[paper]
        let isFollowing = (piece.first...piece.last).contains { sentence.tokens[$0].hash == SignedText.following }
        var start: Int?
        if isFollowing || endsInColon(index) { start = index + 1 }
        // "The message said:", "The full text is as follows:".
        if start == nil {
            start = (index + 1..<min(index + 4, sentences.count)).first { next in
                endsInColon(next)
                    && sentences[next].chunks.contains { $0.kind == .noun && isPaper(sentences[next], $0) }
            }.map { $0 + 1 }
        }
        if let start, start < sentences.count {
            return Signature(
                speaker: speaker, sentences: start..<sentences.count, isFirstPerson: true, rule: "signed.statement")
        }
        let isArticle = issue == .carried
        return Signature(
            speaker: speaker, sentences: isArticle ? index + 1..<sentences.count : 0..<0, isFirstPerson: false,
            rule: "signed.article")
    }

    private func isPaper(_ sentence: CodedSentence, _ piece: Chunk) -> Bool {
        (piece.first...piece.last).contains { words.has(sentence.tokens[$0], .paper) }
    }

    private func endsInColon(_ index: Int) -> Bool {
        sentences[index].tokens.last.map { $0.sign == UInt8(ascii: ":") } ?? false
    }
}
