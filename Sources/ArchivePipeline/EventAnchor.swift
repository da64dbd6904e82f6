internal import CorpusStore
internal import DocumentModel
internal import TextPrimitives

/// The words that tell an event: what a correction by hand hangs on, so that it finds its event when another analyser numbers events anew.
struct EventAnchor: Hashable {
    /// The digest of the page's text.
    var text: String
    /// Where the event's trigger begins, in code points.
    var start: Int
    /// Where it ends.
    var end: Int
    /// The trigger's words.
    var quote: String
    /// The sentence around it.
    var passage: String
    /// The event's type, for two events of one trigger.
    var type: String

    /// The anchor of an event.
    init(_ event: Event, in body: IndexedText, text: String) {
        self.text = text
        start = body.points.codePoint(atByte: event.trigger.start)
        end = body.points.codePoint(atByte: event.trigger.end)
        quote = body.quote(event.trigger)
        passage = event.evidence.first.map { body.quote($0) } ?? ""
        type = event.type
    }

    /// Reads an anchor; nil when there is none.
    init?(_ value: JSONValue?) {
        guard let value, let text = value["text_sha256"]?.string, let start = value["start"]?.int,
            let end = value["end"]?.int, let quote = value["quote"]?.string
        else { return nil }
        self.text = text
        self.start = start
        self.end = end
        self.quote = quote
        passage = value["passage"]?.string ?? ""
        type = value["type"]?.string ?? ""
    }

    /// The anchor as JSON.
    var json: JSONValue {
        .pairs([
            "text_sha256": .string(text), "start": .int(start), "end": .int(end), "quote": .string(quote),
            "passage": .string(passage), "type": .string(type),
        ])
    }

    /// What tells two anchors apart.
    var key: String { "\(text):\(start):\(end):\(type)" }

    /// The event that the words tell; nil when none does, or more than one.
    ///
    /// In the text that the correction was made on, words are known by their place; in another by themselves.
    func event(among events: [Event], in body: IndexedText, text now: String) -> Event? {
        let found: [Event]
        if now == text {
            let range = TextRange(body.points.byte(atCodePoint: start), body.points.byte(atCodePoint: end))
            found = events.filter { $0.trigger == range }
        } else {
            found = events.filter { event in
                body.quote(event.trigger) == quote && event.evidence.first.map { body.quote($0) } ?? "" == passage
            }
        }
        if found.count == 1 { return found[0] }
        let ofType = found.filter { $0.type == type }
        return ofType.count == 1 ? ofType[0] : nil
    }
}
