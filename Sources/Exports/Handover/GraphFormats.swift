internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

/// A node of the graph of pages, texts, outlets and those who speak.
struct GraphNode: Sendable {
    var id: String
    var kind: String
    var label: String
    /// The first day on which it can be seen (ISO), where one is known.
    var from: String?
    var attributes: [(name: String, value: String)]
}

/// An edge of the graph.
struct GraphEdge: Sendable {
    var id: String
    var from: String
    var to: String
    var kind: String
    /// Four digits behind the point.
    var weight: String
    var reason: String
    var day: String?
}

/// Pages, texts, outlets and speakers, and what joins them: only what pages state or what links rest on.
struct ExportGraph {
    private let source: ExportSource

    init(_ source: ExportSource) { self.source = source }

    /// The attributes of nodes, all of them texts.
    static let attributes = ["sha256", "language", "country", "title", "date"]

    private func name(_ kind: String, _ label: String) -> String { "\(kind)-\(ExportSource.key(kind, label))" }
    private func page(_ index: Int) -> String { "page-\(source.key(page: index).prefix(16))" }
    private func text(_ text: CollectionText) -> String { "text-\(source.key(text: text))" }

    /// Gives the nodes.
    func visitNodes(_ take: (GraphNode) throws -> Void) throws {
        var outlets: Set<String> = []
        var actors: [String: (name: String, country: String?)] = [:]
        let coded = source.asking(.coding)
        let source = source.asking(.article)
        for index in source.pages {
            let item = source.collection.pages[index]
            let date = source.published(item).value
            if let outlet = source.outlet(item).value { outlets.insert(outlet) }
            for via in item.fields.via { outlets.insert(via.name) }
            try take(
                GraphNode(
                    id: page(index), kind: "page", label: item.article.id, from: ExportText.day(date),
                    attributes: [
                        ("sha256", item.article.sha256), ("language", item.fields.language ?? ""),
                        ("title", item.fields.title ?? ""), ("date", date ?? ""),
                    ]))
        }
        for text in source.texts {
            let head = source.collection.pages[text.root]
            let date = source.published(head).value
            try take(
                GraphNode(
                    id: self.text(text), kind: "text", label: text.name, from: ExportText.day(date),
                    attributes: [
                        ("language", head.fields.language ?? ""), ("country", text.side ?? ""),
                        ("title", head.fields.title ?? ""), ("date", date ?? ""),
                    ]))
        }
        coded.visitClaims { claim, _ in
            for party in claim.speaker where actors[party.id] == nil { actors[party.id] = (party.name, party.country) }
        }
        for event in coded.events {
            for party in event.report.actors + event.report.recipients where actors[party.id] == nil {
                actors[party.id] = (party.name, party.country)
            }
        }
        for outlet in outlets.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            try take(
                GraphNode(id: name("outlet", outlet), kind: "outlet", label: outlet, from: nil, attributes: []))
        }
        for id in actors.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            guard let actor = actors[id] else { continue }
            try take(
                GraphNode(
                    id: name("actor", id), kind: "actor", label: actor.name, from: nil,
                    attributes: [("country", actor.country ?? "")]))
        }
    }

    /// Gives the edges.
    func visitEdges(_ take: (GraphEdge) throws -> Void) throws {
        var number = 0
        let coded = source.asking(.coding)
        let source = source.asking(.article)
        func edge(
            _ from: String, _ to: String, _ kind: String, _ reason: String, weight: String = "1.0000",
            day: String? = nil
        ) throws {
            number += 1
            try take(
                GraphEdge(
                    id: "e\(number)", from: from, to: to, kind: kind, weight: weight, reason: reason, day: day))
        }
        for text in source.texts {
            for index in text.pages {
                let item = source.collection.pages[index]
                let day = ExportText.day(source.published(item).value)
                try edge(page(index), self.text(text), "carries", "", day: day)
                let outlet = source.outlet(item)
                if let value = outlet.value {
                    try edge(
                        page(index), name("outlet", value), "published by",
                        outlet.entry.map { "set by the analyst, log #\($0)" } ?? "the page says so", day: day)
                }
                for via in item.fields.via {
                    try edge(page(index), name("outlet", via.name), "cites", "“\(via.quote)”", day: day)
                }
            }
        }
        try source.visitLinks { link, copy, origin in
            try edge(
                page(copy), page(origin), link.kind, LinkBasis.words(link).joined(separator: "; "),
                weight: ExportTable.decimal(link.score),
                day: ExportText.day(source.published(source.collection.pages[copy]).value))
        }
        let texts = Dictionary(source.texts.map { ($0.root, $0) }) { first, _ in first }
        try coded.visitClaims { claim, index in
            guard let text = texts[index] else { return }
            let words = claim.cueSpan.map { "“\(coded.collection.pages[index].body.quote($0))”" } ?? ""
            for party in claim.speaker {
                try edge(name("actor", party.id), self.text(text), "says", "\(claim.stance.rawValue) \(words)")
            }
        }
        for event in coded.events {
            let report = event.report
            let kind = "\(report.type)\(report.polarity == .asserted ? "" : " (\(report.polarity.rawValue))")"
            let words = coded.quotes(event).first?["quote"]?.string ?? ""
            for actor in report.actors {
                for other in report.recipients where other.id != actor.id {
                    try edge(
                        name("actor", actor.id), name("actor", other.id), kind, "“\(words)”",
                        weight: "\(event.counts.texts).0000", day: ExportText.day(report.when?.edtf))
                }
            }
        }
    }
}

