internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Days that the acts of one visit share, and which acts belong to it.
extension EventDating {
    /// The visits that are told near an event; they stand in the order of the text.
    func near(_ event: Event, _ visits: [Event]) -> ArraySlice<Event> {
        guard let here = sentenceIndex(event.trigger) else { return [] }
        let start = sentences[max(0, here - 8)].range.start
        let end = sentences[min(sentences.count - 1, here + 2)].range.end
        func first(from offset: Int) -> Int {
            visits.sortedIndex(behind: { $0.trigger.start < offset })
        }
        let range = first(from: start)..<max(first(from: start), first(from: end))
        return visits[range].prefix(24)
    }

    /// The visit that an event is part of: one of several days before one of a day, which is but its arrival.
    func nearestVisit(_ event: Event, _ visits: ArraySlice<Event>) -> Event? {
        let candidates = visits.filter { belongs(event, $0) }
        return candidates.first { ($0.when?.bounds.length ?? 1) > 1 }
            ?? candidates.first { EventDating.journeys.contains($0.rules.first ?? "") } ?? candidates.first
    }

    /// A letter is handed over at the meeting that is told before it.
    func meetingBefore(_ event: Event, _ events: [Event]) -> EventDate? {
        guard event.type == "message" else { return nil }
        return events.last {
            $0.type == "meeting" && $0.trigger < event.trigger && $0.polarity == .asserted && $0.when?.basis != .tense
                && $0.countries.isSuperset(of: event.countries)
        }?.when
    }

    /// What belongs to a visit of which only the arrival is told lies between that day and the telling.
    func openSpan(_ visit: Event, _ event: Event) -> DayBounds? {
        guard event.type != "reception", EventDating.journeys.contains(visit.rules.first ?? ""),
            let days = visit.when?.bounds, days.length == 1, let from = days.from, let to = published?.to, from < to,
            to.number - from.number <= 31
        else { return nil }
        return DayBounds(from: from, to: to)
    }

    /// "The group has met twice since": from the date before to the telling.
    func sinceThen(_ event: Event, _ here: ArraySlice<Timex>, _ sentence: CodedSentence) -> DayBounds? {
        guard let last = sentence.tokens.last(where: { $0.sign == 0 }), last.start > event.trigger.start,
            last.word == .since, let to = published?.to,
            let from = here.last(where: { $0.range.end <= event.trigger.start && $0.bounds != nil })?.bounds?.from,
            from < to
        else { return nil }
        return DayBounds(from: from, to: to)
    }

    /// "Met the delegation, which paid a call on him on 21 April": two verbs of one act have one date.
    func shareDates(_ events: inout [Event]) {
        for index in events.indices where events[index].when == nil {
            guard EventDating.acts.contains(events[index].type), !links.performed.contains(events[index].trigger) else {
                continue
            }
            let other = neighbours(of: index, events).first { other in
                events[other].when != nil && events[other].root == events[index].root
                    && events[other].polarity == events[index].polarity && events[other].remembered == nil
                    && EventDating.acts.contains(events[other].type) && events[other].countries.count > 1
                    && events[other].countries == events[index].countries
                    && !EventDating.journeys.contains(events[other].rules.first ?? "")
            }
            events[index].when = other.flatMap { events[$0].when }
        }
    }

    /// The events of the same sentence: they stand beside each other.
    func neighbours(of index: Int, _ events: [Event]) -> Range<Int> {
        var first = index
        while first > 0, index - first < 24, events[first - 1].evidence.first == events[index].evidence.first {
            first -= 1
        }
        var last = index
        while last + 1 < events.count, last - index < 24,
            events[last + 1].evidence.first == events[index].evidence.first
        { last += 1 }
        return first..<last + 1
    }

    /// Frames of a journey: the day is that of the arrival, and the visit goes on.
    private static let journeys: Set<String> = ["visit.arrive", "visit.travel", "visit.land"]

