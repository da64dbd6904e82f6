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
            guard let signed, here > signed, events[index].rules.contains("party.signer") else { continue }
            let days = timexes(in: sentences[signed].range).filter { $0.bounds?.length == 1 && $0.anniversary == nil }
            // A statement without a day of its own is that of its dateline.
            let day = days.last { !(dateline?.overlaps($0.range) ?? false) } ?? days.last
            guard let bounds = day?.bounds ?? (published?.length == 1 ? published : nil), let edtf = bounds.edtf else {
                continue
            }
            events[index].when = EventDate(
                edtf: edtf, bounds: bounds, precision: .day, basis: .relativeToEvent, range: day?.range)
            events[index].rules.append("date.of-statement")
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
            let isOccasion = occasions.contains(event.trigger)
            guard isTold || isOccasion || event.type == "promise", !earlier.contains(event.trigger),
                !links.habits.contains(event.trigger), let here = sentenceIndex(event.trigger)
            else { continue }
            if isOccasion || isSaid(event), let day = self.told[event.trigger], day.length == 1, let edtf = day.edtf {
                events[index].when = EventDate(
                    edtf: edtf, bounds: day, precision: .day, basis: .relativeToEvent, range: nil)
                events[index].rules.append("date.of-telling")
                continue
            }
            let own = isOccasion ? event.countries : Set(event.actors.compactMap(\.country))
            // "Have accused Peru" was done before, on a day that the telling of something else does not give.
            let earliest = isEarlier(event) && here > 0 ? here : max(0, here - 5)
            for place in stride(from: here, through: earliest, by: -1) {
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
            // What an agency tells of a speech without a day is of the day of its dateline.
            if isOccasion, events[index].when == nil, let day = datelineDay, let edtf = day.bounds?.edtf,
                let bounds = day.bounds
            {
                events[index].when = EventDate(
                    edtf: edtf, bounds: bounds, precision: .day, basis: .relativeToEvent, range: day.range)
                events[index].rules.append("date.of-telling")
            }
        }
    }

    /// Whether an act is told as done before, or as done again and again: "has accused", "repeatedly accuses".
    func isEarlier(_ event: Event) -> Bool {
        links.perfect.contains(event.trigger) || links.habits.contains(event.trigger)
    }

    /// Whether an act is done by the saying of it that the sentence tells: "praised Cuba, he said on Monday".
    private func isSaid(_ event: Event) -> Bool {
        !links.perfect.contains(event.trigger)
            && (event.root != .support || EventDating.feelings.contains(event.type))
    }

    /// Types of support that are no more than words.
    private static let feelings: Set<String> = ["praise", "thanks"]

    /// The day of the dateline, where no sentence says on which day somebody spoke.
    private var datelineDay: Timex? {
        guard let dateline, !sentences.contains(where: { telling($0) != nil }) else { return nil }
        return timexes.first { dateline.overlaps($0.range) && $0.bounds?.length == 1 }
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

    /// "Friday's meeting": the day by which the text names the meeting that it told of without a day, where it tells of no other.
    func byNamedDay(_ events: inout [Event]) {
        let undated = events.indices.filter {
            events[$0].when == nil && events[$0].root == .consult && events[$0].polarity == .asserted
                && !earlier.contains(events[$0].trigger) && events[$0].status != .ongoing
        }
        guard let limit = published?.to, let first = undated.first,
            undated.allSatisfy({ events[$0].countries == events[first].countries }),
            let day = namedDay(limit), let bounds = day.bounds, let edtf = bounds.edtf
        else { return }
        for index in undated {
            events[index].when = EventDate(
                edtf: edtf, bounds: bounds, precision: .day, basis: .relativeToEvent, range: day.range)
            events[index].rules.append("date.of-named-day")
        }
    }

    /// The one day of the last week whose meeting, talks or visit the text speaks of.
    private func namedDay(_ limit: CivilDay) -> Timex? {
        var found: Timex?
        for sentence in sentences {
            for timex in timexes(in: sentence.range) {
                guard let bounds = timex.bounds, bounds.length == 1, timex.anniversary == nil, let day = bounds.from,
                    day <= limit, day >= limit.adding(days: -7), !(dateline?.overlaps(timex.range) ?? false),
                    let last = sentence.tokens.lastIndex(where: { $0.range.overlaps(timex.range) }),
                    sentence.tokens[last].isGenitive,
                    let noun = sentence.tokens[(last + 1)...].prefix(4).first(where: {
                        FrameTable.english.nouns[$0.word] != nil
                    }), FrameTable.english.nouns[noun.word]?.contains(where: { $0.kind.root == .consult }) ?? false
                else { continue }
                if let found, found.bounds != bounds { return nil }
                found = found ?? timex
            }
        }
        return found
    }

    /// "On Thursday upheld the sentence, a day after Ghana called for mercy": so many days before or after the day of the sentence.
    func byDistance(_ event: Event, _ sentence: CodedSentence) -> EventDate? {
        let tokens = sentence.tokens
        guard
            let link = tokens.lastIndex(where: {
                $0.end <= event.trigger.start && Grammar.english.has($0.word, .dayDistances)
            }), link >= 2,
            tokens[(link + 1)...].prefix(while: { $0.start < event.trigger.start }).count < 14,
            ["day", "days"].contains(spelling(tokens[link - 1]))
        else { return nil }
        let count = ["a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5][spelling(tokens[link - 2])]
        let anchor = timexes(in: sentence.range).last {
            $0.range.end <= tokens[link - 2].start && $0.bounds?.length == 1 && $0.anniversary == nil
                && !(dateline?.overlaps($0.range) ?? false)
        }
        guard let count, let anchor, let day = anchor.bounds?.from else { return nil }
        let bounds = DayBounds(day.adding(days: spelling(tokens[link]) == "after" ? -count : count))
        return bounds.edtf.map {
            EventDate(edtf: $0, bounds: bounds, precision: .day, basis: .relative, range: anchor.range)
        }
    }

    /// "On 14 January, Ghana's regulator imposed …": the only day of a sentence, which opens it, is that of its first verb.
    func frontedDay(_ event: Event, _ here: ArraySlice<Timex>, _ sentence: CodedSentence) -> Timex? {
        guard here.count == 1, let only = here.first, only.anniversary == nil, only.bounds != nil,
            event.polarity == .asserted || event.polarity == .alleged, only.range.end <= event.trigger.start,
            sentence.tokens.prefix(while: { $0.end <= only.range.start }).count <= 1,
            let comma = sentence.tokens.first(where: { $0.start >= only.range.end }), comma.sign == UInt8(ascii: ",")
        else { return nil }
        let verbs = sentence.chunks.filter {
            $0.kind == .verb && sentence.range(of: $0).start > comma.start
                && sentence.range(of: $0).end <= event.trigger.start
        }
        return verbs.isEmpty ? only : nil
    }

    /// Whether a word stands before an expression of time, with no more than an article or a part of it between: "since the autumn of 2014".
    func follows(_ timex: Timex, _ word: Word, _ sentence: CodedSentence) -> Bool {
        if sentence.tokens.contains(where: { $0.word == word && timex.range.contains($0.range) }) { return true }
        return sentence.tokens.filter { $0.end <= timex.range.start }.suffix(4).contains { $0.word == word }
    }

    private func spelling(_ token: CodeToken) -> String {
        UTF8Text.string(text, token.start, token.end).lowercased()
    }
}
