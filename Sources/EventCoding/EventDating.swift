internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Gives events their dates: the nearest expression of the clause, the larger event they belong to, else what the tense allows.
struct EventDating {
    let text: [UInt8]
    let timexes: [Timex]
    let published: DayBounds?
    let sentences: [CodedSentence]
    /// The expression that the grammar gives each event, by its trigger; the events without one have none in their clause.
    let chosen: [TextRange: Timex]
    /// The day on which each event without one of its own is said to have been told.
    let told: [TextRange: DayBounds]
    /// The triggers of events that are told in the perfect: "said on Monday that it had asked", that lie before their telling.
    let earlier: Set<TextRange>
    /// The triggers of meetings and visits at which somebody spoke.
    let occasions: Set<TextRange>
    /// The triggers of acts whose expression of time says since when.
    let beginnings: Set<TextRange>
    /// What the clauses of the acts say of their days beside the expressions of time.
    let links: DayLinks
    /// The dateline's place: its day is that of the telling.
    let dateline: TextRange?
    /// The sentence that names who signs the text.
    let signed: Int?

    /// Dates all events.
    func date(_ events: inout [Event]) {
        for index in events.indices where events[index].when == nil { events[index].when = explicit(&events[index]) }
        shareDates(&events)
        for index in events.indices { events[index].when = events[index].when.flatMap { settled($0, events[index]) } }
        // An invitation comes before the visit that it led to.
        for index in events.indices where events[index].type == "invitation" && events[index].polarity == .asserted {
            guard let from = events[index].when?.bounds.from, events[index].when?.basis != .tense,
                neighbours(of: index, events).contains(where: {
                    events[$0].type == "visit" && events[$0].when?.bounds.from == from
                })
            else { continue }
            let bounds = DayBounds(from: nil, to: from)
            events[index].when = EventDate(
                edtf: "../\(from.iso)", bounds: bounds, precision: .before, basis: .relativeToEvent,
                range: events[index].when?.range)
            events[index].rules.append("date.before-visit")
        }
        // What belongs to a dated visit of the same parties takes its days.
        // Who is received over several days is on a visit.
        let visits = events.filter {
            ($0.type == "visit" || $0.type == "reception" && ($0.when?.bounds.length ?? 0) > 1) && $0.when != nil
                && $0.polarity == .asserted
        }
        for index in events.indices where events[index].when == nil && !isEarlier(events[index]) {
            if let visit = nearestVisit(events[index], near(events[index], visits)), let when = visit.when,
                events[index].polarity == .asserted
            {
                // Guests are welcomed on the day on which they arrive.
                if let meeting = meetingBefore(events[index], events) {
                    events[index].when = meeting
                    events[index].when?.basis = .relativeToEvent
                    events[index].rules.append("date.of-meeting")
                    continue
                }
                let bounds =
                    openSpan(visit, events[index])
                    ?? (events[index].type == "reception"
                        ? when.bounds.from.map { DayBounds($0) } ?? when.bounds : when.bounds)
                events[index].when = EventDate(
                    edtf: bounds.edtf ?? when.edtf, bounds: bounds, precision: bounds.length == 1 ? .day : .range,
                    basis: .relativeToEvent, range: when.range)
                events[index].rules.append("date.part-of-visit")
            }
        }
        // It took place where the visit went, unless the text says elsewhere.
        for index in events.indices where events[index].place == nil && events[index].polarity == .asserted {
            if events[index].type == "visit", let host = events[index].recipients.first, host.kind == .state {
                events[index].place = Place(country: host.country, name: nil, range: host.range)
            } else if let visit = near(events[index], visits).first(where: { belongs(events[index], $0, isPlace: true) }
            ),
                let place = visit.place
                    ?? visit.recipients.first.map({ Place(country: $0.country, name: nil, range: $0.range) })
            {
                events[index].place = place
                events[index].rules.append("place.of-visit")
            }
        }
        ofOccasion(&events)
        sayAtOnce(&events)
        byNamedDay(&events)
        ofPaper(&events)
        ofTelling(&events)
        for index in events.indices where events[index].when == nil {
            byTense(&events[index])
            narrow(&events, index)
        }
        for index in events.indices { status(&events[index]) }
    }

