public import ArchivePipeline
internal import DocumentModel
internal import Ledger
public import TextPrimitives

/// Country codes for display.
enum Codes {
    static func alpha2(_ code: String) -> String { CountryCodes.alpha2(code) }
}

/// A dossier for the terminal, as Markdown and as JSON.
public struct DossierText {
    private let dossier: Dossier

    /// Makes the renderings of a dossier.
    public init(_ dossier: Dossier) { self.dossier = dossier }

    private func pad(_ text: String, _ width: Int) -> String {
        text.count >= width ? text + " " : text + String(repeating: " ", count: width - text.count)
    }

    private var counts: String {
        Wording.counts(
            pages: dossier.counts.pages, texts: dossier.counts.texts, voices: dossier.counts.voices,
            sides: dossier.counts.sides.count)
    }

    /// The claims on a terminal from which on those of one state alone are folded.
    private static let manyClaims = 24

    /// The claims that are folded on a terminal: those of one state on its own affairs, where there are many and some of both.
    private var saidOfOne: [DossierClaim] {
        guard dossier.said.count > DossierText.manyClaims, dossier.said.contains(where: \.isBetween) else { return [] }
        return dossier.said.filter { !$0.isBetween }
    }

    /// The numbers of the quotes that stand in these claims and nowhere else.
    private func quotesOnly(of claims: [DossierClaim]) -> Set<Int> {
        guard !claims.isEmpty else { return [] }
        func quotes(_ entry: DossierEntry) -> [Quote] { entry.quotes + entry.parts.flatMap(quotes) }
        let shown =
            (dossier.sure + dossier.possible).flatMap(quotes) + dossier.flags.flatMap(\.quotes)
            + dossier.remembered.flatMap(\.quotes) + dossier.said.filter(\.isBetween).flatMap(\.quotes)
        return Set(claims.flatMap(\.quotes).map(\.number)).subtracting(shown.map(\.number))
    }

