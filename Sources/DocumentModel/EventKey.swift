/// What makes two reports tell of the same event: the parties, the kind and the days.
public enum EventKey {
    /// Kinds that are one event told in different words.
    public static func family(_ event: Event) -> String {
        switch event.type {
        case "visit", "departure", "reception": "visit"
        case "talks", "meeting": event.type
        case "agreement_signed", "joint_statement": event.type
        default: event.type
        }
    }

    /// A key that reports of the same event share, as far as one document can tell: parties, kind and the month of the first day.
    public static func cluster(_ event: Event) -> String {
        let parties = event.countries.sorted().joined(separator: "-")
        var day = "undated"
        if let from = event.when?.bounds.from { day = String(from.iso.prefix(7)) }
        return "\(parties):\(event.root):\(family(event)):\(day)"
    }
}
