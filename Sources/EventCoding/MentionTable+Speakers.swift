internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Whose quotations stand in a sentence.
struct QuotedSpeaker: Sendable {
    /// Who speaks, or nil.
    var speaker: Mention?
    /// Whether the sentence begins inside a quotation.
    var isOpen = false
}

/// Who is "I" and "we" in quotations: whoever the verb of saying beside them names, here or in the sentence before.
extension MentionTable {
    /// The speakers of the quotations of each sentence.
    ///
    /// A paragraph that begins with a quotation mark opens a quotation, whatever the one before left open.
    ///
    /// - Complexity: O(*n*) in words and mentions.
    func quotedSpeakers(_ sentences: [CodedSentence]) -> [QuotedSpeaker] {
        var result: [QuotedSpeaker] = []
        var isOpen = false
        var paragraph = -1
        var last: Mention?
        for (index, sentence) in sentences.enumerated() {
            if sentence.paragraph != paragraph {
                isOpen = false
                paragraph = sentence.paragraph
            }
            var item = QuotedSpeaker(speaker: nil, isOpen: isOpen)
            var quoted: [TextRange] = []
            var start = isOpen ? sentence.range.start : -1
            var saying: CodeToken?
            for token in sentence.tokens {
                if token.sign == UInt8(ascii: "\"") {
                    if start >= 0 {
                        quoted.append(TextRange(start, token.end))
                        start = -1
                    } else {
                        start = token.start
                    }
                } else if start < 0, token.sign == 0, saying == nil, let verb = Grammar.english.verb(token.word),
                    Grammar.english.has(verb.lemma, .announcingVerbs)
                {
                    saying = token
                }
            }
            isOpen = start >= 0
            if isOpen { quoted.append(TextRange(start, max(start, sentence.range.end))) }
            if let saying { item.speaker = sayer(saying, quoted, index) }
            if !quoted.isEmpty, item.speaker == nil, saying == nil { item.speaker = last }
            last = saying != nil || !quoted.isEmpty ? item.speaker : nil
            result.append(item)
        }
        return result
    }

    /// Who stands nearest to a verb of saying, outside of quotations: before it, else behind it.
    private func sayer(_ verb: CodeToken, _ quoted: [TextRange], _ index: Int) -> Mention? {
        var before: Mention?
        for mention in mentions(in: index) {
            guard let range = mention.party.range, !mention.isOutlet, !quoted.contains(where: { $0.overlaps(range) })
            else { continue }
            if range.end <= verb.start {
                if before == nil || mention.isSubject || !(before?.isSubject ?? false) { before = mention }
            } else if before == nil {
                return range.start - verb.end < 60 ? mention : nil
            }
        }
        if let before { return before }
        return last(before: verb.start, in: index) { $0.kind == .person && !$0.isOutlet }
    }
}
