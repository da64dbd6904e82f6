internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

extension Timex {
    /// "On 14 July", and no year is known.
    var isDayOfUnknownYear: Bool {
        bounds == nil && value.utf8.count == 10 && value.hasPrefix("XXXX-") && !value.dropFirst(5).contains("X")
            && !value.contains("W")
    }
}

/// Days that the manner of telling gives: of what is said in a statement, of what happened in the night before.
extension EventDating {
    /// Roots of acts that are done by saying something.
    private static let spoken: Set<Root> = [.request, .reject, .accuse, .threaten, .support]
    /// Types of such roots that are no words.
    private static let done: Set<String> = ["visit", "agreement_signed", "joint_statement", "message"]

    /// What a signed statement charges, asks and threatens is said on its day.
    func sayAtOnce(_ events: inout [Event]) {
        func isSpoken(_ event: Event) -> Bool {
            EventDating.spoken.contains(event.root) && !EventDating.done.contains(event.type)
                && event.polarity == .asserted
        }
        for index in events.indices where events[index].when == nil && isSpoken(events[index]) {
            guard let here = sentenceIndex(events[index].trigger) else { continue }
            if let signed, here > signed, events[index].rules.contains("party.signer"),
                let day = timexes(in: sentences[signed].range).last(where: {
                    $0.bounds?.length == 1 && $0.anniversary == nil && !(dateline?.overlaps($0.range) ?? false)
                }), let bounds = day.bounds, let edtf = bounds.edtf
            {
                events[index].when = EventDate(
                    edtf: edtf, bounds: bounds, precision: .day, basis: .relativeToEvent, range: day.range)
                events[index].rules.append("date.of-statement")
            }
        }
    }

    /// "Struck overnight": the night before the telling.
    func overnight(_ clause: TextRange, _ sentence: CodedSentence) -> EventDate? {
        guard let published, published.length == 1, let day = published.from,
            let word = sentence.tokens.first(where: {
                clause.contains($0.range) && text[$0.start..<$0.end].elementsEqual("overnight".utf8)
            })
        else { return nil }
        let bounds = DayBounds(from: day.adding(days: -1), to: day)
        return bounds.edtf.map {
            EventDate(edtf: $0, bounds: bounds, precision: .range, basis: .relative, range: word.range)
        }
    }
}
