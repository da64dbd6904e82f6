public import ActorCoding
public import DocumentModel
public import EventCoding
internal import TextPrimitives

/// Finds who says what in a text: direct, indirect and mixed speech, relays, and denials with what they deny.
///
/// The scheme of source, cue and content is that of PARC and PolNeAR (Pareti 2015; Newell et al. 2018).
public struct ClaimFinder {
    let text: [UInt8]
    let sentences: [CodedSentence]
    let readers: [ClauseReader]
    let events: [Event]
    let author: Party?
    let grammar = Grammar.english
    let cues = CueLexicon.english
    let quotations: [Quotation]
    let title: String?
    /// The trees of the sentences.
    let trees: SentenceTrees?
    var speakers: SpeakerReader
    var claims: [Claim] = []
    /// The claims of each sentence, as indexes of ``claims``.
    var told: [[Int]]
    /// The sentences with more claims than are read.
    public private(set) var crowdedSentences: [TextRange] = []

    /// How many claims of one sentence are read: each may hold the rest of the sentence.
    public static let sentenceLimit = Bounds.sentenceClaims

    /// Makes a finder.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - readers: The clauses of the text's sentences, with their parties.
    ///   - events: The text's events.
    ///   - author: Who signs the text with an office; then its own statements are his.
    ///   - home: The state that the text speaks from, ISO 3166 alpha-3, or nil.
    ///   - title: The text's title, or nil.
    ///   - trees: The trees of the text's sentences; nil when none is read.
    public init(
        _ text: [UInt8], clauses readers: [ClauseReader], events: [Event], author: Party?, home: String? = nil,
        title: String? = nil, trees: SentenceTrees? = nil
    ) {
        self.text = text
        self.readers = readers
        sentences = readers.map(\.sentence)
        self.events = events
        self.author = author
        self.title = title
        self.trees = trees
        told = Array(repeating: [], count: readers.count)
        quotations = QuotationFinder(text: text).quotations()
        speakers = SpeakerReader(
            table: SpeakerTable(text: text, sentences: sentences, readers: readers, quotations: quotations, home: home))
    }

    /// Finds the claims.
    ///
    /// - Returns: The claims in text order, with ids `c1`, `c2` and so on.
    /// - Complexity: O(*n*) in chunks.
    public mutating func find() -> [Claim] {
        let signed = SignedText(self).found()
        speakers.signer = signed?.isFirstPerson ?? false ? signed?.speaker : author
        speakers.paperOwner = signed?.speaker
        speakers.isReview = isReview
        var first = 0
        while first < sentences.count {
            var end = first + 1
            while end < sentences.count, sentences[end].paragraph == sentences[first].paragraph { end += 1 }
            find(paragraph: first..<end, signed)
            first = end
        }
        if let author { authorClaims(placed(author)) }
        claims.sort { ($0.evidence[0], $0.contentSpans[0]) < ($1.evidence[0], $1.contentSpans[0]) }
        claims = relayed(withoutDoubles(claims)).filter { !isBareParty($0) && $0.contentSpans.contains(where: hasWord) }
        for index in claims.indices {
            claims[index].id = "c\(index + 1)"
            let spans = claims[index].contentSpans
            claims[index].events = told(in: spans)
            claims[index].about = about(claims[index])
        }
        DenialTargets(text: text, sentences: sentences, events: events).resolve(&claims)
        return claims
    }

    /// "X says that it is late, the agency reported": X speaks, through the agency.
    private func relayed(_ claims: [Claim]) -> [Claim] {
        var result: [Claim] = []
        var first = 0
        while first < claims.count {
            var end = first + 1
            while end < claims.count, claims[end].evidence.first == claims[first].evidence.first { end += 1 }
            var here = Array(claims[first..<end])
            for outer in here where outer.speaker.count == 1 && isAgency(outer.speaker[0]) {
                let inner = here.firstIndex { claim in
                    guard let cue = claim.cueSpan, cue != outer.cueSpan, let speaker = claim.speaker.first else {
                        return false
                    }
                    return !isAgency(speaker) && outer.contentSpans.contains { $0.contains(cue) }
                }
                guard let inner else { continue }
                here[inner].via = unique(here[inner].via + outer.speaker)
                here.removeAll { $0 == outer }
            }
            result += here
            first = end
        }
        return result
    }

