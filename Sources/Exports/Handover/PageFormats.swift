internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// An Atom feed (RFC 4287).
    static let atom: ExportFormat = ExportFormat(
        name: "atom", abstract: "the texts as a feed, the last added first (feed readers)", fileExtension: "atom",
        mediaType: "application/atom+xml",
        lacks: "events, claims and quotes; copies but as a number; days of publication that are not known to the day.",
        parts: single { source, sink in
            let pair = source.pair.map { "pair:\($0)" } ?? "project"
            try sink.put("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">")
            try sink.put("<id>urn:wirekin:\(pair):\(ExportSource.key("feed", source.title))</id>")
            try sink.put("<title>\(ExportText.xml(source.title))</title>")
            try sink.put("<subtitle>\(ExportText.xml(atom.words(source).joined(separator: " ")))</subtitle>")
            try sink.put("<updated>\(ExportText.xml(source.moment))</updated><author><name>wirekin</name></author>\n")
            for text in source.texts.reversed() {
                let page = source.collection.pages[text.root]
                try sink.put("<entry><id>urn:sha256:\(page.article.sha256)</id>")
                try sink.put("<title>\(ExportText.xml(page.fields.title ?? "untitled"))</title>")
                try sink.put("<updated>\(ExportText.xml(source.added(page.article.number) ?? source.moment))</updated>")
                let published = source.published(page)
                if let day = ExportText.day(published.value) { try sink.put("<published>\(day)T00:00:00Z</published>") }
                for author in page.fields.authors {
                    try sink.put("<author><name>\(ExportText.xml(author))</name></author>")
                }
                if let url = source.url(page).value.flatMap({ ExportText.uri($0) }) {
                    try sink.put("<link rel=\"alternate\" href=\"\(ExportText.xml(url))\"/>")
                }
                let outlet = source.outlet(page)
                let words = [
                    Wording.date(published.value) + (published.entry == nil ? "" : " (set by the analyst)"),
                    (outlet.value ?? "outlet not named") + (outlet.entry == nil ? "" : " (set by the analyst)"),
                    "\(text.name) on \(Wording.count(text.pages.count, "page"))", "voice \(text.voice)",
                ]
                try sink.put("<summary>\(ExportText.xml(words.joined(separator: ", ")))</summary></entry>\n")
            }
            try sink.put("</feed>\n")
        })

    /// The dossier of a pair as Markdown.
    static let markdown: ExportFormat = ExportFormat(
        name: "md", abstract: "the dossier of a pair as Markdown with footnotes (editors, pandoc)", fileExtension: "md",
        mediaType: "text/markdown", lacks: "the texts themselves; which words copies changed.", needsPair: true,
        parts: single { source, sink in
            guard let dossier = source.dossier else { return }
            try sink.put(DossierText(dossier).markdown())
            try sink.put("\n" + markdown.words(source).map { "> \(ExportText.plain($0))\n" }.joined())
        })

    /// The dossier of a pair as a page that opens offline and is checked by `wirekin verify`.
    static let html: ExportFormat = ExportFormat(
        name: "html", abstract: "the dossier of a pair as a page that opens offline (wirekin verify checks it)",
        fileExtension: "html", mediaType: "text/html",
        lacks: "the texts themselves but for their quotes.", needsPair: true,
        parts: single { source, sink in
            guard let dossier = source.dossier else { return }
            let stamp = DossierStamp(dossier, project: source.project, made: source.day, log: source.lastEntry)
            try sink.put(DossierFile.bytes(dossier, source.collection, stamp))
        })
}
