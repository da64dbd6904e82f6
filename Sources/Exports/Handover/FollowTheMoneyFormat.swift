internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// Entities of FollowTheMoney, one JSON object a line.
    static let followTheMoney: ExportFormat = ExportFormat(
        name: "ftm", abstract: "entities of FollowTheMoney, one a line (Aleph, OpenAleph)", fileExtension: "ftm.json",
        mediaType: "application/x-followthemoney+json",
        lacks:
            "claims as such: each is a Note with its id; stance, polarity and intervals but as words of notes; states as parties, which "
            + "are countries there; languages; the SHA-1 that Aleph puts in contentHash: the SHA-256 is in keywords.",
        note: .beside,
        parts: single { source, sink in
            for index in source.pages { try sink.put(ftmPage(index, source), "\n") }
            let parties = ExportParties(source)
            for id in parties.ids {
                guard let entry = parties.entries[id], entry.party.kind != .state else { continue }
                var entity = FtMEntity("wk-actor-\(ExportSource.key("actor", id))", schema(entry.party))
                entity.add("name", entry.party.name)
                entity.add("country", country(entry.party.country))
                for page in entry.pages { entity.add("proof", ftmID(page, source)) }
                try sink.put(entity.json, "\n")
            }
            for event in source.events { try sink.put(ftmEvent(event, source), "\n") }
            try source.visitClaims { claim, index in try sink.put(ftmClaim(claim, index, source), "\n") }
        })

    private static func schema(_ party: Party) -> String { party.kind.isPerson ? "Person" : "Organization" }

    private static func ftmID(_ page: Int, _ source: ExportSource) -> String {
        "wk-page-\(source.key(page: page).prefix(16))"
    }

    /// A country as two small letters, nil for what is none.
    private static func country(_ code: String?) -> String? {
        guard let two = code.map({ CountryCodes.alpha2($0) }), two.utf8.count == 2 else { return nil }
        return two.lowercased()
    }

    private static func ftmPage(_ index: Int, _ source: ExportSource) -> JSONValue {
        let page = source.collection.pages[index]
        var entity = FtMEntity(ftmID(index, source), "Article")
        let published = source.published(page)
        entity.add("title", page.fields.title)
        for author in page.fields.authors { entity.add("author", author) }
        entity.add("publishedAt", FtMEntity.date(published.value))
        entity.add("retrievedAt", FtMEntity.date(page.fields.captured))
        entity.add("sourceUrl", source.url(page).value)
        entity.add("publisher", source.outlet(page).value)
        entity.add("fileName", page.article.id)
        entity.add("keywords", "sha256:\(page.article.sha256)")
        entity.add("notes", "carries text \(page.textName) of \(source.project)")
        if let value = published.value, FtMEntity.date(value) == nil {
            entity.add("notes", "published \(value) (EDTF)")
        }
        for (name, value) in [
            ("publisher", source.outlet(page)), ("address", source.url(page)), ("date", published),
        ] {
            if let entry = value.entry { entity.add("notes", "\(name) set by the analyst, log #\(entry)") }
        }
        return entity.json
    }

    private static func ftmEvent(_ event: WorldEvent, _ source: ExportSource) -> JSONValue {
        let report = event.report
        var entity = FtMEntity("wk-event-\(source.key(event: event))", "Event")
        let kind = report.type.utf8Replacing(UInt8(ascii: "_"), with: " ")
        let mark = report.polarity == .asserted ? "" : " (\(report.polarity.rawValue))"
        entity.add("name", "\(kind)\(mark): \(summary(report))")
        if let edtf = report.when?.edtf {
            if let date = FtMEntity.date(edtf) {
                entity.add("date", date)
            } else {
                entity.add("startDate", report.when?.bounds.from?.iso)
                entity.add("endDate", report.when?.bounds.to?.iso)
            }
            entity.add("notes", "\(edtf) (EDTF)\(source.dateWords(event).map { "; “\($0)”" } ?? "")")
        }
        for party in report.actors + report.recipients {
            entity.add("country", country(party.country))
            if party.kind != .state { entity.add("involved", "wk-actor-\(ExportSource.key("actor", party.id))") }
        }
        entity.add("location", report.place?.name)
        for quote in source.quotes(event) {
            entity.add("proof", "wk-page-\(quote["sha256"]?.string?.prefix(16) ?? "")")
            entity.add("notes", quote["quote"]?.string.map { "“\($0)”" })
        }
        for note in source.byHand(event) { entity.add("notes", "set by the analyst: \(note)") }
        return entity.json
    }

    private static func ftmClaim(_ claim: Claim, _ index: Int, _ source: ExportSource) -> JSONValue {
        let body = source.collection.pages[index].body
        var entity = FtMEntity("wk-claim-\(source.key(claim: claim, index))", "Note")
        let speakers = claim.speaker.map(\.name).joined(separator: ", ")
        entity.add(
            "name", "claim \(claim.id): \(speakers.isEmpty ? "speaker not named" : speakers) \(claim.stance.rawValue)")
        entity.add("description", claim.contentSpans.map { body.quote($0) }.joined(separator: " … "))
        for party in claim.speaker where party.kind != .state {
            entity.add("entity", "wk-actor-\(ExportSource.key("actor", party.id))")
        }
        entity.add("proof", ftmID(index, source))
        return entity.json
    }
}

/// An entity of FollowTheMoney: properties are lists of texts.
struct FtMEntity {
    private let id: String
    private let schema: String
    private var properties: [(name: String, values: [String])] = []

    init(_ id: String, _ schema: String) {
        self.id = id
        self.schema = schema
    }

    /// Adds a value, once.
    mutating func add(_ name: String, _ value: String?) {
        guard let value = value.map({ ExportText.plain($0) }), !value.isEmpty else { return }
        guard let index = properties.firstIndex(where: { $0.name == name }) else {
            properties.append((name, [value]))
            return
        }
        if !properties[index].values.contains(value) { properties[index].values.append(value) }
    }

    /// A date that is a day, a month or a year; nil for an interval, which would be cut to its first day without a word.
    static func date(_ edtf: String?) -> String? {
        guard let edtf, let parts = ExportText.parts(edtf), !edtf.utf8.contains(where: { "~?%X".utf8.contains($0) })
        else { return nil }
        return [
            CivilDay.yearText(parts.year), parts.month.map { CivilDay.pad($0) }, parts.day.map { CivilDay.pad($0) },
        ].compactMap { $0 }.joined(separator: "-")
    }

    /// The entity as JSON.
    var json: JSONValue {
        .pairs([
            "id": .string(id), "schema": .string(schema),
            "properties": .object(properties.map { JSONMember(name: $0.name, value: .strings($0.values)) }),
        ])
    }
}
