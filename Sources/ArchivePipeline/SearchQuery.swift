/// What a search asks for.
public struct SearchQuery: Sendable, Hashable {
    /// The order of what is found.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// BM25, where the words are rare enough to rank by.
        case best
        /// The newest publication first.
        case newest
        /// The earliest publication first.
        case earliest
        /// The page that was added last first.
        case added
    }

    /// What is looked for, as ``SearchExpression`` reads it; empty for all pages.
    public var words = ""
    /// The order.
    public var order = Order.best
    /// Published on this day or later: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    public var from: String?
    /// Published on this day or earlier, written likewise.
    public var to: String?
    /// Outlets, any of them; the empty string for an outlet that is not named.
    public var outlets: [String] = []
    /// Languages, any of them.
    public var languages: [String] = []
    /// Sides, three letters, any of them; the empty string for a side that is not named.
    public var sides: [String] = []
    /// Stances of claims, any of them.
    public var stances: [String] = []
    /// How well the day of publication is known, any of them.
    public var precisions: [DayPrecision] = []
    /// Two three-letter country codes that the page must both name.
    public var pair: [String] = []
    /// The texts that are passed over.
    public var offset = 0
    /// The most texts that are returned.
    public var limit = 20

    /// Makes a query that lets all pass.
    public init() {}
}

/// How well a day is known.
public enum DayPrecision: String, Sendable, Hashable, CaseIterable {
    /// One day.
    case day
    /// Some days or weeks, or an open interval.
    case range
    /// A year.
    case year
    /// Nothing is known.
    case none
}

/// A value by which results can be narrowed, with its counts.
public struct FacetCount: Sendable, Hashable {
    /// The value; empty for what is not named.
    public var value: String
    /// The pages that have it.
    public var pages: Int
    /// The texts that have it; a text counts by the page at its head, or the first of its pages that was found.
    public var texts: Int

    /// Makes a count.
    public init(value: String, pages: Int, texts: Int) {
        self.value = value
        self.pages = pages
        self.texts = texts
    }
}

/// A text that was found.
public struct FoundText: Sendable, Hashable {
    /// The text's number.
    public var text: Int
    /// The numbers of its pages that were found, the one that stands for the text first.
    public var pages: [Int]
}

/// What a search found.
public struct SearchResult: Sendable {
    /// What could not be read as it was written, or asks for what is not here, in sentences.
    public var notes: [String] = []
    /// The pages found.
    public var pages = 0
    /// The texts that they carry.
    public var texts = 0
    /// The order in which the texts stand; `newest` when the words were too common to rank by.
    public var order = SearchQuery.Order.best
    /// The texts of this part of the list.
    public var found: [FoundText] = []
    /// By outlet.
    public var outlets: [FacetCount] = []
    /// By language.
    public var languages: [FacetCount] = []
    /// By side.
    public var sides: [FacetCount] = []
    /// By stance; a page can hold several.
    public var stances: [FacetCount] = []
    /// By how well the day is known.
    public var precisions: [FacetCount] = []
    /// By year of publication; pages of no known year under the empty string.
    public var years: [FacetCount] = []
}