    /// The sentence that a place lies in.
    ///
    /// - Complexity: O(log *n*) in sentences.
    func sentenceIndex(_ range: TextRange) -> Int? {
        let low = sentences.sortedIndex(behind: { $0.range.end <= range.start })
        return low < sentences.count && sentences[low].range.overlaps(range) ? low : nil
    }

    private func explicit(_ event: inout Event) -> EventDate? {
        guard let position = sentenceIndex(event.trigger) else { return nil }
        let sentence = sentences[position]
        let here = timexes(in: sentence.range).filter {
            ($0.type != .duration || isUpToTelling($0)) && $0.type != .set && !(dateline?.overlaps($0.range) ?? false)
        }[...]
        // An anniversary points to the old event.
        if let remembrance = here.first(where: { $0.anniversary != nil }), isRemembered(event, remembrance, sentence) {
            event.remembered = remembrance.anniversary
            event.status = .background
            event.rules.append("date.anniversary")
            var bounds = remembrance.bounds
            if let year = bounds?.from?.year, bounds?.to?.year == year,
                let day = here.first(where: {
                    $0.anniversary == nil && $0.bounds?.length == 1 && !$0.value.hasPrefix("X")
                })?.bounds?.from,
                let exact = CivilDay(year, day.month, day.day)
            {
                bounds = DayBounds(exact)
            }
            guard let bounds, let edtf = bounds.edtf else { return nil }
            return EventDate(
                edtf: edtf, bounds: bounds, precision: precision(bounds), basis: .anniversary, range: remembrance.range
            )
        }
        if let span = sinceThen(event, here, sentence), let edtf = span.edtf {
            return EventDate(edtf: edtf, bounds: span, precision: .range, basis: .relative, range: nil)
        }
        if event.polarity == .asserted, let distant = byDistance(event, sentence) { return distant }
        let clause = clauseRange(of: event.trigger, sentence)
        if chosen[event.trigger] == nil, event.polarity == .asserted, let night = overnight(clause, sentence) {
            return night
        }
        guard
            let best = chosen[event.trigger].flatMap({ isCoverage($0, sentence) ? nil : $0 })
                ?? openingDate(clause, here, sentence) ?? sayingDate(event, here, sentence)
                ?? frontedDay(event, here, sentence)
        else { return nil }
        // "On 14 July" of a page without a date: the day stays, until something tells the year.
        if best.isDayOfUnknownYear {
            return EventDate(
                edtf: best.value, bounds: DayBounds(from: nil, to: nil), precision: .day, basis: .explicit,
                range: best.range)
        }
        guard let bounds = best.bounds else { return nil }
        // "Has taken in refugees since 2015": from then to the telling.
        if event.polarity == .asserted, beginnings.contains(event.trigger) || follows(best, .since, sentence),
            let from = bounds.from, let to = published?.to,
            from < to
        {
            let span = DayBounds(from: from, to: to)
            return span.edtf.map {
                EventDate(edtf: $0, bounds: span, precision: .range, basis: .relative, range: best.range)
            }
        }
        if let window = window(best, sentence), event.polarity == .asserted { return window }
        return eventDate(best, ahead(extended(bounds, event, sentence), event, best, sentence))
    }

    /// "In the last year", "over the past month": the time up to the telling, and no year of the calendar.
    private func window(_ timex: Timex, _ sentence: CodedSentence) -> EventDate? {
        guard isUpToTelling(timex), let bounds = timex.bounds,
            let before = sentence.tokens.last(where: { $0.end <= timex.range.start }),
            Grammar.english.has(before.word, .windowLinks)
        else { return nil }
        return bounds.edtf.map {
            EventDate(edtf: $0, bounds: bounds, precision: .range, basis: .relative, range: timex.range)
        }
    }

    private func isUpToTelling(_ timex: Timex) -> Bool { timex.ends(with: published) }

