/// What makes two reports tell of the same event: the parties, the kind and the days.
public enum EventKey {
    /// Kinds that are one event told in different words.
    public static func family(_ event: Event) -> String {
        switch event.type {
        case "visit", "departure": "visit"
        case "talks", "meeting": event.type
        case "agreement_signed", "joint_statement": event.type
        default: event.type
        }
    }
}
