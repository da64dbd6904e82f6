internal import ArchivePipeline
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// A text with its dates, actors, events and claims marked, and the notes that explain them.
struct ArticleMarkup {
    /// A mark on some bytes of the text.
    private struct Mark {
        var range: TextRange
        var style: String
        var reference: String?
        var title: String?
    }

    private let page: CollectionPage
    private let pointed: TextRange?
    private var marks: [Mark] = []
    private var notes: [(at: Int, values: Templates.Values)] = []

    /// Collects the marks of a page.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - pointed: Words that the address points at.
    init(_ page: CollectionPage, pointed: TextRange?) {
        self.page = page
        self.pointed = pointed
        for (number, timex) in page.timexes.enumerated() {
            add("d", number + 1, timex.range, "date", Wording.date(timex.edtf), ArticleMarkup.explain(timex))
        }
        for event in page.events {
            for party in event.actors + event.recipients {
                if let range = party.range {
                    let country = party.country.map { ", \(CountryCodes.alpha2($0))" } ?? ""
                    marks.append(Mark(range: range, style: "m-actor", title: "\(party.name)\(country)"))
                }
            }
            let when = event.when.map { ", \(Wording.date($0.edtf))" } ?? ""
            add(
                "e", number(event.id), event.trigger, "event",
                "\(event.type.split(separator: "_").joined(separator: " ")), \(Dossier.direction(event))\(when)",
                "told as \(event.polarity.rawValue)\(event.when == nil || event.when?.basis == .tense ? "; no day given" : ""), read off “\(page.body.quote(event.trigger))”",
                correcting: event)
        }
        for claim in page.claims {
            let speaker = claim.speaker.map(\.name).joined(separator: ", ")
            let via = claim.via.isEmpty ? "" : " through \(claim.via.map(\.name).joined(separator: ", "))"
            let open =
                claim.targetCandidates.isEmpty
                ? "" : "; target: unresolved, could be \(claim.targetCandidates.joined(separator: " or ").uppercased())"
            for (place, span) in claim.contentSpans.enumerated() {
                if place == 0 {
                    add(
                        "c", number(claim.id), span, "claim",
                        "\(speaker.isEmpty ? "speaker not named" : speaker)\(via): \(claim.stance.rawValue)",
                        "\(claim.cueSpan.map { "by “\(page.body.quote($0))”" } ?? "by the form of the sentence")\(claim.endorses ? ", which takes sides" : "")\(claim.target.map { "; answers \($0.uppercased())" } ?? open)"
                    )
                } else {
                    marks.append(Mark(range: span, style: "m-claim"))
                }
            }
        }
    }

    private func number(_ id: String) -> Int { Int(id.drop { !$0.isNumber }) ?? 0 }

    private mutating func add(
        _ kind: String, _ number: Int, _ range: TextRange, _ style: String, _ text: String, _ how: String,
        correcting event: Event? = nil
    ) {
        let reference = "\(kind)\(number)"
        marks.append(Mark(range: range, style: "m-\(style)", reference: reference, title: "\(text) · \(how)"))
        var values: Templates.Values = [
            "kind": kind, "ref": reference, "label": kind == "c" ? reference.uppercased() : reference, "text": text,
            "how": how,
        ]
        if let event {
            values["event"] =
                [
                    "join": HandCorrections.sameEvent(event.id), "struck": HandCorrections.struck(event.id),
                    "actors": (event.actors + event.recipients).map {
                        ["name": $0.name, "out": HandCorrections.notActor(event.id, $0.name)] as Templates.Values
                    },
                ] as Templates.Values
        }
        notes.append((range.start, values))
    }

    private static func explain(_ timex: Timex) -> String {
        var parts: [String] = []
        if let edtf = timex.edtf { parts.append(edtf) }
        if timex.calendar != "gregorian" { parts.append(timex.calendar) }
        if let number = timex.anniversary { parts.append("\(Wording.ordinal(number)) anniversary of it") }
        if timex.isApproximate { parts.append("approximate") }
        switch timex.anchor {
        case nil: parts.append("written out")
        case "publication": parts.append("seen from the day of publication")
        case "unresolved": parts.append("nothing in the text says which")
        case let anchor?:
            parts.append(
                anchor.hasPrefix("text:")
                    ? "seen from \(Wording.date(String(anchor.dropFirst(5)))), named before" : anchor)
        }
        return parts.joined(separator: ", ")
    }

    /// The paragraphs with their notes.
    ///
    /// - Complexity: O(*n* + *m*²) in bytes and in the marks of one paragraph.
    func paragraphs() -> [Templates.Values] {
        let bytes = page.body.bytes
        var result: [Templates.Values] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
            if bytes[start..<end].contains(where: { $0 > 0x20 }) {
                let inside = notes.filter { start <= $0.at && $0.at < end }.sorted { $0.at < $1.at }.map(\.values)
                result.append([
                    "html": html(start, end), "number": result.count + 1, "notes": inside, "hasNotes": !inside.isEmpty,
                ])
            }
            start = end + 1
        }
        return result
    }

    /// One paragraph: cut at every border of a mark, each piece inside all marks that cover it.
    private func html(_ start: Int, _ end: Int) -> String {
        let here = marks.filter { $0.range.start < end && start < $0.range.end }
        var borders: Set<Int> = [start, end]
        for mark in here { borders.formUnion([max(start, mark.range.start), min(end, mark.range.end)]) }
        if let pointed, pointed.start < end, start < pointed.end {
            borders.formUnion([max(start, pointed.start), min(end, pointed.end)])
        }
        let cuts = borders.sorted()
        var result = ""
        for (from, to) in zip(cuts, cuts.dropFirst()) {
            // The same bytes in several marks of one kind are marked once.
            var titles: [String: String] = [:]
            for mark in here where mark.range.start <= from && to <= mark.range.end {
                titles[mark.style] = mark.title ?? titles[mark.style] ?? ""
            }
            var piece = HTML.escape(UTF8Text.string(page.body.bytes, from, to))
            for (style, title) in titles.sorted(by: { $0.key < $1.key }) {
                let hover = title.isEmpty ? "" : " title=\"\(HTML.escape(title))\""
                piece = "<span class=\"\(style)\"\(hover)>\(piece)</span>"
            }
            if let pointed, pointed.start <= from, to <= pointed.end {
                piece = "<mark\(from == max(start, pointed.start) ? " id=\"words\"" : "")>\(piece)</mark>"
            }
            result += piece
            for mark in here where mark.range.end == to || (to == end && mark.range.end > end) {
                guard let reference = mark.reference, mark.range.start >= start else { continue }
                let label = reference.hasPrefix("c") ? reference.uppercased() : reference
                result +=
                    "<a class=\"ref ref-\(reference.prefix(1))\" href=\"#n-\(reference)\" id=\"r-\(reference)\" aria-label=\"\(reference), note\">\(label)</a>"
            }
        }
        return result
    }
}

/// Text of the desk for HTML.
enum Markup {
    /// A snippet: text with the matches between U+E000 and U+E001.
    static func snippet(_ text: String) -> String {
        var result = ""
        var isOpen = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{E000}" where !isOpen:
                result += "<mark>"
                isOpen = true
            case "\u{E001}" where isOpen:
                result += "</mark>"
                isOpen = false
            case "\u{E000}", "\u{E001}": continue
            default: result += HTML.escape(String(scalar))
            }
        }
        return result + (isOpen ? "</mark>" : "")
    }
}