    private static let acts: Set<String> = ["visit", "meeting", "talks"]

    /// What is told as done lies before its telling: a later date is that of something else, a running span ends with it.
    func settled(_ when: EventDate, _ event: Event) -> EventDate? {
        guard event.polarity == .asserted, event.status != .ongoing, !event.type.hasPrefix("planned_"),
            let limit = published?.to, let from = when.bounds.from, let to = when.bounds.to
        else { return when }
        // A page stamped where it is still Thursday tells of Friday.
        if from > limit {
            return when.basis == .weekday && from == to && from == limit.adding(days: 1) ? when : nil
        }
        guard to > limit else { return when }
        var result = when
        result.bounds = DayBounds(from: from, to: limit)
        result.edtf = result.bounds.edtf ?? when.edtf
        return result
    }

    private static let parts: Set<String> = [
        "talks", "meeting", "reception", "agreement_signed", "joint_statement", "praise", "thanks", "denunciation",
        "message", "call",
    ]

    /// Whether an event is told as part of a visit: the same two countries, a kind that visits have, near it in the text.
    ///
    /// - Parameter isPlace: Whether the visit may be told behind the event, which tells where but not when.
    func belongs(_ event: Event, _ visit: Event, isPlace: Bool = false) -> Bool {
        guard EventDating.parts.contains(event.type) || (isPlace && event.type == "agreement_in_principle"),
            visit.polarity == .asserted
        else { return false }
        if isPlace, let own = event.when, own.basis != .tense,
            let days = openSpan(visit, event) ?? visit.when?.bounds, !own.bounds.overlaps(days)
        {
            return false
        }
        let shared = event.countries.intersection(visit.countries)
        guard shared.count >= 2 || (shared.count == 1 && ["praise", "denunciation", "call"].contains(event.type)) else {
            return false
        }
        guard let here = sentenceIndex(event.trigger), let there = sentenceIndex(visit.trigger) else { return false }
        if isPlace, there > here { return there - here <= 2 && shared.count >= 2 }
        return here >= there && here - there <= 8 && !opensAnew(here, after: there)
    }

    /// What is told next of the same two is of the day of their occasion.
    ///
    /// As in: She presented her credentials on 3 May. She conveyed greetings.
    func ofOccasion(_ events: inout [Event]) {
        for index in events.indices where events[index].when == nil && events[index].polarity == .asserted {
            let event = events[index]
            guard EventDating.parts.contains(event.type) || event.type == "appeal",
                let here = sentenceIndex(event.trigger), event.countries.count >= 2,
                timexes(in: sentences[here].range).allSatisfy({ $0.bounds == nil })
            else { continue }
            let occasion = events[..<index].suffix(8).last { other in
                EventDating.occasionTypes.contains(other.type) && other.polarity == .asserted
                    && other.countries == event.countries && other.when?.basis != .tense
                    && other.when?.bounds.length == 1
                    && sentenceIndex(other.trigger).map({
                        $0 < here && here - $0 <= 2 && !opensAnew(here, after: $0)
                    }) ?? false
            }
            guard var when = occasion?.when else { continue }
            when.basis = .relativeToEvent
            events[index].when = when
            events[index].rules.append("date.of-occasion")
        }
    }

    private static let occasionTypes: Set<String> = ["credentials", "reception", "talks", "meeting"]

    /// Whether a sentence between turns to another time: "Later", "In recent years", "Today".
    private func opensAnew(_ here: Int, after there: Int) -> Bool {
        guard here > there else { return false }
        return sentences[(there + 1)...here].contains { sentence in
            guard let first = sentence.tokens.first?.word else { return false }
            if Grammar.english.has(first, .newTimes) { return true }
            guard sentence.tokens.count > 1 else { return false }
            let second = sentence.tokens[1].word
            return first == .in && second == .recent || first == .the && second == .conclusion
        }
    }
}
