internal import CorpusStore
internal import DocumentModel

/// Whose page it is, and how that is known: the one answer of every list, page and file.
public enum PageOutlet: Hashable, Sendable {
    /// The analyst says so.
    case byHand(String)
    /// The page says so.
    case named(String)
    /// The page names whom it takes the text from, and nobody else.
    case source(String)
    /// Nobody says.
    case unnamed

    /// The name; nil when nobody says.
    public var name: String? {
        switch self {
        case .byHand(let name), .named(let name), .source(let name): name
        case .unnamed: nil
        }
    }

    /// The name with how it is known.
    public var words: String {
        switch self {
        case .byHand(let name): "\(name) (set by hand)"
        case .named(let name): name
        case .source(let name): "\(name), as named by the page"
        case .unnamed: "outlet not named"
        }
    }
}

extension CollectionPage {
    /// Whose page it is.
    public var outlet: PageOutlet {
        if let set = analyst.first(where: { $0.field == "outlet" })?.value { return .byHand(set) }
        if let outlet = fields.outlet { return .named(outlet) }
        return fields.via.first.map { .source($0.name) } ?? .unnamed
    }
}
