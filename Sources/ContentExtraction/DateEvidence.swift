internal import DocumentModel

/// A date that a page shows, before it is judged.
struct DateEvidence {
    /// What the place of the date says it is.
    enum Hint {
        /// Marked as the date of publication.
        case published
        /// Near the article, without a mark.
        case near
        /// Marked as an update.
        case modified
        /// Behind the article.
        case trailing
        /// In the page's head, apart from the article.
        case masthead
        /// In a list of other articles.
        case teaser
        /// In the article's own words, as the opening dateline.
        case dateline
    }

    /// The value.
    var bounds: DayBounds
    /// The value as EDTF.
    var edtf: String
    /// `json-ld`, `meta`, `time`, `url`, `dateline`, `text`, `masthead`, `teaser`.
    var source: String
    /// The words or the attribute.
    var evidence: String
    /// What the place says.
    var hint: Hint
    /// How much the kind of evidence is worth, 0 to 100.
    var weight: Int
    /// What is to be said for it, added to the reason.
    var note: String
    /// Whether it is a moment in universal time, whose day may be another than the one its readers had.
    var isUniversalTime = false
    /// The minutes and seconds of a moment, in seconds: the same in most zones.
    var secondOfHour: Int?
}
