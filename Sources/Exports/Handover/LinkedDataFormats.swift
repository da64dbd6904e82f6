internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// JSON-LD in the words of schema.org; its context stands in the file, so that nobody asks a network.
    static let jsonLD: ExportFormat = ExportFormat(
        name: "jsonld", abstract: "articles and claims in schema.org's words (JSON-LD, no remote context)",
        fileExtension: "jsonld", mediaType: "application/ld+json",
        lacks:
            "events, which are in the other formats; the stance of a claim but in its name; ratings, of which none is given; days that are intervals.",
        note: .beside,
        parts: single { source, sink in
            try sink.put(
                "{\"@context\":{\"@vocab\":\"https://schema.org/\",\"url\":{\"@type\":\"@id\"},\"isBasedOn\":{\"@type\":\"@id\"},"
                    + "\"appearance\":{\"@type\":\"@id\"}},\"@graph\":[\n")
            var origins: [Int: [String]] = [:]
            source.visitLinks { _, copy, origin in
                origins[copy, default: []].append("urn:sha256:\(source.key(page: origin))")
            }
            var isFirst = true
            func put(_ value: JSONValue) throws {
                try sink.put(isFirst ? "" : ",\n")
                isFirst = false
                try sink.put(value)
            }
            for index in source.pages { try put(article(index, source, origins[index] ?? [])) }
            try source.visitClaims { claim, index in
                let body = source.collection.pages[index].body
                var members = [
                    JSONMember(name: "@id", value: .string("urn:wirekin:claim:\(source.key(claim: claim, index))")),
                    JSONMember(name: "@type", value: .string("Claim")),
                    JSONMember(name: "name", value: .string(claim.stance.rawValue)),
                    JSONMember(
                        name: "text",
                        value: .string(claim.contentSpans.map { body.quote($0) }.joined(separator: " … "))),
                    JSONMember(name: "appearance", value: .string("urn:sha256:\(source.key(page: index))")),
                ]
                if !claim.speaker.isEmpty {
                    members.append(JSONMember(name: "author", value: .array(claim.speaker.map(speaker))))
                }
                try put(.object(members))
            }
            try sink.put("\n]}\n")
        })

    private static func speaker(_ party: Party) -> JSONValue {
        .pairs([
            "@type": .string(party.kind.isPerson ? "Person" : party.kind == .state ? "Country" : "Organization"),
            "name": .string(party.name),
        ])
    }

    private static func article(_ index: Int, _ source: ExportSource, _ origins: [String]) -> JSONValue {
        let page = source.collection.pages[index]
        var members = [
            JSONMember(name: "@id", value: .string("urn:sha256:\(page.article.sha256)")),
            JSONMember(name: "@type", value: .string("NewsArticle")),
            JSONMember(name: "identifier", value: .string(page.article.id)),
        ]
        func add(_ name: String, _ value: JSONValue?) {
            if let value { members.append(JSONMember(name: name, value: value)) }
        }
        add("headline", page.fields.title.map { .string($0) })
        if !page.fields.authors.isEmpty {
            // Whether a by-line names a person is not told by the page.
            add("author", .array(page.fields.authors.map { .pairs(["name": .string($0)]) }))
        }
        let (outlet, url, day) = (source.outlet(page), source.url(page), source.published(page))
        add("publisher", outlet.value.map { .pairs(["@type": .string("Organization"), "name": .string($0)]) })
        add("datePublished", FtMEntity.date(day.value).map { .string($0) })
        add("inLanguage", page.fields.language.map { .string($0) })
        add("url", url.value.flatMap { ExportText.uri($0) }.map { .string($0) })
        if !origins.isEmpty { add("isBasedOn", .strings(origins)) }
        let byHand = [("publisher", outlet), ("url", url), ("datePublished", day)].compactMap { name, value in
            value.entry.map { JSONValue.string("\(name) set by the analyst, log #\($0)") }
        }
        if !byHand.isEmpty { add("comment", .array(byHand)) }
        return .object(members)
    }

    /// W3C Web Annotations on the digests of the texts.
    static let annotations: ExportFormat = ExportFormat(
        name: "annotations", abstract: "events and claims as W3C Web Annotations on the texts (Hypothesis, Recogito)",
        fileExtension: "jsonld", mediaType: "application/ld+json;profile=\"http://www.w3.org/ns/anno.jsonld\"",
        lacks:
            "how texts follow one another; the parties of an event but as words; the joining of several pages' reports.",
        note: .beside,
        parts: single { source, sink in
            try sink.put(
                "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:wirekin:log:\(source.log.hash)\",\"type\":\"AnnotationPage\",\"items\":["
            )
            var isFirst = true
            func put(_ id: String, _ body: String, _ page: Int, _ ranges: [TextRange]) throws {
                try sink.put(isFirst ? "\n" : ",\n")
                isFirst = false
                try sink.put(
                    .pairs([
                        "id": .string("urn:wirekin:\(id)"), "type": .string("Annotation"),
                        "motivation": .string("describing"),
                        "body": .pairs([
                            "type": .string("TextualBody"), "value": .string(ExportText.plain(body)),
                            "format": .string("text/plain"), "purpose": .string("tagging"),
                        ]), "target": .array(ranges.map { target(page, $0, source) }),
                    ]))
            }
            for event in source.events {
                for attestation in event.attestations {
                    let report = source.collection.pages[attestation.document].events[attestation.event]
                    let sha = source.key(page: attestation.document)
                    try put(
                        "report:\(ExportSource.key("report", "\(sha)#\(report.id)"))",
                        "event \(source.key(event: event)): \(report.type) (\(report.polarity.rawValue)), \(report.when?.edtf ?? "day not known"), \(summary(report))",
                        attestation.document, [report.trigger])
                }
            }
            try source.visitClaims { claim, index in
                let speakers = claim.speaker.map(\.name).joined(separator: ", ")
                let target = claim.isDenial && claim.target == nil ? "; target unresolved" : ""
                try put(
                    "claim:\(source.key(claim: claim, index))",
                    "\(speakers.isEmpty ? "speaker not named" : speakers): \(claim.stance.rawValue)\(target)", index,
                    claim.contentSpans)
            }
            try sink.put("\n]}\n")
        })

    /// Bytes of the text before and behind the words, for those who look for them.
    private static let around = 32

    private static func target(_ index: Int, _ range: TextRange, _ source: ExportSource) -> JSONValue {
        let page = source.collection.pages[index]
        let bytes = page.body.bytes
        var before = max(0, range.start - around)
        while before < range.start, bytes[before] & 0xC0 == 0x80 { before += 1 }
        var behind = min(bytes.count, range.end + around)
        while behind > range.end, behind < bytes.count, bytes[behind] & 0xC0 == 0x80 { behind -= 1 }
        return .pairs([
            "source": .string("urn:sha256:\(page.article.textSHA256)"),
            "scope": .string("urn:sha256:\(page.article.sha256)"),
            "selector": .array([
                .pairs([
                    "type": .string("TextQuoteSelector"), "exact": .string(page.body.quote(range)),
                    "prefix": .string(page.body.quote(TextRange(before, range.start))),
                    "suffix": .string(page.body.quote(TextRange(range.end, behind))),
                ]),
                .pairs([
                    "type": .string("TextPositionSelector"),
                    "start": .int(page.body.points.codePoint(atByte: range.start)),
                    "end": .int(page.body.points.codePoint(atByte: range.end)),
                ]),
            ]),
        ])
    }
}