    /// The expressions of time in a place; they stand in the order of the text.
    func timexes(in range: TextRange) -> ArraySlice<Timex> {
        let low = timexes.sortedIndex(behind: { $0.range.start < range.start })
        return timexes[low...].prefix { $0.range.start < range.end }
    }

    /// "A protocol on trade for 2016": the years that a paper covers are not the day on which it was signed.
    private func isCoverage(_ timex: Timex, _ sentence: CodedSentence) -> Bool {
        guard let before = sentence.chunks.lastIndex(where: { sentence.range(of: $0).end <= timex.range.start }),
            sentence.chunks[before].kind == .preposition,
            sentence.chunks[before].word == .for
        else { return false }
        return before == 0 || sentence.chunks[before - 1].kind == .noun
    }

    /// "In December 1959, when Cuba opened its embassy": the date before "when" is that of its clause.
    private func openingDate(_ clause: TextRange, _ here: ArraySlice<Timex>, _ sentence: CodedSentence) -> Timex? {
        guard
            let opener = sentence.chunks.last(where: { sentence.range(of: $0).end <= clause.start + 6 && $0.word >= 0 }
            ),
            opener.word == .when
        else { return nil }
        let start = sentence.range(of: opener).start
        return here.last {
            $0.anniversary == nil && $0.bounds != nil && $0.range.end <= start && start - $0.range.end <= 2
        }
    }

    /// "Said on Thursday that Nepal expected the pillars back": a demand, refusal, charge or threat is made when it is said.
    private func sayingDate(_ event: Event, _ here: ArraySlice<Timex>, _ sentence: CodedSentence) -> Timex? {
        guard [.request, .reject, .accuse, .threaten].contains(event.root), !earlier.contains(event.trigger),
            !links.habits.contains(event.trigger)
        else {
            return nil
        }
        let dated = here.filter { $0.anniversary == nil && $0.bounds != nil && !isCoverage($0, sentence) }
        guard dated.count == 1, let only = dated.first,
            let before = sentence.chunks.lastIndex(where: {
                $0.kind == .verb && sentence.range(of: $0).end <= only.range.start
            }), let verb = sentence.chunks[before].verb,
            Grammar.english.has(verb.lemma, .datingVerbs)
        else { return nil }
        return only
    }

    /// "Arrived on Tuesday for a three-day visit": the visit lasts three days.
    private func extended(_ bounds: DayBounds, _ event: Event, _ sentence: CodedSentence) -> DayBounds {
        guard event.type == "visit", bounds.length == 1, let start = bounds.from,
            let duration = timexes(in: sentence.range).first(where: {
                $0.type == .duration && $0.range.start > event.trigger.start
                    && $0.value.hasPrefix("P") && $0.value.hasSuffix("D")
            }),
            let days = Int(duration.value.dropFirst().dropLast()), days > 1, days < 60
        else { return bounds }
        return DayBounds(from: start, to: start.adding(days: days - 1))
    }

    /// "Before the end of June", "by Friday": what lies ahead lies between its telling and that day.
    private func ahead(_ bounds: DayBounds, _ event: Event, _ timex: Timex, _ sentence: CodedSentence) -> DayBounds {
        guard event.polarity == .planned || event.type.hasPrefix("planned_"), let start = published?.from,
            let limit = bounds.to
        else { return bounds }
        // "Is to open in May", told in June: the next one.
        if limit < start {
            // "Put a resolution to a vote on 20 February", told on the 23rd: a day just past is the past one.
            if bounds.length == 1, start.number - limit.number <= 31 { return bounds }
            guard let from = bounds.from, limit.number + 366 >= start.number, timex.rule.hasPrefix("abs."),
                !UTF8Text.contains(
                    Array(text[timex.range.start..<timex.range.end]), Array(String(from.year).utf8)),
                let first = CivilDay(from.year + 1, from.month, from.day),
                let last = CivilDay(limit.year + 1, limit.month, limit.day)
            else { return bounds }
            return DayBounds(from: first, to: last)
        }
        let before = sentence.tokens.filter { $0.end <= timex.range.start }.suffix(4).map {
            UTF8Text.string(text, $0.start, $0.end).lowercased()
        }
        let inside = UTF8Text.string(text, timex.range.start, min(timex.range.end, timex.range.start + 8)).lowercased()
        let isEnd =
            before.suffix(3) == ["the", "end", "of"] && ["before", "by"].contains(before.first ?? "")
            || inside == "the end " && ["before", "by"].contains(before.last ?? "")
        guard isEnd || before.last == "by" || inside.hasPrefix("by ") else { return bounds }
        return DayBounds(from: start, to: limit)
    }

