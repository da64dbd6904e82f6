internal import DocumentModel

/// Joins what a text tells of one event in several places, and puts parts under the event they belong to.
enum EventMerging {
    /// What two reports of one event share.
    private struct Key: Hashable {
        var root: Root
        var family: String
        var actors: Set<String>
        var recipients: Set<String>
        var isReciprocal: Bool
        var polarity: Polarity
        var remembered: Int?
        var isAgain: Bool
    }

    /// How many events of the same parties and kind a report is compared with, the last first.
    private static let reach = 8

    /// Merges events of the same kind and parties on days that can be the same.
    ///
    /// - Complexity: O(*n*) in events.
    static func merge(_ events: inout [Event]) {
        var result: [Event] = []
        var known: [Key: [Int]] = [:]
        for event in events {
            let key = key(event)
            if let index = known[key]?.suffix(reach).last(where: { isSameDay(result[$0], event) }) {
                join(&result[index], event)
            } else {
                known[key, default: []].append(result.count)
                result.append(event)
            }
        }
        events = result
    }

    private static func key(_ event: Event) -> Key {
        let actors = Set(event.actors.compactMap(\.country))
        let recipients = Set(event.recipients.compactMap(\.country))
        return Key(
            root: event.root, family: family(event), actors: event.isReciprocal ? actors.union(recipients) : actors,
            recipients: event.isReciprocal ? [] : recipients, isReciprocal: event.isReciprocal,
            polarity: event.polarity, remembered: event.remembered, isAgain: event.isAgain)
    }

    /// Kinds that texts tell in each other's words.
    private static func family(_ event: Event) -> String {
        switch event.root {
        case .consult:
            return ["talks", "meeting"].contains(event.type) ? "talks" : event.type
        case .support:
            return ["praise", "support", "thanks"].contains(event.type) ? "praise" : event.type
        case .cooperate, .agree, .retreat, .concede, .aid, .protest: return event.type
        default: return ""
        }
    }

    private static func isSameDay(_ left: Event, _ right: Event) -> Bool {
        guard let a = left.when, let b = right.when, a.basis != .tense, b.basis != .tense else { return true }
        return a.bounds.overlaps(b.bounds)
    }

    private static func join(_ event: inout Event, _ other: Event) {
        for range in other.evidence where !event.evidence.contains(range) && event.evidence.count < 12 {
            event.evidence.append(range)
        }
        if let finer = other.when, finer.basis != .tense {
            let isOpen = event.when == nil || event.when?.basis == .tense
            let isNarrower = (finer.bounds.length ?? Int.max) < (event.when?.bounds.length ?? Int.max)
            let isLongerVisit =
                event.type == "visit" && (finer.bounds.length ?? 0) > (event.when?.bounds.length ?? 0)
                && (finer.bounds.length ?? 99) < 60
            if isOpen || (isNarrower && event.when?.basis == .relativeToEvent) || isLongerVisit && !isOpen {
                event.when = finer
            }
        }
        if event.place == nil { event.place = other.place }
    }

    /// Puts talks, meetings and agreements under the visit of the same parties and days.
    static func link(_ events: inout [Event]) {
        let parts: Set<String> = [
            "talks", "meeting", "reception", "agreement_signed", "joint_statement", "praise", "thanks", "denunciation",
            "departure",
        ]
        let visits = events.filter {
            $0.type == "visit" && $0.polarity == .asserted && $0.when != nil && $0.when?.basis != .tense
        }.prefix(64)
        for index in events.indices where parts.contains(events[index].type) {
            let event = events[index]
            guard let when = event.when, when.basis != .tense else { continue }
            let home = visits.first { visit in
                visit.countries.intersection(event.countries).count >= min(2, event.countries.count)
                    && (visit.when?.bounds.overlaps(when.bounds) ?? false)
            }
            if let home { events[index].partOf = home.id }
        }
    }
}
