internal import ActorCoding
internal import DocumentModel

/// Joins what a text tells of one event in several places, and puts parts under the event they belong to.
enum EventMerging {
    /// What two reports of one event share in any case.
    private struct Key: Hashable {
        var type: String
        var root: String
        var polarity: String
        var countries: Set<String>
        /// The sentence, for kinds that a text does not tell again.
        var sentence: TextRange?
    }

    /// How many reports of one kind and the same parties are looked at for one more, the last ones first told.
    static let reach = 128

    /// Merges events of the same kind, parties and days.
    ///
    /// - Complexity: O(*n*) in events, times ``reach``.
    static func merge(_ events: inout [Event]) {
        var result: [Event] = []
        var told: [Key: [Int]] = [:]
        for event in events {
            let key = Key(
                type: event.type, root: event.root, polarity: event.polarity, countries: event.countries,
                sentence: lasting.contains(event.type) || event.type == "meeting" ? nil : event.evidence.first)
            let known = told[key, default: []].suffix(reach)
            if let index = known.first(where: { isSame(result[$0], event) }) {
                // Ranges come in text order: one that is known is the last.
                for range in event.evidence where result[index].evidence.last.map({ $0 < range }) ?? true {
                    result[index].evidence.append(range)
                }
                if let finer = event.when, let coarser = result[index].when, let length = finer.bounds.length,
                    length < (coarser.bounds.length ?? Int.max), finer.basis != "tense",
                    coarser.basis == "tense" || coarser.basis == "relative-to-event"
                {
                    result[index].when = finer
                }
                if result[index].type == "visit", let longer = event.when, let shorter = result[index].when,
                    let length = longer.bounds.length, let other = shorter.bounds.length, length > other, length < 60,
                    longer.basis != "tense"
                {
                    result[index].when = longer
                }
                if result[index].remembered == nil { result[index].remembered = event.remembered }
                if result[index].place == nil { result[index].place = event.place }
            } else {
                told[key, default: []].append(result.count)
                result.append(event)
            }
        }
        events = result
    }

    /// Kinds that a text tells again without repeating their words.
    private static let lasting: Set<String> = [
        "visit", "talks", "sanctions", "embargo", "joint_statement", "agreement_signed",
    ]

    /// Whether two events with one ``Key`` are one.
    private static func isSame(_ left: Event, _ right: Event) -> Bool {
        // A visit that is remembered and then told is one visit.
        let isTold = left.type == "visit" && (left.remembered == nil || right.remembered == nil)
        guard left.remembered == right.remembered || isTold else { return false }
        if left.type == "visit", left.actors.first?.country != right.actors.first?.country { return false }
        // "Met the delegation, which paid a call on him": two verbs, one meeting.
        if left.type == "meeting", left.evidence.first == right.evidence.first, left.countries.count > 1 { return true }
        guard lasting.contains(left.type) else {
            return left.evidence.first == right.evidence.first && left.actors.map(\.id) == right.actors.map(\.id)
                && left.trigger.overlaps(right.trigger)
        }
        guard let a = left.when?.bounds, let b = right.when?.bounds else { return left.type != "agreement_signed" }
        if left.when?.basis == "tense" || right.when?.basis == "tense" {
            // Without a day of its own a mention belongs to the event told just before it.
            let gap = (right.evidence.first?.start ?? 0) - (left.evidence.last?.end ?? 0)
            return left.type == "agreement_signed" ? left.evidence.first == right.evidence.first : gap < 700
        }
        return a.overlaps(b)
    }

    /// Puts talks, meetings and agreements under the visit of the same parties and days.
    ///
    /// - Complexity: O(*n*) in events, times ``reach``.
    static func link(_ events: inout [Event]) {
        let parts: Set<String> = [
            "talks", "meeting", "reception", "agreement_signed", "joint_statement", "praise", "thanks", "denunciation",
            "departure",
        ]
        let visits = events.filter {
            $0.type == "visit" && $0.polarity == "asserted" && $0.when.map { $0.basis != "tense" } ?? false
        }
        var next = 0
        for index in events.indices {
            let event = events[index]
            while next < visits.count, visits[next].trigger < event.trigger { next += 1 }
            guard parts.contains(event.type), let when = event.when, when.basis != "tense" else { continue }
            let home = visits[max(0, next - reach)..<min(visits.count, next + reach)].first { visit in
                guard let days = visit.when?.bounds, days.overlaps(when.bounds) else { return false }
                return visit.countries.intersection(event.countries).count >= min(2, event.countries.count)
            }
            if let home { events[index].partOf = home.id }
        }
    }
}