    private func eventDate(_ timex: Timex, _ bounds: DayBounds) -> EventDate? {
        guard let edtf = bounds.edtf else { return nil }
        let isWeekday = timex.rule.hasPrefix("weekday") || timex.rule.hasPrefix("time.day")
        let basis =
            DateBasis(calendar: timex.calendar)
            ?? (isWeekday ? .weekday : timex.anchor == nil ? .explicit : .relative)
        return EventDate(edtf: edtf, bounds: bounds, precision: precision(bounds), basis: basis, range: timex.range)
    }

    private func precision(_ bounds: DayBounds) -> DatePrecision {
        switch bounds.length {
        case 1: .day
        case 7: .week
        case 28, 29, 30, 31: .month
        case 365, 366: .year
        case nil: .vague
        default: .range
        }
    }

    /// Whether an anniversary is that of the event: "the 33rd anniversary of X's meeting with Y".
    private func isRemembered(_ event: Event, _ timex: Timex, _ sentence: CodedSentence) -> Bool {
        guard event.root == .consult || event.root == .support, timex.range.end <= event.trigger.start else {
            return false
        }
        let between = text[timex.range.end..<event.trigger.start]
        guard between.count < 120, !between.contains(UInt8(ascii: ",")) || event.type == "visit" else { return false }
        // "On the birthday of the state a group visited the hall": behind a verb it is no longer what is remembered.
        let hasVerb = sentence.chunks.drop { sentence.range(of: $0).start < timex.range.end }.prefix {
            $0.kind != .relative && sentence.range(of: $0).end <= event.trigger.end
        }.contains { chunk in
            chunk.verb.map { !$0.isInfinitive && (!$0.isParticiple || $0.isReduced) } ?? false
        }
        if hasVerb { return false }
        let words = String(decoding: between, as: UTF8.self)
        return words.hasPrefix(" of ")
    }

    /// The clause of a trigger: up to commas and verbs of other clauses.
    private func clauseRange(of trigger: TextRange, _ sentence: CodedSentence) -> TextRange {
        guard let home = sentence.chunks.firstIndex(where: { sentence.range(of: $0).overlaps(trigger) }) else {
            return sentence.range
        }
        var first = home
        while first > 0, sentence.chunks[first - 1].kind != .subordinator, sentence.chunks[first - 1].kind != .relative
        { first -= 1 }
        var last = home
        while last + 1 < sentence.chunks.count {
            let next = sentence.chunks[last + 1]
            if next.kind == .subordinator || next.kind == .relative { break }
            if next.kind == .verb, let verb = next.verb, !verb.isInfinitive, !verb.isParticiple, !verb.isReduced {
                // A noun that is the subject has its verb before it; the next one opens another clause.
                let hasVerb = sentence.chunks[first...last].contains {
                    $0.verb.map { !$0.isInfinitive && !$0.isParticiple && !$0.isReduced } ?? false
                }
                if hasVerb { break }
            }
            last += 1
        }
        return sentence.range(first, last)
    }