    /// The author with the place where the text names him; without one when only the page's by-line does.
    private func placed(_ author: Party) -> Party {
        let name = Array(author.name.utf8)
        guard !name.isEmpty, name.count <= text.count else { return author }
        var result = author
        // The signature stands at one end of the text: the last mention is looked for first.
        for start in stride(from: text.count - name.count, through: 0, by: -1)
        where text[start] == name[0] && text[start..<start + name.count].elementsEqual(name) {
            result.range = TextRange(start, start + name.count)
            return result
        }
        return author
    }

    /// Of two claims with the same cue or nearly the same content the first stays.
    private func withoutDoubles(_ claims: [Claim]) -> [Claim] {
        var result: [Claim] = []
        for claim in claims {
            // Doubles stand in one sentence, and claims in text order.
            var here = result.count
            while here > 0, result[here - 1].evidence.first == claim.evidence.first { here -= 1 }
            let isDouble = result[here...].contains { other in
                if let a = other.cueSpan, let b = claim.cueSpan, a == b {
                    return other.contentSpans.contains { $0.overlaps(claim.contentSpans[0]) }
                }
                return other.contentSpans == claim.contentSpans
            }
            // "'We expect it back,' she said": what she expects is part of what she says.
            let isInside = result[here...].contains { other in
                guard let cue = claim.cueSpan, let from = other.cueSpan, from != cue else { return false }
                return other.contentSpans.contains { $0.contains(cue) }
                    && !Set(other.speaker.map(\.id)).isDisjoint(with: claim.speaker.map(\.id))
            }
            if !isDouble, !isInside { result.append(claim) }
        }
        return result
    }

    /// "He was welcomed", "which cited Prensa Latina": a party is no statement, but what is denied or confirmed may be "it".
    private func isBareParty(_ claim: Claim) -> Bool {
        guard [.says, .expresses, .reports, .states].contains(claim.stance), claim.contentSpans.count == 1,
            let span = claim.contentSpans.first
        else { return false }
        guard let sentence = sentences.index(holding: span).map({ sentences[$0] }) else { return false }
        return sentence.chunks.contains { chunk in
            chunk.kind == .noun && isRange(sentence.range(of: chunk), span, sentence)
                && (sentence.parties(of: chunk).contains { $0.kind != .state || claim.stance == .expresses }
                    || chunk.first == chunk.last
                        && grammar.wordClass(sentence.tokens[chunk.first].word) == .pronoun
                    || claim.stance == .says && chunk.last - chunk.first < 3)
        }
    }

    /// Whether some content is more than marks.
    private func hasWord(_ span: TextRange) -> Bool {
        sentences.index(touching: span).map { hasWord(span, sentences[$0]) } ?? false
    }

    /// Whether a phrase is all of some content, but for a day behind it: "Japan on Monday".
    private func isRange(_ phrase: TextRange, _ span: TextRange, _ sentence: CodedSentence) -> Bool {
        guard phrase.start == span.start, span.end >= phrase.end else { return false }
        let rest = sentence.tokens.filter { $0.start >= phrase.end && $0.end <= span.end }
        return rest.isEmpty || rest.count <= 2 && rest.last.map { grammar.has($0.word, .listeningTimes) } ?? false
    }

    /// The ids of the events whose words stand in some content.
    private func told(in spans: [TextRange]) -> [String] {
        var result: [String] = []
        for span in spans {
            var (low, high) = (0, events.count)
            while low < high {
                let middle = (low + high) / 2
                if events[middle].trigger.start < span.start { low = middle + 1 } else { high = middle }
            }
            while low > 0, events[low - 1].trigger.end > span.start { low -= 1 }
            while low < events.count, events[low].trigger.start < span.end {
                if result.last != events[low].id { result.append(events[low].id) }
                low += 1
            }
        }
        return result
    }

    private func about(_ claim: Claim) -> [String] {
        var result: [String] = []
        for sentence in claim.evidence.compactMap({ sentences.index(holding: $0) }).map({ sentences[$0] }) {
            for chunk in sentence.chunks where chunk.kind == .noun {
                guard claim.contentSpans.contains(where: { $0.overlaps(sentence.range(of: chunk)) }) else { continue }
                for party in sentence.parties(of: chunk) {
                    if let country = party.country, !result.contains(country) { result.append(country) }
                }
            }
        }
        return result
    }

