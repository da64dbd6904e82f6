public import ArchivePipeline
public import DocumentModel

/// A statement in two texts side by side: what it answers in each, and its words.
public enum DenialHTML {
    /// The two columns; empty where no target is to be shown.
    public static func columns(_ sides: [DossierSide]) -> String {
        guard sides.count == 2, sides.contains(where: { $0.target != nil }) else { return "" }
        let e = HTML.escape
        let columns = sides.enumerated().map { place, side -> String in
            let target =
                side.target.map {
                    "<p class=\"answered\" dir=\"auto\"><span class=\"target\">\(e(plain($0.words)))</span></p>"
                }
                ?? "<p class=\"answered quiet\">nothing in this text</p>"
            let words =
                side.words.map {
                    "<p class=\"denial\" dir=\"auto\"><span class=\"moved\">\(e(plain($0.words)))</span></p>"
                } ?? ""
            return
                "<div><h4>\(e(side.page)) <span><bdi>\(e(side.outlet))</bdi>, \(e(Wording.date(side.day)))</span></h4><p class=\"how\">\(place == 0 ? "answers" : "seems to answer")</p>\(target)<p class=\"how\">with</p>\(words)</div>"
        }.joined()
        return "<div class=\"denied\">\(columns)</div>"
    }

    /// The columns of a change between two pages.
    public static func columns(_ change: DriftChange, _ collection: Collection, parent: Int, child: Int) -> String {
        func side(_ page: Int, _ target: TextRange?, _ words: TextRange?) -> DossierSide {
            let item = collection.pages[page]
            return DossierSide(
                page: item.short, outlet: item.outlet.words, day: item.fields.published,
                target: target.map { collection.quote(page, $0) }, words: words.map { collection.quote(page, $0) })
        }
        return columns([
            side(parent, change.parentTarget, change.parent), side(child, change.childTarget, change.child),
        ])
    }

    private static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
