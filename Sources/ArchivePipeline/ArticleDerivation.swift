internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Intake
internal import NewsAnalysis
internal import TextPrimitives

/// One capture through read, time and code: a pure function of its bytes and the program's version.
enum ArticleDerivation {
    /// What has been derived of a page on the way.
    struct Part: Sendable {
        /// The page as read.
        var article: Article
        /// Its line so far.
        var line: [UInt8]
        /// Its size as captured, in bytes.
        var size: Int
        /// What is left to do: `dated` or `coded`.
        var missing: String
    }

    /// Derives a page.
    ///
    /// - Parameters:
    ///   - bytes: The capture.
    ///   - page: What the log says of it.
    ///   - report: Told of each stage that is done.
    static func derive(_ bytes: [UInt8], _ page: LoggedPage, _ report: (Part) -> Void = { _ in }) -> StoredArticle {
        let article = CaptureReading(bytes, page.origin).article()
        var line = ReadFilter.line(article, id: page.id, sha256: page.sha256)
        report(Part(article: article, line: line, size: bytes.count, missing: "dated"))
        if let object = try? JSONLine(line), let next = TimeFilter.apply(object) { line = next }
        report(Part(article: article, line: line, size: bytes.count, missing: "coded"))
        if let object = try? JSONLine(line), let next = CodeFilter.apply(object) { line = next }
        return stored(article, line, page, bytes.count, .whole)
    }

    /// The row of a page that was given up: what had been derived of it, and why it is not all.
    static func unfinished(_ part: Part?, _ page: LoggedPage, why: String) -> StoredArticle {
        guard let part else { return empty(page, size: page.size, .unfinished("not read: \(why)")) }
        return stored(part.article, part.line, page, part.size, .unfinished("not \(part.missing): \(why)"))
    }

    /// The row of a page of which nothing is read.
    static func empty(_ page: LoggedPage, size: Int, _ state: PageState) -> StoredArticle {
        var article = Article()
        article.rejected = state.reason ?? "not read"
        return stored(article, ReadFilter.line(article, id: page.id, sha256: page.sha256), page, size, state)
    }

    private static func stored(
        _ article: Article, _ line: [UInt8], _ page: LoggedPage, _ size: Int, _ state: PageState
    ) -> StoredArticle {
        let bounds = article.published.flatMap(DayBounds.init(edtf:))
        var stored = StoredArticle(
            id: page.id, number: page.number, sha256: page.sha256, size: size, title: article.title,
            outlet: article.outlet, language: article.language, url: article.url,
            text: String(decoding: article.text, as: UTF8.self), textSHA256: Digest.sha256(article.text),
            published: article.published,
            publishedFrom: bounds?.from?.iso, publishedTo: bounds?.to?.iso, rejected: article.rejected,
            line: String(decoding: line, as: UTF8.self),
            segments: article.segments.map { [$0.textStart, $0.pageStart, $0.length] },
            leftOut: article.leftOut.map { [$0.text, $0.reason] },
            provenance: article.provenance.map { [$0.field, $0.rule, $0.node] },
            analyser: Analyser.version, state: state)
        if let object = try? JSONLine(line) { addFacets(article, object, to: &stored) }
        return stored
    }

    /// A row as it is stored, with what its facets are.
    static func withFacets(_ row: StoredArticle) -> StoredArticle {
        var stored = row
        if let object = try? JSONLine(Array(row.line.utf8)) { addFacets(Article(line: object), object, to: &stored) }
        return stored
    }

    private static func addFacets(_ article: Article, _ object: JSONLine, to stored: inout StoredArticle) {
        let body = IndexedText(Array(stored.text.utf8))
        let claims = (object.value("claims")?.array ?? []).compactMap { Claim(json: $0, in: body) }
        stored.side = TextVoice.voice(article, claims)?.side
        stored.anniversaries = (object.value("events")?.array ?? []).count { $0["remembered"]?.int != nil }
        stored.stances = Array(Set(claims.map(\.stance))).sorted()
        stored.countries = countries(object).sorted()
    }

    /// The countries of all parties of events and matters of claims.
    private static func countries(_ object: JSONLine) -> Set<String> {
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
