public import ActorCoding
public import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Codes the events of a text by verb frames and nominal frames over the grammar of its sentences.
///
/// The ontology is PLOVER's (manual 0.8, 2021). Every party has its words in the text, or those of the pronoun or phrase that stands for it;
/// every slot is filled by a rule whose id is kept. See `Documentation/Decisions/0013-events-on-a-grammar.md`.
public struct EventCoder {
    let text: [UInt8]
    let sentences: [CodedSentence]
    let timexes: [Timex]
    let published: DayBounds?
    let headline: String?
    let grammar = Grammar.english
    let frames = FrameTable.english
    /// The trees of the sentences.
    public let trees: SentenceTrees
    let table: MentionTable
    /// The state of the dateline with its words: what "here" is.
    let here: Mention?
    /// Who signs the text.
    let signer: Mention?
    /// The dateline's place.
    let dateline: TextRange?
    /// The expression of time that hangs on each trigger.
    var days: [TextRange: Timex] = [:]
    /// The day on which the sentence says that the act of each trigger was told.
    var told: [TextRange: DayBounds] = [:]
    /// The triggers of acts that are told in the perfect.
    var earlier: Set<TextRange> = []
    /// The triggers of acts whose expression of time says since when.
    var beginnings: Set<TextRange> = []
    /// The triggers of meetings and visits at which somebody is told to have spoken.
    var occasions: Set<TextRange> = []
    /// What the clauses of the acts say of their days beside the expressions of time.
    var links = DayLinks()
    var events: [Event] = []
    /// The candidates that were not taken.
    public internal(set) var rejected: [RejectedCandidate] = []

    /// Makes a coder for a text.
    ///
    /// - Parameters:
    ///   - sentences: The coded sentences in order.
    ///   - named: How often the text names each state.
    ///   - timexes: Its expressions of time.
    ///   - published: The days on which it may have been published.
    ///   - headline: What stands above it.
    public init(
        _ text: [UInt8], _ sentences: [CodedSentence], named: StateCounts, timexes: [Timex], published: DayBounds?,
        headline: String? = nil
    ) {
        self.text = text
        self.headline = headline
        self.sentences = sentences
        self.timexes = timexes
        self.published = published
        trees = SentenceTrees(text, sentences, timexes: timexes)
        table = MentionTable(text, sentences, named: named)
        let opening = DocumentOpening(text, sentences)
        here = opening.here
        signer = opening.signer
        dateline = sentences.first.flatMap { EventSentences.dateline($0) }
    }

    /// Codes the text.
    ///
    /// - Parameter parsesAll: Whether sentences are parsed too that hold no word of a frame or fewer than two parties.
    /// - Returns: The events in text order, with ids `e1`, `e2` and so on.
    /// - Complexity: O(*n*) in words, times the frames of a word.
    public mutating func code(parsesAll: Bool = false) -> [Event] {
        codeSentences(parsesAll: parsesAll)
        if let headline { codeHeadline(headline) }
        codeStatement()
        events.sort { $0.trigger < $1.trigger }
        EventDating(
            text: text, timexes: timexes, published: published, sentences: sentences, chosen: days, told: told,
            earlier: earlier, occasions: occasions, beginnings: beginnings,
            links: links, dateline: dateline, signed: DocumentOpening(text, sentences).signed
        ).date(&events)
        for index in events.indices {
            OfficeHolders.shared.settle(&events[index], text)
            OfficeHolders.shared.endLives(&events[index])
        }
        // Somebody dead whom only the order of the words makes the actor does not act.
        for event in events where OfficeHolders.isOfTheDead(event) {
            reject(event.trigger, event.rules[0], "read by the order of words only, and the actor was dead")
        }
        events.removeAll(where: OfficeHolders.isOfTheDead)
        EventMerging.merge(&events)
        for index in events.indices { events[index].id = "e\(index + 1)" }
        EventMerging.link(&events)
        return events
    }

    /// Codes the sentences one by one.
    mutating func codeSentences(parsesAll: Bool = false) {
        for index in sentences.indices {
            let sentence = sentences[index]
            if isSaying(sentence) {
                reject(sentence.range, "proverb", "a saying, not a report")
                continue
            }
            guard parsesAll || EventSentences.canHoldEvent(sentence, table),
                let tree = trees.tree(index)
            else { continue }
            if trees.cut.contains(index) {
                reject(sentence.range, "sentence", "only the first \(EnglishGrammar.mostTokens) words were read")
            }
            let reader = PartyReader(
                tree: tree, sentence: sentence, index: index, table: table, text: text, signer: signer)
            code(tree, reader, index)
        }
    }

    mutating func reject(_ trigger: TextRange, _ rule: String, _ reason: String) {
        rejected.append(RejectedCandidate(trigger: trigger, rule: rule, reason: reason))
    }

    /// "A saying has it that", "as the proverb goes".
    private func isSaying(_ sentence: CodedSentence) -> Bool {
        let words = sentence.tokens.prefix(6)
        return words.contains { grammar.has($0.word, .proverbWords) }
            && words.contains { grammar.has($0.word, .proverbVerbs) }
    }

    private mutating func code(_ tree: Tree, _ reader: PartyReader, _ index: Int) {
        for node in tree.nodes.indices {
            let item = tree[node]
            // "(banned in Russia)": a remark of the newsroom.
            if node > 0, tree[node - 1].tag == .punctuation, text[tree[node - 1].range.start] == UInt8(ascii: "(") {
                continue
            }
            if item.tag == .verb || item.tag == .auxiliary {
                if codeVerb(node, tree, reader, index) == false { codeObligation(node, tree, reader, index) }
                codeCharge(node, tree, reader, index)
            } else if item.tag == .adjective, tree.children(node).contains(where: { tree[$0].relation == .copula }) {
                // "Is opposed to", "is grateful for".
                _ = codeVerb(node, tree, reader, index)
            } else if item.tag == .noun || item.tag == .properNoun {
                codeNoun(node, tree, reader, index)
                codePresence(node, tree, reader, index)
            }
        }
        codeCommentary(tree, reader, index)
        codeTitle(tree, reader, index)
    }
}
