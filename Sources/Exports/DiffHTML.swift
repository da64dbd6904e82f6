public import Ledger
internal import TextPrimitives

/// Two texts side by side as one HTML file: no request leaves it.
public enum DiffHTML {
    /// One of the two texts.
    public struct Side: Sendable {
        let name: String
        let title: String?
        let date: String?

        /// Describes a text.
        public init(name: String, title: String?, date: String?) {
            self.name = name
            self.title = title
            self.date = date
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
            <p class="under">\(summary(pieces))</p>
            </div>
            \(sideBySide(first: first, second: second, pieces))
            </main>
            </body>
            </html>

            """
    }

    /// How many changes there are, in a sentence.
    public static func summary(_ pieces: [DiffPiece]) -> String {
        let changes = pieces.count { $0.side == .first || $0.side == .second } + pieces.count { $0.place == .first }
        return
            "\(changes == 0 ? "The same words." : "\(Wording.count(changes, "change")).") White space and typography are folded."
    }

    /// The two texts as a table of two columns.
    public static func sideBySide(first: Side, second: Side, _ pieces: [DiffPiece]) -> String {
        """
        <table role="table" class="diff">
        <colgroup><col class="no"><col><col></colgroup>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><span class="vh">Number</span></th>\(head(first))\(head(second))</tr></thead>
        <tbody role="rowgroup">
        \(rows(first, second, pieces).joined(separator: "\n"))
        </tbody></table>
        """
    }

    /// The two texts in one column, what stands in one of them marked.
    public static func inline(first: Side, second: Side, _ pieces: [DiffPiece]) -> String {
        var result = ""
        for piece in pieces {
            let text = HTML.escape(piece.text)
            switch piece.side {
            case .both:
                let words = piece.text.split(separator: " ")
                if words.count > foldedRun {
                    result +=
                        "</p><details><summary>\(words.count) equal words</summary><p class=\"same\">\(text)</p></details><p>"
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
        return "<div class=\"inline\"><p>\(result)</p></div>"
    }

    /// Appends a piece and a space; before a mark that closes words there is none.
    private static func add(_ html: String, _ words: String, to result: inout String) {
        if result.hasSuffix(" "), let first = words.unicodeScalars.first, ",.;:!?)’”".unicodeScalars.contains(first) {
            result.removeLast()
        }
        result += html + " "
    }

    private static func head(_ side: Side) -> String {
        let under = [side.title, side.date.map { Wording.date($0) }].compactMap { $0 }.joined(separator: ", ")
        return
            "<th role=\"columnheader\" scope=\"col\">\(HTML.escape(side.name)) <span>\(HTML.escape(under))</span></th>"
    }

    /// One row for each stretch of changes with the equal words around it, one folded row for each long equal run.
    private static func rows(_ first: Side, _ second: Side, _ pieces: [DiffPiece]) -> [String] {
        var result: [String] = []
        var (left, right) = ("", "")
        var number = 0
        func flush() {
            if left.isEmpty, right.isEmpty { return }
            number += 1
            func cell(_ text: String, _ name: String) -> String {
                text.isEmpty
                    ? "<td role=\"cell\" data-th=\"\(HTML.escape(name))\" class=\"absent\">not in \(HTML.escape(name))</td>"
                    : "<td role=\"cell\" data-th=\"\(HTML.escape(name))\">\(text)</td>"
            }
            result.append(
                "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">\(number)</th>\(cell(left, first.name))\(cell(right, second.name))</tr>"
            )
            (left, right) = ("", "")
        }
        for piece in pieces {
            let text = HTML.escape(piece.text)
            switch piece.side {
            case .both:
                let words = piece.text.split(separator: " ")
                guard words.count > foldedRun else {
                    add(text, text, to: &left)
                    add(text, text, to: &right)
                    continue
                }
                // Some words of the run stay with the changes on either side.
                let isFirst = left.isEmpty && right.isEmpty && result.isEmpty
                let head = isFirst ? "" : HTML.escape(words.prefix(8).joined(separator: " ")) + " …"
                left += head
                right += head
                flush()
                result.append(
                    "<tr role=\"row\" class=\"fold\"><td role=\"cell\" colspan=\"3\"><details><summary>\(words.count) equal words</summary><div class=\"same\"><p>\(text)</p></div></details></td></tr>"
                )
                let tail = "… " + HTML.escape(words.suffix(8).joined(separator: " ")) + " "
                (left, right) = piece == pieces.last ? ("", "") : (tail, tail)
            case .first: add("<mark class=\"only-a\">\(text)</mark>", text, to: &left)
            case .second: add("<mark class=\"only-b\">\(text)</mark>", text, to: &right)
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
        flush()
        return result
    }
}