    /// Lines for a terminal.
    public func terminal() -> String {
        var lines: [String] = []
        lines.append("\(dossier.pair.joined(separator: " ⇄ "))  \(dossier.names.joined(separator: " and "))")
        lines.append(counts)
        for text in dossier.texts {
            lines.append(
                "  \(text.name)  \(Wording.count(text.pages.count, "page"))  voice: \(text.voice)  side: \(text.side.map { dossier.short($0) } ?? "not named")\(text.through.map { " through \($0)" } ?? "")"
            )
        }
        lines.append("")
        lines.append("WHAT HAPPENED")
        for entry in dossier.sure { append(entry, "", &lines) }
        if !dossier.possible.isEmpty {
            lines.append("")
            lines.append("  \(Wording.possible(dossier.possible.count))")
            for entry in dossier.possible { append(entry, "  ", &lines) }
        }
        if !dossier.remembered.isEmpty {
            lines.append("")
            lines.append("REMEMBERED")
            for item in dossier.remembered {
                let told = item.told.map { "\(Wording.ordinal($0.number)) (\($0.year), \($0.text))" }.joined(
                    separator: ", ")
                lines.append(
                    "  \(pad(Wording.date(item.when), 22))\(item.what): \(told)\(item.next.map { " · next \($0.day.iso) (\(Wording.ordinal($0.number)))" } ?? "")"
                )
            }
        }
        lines.append("")
        lines.append("WHAT WAS SAID  \(Wording.count(dossier.said.count, "claim"))")
        let folded = saidOfOne
        for claim in dossier.said where folded.isEmpty || claim.isBetween {
            let target =
                claim.target.map { " [answers \($0.uppercased())]" }
                ?? (claim.candidates.isEmpty
                    ? ""
                    : " [target: unresolved, could be \(claim.candidates.map { $0.uppercased() }.joined(separator: " or "))]")
            lines.append(
                "  \(pad("\(claim.text) \(claim.id)", 8))\(claim.speaker.isEmpty ? "not named" : claim.speaker) \(claim.stance.rawValue): \(claim.content.shortened(110))\(target)"
            )
        }
        if !folded.isEmpty {
            let texts = Set(folded.map(\.text)).count
            lines.append(
                "  and \(Wording.count(folded.count, "claim")) of \(Wording.count(texts, "text")) by or about one of the two alone: `wirekin claims PAGE` shows those of a page"
            )
        }
        if !dossier.flags.isEmpty {
            lines.append("")
            lines.append("FLAGS")
            for flag in dossier.flags {
                lines.append(
                    "  \(pad(flag.code, 4))\(flag.title): \(flag.note)\(flag.leansOnBackground ? " [leans on background]" : "")"
                )
            }
        }
        lines.append("")
        lines.append("WHAT WE DO NOT KNOW")
        for item in dossier.unknown { lines.append("  \(item)") }
        lines.append("")
        let hidden = quotesOnly(of: folded)
        for quote in dossier.quotes where !hidden.contains(quote.number) {
            lines.append(
                "[\(quote.number)] \(quote.short) characters \(quote.start)–\(quote.end) sha256 \(quote.sha256.prefix(8)) “\(quote.words.shortened(80))”"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func append(_ entry: DossierEntry, _ indent: String, _ lines: inout [String]) {
        let polarity = entry.polarity == .asserted ? "" : " (\(entry.polarity.rawValue))"
        let notes = entry.quotes.map { "[\($0.number)]" }.joined()
        lines.append(
            "\(indent)  \(pad(entry.basis == .tense && entry.bounds?.from == nil ? entry.told.map { "told on \($0.iso)" } ?? entry.when ?? "" : entry.when ?? "day not known", 24))\(pad(entry.direction, 9))\(pad(entry.kind + polarity, 20))\(entry.summary.shortened(90))"
        )
        let alone = entry.texts.count == 1 ? "\(entry.texts[0]) only" : entry.texts.joined(separator: " ")
        lines.append(
            "\(indent)  \(pad("", 24))\(alone) · \(Wording.counts(pages: entry.counts.pages, texts: entry.counts.texts, voices: entry.counts.voices, sides: entry.counts.sides.count)) · \(entry.dateWords.map { "“\($0)”" } ?? (entry.basis == .tense ? "no day given" : entry.basis.rawValue)) · \(entry.footing.words) \(notes)"
        )
        for part in entry.parts { append(part, indent + "   ├ ", &lines) }
    }

    /// What parts the fields of a table.
    public enum Separator: Sendable {
        /// CSV, RFC 4180, with a line of names.
        case comma
        /// Tabs, without names.
        case tab
    }

    /// What happened, one entry a line.
    public func table(separator: Separator) -> String {
        func field(_ text: String) -> String {
            let plain = text.split(whereSeparator: \.isNewline).joined(separator: " ")
            switch separator {
            case .tab: return plain.split(separator: "\t").joined(separator: " ")
            case .comma:
                // What a spreadsheet would take for a formula is text here.
                let safe = plain.utf8.first.map { "=+-@".utf8.contains($0) } ?? false ? "'" + plain : plain
                guard safe.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C }) else { return safe }
                return "\"\(safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
            }
        }
        let (comma, end) = separator == .comma ? (",", "\r\n") : ("\t", "\n")
        var lines: [[String]] = []
        if separator == .comma {
            lines.append([
                "event", "when", "from", "to", "precision", "basis", "direction", "type", "polarity", "status",
                "summary",
                "pages", "texts", "voices", "sides", "text_names", "quote", "sha256", "start", "end",
            ])
        }
        for entry in dossier.happened {
            let quote = entry.quotes.first
            lines.append([
                entry.id, entry.when ?? "", entry.bounds?.from?.iso ?? "", entry.bounds?.to?.iso ?? "",
                entry.precision?.rawValue ?? "unknown", entry.basis.rawValue, entry.direction, entry.kind,
                entry.polarity.rawValue, entry.status.rawValue, entry.summary, "\(entry.counts.pages)",
                "\(entry.counts.texts)", "\(entry.counts.voices)", entry.counts.sides.joined(separator: " "),
                entry.texts.joined(separator: " "), quote?.passage ?? "", quote?.sha256 ?? "",
                quote.map { "\($0.start)" } ?? "", quote.map { "\($0.end)" } ?? "",
            ])
        }
        return lines.map { $0.map(field).joined(separator: comma) + end }.joined()
    }

    /// The dossier as Markdown.
    public func markdown() -> String {
        var lines = ["# \(dossier.names.joined(separator: " and "))", "", counts, "", "## What happened", ""]
        func put(_ entry: DossierEntry, _ indent: String) {
            let notes = entry.quotes.map { "[^\($0.number)]" }.joined()
            lines.append(
                "\(indent)- **\(Wording.date(of: entry))** \(entry.direction) \(entry.kind)\(entry.polarity == .asserted ? "" : " (\(entry.polarity.rawValue))"): \(entry.summary) (\(entry.texts.joined(separator: ", ")); \(Wording.count(entry.counts.pages, "page")), \(Wording.count(entry.counts.texts, "text")); \(entry.footing.words))\(notes)"
            )
            for part in entry.parts { put(part, indent + "  ") }
        }
        for entry in dossier.sure { put(entry, "") }
        if !dossier.possible.isEmpty {
            lines += ["", "### \(Wording.possible(dossier.possible.count))", ""]
            for entry in dossier.possible { put(entry, "") }
        }
        lines += ["", "## Remembered", ""]
        for item in dossier.remembered {
            lines.append(
                "- **\(Wording.date(item.when))** \(item.what): \(item.told.map { "\(Wording.ordinal($0.number)) (\($0.year), \($0.text))" }.joined(separator: ", "))\(item.quotes.map { "[^\($0.number)]" }.joined())"
            )
        }
        lines += ["", "## What was said", ""]
        for claim in dossier.said {
            lines.append(
                "- \(claim.text) \(claim.id): **\(claim.speaker.isEmpty ? "speaker not named" : claim.speaker)** \(claim.stance.rawValue): \(claim.content)\(claim.candidates.isEmpty ? "" : " (target: unresolved)")\(claim.quotes.map { "[^\($0.number)]" }.joined())"
            )
        }
        lines += ["", "## Flags", ""]
        for flag in dossier.flags {
            lines.append(
                "- **\(flag.code)** \(flag.title): \(flag.note)\(flag.quotes.map { "[^\($0.number)]" }.joined())")
        }
        lines += ["", "## What we do not know", ""]
        lines += dossier.unknown.map { "- \($0)" }
        lines.append("")
        for quote in dossier.quotes {
            lines.append(
                "[^\(quote.number)]: “\(quote.words)” – page \(quote.short), characters \(quote.start)–\(quote.end), sha256 \(quote.sha256)"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The dossier as JSON.
    public func json() -> JSONValue {
        func entry(_ entry: DossierEntry) -> JSONValue {
            .pairs([
                "event": .string(entry.id), "number": .int(entry.number), "type": .string(entry.kind),
                "direction": .string(entry.direction), "when": .optional(entry.when),
                "from": .optional(entry.bounds?.from?.iso), "to": .optional(entry.bounds?.to?.iso),
                "precision": .string(entry.precision?.rawValue ?? "unknown"), "basis": .string(entry.basis.rawValue),
                "told": .optional(entry.told?.iso), "footing": .string(entry.footing.rawValue),
                "polarity": .string(entry.polarity.rawValue), "status": .string(entry.status.rawValue),
                "summary": .string(entry.summary),
                "texts": .strings(entry.texts),
                "counts": counts(entry.counts), "attestations": .array(entry.quotes.map(\.json)),
                "parts": .array(entry.parts.map { part in nested(part) }), "denied_by": .strings(entry.deniedBy),
            ])
        }
        func nested(_ part: DossierEntry) -> JSONValue { entry(part) }
        return .pairs([
            "schema_version": .int(1), "pair": .strings(dossier.pair), "names": .strings(dossier.names),
            "counts": counts(dossier.counts),
            "texts": .array(
                dossier.texts.map { text in
                    .pairs([
                        "text": .string(text.name), "pages": .int(text.pages.count), "voice": .string(text.voice),
                        "side": .optional(text.side), "through": .optional(text.through),
                    ])
                }),
            "happened": .array(dossier.happened.map { entry($0) }),
            "remembered": .array(
                dossier.remembered.map { item in
                    .pairs([
                        "when": .optional(item.when), "what": .string(item.what),
                        "told": .array(
                            item.told.map {
                                .pairs(["number": .int($0.number), "year": .int($0.year), "text": .string($0.text)])
                            }),
                        "next": item.next.map { .pairs(["day": .string($0.day.iso), "number": .int($0.number)]) }
                            ?? .null,
                        "quotes": .array(item.quotes.map(\.json)),
                    ])
                }),
            "said": .array(dossier.said.map { DossierText.json($0) }),
            "flags": .array(
                dossier.flags.map { flag in
                    .pairs([
                        "code": .string(flag.code), "title": .string(flag.title), "note": .string(flag.note),
                        "leans_on_background": .bool(flag.leansOnBackground), "quotes": .array(flag.quotes.map(\.json)),
                    ])
                }),
            "unknown": .strings(dossier.unknown),
        ])
    }

    /// A claim as JSON.
    public static func json(_ claim: DossierClaim) -> JSONValue {
        .pairs([
            "claim": .string(claim.id), "text": .string(claim.text), "speaker": .string(claim.speaker),
            "country": .optional(claim.country), "via": .strings(claim.via),
            "stance": .string(claim.stance.rawValue), "endorses": .bool(claim.endorses),
            "content": .string(claim.content),
            "target": .optional(claim.target),
            "target_candidates": .strings(claim.candidates), "quotes": .array(claim.quotes.map(\.json)),
        ])
    }

    private func counts(_ counts: FourCounts) -> JSONValue {
        .pairs([
            "pages": .int(counts.pages), "texts": .int(counts.texts), "voices": .int(counts.voices),
            "sides": .strings(counts.sides),
        ])
    }
}
