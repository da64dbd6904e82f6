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

    /// Dates what somebody says by the day on which the text tells that he spoke.
    ///
    /// As in: …, the minister said on Thursday. He praised Peru.
    ///
    /// - Complexity: O(*n*) in events, times the sentences looked back at.
    func ofTelling(_ events: inout [Event]) {
        var known: [Int: (day: Timex, countries: Set<String>)?] = [:]
        for index in events.indices where events[index].when == nil && events[index].polarity == .asserted {
            let event = events[index]
            let isTold = EventDating.spoken.contains(event.root) && !EventDating.done.contains(event.type)
            guard isTold || event.type == "promise", !earlier.contains(event.trigger),
                let here = sentenceIndex(event.trigger)
            else { continue }
            let own = Set(event.actors.compactMap(\.country))
            for place in stride(from: here, through: max(0, here - 5), by: -1) {
                let told: (day: Timex, countries: Set<String>)?
                if let found = known[place] {
                    told = found
                } else {
                    told = telling(sentences[place])
                    known[place] = told
                }
                guard let told, !own.isDisjoint(with: told.countries), let bounds = told.day.bounds,
                    let edtf = bounds.edtf
                else { continue }
                events[index].when = EventDate(
                    edtf: edtf, bounds: bounds, precision: .day, basis: .relativeToEvent, range: told.day.range)
                events[index].rules.append("date.of-telling")
                break
            }
        }
    }

    /// The day on which a sentence says that somebody spoke, and the states of whom it names.
    private func telling(_ sentence: CodedSentence) -> (day: Timex, countries: Set<String>)? {
        for timex in timexes(in: sentence.range) {
            guard timex.bounds?.length == 1, timex.anniversary == nil, !(dateline?.overlaps(timex.range) ?? false),
                let last = published?.to, let day = timex.bounds?.from, day <= last,
                day >= last.adding(days: -7),
                let chunk = sentence.chunks.lastIndex(where: {
                    $0.kind == .verb && sentence.range(of: $0).end <= timex.range.start
                }), timex.range.start - sentence.range(of: sentence.chunks[chunk]).end < 40,
                let verb = sentence.chunks[chunk].verb, Grammar.english.has(verb.lemma, .datingVerbs)
            else { continue }
            let parties = sentence.chunks.indices.flatMap { sentence.parties($0) }
            let speakers = parties.filter { $0.kind != .state }
            return (timex, Set((speakers.isEmpty ? parties : speakers).compactMap(\.country)))
        }
        return nil
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
