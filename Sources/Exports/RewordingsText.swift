public import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Ledger
public import TextPrimitives

/// Two wordings of one report, for the terminal and as JSON.
public enum RewordingsText {
    /// The most places of a pair that are shown.
    private static let placeLimit = 12
    /// The signs of a place that are shown.
    private static let signLimit = 90

    /// The pairs as lines.
    ///
    /// - Parameter part: The pairs.
    public static func text(_ part: TwoWordings.Part) -> String {
        if part.count == 0 { return "no report of this project stands in two wordings\n" }
        var lines: [String] = []
        for pair in part.items {
            let delay = pair.delay.map { ", \($0.words)" } ?? ", days not known"
            lines.append("\(pair.first.textName) and \(pair.second.textName): two wordings of one report\(delay)")
            for page in [pair.first, pair.second] {
                lines.append(
                    "    \(page.short)  \(page.outlet.words)  \(Wording.date(page.fields.published))  \(page.fields.title ?? "untitled")"
                )
            }
            lines += LinkBasis.words(pair.link).map { "    \($0)" }
            let changes = pair.pieces.filter { $0.side == .first || $0.side == .second }
            for piece in changes.prefix(placeLimit) {
                let words = piece.text.shortened(signLimit)
                lines.append(piece.side == .first ? "    [-\(words)-]" : "    {+\(words)+}")
            }
            if changes.count > placeLimit { lines.append("    …") }
            lines.append(
                "    \(Wording.count(pair.changes, "change")): wirekin diff \(pair.first.short) \(pair.second.short)")
            lines.append("")
        }
        if part.count > part.items.count {
            lines.append("… and \(part.count - part.items.count) more: raise --limit")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The pairs with their word diffs.
    ///
    /// - Parameter part: The pairs.
    public static func json(_ part: TwoWordings.Part) -> JSONValue {
        .pairs([
            "schema_version": .int(1), "count": .int(part.count),
            "rewordings": .array(
                part.items.map { pair in
                    .pairs([
                        "texts": .strings([pair.first.textName, pair.second.textName]),
                        "days": pair.delay.map { .int($0.days) } ?? .null, "changes": .int(pair.changes),
                        "link": .raw(Array(pair.link.line.utf8)),
                        "diff": DiffJSON.json(
                            first: pair.first.article.id, second: pair.second.article.id, pair.pieces, []),
                    ])
                }),
        ])
    }
}
