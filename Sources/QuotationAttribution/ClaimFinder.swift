public import ActorCoding
public import DocumentModel
internal import TextPrimitives

/// Finds who says what in a text: direct, indirect and mixed speech, relays, and denials with what they deny.
///
/// The scheme of source, cue and content is that of PARC and PolNeAR (Pareti 2015; Newell et al. 2018).
public struct ClaimFinder {
    let text: [UInt8]
    let sentences: [CodedSentence]
    private let readers: [ClauseReader]
    let events: [Event]
    let author: Party?
    let grammar = Grammar.english
    let cues = CueLexicon.english
    var claims: [Claim] = []
    /// The sentences with more claims than are read.
    public private(set) var crowdedSentences: [TextRange] = []

    /// How many claims of one sentence are read: each may hold the rest of the sentence.
    public static let sentenceLimit = 24

    /// Makes a finder.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - readers: The clauses of the text's sentences, with their parties.
    ///   - events: The text's events.
    ///   - author: Who signs the text with an office; then its own statements are his.
    public init(_ text: [UInt8], clauses readers: [ClauseReader], events: [Event], author: Party?) {
        self.text = text
        self.readers = readers
        sentences = readers.map(\.sentence)
        self.events = events
        self.author = author
    }

    /// Finds the claims.
    ///
    /// - Returns: The claims in text order, with ids `c1`, `c2` and so on.
    /// - Complexity: O(*n*) in chunks.
    public mutating func find() -> [Claim] {
        for index in sentences.indices { find(sentence: index) }
        if let author { authorClaims(author) }
        claims.sort { ($0.evidence[0], $0.contentSpans[0]) < ($1.evidence[0], $1.contentSpans[0]) }
        claims = withoutDoubles(claims).filter { !isBareParty($0) }
        for index in claims.indices {
            claims[index].id = "c\(index + 1)"
            let spans = claims[index].contentSpans
            claims[index].events = told(in: spans)
            claims[index].about = about(claims[index])
        }
        DenialTargets(text: text, sentences: sentences, events: events).resolve(&claims)
        return claims
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
        guard ["says", "expresses", "reports", "states"].contains(claim.stance), claim.contentSpans.count == 1,
            let span = claim.contentSpans.first
        else { return false }
        guard let sentence = sentences.index(holding: span).map({ sentences[$0] }) else { return false }
        return sentence.chunks.contains { chunk in
            chunk.kind == .noun && sentence.range(of: chunk) == span
                && (sentence.parties(of: chunk).contains { $0.kind != .state }
                    || chunk.first == chunk.last
                        && grammar.wordClass(sentence.tokens[chunk.first].word) == .pronoun
                    || claim.stance == "says" && chunk.last - chunk.first < 3)
        }
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

    // MARK: Sentences

    private mutating func find(sentence index: Int) {
        let sentence = sentences[index]
        let reader = readers[index]
        if isSaying(sentence) { return }
        let told = claims.count
        accordingTo(index, sentence)
        for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .verb {
            guard let group = chunk.verb, let candidates = cues.verbs[group.lemma] else { continue }
            guard let cue = candidates.first(where: { fits($0, position, sentence) }) else { continue }
            if claims.count - told >= ClaimFinder.sentenceLimit {
                crowdedSentences.append(sentence.range)
                break
            }
            if position > 0,
                grammar.has(sentence.chunks[position - 1].word, .preventing)
            {
                continue
            }
            if group.isNegated || saysNothing(position, sentence) { continue }
            if group.isUnsure || (group.isFuture && cue.stance != "commits")
                || (group.isInfinitive && cue.frame != "object")
            {
                continue
            }
            if let claim = claim(cue, group, position, index, sentence, reader) { claims.append(claim) }
        }
        nounCues(sentence, reader)
        quotedContinuation(index, sentence)
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

    // MARK: One cue

    private func claim(
        _ cue: AttributionCue, _ group: VerbGroup, _ position: Int, _ index: Int, _ sentence: CodedSentence,
        _ reader: ClauseReader
    ) -> Claim? {
        let arguments = reader.arguments(of: position)
        let spans = ContentSpans(
            text: text, sentence: sentence, reader: reader, position: position, arguments: arguments, cue: cue)
        var sourceChunks = arguments.subject
        var content: [TextRange]
        var via: [Party] = []
        if group.isPassive || group.isReduced {
            guard
                let by = arguments.phrases.first(where: { $0.word == .by })?.chunks ?? nounAfterBy(position, sentence),
                !by.isEmpty
            else { return nil }
            sourceChunks = by
            content = spans.passive(by)
        } else {
            // "…", X said: the verb stands before its subject or behind it.
            if sourceChunks.isEmpty || spans.isInverted { sourceChunks = spans.invertedSource ?? sourceChunks }
            content = spans.active(sourceChunks)
        }
        content = content.compactMap { trimmed($0) }
        guard !content.isEmpty, content.allSatisfy({ $0.length >= 2 }) else { return nil }
        guard let source = sourceRange(sourceChunks, sentence, reader) else { return nil }
        if content.contains(where: { $0.overlaps(source) && $0.contains(source) }) { return nil }
        let parties = sourceChunks.flatMap { sentence.parties($0) }
        // Things do not speak: a subject without a party must at least be a person, a body or a paper.
        guard !parties.isEmpty || isSpeakerLike(sourceChunks, sentence) else { return nil }
        var claim = Claim(
            stance: cue.stance, contentSpans: content, evidence: [sentence.range],
            rule: "cue.\(grammar.spelling(group.lemma))")
        claim.speaker = unique(parties)
        if claim.speaker.isEmpty, let context = sourceParty(sourceChunks, sentence, index) { claim.speaker = [context] }
        claim.sourceSpan = source
        claim.cueSpan = cueRange(position, cue, sentence)
        claim.endorses = cue.endorses
        if cue.stance == "suggests" { claim.stance = precedingStance(position, sentence) ? "accuses" : "says" }
        if cue.frame == "as-object" { claim.stance = denies(content, sentence) ? "denies" : "says" }
        if cue.stance == "says", deniesItself(content, sentence) { claim.stance = "denies" }
        if grammar.has(group.lemma, .addressingVerbs) {
            claim.addressee = arguments.object.flatMap { sentence.parties($0) }
        }
        via += relays(arguments, sentence)
        claim.via = unique(via)
        return claim
    }

    private func nounAfterBy(_ position: Int, _ sentence: CodedSentence) -> [Int]? {
        guard position + 2 < sentence.chunks.count, sentence.chunks[position + 1].kind == .preposition,
            sentence.chunks[position + 1].word == .by
        else { return nil }
        return [position + 2]
    }

    /// The agency to which a source spoke: "told the state agency SANA".
    private func relays(_ arguments: ClauseArguments, _ sentence: CodedSentence) -> [Party] {
        arguments.object.flatMap { sentence.names($0) }.filter {
            $0.entry.detail == "agency" || $0.entry.detail == "paper"
        }.map { name in
            Party(
                id: name.entry.id, name: name.entry.name, country: name.entry.country, kind: .organisation,
                range: sentence.tokens[name.token].range)
        }
    }

    /// A claim in words of denial: "There has been no freeze", "Nobody will be replaced".
    private func deniesItself(_ content: [TextRange], _ sentence: CodedSentence) -> Bool {
        guard let first = content.first else { return false }
        let opening = sentence.tokens.lazy.filter {
            $0.start >= first.start && $0.end <= min(first.end, first.start + 60) && $0.sign == 0
        }.map(\.word)
        if opening.contains(Word.neither.rawValue), opening.contains(Word.nor.rawValue) { return true }
        // "That there was no freeze": the words behind the subordinator count.
        let words = Array(opening.drop { $0 == .that }.prefix(4))
        if words.first.map({ $0 == .nobody }) ?? false { return true }
        guard words.count >= 3, words[0] == .there, grammar.wordClass(words[1]) == .be || words[1] == .has else {
            return false
        }
        return words[2] == .no || words.count == 4 && words[3] == .no
    }

    private func denies(_ content: [TextRange], _ sentence: CodedSentence) -> Bool {
        guard let last = content.last else { return false }
        return sentence.tokens.contains {
            last.contains($0.range) && grammar.has($0.word, .untruths)
        }
    }

    /// Whether the verb before in the sentence denies: "dismissed …, suggesting they were an attempt".
    private func precedingStance(_ position: Int, _ sentence: CodedSentence) -> Bool {
        sentence.chunks[..<position].contains { chunk in
            guard let verb = chunk.verb, let cue = cues.verbs[verb.lemma]?.first else { return false }
            return Claim.denials.contains(cue.stance)
        }
    }

    private func isSpeakerLike(_ chunks: [Int], _ sentence: CodedSentence) -> Bool {
        chunks.contains { index in
            let chunk = sentence.chunks[index]
            return (chunk.first...chunk.last).contains { grammar.has(sentence.tokens[$0].word, .speakerNouns) }
                || (chunk.first == chunk.last && grammar.wordClass(sentence.tokens[chunk.first].word) == .pronoun
                    && sentence.tokens[chunk.first].word != .it)
        }
    }

    /// The party of a source without one: the sentence's country for "a person at the state gas company".
    private func sourceParty(_ chunks: [Int], _ sentence: CodedSentence, _ index: Int) -> Party? {
        guard let chunk = chunks.first else { return nil }
        let range = sentence.range(of: sentence.chunks[chunk])
        let name = UTF8Text.string(text, range.start, range.end)
        var country: String?
        for back in stride(from: index, through: max(0, index - 1), by: -1) {
            let named = sentences[back].chunks.filter { back < index || $0.first < sentence.chunks[chunk].first }
                .compactMap { sentences[back].names(of: $0).last?.entry }
            if let entry = named.last(where: { $0.country.utf8.count == 3 && $0.kind != .person }) {
                country = entry.country
                break
            }
        }
        return Party(
            id: "source:\(Folding.fold(name).split(separator: " ").joined(separator: "-"))", name: name,
            country: country, kind: .person, range: range)
    }

    /// The words of a source: its phrase, with its "of" phrases and its apposition.
    func sourceRange(_ chunks: [Int], _ sentence: CodedSentence, _ reader: ClauseReader) -> TextRange? {
        guard let first = chunks.first, let last = chunks.last else { return nil }
        var end = last
        while end + 2 < sentence.chunks.count, sentence.chunks[end + 1].kind == .preposition,
            sentence.chunks[end + 2].kind == .noun,
            grammar.has(sentence.chunks[end + 1].word, .sourceLinks), end - last < 6,
            sentence.chunks[end + 1].first == sentence.chunks[end].last + 1
        {
            if sentence.chunks[end + 1].word == .in, sentence.parties(end + 2).isEmpty {
                break
            }
            end += 2
        }
        return sentence.range(first, end)
    }

    private func cueRange(_ position: Int, _ cue: AttributionCue, _ sentence: CodedSentence) -> TextRange {
        let chunk = sentence.chunks[position]
        var range = sentence.range(of: chunk)
        if !cue.particle.isEmpty, chunk.last + cue.particle.count < sentence.tokens.count {
            range.end = sentence.tokens[chunk.last + cue.particle.count].end
        }
        return range
    }

    // MARK: Relays, noun cues, quotations

    /// "According to X, …" and "…, according to X, citing Y".
    private mutating func accordingTo(_ index: Int, _ sentence: CodedSentence) {
        for (position, token) in sentence.tokens.enumerated() where position + 1 < sentence.tokens.count {
            guard token.word == .according,
                grammar.wordClass(sentence.tokens[position + 1].word) == .to
            else { continue }
            guard let source = sentence.chunks.firstIndex(where: { $0.kind == .noun && $0.first >= position + 2 })
            else { continue }
            var end = source
            while end + 2 < sentence.chunks.count, sentence.chunks[end + 1].kind == .preposition,
                sentence.chunks[end + 1].word == .of, sentence.chunks[end + 2].kind == .noun
            { end += 2 }
            let cue = TextRange(token.start, sentence.tokens[position + 1].end)
            var via: [Party] = []
            var afterRelay = end + 1
            // ", which cited Y", ", quoting Y": the source's own source.
            var probe = end + 1
            while probe < sentence.chunks.count, probe < end + 6 {
                if let verb = sentence.chunks[probe].verb {
                    if grammar.has(verb.lemma, .citingVerbs) {
                        var noun = probe + 1
                        while noun < sentence.chunks.count, sentence.chunks[noun].kind != .noun { noun += 1 }
                        if noun < sentence.chunks.count {
                            via += sentence.parties(noun)
                            afterRelay = noun + 1
                        }
                    }
                    break
                }
                probe += 1
            }
            let contents: [TextRange]
            if position == 0 {
                // The content follows the source.
                guard
                    let start = sentence.chunks[min(afterRelay, sentence.chunks.count - 1)...].first(where: {
                        $0.kind == .noun || $0.kind == .quote
                    })
                else { continue }
                contents = [TextRange(sentence.tokens[start.first].start, sentence.range.end)]
            } else {
                let before = TextRange(sentence.range.start, token.start)
                let rest =
                    afterRelay < sentence.chunks.count
                    ? TextRange(sentence.tokens[sentence.chunks[afterRelay].first].start, sentence.range.end) : nil
                let isInserted = rest.map { $0.length > 12 } ?? false
                contents = isInserted ? [before, rest].compactMap { $0 } : [before]
            }
            let spans = contents.compactMap { trimmed($0) }
            guard !spans.isEmpty else { continue }
            var claim = Claim(stance: "says", contentSpans: spans, evidence: [sentence.range], rule: "cue.according-to")
            claim.speaker = Array(sentence.parties(source))
            if sentence.names(source).contains(where: {
                $0.entry.detail == "agency" || $0.entry.detail == "paper"
            }) {
                claim.stance = "reports"
            }
            if claim.speaker.isEmpty { claim.speaker = sourceParty([source], sentence, index).map { [$0] } ?? [] }
            claim.sourceSpan = sentence.range(source, end)
            claim.cueSpan = cue
            claim.via = unique(via)
            claims.append(claim)
        }
    }

    /// "Concerns have been raised by X regarding Y".
    private mutating func nounCues(_ sentence: CodedSentence, _ reader: ClauseReader) {
        for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .verb {
            guard let verb = chunk.verb, grammar.has(verb.lemma, .raisingVerbs),
                verb.isPassive
            else { continue }
            let arguments = reader.arguments(of: position)
            guard
                arguments.subject.contains(where: {
                    holds($0, .concernNouns, sentence)
                }),
                let by = arguments.phrases.first(where: { $0.word == .by })?.chunks,
                let source = sourceRange(by, sentence, reader),
                let matter = arguments.phrases.first(where: {
                    grammar.has($0.word, .concernLinks)
                }), let first = matter.chunks.first
            else { continue }
            let content = TextRange(sentence.tokens[sentence.chunks[first].first].start, sentence.range.end)
            guard let span = trimmed(content) else { continue }
            var claim = Claim(
                stance: "alleges", contentSpans: [span], evidence: [sentence.range], rule: "cue.noun-concern")
            claim.speaker = by.flatMap { sentence.parties($0) }
            claim.sourceSpan = source
            claim.cueSpan = TextRange(
                sentence.tokens[sentence.chunks[arguments.subject[0]].first].start, sentence.range(of: chunk).end)
            claims.append(claim)
        }
    }

    private func holds(_ chunk: Int, _ list: WordList, _ sentence: CodedSentence) -> Bool {
        let piece = sentence.chunks[chunk]
        return (piece.first...piece.last).contains { grammar.has(sentence.tokens[$0].word, list) }
    }

    /// A sentence that is all quotation and has no cue goes on with the speaker of the sentence before.
    private mutating func quotedContinuation(_ index: Int, _ sentence: CodedSentence) {
        guard index > 0, let first = sentence.tokens.first, first.sign == UInt8(ascii: "\""),
            sentence.tokens.last.map({ $0.sign == UInt8(ascii: "\"") }) ?? false,
            sentence.tokens.count(where: { $0.sign == UInt8(ascii: "\"") }) == 2,
            sentences[index - 1].paragraph == sentence.paragraph,
            let before = claims.last, before.evidence.first == sentences[index - 1].range
        else { return }
        var claim = before
        claim.contentSpans = [sentence.range]
        claim.evidence = [sentence.range]
        claim.sourceSpan = nil
        claim.cueSpan = nil
        claim.stance = "says"
        claim.rule = "quote.continued"
        claims.append(claim)
    }

    // MARK: The author

    /// A signed piece: what it commits to, accuses of and states of today is said by who signs it.
    private mutating func authorClaims(_ author: Party) {
        let spoken = Set(claims.compactMap(\.evidence.first))
        let sanctions = Dictionary(
            grouping: events.filter { $0.root == "SANCTION" && $0.status == "ongoing" }, by: \.evidence.first)
        for (index, sentence) in sentences.enumerated() {
            guard !spoken.contains(sentence.range) else { continue }
            let reader = readers[index]
            for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .verb {
                guard let verb = chunk.verb, verb.isFuture, !verb.isPassive else { continue }
                let arguments = reader.arguments(of: position)
                guard let subject = arguments.subject.first,
                    sentence.parties(subject).contains(where: { $0.country == author.country })
                else { continue }
                let end =
                    arguments.end < sentence.chunks.count
                    ? sentence.tokens[sentence.chunks[min(arguments.end, sentence.chunks.count - 1)].first].start
                    : sentence.range.end
                if let span = trimmed(TextRange(sentence.range(of: sentence.chunks[subject]).start, end)) {
                    addAuthorClaim(author, "commits", span, sentence, "author.commits")
                }
            }
            if let opening = sentence.tokens.first, opening.word == .today,
                sentence.chunks.contains(where: { $0.verb?.isPresent ?? false }),
                let span = trimmed(sentence.range)
            {
                addAuthorClaim(author, "states", span, sentence, "author.states")
            }
            for event in sanctions[sentence.range, default: []]
            where !event.countries.contains(author.country ?? "") {
                guard let home = sentence.chunks.firstIndex(where: { sentence.range(of: $0).overlaps(event.trigger) })
                else { continue }
                var start = home
                while start > 1,
                    sentence.chunks[start - 1].kind == .preposition || sentence.chunks[start - 1].kind == .conjunction,
                    sentence.chunks[start - 2].kind == .noun
                { start -= 2 }
                if let span = trimmed(TextRange(sentence.range(of: sentence.chunks[start]).start, sentence.range.end)) {
                    addAuthorClaim(author, "accuses", span, sentence, "author.accuses")
                }
            }
        }
    }

    private mutating func addAuthorClaim(
        _ author: Party, _ stance: String, _ span: TextRange, _ sentence: CodedSentence, _ rule: String
    ) {
        var claim = Claim(stance: stance, contentSpans: [span], evidence: [sentence.range], rule: rule)
        claim.speaker = [author]
        claims.append(claim)
    }

    // MARK: Small things

    private func unique(_ parties: [Party]) -> [Party] {
        var seen: Set<String> = []
        return parties.filter { seen.insert($0.id).inserted }
    }

    /// A range without white space and commas around it and without the stop at its end.
    func trimmed(_ range: TextRange) -> TextRange? {
        var (start, end) = (range.start, range.end)
        while start < end,
            text[start].isASCIISpace || text[start] == UInt8(ascii: ",") || text[start] == UInt8(ascii: ";")
        { start += 1 }
        while end > start,
            text[end - 1].isASCIISpace || text[end - 1] == UInt8(ascii: ",") || text[end - 1] == UInt8(ascii: ".")
                || text[end - 1] == UInt8(ascii: ";")
        { end -= 1 }
        return end > start ? TextRange(start, end) : nil
    }
}
