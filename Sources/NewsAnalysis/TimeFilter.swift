public import DocumentModel
internal import TemporalTagging

/// The `time` stage: a text in, its temporal expressions out.
public enum TimeFilter: DocumentStage {
    /// The switches of `time`.
    public enum Flag: String, StageFlag {
        /// Well-known dates say nothing of the day of a text.
        case noBackground = "no-background"

        /// What it does.
        public var help: String { "Leave the table of well-known dates aside for undated texts." }
    }

    /// Its name.
    public static let name = "time"
    /// What it does.
    public static let abstract = "Find and resolve every date of a text."
    /// How it is called.
    public static let example = "wirekin read page.html | wirekin time"
    /// Its version.
    public static let version = 1
    /// It looks at the text and at what dates it.
    public static let needs: Document.Parts = []
    /// It makes `timex`, `published_bounds` and `date_clashes`.
    public static let gives: Document.Parts = .time

    /// Tags a text with what its document says of its publication.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func apply(_ document: inout Document, _ flags: Set<Flag>) {
        let context = TimeContext(
            published: document.published, usesBackground: !flags.contains(.noBackground),
            notAfter: document.article.captured.flatMap { DayBounds(edtf: String($0.prefix(10)))?.to })
        document.time = TemporalTagger.shared(language: document.article.language).tag(
            document.body.bytes, context: context)
    }
}
