internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// W3C PROV as JSON.
    static let provenance: ExportFormat = ExportFormat(
        name: "prov", abstract: "where captures and texts come from, as W3C PROV-JSON (archivists, ProvToolbox)",
        fileExtension: "json", mediaType: "application/json",
        lacks: "events, claims and their quotes; which words of a copy were changed; the scores and reasons of links.",
        note: .beside,
        parts: single { source, sink in
            try sink.put(
                "{\"prefix\":{\"wk\":\"https://wirekin.invalid/ns#\",\"sha\":\"urn:sha256:\",\"xsd\":\"http://www.w3.org/2001/XMLSchema#\"}"
            )
            let writer = ProvenanceWriter(source, sink)
            try writer.section("entity", writer.entities)
            try writer.section("activity", writer.activities)
            try writer.section("agent") { put in
                try put("wk:wirekin", .pairs(["prov:type": ProvenanceWriter.name("prov:SoftwareAgent")]))
            }
            try writer.section("wasGeneratedBy", writer.generations)
            try writer.section("wasDerivedFrom", writer.derivations)
            try writer.section("wasAssociatedWith", writer.associations)
            try sink.put("}\n")
        })
}

/// The records of a PROV document, section by section.
private struct ProvenanceWriter {
    typealias Put = (String, JSONValue) throws -> Void
    private let source: ExportSource
    private let sink: ExportSink

    init(_ source: ExportSource, _ sink: ExportSink) {
        self.source = source
        self.sink = sink
    }

    /// A section; one without records is left out.
    func section(_ title: String, _ records: (Put) throws -> Void) throws {
        var isFirst = true
        try records { name, value in
            try sink.put(isFirst ? ",\n\"\(title)\":{\n" : ",\n")
            isFirst = false
            try sink.put(.string(name), ":")
            try sink.put(value)
        }
        if !isFirst { try sink.put("}") }
    }

    static func name(_ value: String) -> JSONValue {
        .pairs(["$": .string(value), "type": .string("prov:QUALIFIED_NAME")])
    }

    private func capture(_ index: Int) -> String { "sha:\(source.key(page: index))" }
    private func text(_ index: Int) -> String { "wk:text-\(source.key(page: index))" }
    private func activity(_ number: Int) -> String { "wk:log-\(number)" }
    private func origin(_ name: String) -> String { "wk:source-\(ExportSource.key("source", name))" }

    func entities(_ put: Put) throws {
        var sources: Set<String> = []
        for index in source.pages {
            let page = source.collection.pages[index]
            var members = [
                JSONMember(name: "prov:type", value: ProvenanceWriter.name("wk:Capture")),
                JSONMember(name: "prov:label", value: .string(ExportText.plain(page.article.id))),
            ]
            if let url = source.url(page).value {
                members.append(JSONMember(name: "wk:url", value: .string(ExportText.plain(url))))
            }
            try put(capture(index), .object(members))
            members = [
                JSONMember(name: "prov:type", value: ProvenanceWriter.name("wk:Text")),
                JSONMember(name: "wk:text", value: .string(page.textName)),
                JSONMember(name: "wk:sha256", value: .string(page.article.textSHA256)),
                JSONMember(name: "wk:analyser", value: .string(String(page.article.analyser))),
            ]
            if let title = page.fields.title {
                members.append(JSONMember(name: "prov:label", value: .string(ExportText.plain(title))))
            }
            for value in page.analyst {
                members.append(
                    JSONMember(
                        name: "wk:analyst-\(value.entry)",
                        value: .string(ExportText.plain("\(value.field) \(value.value ?? "")"))))
            }
            try put(text(index), .object(members))
            for via in page.fields.via { sources.insert(via.name) }
        }
        for name in sources.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            try put(
                origin(name),
                .pairs([
                    "prov:type": ProvenanceWriter.name("wk:NamedSource"), "prov:label": .string(ExportText.plain(name)),
                ]))
        }
    }

    func activities(_ put: Put) throws {
        for index in source.pages {
            let number = source.collection.numbers[index]
            guard let time = source.added(number) else { continue }
            try put(activity(number), .pairs(["prov:startTime": .string(time), "prov:endTime": .string(time)]))
        }
    }

    func generations(_ put: Put) throws {
        for index in source.pages {
            let number = source.collection.numbers[index]
            guard source.added(number) != nil else { continue }
            try put(
                "_:g\(number)",
                .pairs(["prov:entity": .string(capture(index)), "prov:activity": .string(activity(number))]))
        }
    }

    func associations(_ put: Put) throws {
        for index in source.pages {
            let number = source.collection.numbers[index]
            guard source.added(number) != nil else { continue }
            try put(
                "_:a\(number)",
                .pairs(["prov:activity": .string(activity(number)), "prov:agent": .string("wk:wirekin")]))
        }
    }

    func derivations(_ put: Put) throws {
        func derivation(_ from: String, _ to: String, _ type: String?) -> JSONValue {
            var members = [
                JSONMember(name: "prov:generatedEntity", value: .string(from)),
                JSONMember(name: "prov:usedEntity", value: .string(to)),
            ]
            if let type { members.append(JSONMember(name: "prov:type", value: ProvenanceWriter.name(type))) }
            return .object(members)
        }
        for index in source.pages {
            let page = source.collection.pages[index]
            try put("_:t\(page.article.number)", derivation(text(index), capture(index), nil))
            for (place, via) in page.fields.via.enumerated() {
                try put(
                    "_:s\(page.article.number)-\(place)",
                    derivation(text(index), origin(via.name), "prov:PrimarySource"))
            }
        }
        var number = 0
        try source.visitLinks { link, copy, origin in
            number += 1
            let type = link.kind == "excerpt" ? "prov:Quotation" : link.kind == "rewrite" ? nil : "prov:Revision"
            try put("_:l\(number)", derivation(text(copy), text(origin), type))
        }
    }
}