extension ExportFormat {
    private static let graphLacks =
        "parts of events, targets of denials, dates that are no single day but as text, quotes but one an edge. "
        + "An edge of two actors is one event, its weight the number of texts that tell it; of two pages, the share of words."

    /// GraphML.
    static let graphML: ExportFormat = ExportFormat(
        name: "graphml", abstract: "pages, texts, outlets and actors as a graph (yEd, Gephi, igraph, networkx)",
        fileExtension: "graphml", mediaType: "application/graphml+xml", lacks: graphLacks,
        parts: single { source, sink in
            let graph = ExportGraph(source)
            try sink.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
            try sink.put("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
            try sink.put("<desc>\(ExportText.xml(graphML.words(source).joined(separator: " ")))</desc>\n")
            for name in ["label", "kind"] + ExportGraph.attributes {
                try sink.put("<key id=\"n_\(name)\" for=\"node\" attr.name=\"\(name)\" attr.type=\"string\"/>\n")
            }
            for (name, type) in [("kind", "string"), ("weight", "double"), ("reason", "string"), ("date", "string")] {
                try sink.put("<key id=\"e_\(name)\" for=\"edge\" attr.name=\"\(name)\" attr.type=\"\(type)\"/>\n")
            }
            try sink.put("<graph id=\"G\" edgedefault=\"directed\">\n")
            func data(_ key: String, _ value: String) -> String {
                value.isEmpty ? "" : "<data key=\"\(key)\">\(ExportText.xml(value))</data>"
            }
            try graph.visitNodes { node in
                let values = ([("label", node.label), ("kind", node.kind)] + node.attributes).map {
                    data("n_\($0.0)", $0.1)
                }
                try sink.put("<node id=\"\(node.id)\">\(values.joined())</node>\n")
            }
            try graph.visitEdges { edge in
                let values = [
                    data("e_kind", edge.kind), data("e_weight", edge.weight), data("e_reason", edge.reason),
                    data("e_date", edge.day ?? ""),
                ]
                try sink.put(
                    "<edge id=\"\(edge.id)\" source=\"\(edge.from)\" target=\"\(edge.to)\">\(values.joined())</edge>\n"
                )
            }
            try sink.put("</graph>\n</graphml>\n")
        })

    /// GEXF 1.3 with days.
    static let gexf: ExportFormat = ExportFormat(
        name: "gexf", abstract: "the same graph with its days (Gephi's timeline)", fileExtension: "gexf",
        mediaType: "application/gexf+xml", lacks: graphLacks,
        parts: single { source, sink in
            let graph = ExportGraph(source)
            func start(_ day: String?) -> String { day.map { " start=\"\($0)\"" } ?? "" }
            func values(_ list: [(Int, String)]) -> String {
                let cells = list.filter { !$0.1.isEmpty }.map {
                    "<attvalue for=\"\($0.0)\" value=\"\(ExportText.xml($0.1))\"/>"
                }
                return cells.isEmpty ? "" : "<attvalues>\(cells.joined())</attvalues>"
            }
            let names = ["kind"] + ExportGraph.attributes
            try sink.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
            try sink.put("<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")
            try sink.put("<meta lastmodifieddate=\"\(source.day)\"><creator>wirekin \(source.release)</creator>")
            try sink.put(
                "<description>\(ExportText.xml(gexf.words(source).joined(separator: " ")))</description></meta>\n")
            try sink.put("<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n")
            for (kind, titles) in [("node", names), ("edge", ["kind", "reason"])] {
                try sink.put("<attributes class=\"\(kind)\" mode=\"static\">")
                for (number, title) in titles.enumerated() {
                    try sink.put("<attribute id=\"\(number)\" title=\"\(title)\" type=\"string\"/>")
                }
                try sink.put("</attributes>\n")
            }
            try sink.put("<nodes>\n")
            try graph.visitNodes { node in
                let cells = ([("kind", node.kind)] + node.attributes).map {
                    (names.firstIndex(of: $0.0) ?? 0, $0.1)
                }
                try sink.put(
                    "<node id=\"\(node.id)\" label=\"\(ExportText.xml(node.label))\"\(start(node.from))>\(values(cells))</node>\n"
                )
            }
            try sink.put("</nodes>\n<edges>\n")
            try graph.visitEdges { edge in
                try sink.put(
                    "<edge id=\"\(edge.id)\" source=\"\(edge.from)\" target=\"\(edge.to)\" weight=\"\(edge.weight)\"\(start(edge.day))>\(values([(0, edge.kind), (1, edge.reason)]))</edge>\n"
                )
            }
            try sink.put("</edges>\n</graph></gexf>\n")
        })
}