    // MARK: Paragraphs and sentences

    private mutating func find(paragraph: Range<Int>, _ signed: SignedText.Signature?) {
        if let paper = heading(paragraph) { speakers.paperOwner = paper }
        let opened = opened(paragraph)
        for index in paragraph {
            let first = claims.count
            find(sentence: index)
            told[index] = Array(first..<claims.count)
            for claim in claims[first...] { remember(claim, index) }
            if let signed = signed.flatMap({ $0.sentences.contains(index) ? $0 : nil }) ?? opened {
                state(index, signed)
            }
        }
        quoted(paragraph)
    }

    /// "…, it said, adding:": the paragraph behind the colon is what the speaker says, when no quotation marks say so.
    private func opened(_ paragraph: Range<Int>) -> SignedText.Signature? {
        guard paragraph.lowerBound > 0, let before = told[paragraph.lowerBound - 1].last.map({ claims[$0] }),
            let speaker = before.speaker.first, sentences[paragraph.lowerBound].tokens.first?.sign == 0,
            sentences[paragraph.lowerBound - 1].tokens.last.map({ $0.sign == UInt8(ascii: ":") }) ?? false
        else { return nil }
        return SignedText.Signature(
            speaker: speaker, sentences: paragraph, isFirstPerson: false, rule: "colon.paragraph")
    }

    /// Whether the text lists what papers say: "Following are the articles of the leading newspapers:".
    private var isReview: Bool {
        guard let first = sentences.first, first.tokens.last.map({ $0.sign == UInt8(ascii: ":") }) ?? false else {
            return false
        }
        return first.tokens.contains { SpeakerLexicon.english.has($0, .paper) }
    }

    /// A paper's name that stands alone in a paragraph, or before a colon: the articles behind it are its own.
    private func heading(_ paragraph: Range<Int>) -> Party? {
        guard paragraph.count == 1, let index = paragraph.first else { return nil }
        let sentence = sentences[index]
        let isColon = sentence.tokens.last.map { $0.sign == UInt8(ascii: ":") } ?? false
        guard sentence.tokens.count <= 5 || isColon else { return nil }
        if speakers.isReview, index > 0, !isColon, sentence.chunks.count == 1, sentence.tokens.allSatisfy(\.isCapital) {
            return speakers.resolve([0], index).first.map { party in
                var party = party
                party.country = party.country ?? speakers.table.home
                return party
            }
        }
        for chunk in sentence.chunks where chunk.kind == .noun {
            guard let name = sentence.names(of: chunk).first(where: { $0.entry.detail == "paper" }) else { continue }
            return Party(
                id: name.entry.id, name: name.entry.name, country: name.entry.country, kind: .organisation,
                range: sentence.range(of: chunk))
        }
        return nil
    }

    /// Keeps who spoke last, unless he was named inside a quotation.
    mutating func remember(_ claim: Claim, _ index: Int) {
        guard let party = claim.speaker.first else { return }
        if let source = claim.sourceSpan, speakers.table.isQuoted(source) { return }
        speakers.last = (
            party, speakers.table.person(party), index, claim.sourceSpan.map { isPaper($0, index) } ?? false
        )
    }

    /// Whether the words of a source name a paper: "the message said".
    private func isPaper(_ source: TextRange, _ index: Int) -> Bool {
        sentences[index].tokens.contains { source.contains($0.range) && SpeakerLexicon.english.has($0, .paper) }
    }

    /// What the signer of a statement says in a sentence that quotes nobody, or somebody else.
    private mutating func state(_ index: Int, _ signed: SignedText.Signature) {
        let sentence = sentences[index]
        let isSaid = told[index].contains { claims[$0].speaker.contains { $0.id == signed.speaker.id } }
        guard !isSaid, sentence.tokens.count(where: { $0.sign == 0 }) >= 4,
            sentence.chunks.contains(where: { $0.verb != nil }), let span = trimmed(sentence.range)
        else { return }
        var claim = Claim(stance: .states, contentSpans: [span], evidence: [sentence.range], rule: signed.rule)
        claim.speaker = [signed.speaker]
        told[index].append(claims.count)
        claims.append(claim)
    }