    /// What is known beyond the tense: an answer comes after the charge, "years ago" is more than a year.
    private func narrow(_ events: inout [Event], _ index: Int) {
        guard let when = events[index].when, when.basis == .tense, let limit = when.bounds.to else { return }
        let event = events[index]
        if event.root == .reject, let answered = answeredRoot(event) {
            let charge = events.last {
                $0.root == answered && $0.trigger < event.trigger && $0.when?.basis != .tense
                    && !Set($0.actors.compactMap(\.country)).isDisjoint(with: event.recipients.compactMap(\.country))
            }
            guard let from = charge?.when?.bounds.from, from <= limit else { return }
            set(&events[index], DayBounds(from: from, to: limit), .relativeToEvent, charge?.when?.range)
        } else if let sentence = sentenceIndex(event.trigger).map({ sentences[$0] }),
            let words = yearsAgo(event, sentence),
            let before = CivilDay(limit.year - 1, limit.month, min(limit.day, 28))
        {
            set(
                &events[index],
                DayBounds(from: nil, to: limit.day <= 28 ? before : before.adding(days: limit.day - 28)), .relative,
                words)
        }
    }

    func set(_ event: inout Event, _ bounds: DayBounds, _ basis: DateBasis, _ range: TextRange?) {
        guard let edtf = bounds.edtf else { return }
        event.when = EventDate(
            edtf: edtf, bounds: bounds, precision: bounds.from == nil ? .before : .range, basis: basis, range: range)
    }

    /// What a refusal answers: "rejected the warning", "dismissed the appeal".
    private func answeredRoot(_ event: Event) -> Root? {
        let grammar = Grammar.english
        let words = UTF8Text.string(text, event.trigger.start, event.trigger.end).split(separator: " ").map {
            grammar.id(String($0))
        }
        if words.contains(where: { grammar.has($0, .threatNouns) }) { return .threaten }
        return words.contains { grammar.has($0, .requestNouns) } ? .request : nil
    }

    /// "Which imposed sanctions years ago": no number, but years.
    private func yearsAgo(_ event: Event, _ sentence: CodedSentence) -> TextRange? {
        let behind = Array(
            sentence.tokens.filter { $0.start >= event.trigger.end }.prefix { $0.sign != UInt8(ascii: ",") })
        let words = behind.map { UTF8Text.string(text, $0.start, $0.end).lowercased() }
        guard let ago = words.firstIndex(of: "ago"), ago > 0, words[ago - 1] == "years" else { return nil }
        // "Three years ago" has a date of its own; "on both governments years ago" has none.
        let before = ago > 1 ? Grammar.english.wordClass(Grammar.english.id(words[ago - 2])) : .preposition
        guard before == .open, !Grammar.english.has(Grammar.english.id(words[ago - 2]), .quantities),
            words[ago - 2].utf8.first.map({ !$0.isASCIIDigit }) ?? false
        else { return nil }
        return behind[ago - 1].range.union(behind[ago].range)
    }

    private func byTense(_ event: inout Event) {
        guard let published, let to = published.to else { return }
        switch event.polarity {
        case .denied, .negated, .unverified: return
        case .planned where event.root != .agree:
            // What lies ahead begins with its telling at the earliest.
            guard let from = published.from else { return }
            let bounds = DayBounds(from: from, to: nil)
            guard let edtf = bounds.edtf else { return }
            event.when = EventDate(edtf: edtf, bounds: bounds, precision: .vague, basis: .tense, range: nil)
            return
        default: break
        }
        // What was told on Tuesday was done by then.
        let telling = told[event.trigger]?.to.flatMap { $0 < to && event.status != .ongoing ? $0 : nil }
        let bounds = DayBounds(from: nil, to: telling ?? to)
        guard let edtf = bounds.edtf else { return }
        event.when = EventDate(
            edtf: edtf, bounds: bounds, precision: event.status == .ongoing ? .ongoing : .before, basis: .tense,
            range: nil, told: telling ?? (published.length == 1 ? to : nil))
    }

    private func status(_ event: inout Event) {
        guard event.status == .news, let published, let from = published.from else { return }
        if let to = event.when?.bounds.to, event.when?.basis != .tense, to < from.adding(days: -10) {
            event.status = .background
        }
    }
}

extension Timex {
    /// Whether it is a length of time that ends when it is told: "the last year".
    func ends(with published: DayBounds?) -> Bool {
        guard type == .duration, bounds?.from != nil, let end = bounds?.to else { return false }
        return end == published?.to
    }
}
