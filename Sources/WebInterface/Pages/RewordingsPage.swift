internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger

extension Pages {
    /// The pairs of one part of the list.
    static let rewordingsAPart = 20

    /// Two wordings of one report, a part of them, each pair with its word diff.
    func rewordings(part: Int) throws -> String {
        let first = (part - 1) * Pages.rewordingsAPart
        let found = try TwoWordings.part(first..<(first + Pages.rewordingsAPart), of: desk.store)
        guard first < max(found.count, 1) else { throw DeskError.notFound("The list of pairs ends before this part.") }
        var values: Templates.Values = [
            "heading": found.count == 0
                ? "No report of this project stands in two wordings"
                : "\(Wording.count(found.count, "report")) in two wordings",
            "pairs": found.items.map { rewording($0) },
        ]
        if part > 1 { values["previous"] = "/rewordings?part=\(part - 1)" }
        if first + Pages.rewordingsAPart < found.count { values["next"] = "/rewordings?part=\(part + 1)" }
        return page("rewordings", title: "Two wordings of one report", place: "Families", values)
    }

    private func rewording(_ pair: TwoWordings) -> Templates.Values {
        func side(_ page: CollectionPage) -> DiffHTML.Side {
            DiffHTML.Side(page)
        }
        func row(_ page: CollectionPage) -> Templates.Values {
            [
                "id": page.short, "sha256": page.article.sha256, "outlet": page.outlet.words, "date": Pages.date(page),
                "title": page.fields.title ?? "untitled", "lang": page.fields.language ?? "und", "text": page.textName,
            ]
        }
        return [
            "name": "\(pair.first.textName)-\(pair.second.textName)",
            "sides": [row(pair.first), row(pair.second)],
            "first": pair.first.short, "second": pair.second.short,
            "delay": pair.delay.map { [$0.words] } ?? [],
            "basis": LinkBasis.words(pair.link).joined(separator: "; "),
            "changes": Wording.count(pair.changes, "change"),
            "diff": "/diff/\(pair.first.article.sha256)/\(pair.second.article.sha256)",
            "table": DiffHTML.inline(first: side(pair.first), second: side(pair.second), pair.pieces),
        ]
    }
}