    private mutating func find(sentence index: Int) {
        let sentence = sentences[index]
        let reader = readers[index]
        if isSaying(sentence) { return }
        let first = claims.count
        accordingTo(index, sentence)
        for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .verb {
            guard let group = chunk.verb, let candidates = cues.verbs[group.lemma] else { continue }
            guard let cue = candidates.first(where: { fits($0, position, sentence) }) else { continue }
            if claims.count - first >= ClaimFinder.sentenceLimit {
                crowdedSentences.append(sentence.range)
                break
            }
            if position > 0,
                grammar.has(sentence.chunks[position - 1].word, .preventing)
            {
                continue
            }
            if group.isNegated || saysNothing(position, sentence) { continue }
            if group.isUnsure || (group.isFuture && cue.stance != .commits)
                || (group.isInfinitive && cue.frame != "object")
            {
                continue
            }
            if let claim = claim(cue, group, position, index, sentence, reader) { claims.append(claim) }
        }
        nounCues(index, sentence, reader)
        endAtSpeaker(first)
    }

    /// "Ghana denies that it sent troops, its minister said": what is told inside another's words ends where these end.
    private mutating func endAtSpeaker(_ first: Int) {
        guard claims.count - first > 1 else { return }
        for inner in first..<claims.count {
            guard let cue = claims[inner].cueSpan, let last = claims[inner].contentSpans.last else { continue }
            for outer in first..<claims.count where outer != inner {
                guard let around = claims[outer].contentSpans.first(where: { $0.contains(cue) }),
                    let source = claims[outer].sourceSpan, source.start >= around.end, source.start > cue.end,
                    last.start < around.end, last.end > source.start,
                    let whole = trimmed(TextRange(last.start, around.end))
                else { continue }
                claims[inner].contentSpans[claims[inner].contentSpans.count - 1] = whole
                break
            }
        }
    }

    private func isSaying(_ sentence: CodedSentence) -> Bool {
        sentence.tokens.prefix(5).contains { grammar.has($0.word, .proverbWords) }
    }

    /// "Said nothing", "neither minister would say".
    private func saysNothing(_ position: Int, _ sentence: CodedSentence) -> Bool {
        let after = sentence.chunks[position].last + 1
        if after < sentence.tokens.count, grammar.has(sentence.tokens[after].word, .nothings) { return true }
        return sentence.tokens.first.map { grammar.has($0.word, .nobodies) } ?? false
    }

    private func fits(_ cue: AttributionCue, _ position: Int, _ sentence: CodedSentence) -> Bool {
        guard !cue.particle.isEmpty else { return true }
        return sentence.tokens.dropFirst(sentence.chunks[position].last + 1).prefix(cue.particle.count).map(\.hash)
            == cue.particle
    }

    // MARK: Small things

    func unique(_ parties: [Party]) -> [Party] {
        var seen: Set<String> = []
        return parties.filter { seen.insert($0.id).inserted }
    }

    /// "-0-" and "###": an agency's sign for the end of its text.
    private func isEndSign(_ start: Int, _ end: Int) -> Bool {
        guard end - start > 3, text[end - 4].isASCIISpace else { return false }
        return text[end - 3..<end].elementsEqual([0x2D, 0x30, 0x2D]) || text[end - 3..<end].allSatisfy { $0 == 0x23 }
    }

    /// A range without white space and commas around it and without the stop at its end.
    func trimmed(_ range: TextRange) -> TextRange? {
        var (start, end) = (range.start, range.end)
        while start < end,
            text[start].isASCIISpace || text[start] == UInt8(ascii: ",") || text[start] == UInt8(ascii: ";")
        { start += 1 }
        while end > start,
            text[end - 1].isASCIISpace || text[end - 1] == UInt8(ascii: ",") || text[end - 1] == UInt8(ascii: ".")
                || text[end - 1] == UInt8(ascii: ";") || isEndSign(start, end)
        { end -= isEndSign(start, end) ? 3 : 1 }
        return end > start ? TextRange(start, end) : nil
    }
}
