internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// A bundle of STIX 2.1.
    static let stix: ExportFormat = ExportFormat(
        name: "stix", abstract: "a STIX 2.1 bundle: a report with its notes (OpenCTI, MISP)", fileExtension: "json",
        mediaType: "application/stix+json;version=2.1",
        lacks:
            "relationships, of which none is made up: events and claims are notes with their words; how texts follow one another; "
            + "days but as words of notes.",
        note: .beside,
        parts: single { source, sink in
            let bundle = StixBundle(source)
            try sink.put(
                "{\"type\":\"bundle\",\"id\":\"\(bundle.id("bundle", source.log.hash + source.title))\",\"objects\":[\n"
            )
            var references: [String] = []
            try bundle.visit { object in
                if !references.isEmpty { try sink.put(",\n") }
                try sink.put(object)
                references.append(object["id"]?.string ?? "")
            }
            try sink.put(",\n")
            try sink.put(bundle.report(references))
            try sink.put("\n]}\n")
        })
}

/// The objects of a bundle; ids are of version 5, so that the same object has the same id in every bundle.
private struct StixBundle {
    let source: ExportSource
    private let moment: String
    private let desk: String

    init(_ source: ExportSource) {
        self.source = source
        moment = "\(source.moment.prefix(19)).000Z"
        desk = StixBundle.id("identity", "wirekin")
    }

    static func id(_ type: String, _ name: String) -> String {
        "\(type)--\(UUIDName.version5("wirekin:\(type):\(name)"))"
    }
    func id(_ type: String, _ name: String) -> String { StixBundle.id(type, name) }

    private func head(_ type: String, _ id: String) -> [JSONMember] {
        var members = [
            JSONMember(name: "type", value: .string(type)), JSONMember(name: "spec_version", value: .string("2.1")),
            JSONMember(name: "id", value: .string(id)), JSONMember(name: "created", value: .string(moment)),
            JSONMember(name: "modified", value: .string(moment)),
        ]
        if id != desk { members.append(JSONMember(name: "created_by_ref", value: .string(desk))) }
        return members
    }

    private func party(_ party: Party) -> String {
        party.kind == .state ? id("location", party.id) : id("identity", party.id)
    }

    /// Gives the objects of the bundle but the report.
    func visit(_ take: (JSONValue) throws -> Void) throws {
        try take(
            .object(
                head("identity", desk) + [
                    JSONMember(name: "name", value: .string("wirekin")),
                    JSONMember(name: "identity_class", value: .string("system")),
                ]))
        let parties = ExportParties(source)
        for id in parties.ids {
            guard let entry = parties.entries[id] else { continue }
            let code = entry.party.country.map { CountryCodes.alpha2($0) }
            if entry.party.kind == .state, let code, code.utf8.count == 2 {
                try take(
                    .object(
                        head("location", party(entry.party)) + [
                            JSONMember(name: "name", value: .string(ExportText.plain(entry.party.name))),
                            JSONMember(name: "country", value: .string(code)),
                        ]))
            } else if entry.party.kind != .state {
                try take(
                    .object(
                        head("identity", party(entry.party)) + [
                            JSONMember(name: "name", value: .string(ExportText.plain(entry.party.name))),
                            JSONMember(
                                name: "identity_class",
                                value: .string(entry.party.kind.isPerson ? "individual" : "organization")),
                        ]))
            }
        }
        for event in source.events {
            let report = event.report
            let kind = report.type.utf8Replacing(UInt8(ascii: "_"), with: " ")
            let quotes = source.quotes(event)
            let words = quotes.compactMap { $0["quote"]?.string }.map { "“\($0)”" }.joined(separator: "\n")
            let hand = source.byHand(event).map { "\nset by the analyst: \($0)" }.joined()
            try take(
                note(
                    id("note", source.key(event: event)),
                    "\(kind) (\(report.polarity.rawValue)), \(report.when?.edtf ?? "day not known"): \(ExportFormat.summary(report))",
                    words + hand, report.actors + report.recipients,
                    event.attestations.map(\.document),
                    ["event", "root:\(report.root.rawValue)", "polarity:\(report.polarity.rawValue)"])
            )
        }
        try source.visitClaims { claim, index in
            let body = source.collection.pages[index].body
            let speakers = claim.speaker.map(\.name).joined(separator: ", ")
            try take(
                note(
                    id("note", source.key(claim: claim, index)),
                    "\(speakers.isEmpty ? "speaker not named" : speakers) \(claim.stance.rawValue)",
                    "“\(claim.contentSpans.map { body.quote($0) }.joined(separator: " … "))”", claim.speaker, [index],
                    ["claim", "stance:\(claim.stance.rawValue)"]))
        }
    }

    private func note(
        _ id: String, _ abstract: String, _ content: String, _ parties: [Party], _ pages: [Int], _ labels: [String]
    ) -> JSONValue {
        let known = parties.filter { party in
            party.kind != .state || party.country.map { CountryCodes.alpha2($0).utf8.count == 2 } ?? false
        }
        let references = ExportText.unique(known.map { party($0) })
        var seen: Set<Int> = []
        let pages = pages.filter { seen.insert($0).inserted }
        return .object(
            head("note", id) + [
                JSONMember(name: "abstract", value: .string(ExportText.plain(abstract))),
                JSONMember(name: "content", value: .string(ExportText.plain(content, keepsLines: true))),
                JSONMember(name: "labels", value: .strings(labels)),
                JSONMember(name: "object_refs", value: .strings(references.isEmpty ? [desk] : references)),
                JSONMember(name: "external_references", value: .array(pages.map(reference))),
            ])
    }

    private func reference(_ index: Int) -> JSONValue {
        let page = source.collection.pages[index]
        var members = [
            JSONMember(name: "source_name", value: .string("page \(ExportText.plain(page.article.id))")),
            JSONMember(name: "external_id", value: .string("sha256:\(page.article.sha256)")),
        ]
        if let url = source.url(page).value.flatMap({ ExportText.uri($0) }) {
            members.append(JSONMember(name: "url", value: .string(url)))
            members.append(JSONMember(name: "hashes", value: .pairs(["SHA-256": .string(page.article.sha256)])))
        }
        return .object(members)
    }

    /// The report that names all other objects.
    func report(_ references: [String]) -> JSONValue {
        .object(
            head("report", id("report", source.log.hash + source.title)) + [
                JSONMember(name: "name", value: .string(ExportText.plain(source.title))),
                JSONMember(
                    name: "description", value: .string(ExportFormat.stix.words(source).joined(separator: " "))),
                JSONMember(name: "published", value: .string(moment)),
                JSONMember(name: "object_refs", value: .strings(references)),
            ])
    }
}
