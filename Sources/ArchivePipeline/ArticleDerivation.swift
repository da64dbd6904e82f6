internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// One capture through read, time and code: a pure function of its bytes and the program's version.
enum ArticleDerivation {
    ///
    /// - Parameters:
    ///   - url: The address that an archive gives for the page.
    ///   - captured: The moment that an archive gives.
    static func derive(
        _ bytes: [UInt8], id: String, number: Int, sha256: String, url: String? = nil, captured: String? = nil
    ) -> (article: StoredArticle, countries: Set<String>) {
        let unpacked = Gzip.isGzip(bytes) ? (try? Gzip.inflate(bytes, limit: Project.captureLimit)) ?? [] : bytes
        let (article, _) = ReadFilter.read(unpacked, name: id, url: url, captured: captured)
        var line = ReadFilter.line(article, id: id, sha256: sha256)
        for filter in [{ TimeFilter.apply($0) }, { CodeFilter.apply($0) }] as [(JSONLine) -> [UInt8]?] {
            if let object = try? JSONLine(line), let next = filter(object) { line = next }
        }
        let bounds = article.published.flatMap(DayBounds.init(edtf:))
        var stored = StoredArticle(
            id: id, number: number, sha256: sha256, size: bytes.count, title: article.title, outlet: article.outlet,
            language: article.language, url: article.url,
            text: String(decoding: article.text, as: UTF8.self), textSHA256: Digest.sha256(article.text),
            published: article.published,
            publishedFrom: bounds?.from?.iso, publishedTo: bounds?.to?.iso, rejected: article.rejected,
            line: String(decoding: line, as: UTF8.self),
            segments: article.segments.map { [$0.textStart, $0.pageStart, $0.length] },
            leftOut: article.leftOut.map { [$0.text, $0.reason] },
            provenance: article.provenance.map { [$0.field, $0.rule, $0.node] })
        if let object = try? JSONLine(line) {
            let body = IndexedText(article.text)
            let claims = (object.value("claims")?.array ?? []).compactMap { Claim(json: $0, in: body) }
            stored.side = TextVoice.voice(article, claims)?.side
            stored.anniversaries = (object.value("events")?.array ?? []).count { $0["remembered"]?.int != nil }
            stored.stances = Array(Set(claims.map(\.stance.rawValue))).sorted()
        }
        return (stored, countries(line))
    }

    /// The countries of all parties of events and matters of claims.
    private static func countries(_ line: [UInt8]) -> Set<String> {
        guard let object = try? JSONLine(line) else { return [] }
        var result: Set<String> = []
        for event in object.value("events")?.array ?? [] {
            for party in (event["actors"]?.array ?? []) + (event["recipients"]?.array ?? []) {
                if let country = party["country"]?.string { result.insert(country) }
            }
        }
        for claim in object.value("claims")?.array ?? [] {
            for country in claim["about"]?.array ?? [] { if let code = country.string { result.insert(code) } }
            for party in claim["speaker"]?.array ?? [] {
                if let country = party["country"]?.string { result.insert(country) }
            }
        }
        return result
    }
}
