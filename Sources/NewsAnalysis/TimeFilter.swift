internal import DocumentModel
internal import TemporalTagging
public import TextPrimitives

/// The `time` stage: a text in, its temporal expressions out.
public enum TimeFilter {
    /// Adds `timex`, `published_bounds` and `date_clashes` to a document.
    ///
    /// - Parameters:
    ///   - line: A document with `text`; `published`, `captured` and `language` are used when they are there.
    ///   - usesBackground: Whether the table of well-known dates may be used.
    /// - Returns: The document as one JSON line; nil when it has no `text`.
    /// - Complexity: O(*n*) in bytes.
    public static func apply(_ line: JSONLine, usesBackground: Bool = true) -> [UInt8]? {
        guard let text = line.utf8("text") else { return nil }
        let found = annotate(text, article: line, usesBackground: usesBackground)
        let indexed = IndexedText(text)
        var timexes = JSONWriter(capacity: found.timexes.count * 256)
        timexes.write(raw: "[")
        for (index, timex) in TimeFilter.withEnds(found).enumerated() {
            if index > 0 { timexes.write(raw: ",") }
            timex.write(to: &timexes, in: indexed)
        }
        timexes.write(raw: "]")
        return line.rewritten(adding: [
            JSONMember(name: "timex", value: .raw(timexes.bytes)),
            JSONMember(name: "published_bounds", value: found.publicationBounds?.json ?? .null),
            JSONMember(name: "date_clashes", value: .array(found.clashes.map { $0.json(in: indexed) })),
        ])
    }

    /// The expressions with the ends of ranges among them, each end beside its range.
    private static func withEnds(_ found: TimeAnnotations) -> [Timex] {
        guard !found.rangeEnds.isEmpty else { return found.timexes }
        return (found.timexes + found.rangeEnds).sorted {
            ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end)
        }
    }

    /// Tags a text with what its document says of its publication.
    static func annotate(_ text: [UInt8], article line: JSONLine, usesBackground: Bool) -> TimeAnnotations {
        let context = TimeContext(
            published: line.string("published").flatMap(DayBounds.init(edtf:)), usesBackground: usesBackground,
            notAfter: line.string("captured").flatMap { DayBounds(edtf: String($0.prefix(10)))?.to })
        return TemporalTagger.shared(language: line.string("language")).tag(text, context: context)
    }
}
