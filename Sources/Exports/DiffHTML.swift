public import ArchivePipeline
internal import DocumentModel
public import Ledger
internal import TextPrimitives

/// Two texts side by side as one HTML file: no request leaves it.
public enum DiffHTML {
    /// One of the two texts.
    public struct Side: Sendable {
        let name: String
        let title: String?
        let date: String?
        let outlet: String
        let language: String?
        /// What the page says beside its text.
        public let fields: [DiffField]

        /// Describes a page.
        public init(_ page: CollectionPage) {
            name = page.short
            title = page.fields.title
            date = page.fields.published
            outlet = page.outlet.words
            language = page.fields.language
            fields = DiffField.of(page)
        }
    }

    /// The words of an equal run beyond which it is folded.
    private static let foldedRun = 60

    /// The page.
    ///
    /// - Parameters:
    ///   - first: The one text.
    ///   - second: The other.
    ///   - pieces: What ``WordDiff`` found.
    public static func page(first: Side, second: Side, _ pieces: [DiffPiece]) -> String {
        let e = HTML.escape
        let css = String(decoding: Resource.bytes("desk/desk.css"), as: UTF8.self)
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>\(e(first.name)) beside \(e(second.name)) – wirekin</title>
            <style>
            \(css)
            </style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header class="mast"><div class="wrap"><span class="brand">wirekin</span></div></header>
            <main id="main" class="wrap" tabindex="-1">
            <div class="head">
            <p class="kind">Word diff</p>
            <h1>\(e(first.name)) beside \(e(second.name))</h1>
            <p class="under">\(e(summary(pieces, first: first, second: second)))</p>
            </div>
            \(sideBySide(first: first, second: second, pieces))
            </main>
            </body>
            </html>

            """
    }

    /// How many changes there are, in a sentence.
    public static func summary(_ pieces: [DiffPiece], first: Side? = nil, second: Side? = nil) -> String {
        let changes = pieces.count { $0.side == .first || $0.side == .second } + pieces.count { $0.place == .first }
        let respelled = pieces.count { $0.side == .both && $0.isRespelled }
        var result = changes == 0 ? "The same words" : Wording.count(changes, "change")
        if respelled > 0 { result += ", \(Wording.count(respelled, "place")) in other letters" }
        if let first, let second {
            let fields = DiffField.changed(first.fields, second.fields).map { $0.name.lowercased() }
            if !fields.isEmpty { result += "; beside the text: \(fields.joined(separator: ", "))" }
        }
        return result + ". White space and typography are folded."
    }

    /// The two texts as a table of two columns, each with its own letters: what stands beside the text, then its paragraphs.
    public static func sideBySide(first: Side, second: Side, _ pieces: [DiffPiece]) -> String {
        """
        <table role="table" class="diff">
        <colgroup><col class="no"><col><col></colgroup>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><span class="vh">Paragraph</span></th>\(head(first, nil))\(head(second, first))</tr></thead>
        <tbody role="rowgroup">
        \((fields(first, second) + rows(first, second, pieces)).joined(separator: "\n"))
        </tbody></table>
        """
    }

    /// The two texts in one column, what stands in one of them marked; what both have is written as the first writes it.
    public static func inline(first: Side, second: Side, _ pieces: [DiffPiece]) -> String {
        var result = ""
        for piece in pieces {
            let text = HTML.escape(piece.text)
            if piece.startsParagraph { result += "</p><p dir=\"auto\">" }
            switch piece.side {
            case .both:
                let words = piece.text.split(separator: " ")
                if piece.isRespelled {
                    add(
                        "<del class=\"only-a\">\(text)</del> <ins class=\"only-b\">\(HTML.escape(piece.secondText))</ins>",
                        text, to: &result)
                } else if words.count > foldedRun {
                    result +=
                        "</p><details><summary>\(words.count) equal words</summary><p class=\"same\" dir=\"auto\">\(text)</p></details><p dir=\"auto\">"
                } else {
                    add(text, text, to: &result)
                }
            case .first: add("<del class=\"only-a\">\(text)</del>", text, to: &result)
            case .second: add("<ins class=\"only-b\">\(text)</ins>", text, to: &result)
            case .moved:
                let isFirst = piece.place == .first
                result +=
                    "<span class=\"moved \(isFirst ? "only-a" : "only-b")\">\(text)</span><span class=\"chg\">\(piece.move ?? 0)\(isFirst ? "→" : "←")</span> "
            }
        }
        let beside = DiffField.changed(first.fields, second.fields).map { field in
            "<li>\(field.name): <del class=\"only-a\">\(HTML.escape(field.first ?? "–"))</del> <ins class=\"only-b\">\(HTML.escape(field.second ?? "–"))</ins></li>"
        }.joined()
        return
            "\(beside.isEmpty ? "" : "<ul class=\"plain\">\(beside)</ul>")<div class=\"inline\"\(language(first))><p dir=\"auto\">\(result)</p></div>"
    }

    private static func language(_ side: Side) -> String {
        side.language.map { " lang=\"\(HTML.escape($0))\"" } ?? ""
    }

    /// Appends a piece and a space; before a mark that closes words there is none.
    private static func add(_ html: String, _ words: String, to result: inout String) {
        if result.hasSuffix(" "), let first = words.unicodeScalars.first,
            ",.;:!?)’”،؛؟。，".unicodeScalars.contains(first)
        {
            result.removeLast()
        }
        result += html + " "
    }

    private static func head(_ side: Side, _ parent: Side?) -> String {
        var under = [side.outlet, Wording.date(side.date)]
        if let delay = DayDelay(from: parent?.date, to: side.date) { under.append(delay.words) }
        return
            "<th role=\"columnheader\" scope=\"col\">\(HTML.escape(side.name)) <span>\(under.map { "<bdi>\(HTML.escape($0))</bdi>" }.joined(separator: ", "))</span></th>"
    }

    private static func cell(_ html: String, _ side: Side) -> String {
        html.isEmpty
            ? "<td role=\"cell\" data-th=\"\(HTML.escape(side.name))\" class=\"absent\">not in \(HTML.escape(side.name))</td>"
            : "<td role=\"cell\" data-th=\"\(HTML.escape(side.name))\"\(language(side)) dir=\"auto\">\(html)</td>"
    }

    /// A row for each thing beside the text that differs.
    private static func fields(_ first: Side, _ second: Side) -> [String] {
        DiffField.changed(first.fields, second.fields).map { field in
            let pieces = WordDiff.compare(field.first ?? "", field.second ?? "") { Folding.fold($0) }
            var (left, right) = ("", "")
            for piece in pieces { put(piece, &left, &right, first, second) }
            return
                "<tr role=\"row\" class=\"beside\"><th role=\"rowheader\" scope=\"row\">\(field.name)</th>\(cell(left, first))\(cell(right, second))</tr>"
        }
    }

    /// Writes a piece into the columns that it stands in.
    private static func put(
        _ piece: DiffPiece, _ left: inout String, _ right: inout String, _ first: Side, _ second: Side
    ) {
        let text = HTML.escape(piece.text)
        let other = HTML.escape(piece.secondText)
        switch piece.side {
        case .both:
            let isMarked = piece.isRespelled
            add(isMarked ? "<mark class=\"only-a respelled\">\(text)</mark>" : text, piece.text, to: &left)
            add(isMarked ? "<mark class=\"only-b respelled\">\(other)</mark>" : other, piece.secondText, to: &right)
        case .first: add("<mark class=\"only-a\">\(text)</mark>", piece.text, to: &left)
        case .second: add("<mark class=\"only-b\">\(text)</mark>", piece.text, to: &right)
        case .moved:
            let move = piece.move ?? 0
            if piece.place == .first {
                left +=
                    "<span class=\"moved\" id=\"m\(move)a\">\(text)</span><a class=\"chg\" href=\"#m\(move)b\" aria-label=\"moved, to place \(move) in \(HTML.escape(second.name))\">\(move)→</a> "
            } else {
                right +=
                    "<span class=\"moved\" id=\"m\(move)b\">\(text)</span><a class=\"chg\" href=\"#m\(move)a\" aria-label=\"moved, from place \(move) in \(HTML.escape(first.name))\">←\(move)</a> "
            }
        }
    }

    /// Some paragraphs side by side.
    private struct Row {
        var left = ""
        var right = ""
        var words = 0
        var isEqual = true
        var isEmpty: Bool { left.isEmpty && right.isEmpty }
    }

    /// One row for each paragraph with changes, one folded row for equal paragraphs together and for each long equal run.
    private static func rows(_ first: Side, _ second: Side, _ pieces: [DiffPiece]) -> [String] {
        var all: [Row] = []
        var row = Row()
        func flush() {
            if !row.isEmpty { all.append(row) }
            row = Row()
        }
        for (place, piece) in pieces.enumerated() {
            if piece.startsParagraph {
                switch piece.side == .moved ? piece.place ?? .both : piece.side {
                case .first: if !row.left.isEmpty { flush() }
                case .second: if !row.right.isEmpty { flush() }
                default: flush()
                }
            }
            let words = piece.side == .both && !piece.isRespelled ? piece.text.split(separator: " ") : []
            guard words.count > foldedRun else {
                var (left, right) = (row.left, row.right)
                put(piece, &left, &right, first, second)
                (row.left, row.right) = (left, right)
                row.words += words.count
                if piece.side != .both || piece.isRespelled { row.isEqual = false }
                continue
            }
            // Some words of a long run stay with the changes on either side.
            let others = piece.secondText.split(separator: " ")
            if !row.isEqual, !row.isEmpty {
                row.left += HTML.escape(words.prefix(8).joined(separator: " ")) + " …"
                row.right += HTML.escape(others.prefix(8).joined(separator: " ")) + " …"
                flush()
            }
            add(HTML.escape(piece.text), piece.text, to: &row.left)
            add(HTML.escape(piece.secondText), piece.secondText, to: &row.right)
            row.words += words.count
            let next = pieces.dropFirst(place + 1).first
            if let next, !next.startsParagraph {
                flush()
                row.left = "… " + HTML.escape(words.suffix(8).joined(separator: " ")) + " "
                row.right = "… " + HTML.escape(others.suffix(8).joined(separator: " ")) + " "
            }
        }
        flush()
        var result: [String] = []
        var number = 0
        var equal: [Row] = []
        func fold() {
            if equal.isEmpty { return }
            let words = equal.reduce(0) { $0 + $1.words }
            let pairs = equal.map {
                "<p\(language(first)) dir=\"auto\">\($0.left)</p><p\(language(second)) dir=\"auto\">\($0.right)</p>"
            }.joined()
            let what =
                equal.count > 1
                ? "\(Wording.count(equal.count, "equal paragraph")), \(words) words" : "\(words) equal words"
            result.append(
                "<tr role=\"row\" class=\"fold\"><td role=\"cell\" colspan=\"3\"><details><summary>\(what)</summary><div class=\"pairs same\">\(pairs)</div></details></td></tr>"
            )
            equal = []
        }
        for row in all {
            number += 1
            if row.isEqual {
                equal.append(row)
                continue
            }
            fold()
            result.append(
                "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">\(number)</th>\(cell(row.left, first))\(cell(row.right, second))</tr>"
            )
        }
        fold()
        return result
    }
}

/// What a page says beside its text, for comparison.
public struct DiffField: Hashable, Sendable {
    /// What it is.
    public var name: String
    /// In the first page.
    public var first: String?
    /// In the second.
    public var second: String?

    /// The fields of one page.
    static func of(_ page: CollectionPage) -> [DiffField] {
        [
            DiffField(name: "Title", first: page.fields.title),
            DiffField(name: "By-line", first: page.fields.byline ?? page.fields.authors.joined(separator: ", ")),
            DiffField(name: "First issued", first: page.fields.issued),
        ]
    }

    /// The fields that differ, in letters also: "Between" is not "between".
    public static func changed(_ first: [DiffField], _ second: [DiffField]) -> [DiffField] {
        func plain(_ text: String?) -> String? {
            let words = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return words.isEmpty ? nil : words
        }
        return zip(first, second).compactMap { a, b in
            let (left, right) = (plain(a.first), plain(b.first))
            return left == right ? nil : DiffField(name: a.name, first: left, second: right)
        }
    }
}
