internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import NewsAnalysis

/// One capture through read, time and code: a pure function of its bytes and the program's version.
enum ArticleDerivation {
    /// What a capture gives.
    ///
    /// - Parameters:
    ///   - url: The address that an archive gives for the page.
    ///   - captured: The moment that an archive gives.
    static func derive(
        _ bytes: [UInt8], id: String, number: Int, sha256: String, url: String? = nil, captured: String? = nil
    ) -> (article: StoredArticle, countries: Set<String>) {
        let unpacked = Gzip.isGzip(bytes) ? (try? Gzip.inflate(bytes, limit: Project.captureLimit)) ?? [] : bytes
        let (article, _) = ReadFilter.read(unpacked, name: id, url: url, captured: captured)
        var document = Document(id: id, sha256: sha256, article: article)
        TimeFilter.apply(&document)
        CodeFilter.apply(&document)
        let bounds = article.published.flatMap(DayBounds.init(edtf:))
        var stored = StoredArticle(
            id: id, number: number, sha256: sha256, size: bytes.count, title: article.title, outlet: article.outlet,
            language: article.language, url: article.url,
            text: String(decoding: article.text, as: UTF8.self), textSHA256: Digest.sha256(article.text),
            published: article.published,
            publishedFrom: bounds?.from?.iso, publishedTo: bounds?.to?.iso, rejected: article.rejected,
            line: String(decoding: document.line(.exchange), as: UTF8.self),
            segments: article.segments.map { [$0.textStart, $0.pageStart, $0.length] },
            leftOut: article.leftOut.map { [$0.text, $0.reason] },
            provenance: article.provenance.map { [$0.field, $0.rule, $0.node] })
        stored.side = TextVoice.voice(article, document.claims)?.side
        stored.anniversaries = document.events.count { $0.remembered != nil }
        stored.stances = Array(Set(document.claims.map(\.stance.rawValue))).sorted()
        return (stored, document.countries)
    }
}
