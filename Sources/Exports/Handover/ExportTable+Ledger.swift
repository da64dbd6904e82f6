internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportTable {
    static let events = ExportTable(
        name: "events", about: "an event of the world, which several pages may tell",
        columns: [
            "id", "event", "root", "type", "mode", "contexts", "actors", "recipients", "actor_names",
            "actor_countries", "recipient_names", "recipient_countries", "reciprocal", "when", "from", "to",
            "precision", "date_basis", "date_words", "place", "place_country", "polarity", "status", "part_of",
            "denied_by", "anniversaries", "n_pages", "n_texts", "n_voices", "sides", "texts", "quote", "page", "sha256",
            "text_sha256", "start", "end", "evidence", "rules", "set_by_analyst",
        ], parts: .coding
    ) { source, take in
        let keys = Dictionary(source.events.map { ($0.id, source.key(event: $0)) }) { first, _ in first }
        for event in source.events {
            let report = event.report
            let quotes = source.quotes(event)
            let first = quotes.first
            var years = Set<Int>()
            let anniversaries = event.remembrances.map(\.number).sorted().filter { years.insert($0).inserted }
            var row: [JSONValue] = [
                .string(source.key(event: event)), .string(event.id), .string(report.root.rawValue),
                .string(report.type),
                .optional(report.mode?.rawValue), .strings(report.contexts), .array(report.actors.map(party)),
                .array(report.recipients.map(party)), .strings(ExportText.unique(report.actors.map(\.name))),
                .strings(ExportText.unique(report.actors.compactMap(\.country))),
                .strings(ExportText.unique(report.recipients.map(\.name))),
                .strings(ExportText.unique(report.recipients.compactMap(\.country))), .bool(report.isReciprocal),
            ]
            row += [
                .optional(report.when?.edtf), .optional(report.when?.bounds.from?.iso),
                .optional(report.when?.bounds.to?.iso), .optional(report.when?.precision.rawValue),
                .optional(report.when?.basis.rawValue), .optional(source.dateWords(event)),
                .optional(report.place?.name),
                .optional(report.place?.country), .string(report.polarity.rawValue), .string(report.status.rawValue),
                .optional(event.partOf.flatMap { keys[$0] }), .strings(event.deniedBy),
                .array(anniversaries.map { .int($0) }),
            ]
            row += [
                .int(event.counts.pages), .int(event.counts.texts), .int(event.counts.voices),
                .strings(event.counts.sides), .strings(event.texts), first?["quote"] ?? .null,
                first?["page"] ?? .null, first?["sha256"] ?? .null, first?["text_sha256"] ?? .null,
                first?["start"] ?? .null, first?["end"] ?? .null, .array(quotes), .strings(report.rules),
                .strings(source.byHand(event)),
            ]
            try take(row)
        }
    }

    /// A party without its place, which is that of one page only.
    private static func party(_ party: Party) -> JSONValue {
        .pairs([
            "id": .string(party.id), "name": .string(party.name), "country": .optional(party.country),
            "kind": .string(party.kind.word), "office": .optional(party.office),
        ])
    }

    static let claims = ExportTable(
        name: "claims", about: "who says what, in which words; a text is quoted once, from the page at its head",
        columns: [
            "id", "claim", "page", "sha256", "text", "speakers", "speaker_countries", "stance", "endorses", "via",
            "addressees", "about", "content", "cue", "source_words", "target", "target_candidates", "events", "quote",
            "start", "end", "text_sha256", "content_spans", "rule",
        ], parts: .coding
    ) { source, take in
        try source.visitClaims { claim, index in
            let page = source.collection.pages[index]
            let range = claim.evidence.first ?? claim.contentSpans.first ?? TextRange(0, 0)
            let quote = source.quote(index, range)
            try take([
                .string(source.key(claim: claim, index)), .string("\(page.article.id)#\(claim.id)"),
                .string(page.article.id), .string(page.article.sha256), .string(page.textName),
                .strings(claim.speaker.map(\.name)), .strings(ExportText.unique(claim.speaker.compactMap(\.country))),
                .string(claim.stance.rawValue), .bool(claim.endorses), .strings(claim.via.map(\.name)),
                .strings(claim.addressee.map(\.name)), .strings(claim.about),
                .string(claim.contentSpans.map { page.body.quote($0) }.joined(separator: " … ")),
                .optional(claim.cueSpan.map { page.body.quote($0) }),
                .optional(claim.sourceSpan.map { page.body.quote($0) }), .optional(claim.target),
                .strings(claim.targetCandidates), .strings(claim.events), quote["quote"] ?? .null,
                quote["start"] ?? .null, quote["end"] ?? .null, .string(page.article.textSHA256),
                .array(claim.contentSpans.map { source.quote(index, $0) }), .string(claim.rule),
            ])
        }
    }

    static let flags = ExportTable(
        name: "flags", about: "a place where a reader should stop; it gives no verdict",
        columns: ["id", "flag", "pair", "title", "note", "leans_on_background", "page", "sha256", "quote", "evidence"],
        parts: [.time, .coding]
    ) { source, take in
        for flag in source.flags() {
            let first = flag.evidence.first
            let place = flag.evidence.map { "\($0["sha256"]?.string ?? "") \($0["start"]?.int ?? 0)" }
            try take([
                .string(ExportSource.key("flag", "\(flag.title) \(place.joined(separator: " ")) \(flag.note)")),
                .string(flag.code), .optional(source.pair), .string(flag.title), .string(flag.note),
                .bool(flag.leansOnBackground), first?["page"] ?? .null, first?["sha256"] ?? .null,
                first?["quote"] ?? .null, .array(flag.evidence),
            ])
        }
    }
}

/// A flag as it is exported.
struct ExportFlag {
    var code: String
    var title: String
    var note: String
    var leansOnBackground: Bool
    var evidence: [JSONValue]
}

extension ExportSource {
    /// The flags of the pair, or of the whole project.
    ///
    /// Of a project those that hang on a pair of states are looked for between the pairs of its events; each is given once.
    func flags() -> [ExportFlag] {
        if let dossier {
            return dossier.flags.map { flag in
                ExportFlag(
                    code: flag.code, title: flag.title, note: flag.note, leansOnBackground: flag.leansOnBackground,
                    evidence: flag.quotes.map { found in
                        .pairs([
                            "page": .string(found.page), "sha256": .string(found.sha256), "start": .int(found.start),
                            "end": .int(found.end), "quote": .string(found.words),
                        ])
                    })
            }
        }
        var shown: Set<String> = []
        var result: [ExportFlag] = []
        for flag in Flags.all(collection.ledger) {
            let places = flag.evidence.map { "\($0.document)@\($0.range.start)" }.joined(separator: " ")
            guard shown.insert("\(flag.title) \(places) \(flag.note)").inserted else { continue }
            result.append(
                ExportFlag(
                    code: String(flag.code.prefix(1)), title: flag.title, note: flag.note,
                    leansOnBackground: flag.leansOnBackground,
                    evidence: flag.evidence.map { quote($0.document, $0.range) }))
        }
        return result
    }
}
