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
        /// The page so far.
        var document: Document
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
        var document = Document(id: page.id, sha256: page.sha256, article: article)
        report(Part(document: document, size: bytes.count, missing: "dated"))
        TimeFilter.apply(&document)
        report(Part(document: document, size: bytes.count, missing: "coded"))
        let end = CodeFilter.applying(&document)
        return stored(
            document, page, bytes.count,
            end.map {
                .unfinished("coded up to byte \($0) of its text: what stands behind is beyond what is coded of one")
            }
                ?? .whole)
    }

    /// The row of a page that was given up: what had been derived of it, and why it is not all.
    static func unfinished(_ part: Part?, _ page: LoggedPage, why: String) -> StoredArticle {
        guard let part else { return empty(page, size: page.size, .unfinished("not read: \(why)")) }
        return stored(part.document, page, part.size, .unfinished("not \(part.missing): \(why)"))
    }

    /// The row of a page of which nothing is read.
    static func empty(_ page: LoggedPage, size: Int, _ state: PageState) -> StoredArticle {
        var article = Article()
        article.rejected = state.reason ?? "not read"
        return stored(Document(id: page.id, sha256: page.sha256, article: article), page, size, state)
    }

    private static func stored(_ document: Document, _ page: LoggedPage, _ size: Int, _ state: PageState)
        -> StoredArticle
    {
        let article = document.article
        var stored = StoredArticle(
            id: page.id, number: page.number, sha256: page.sha256, size: size, title: article.title,
            outlet: article.outlet ?? article.via.first?.name, language: article.language, url: article.url,
            text: String(decoding: article.text, as: UTF8.self), textSHA256: Digest.sha256(article.text),
            published: article.published, publishedFrom: document.published?.from?.iso,
            publishedTo: document.published?.to?.iso, rejected: article.rejected,
            line: String(decoding: document.line(.exchange), as: UTF8.self),
            segments: article.segments.map { [$0.textStart, $0.pageStart, $0.length] },
            leftOut: article.leftOut.map { [$0.text, $0.reason] },
            provenance: article.provenance.map { [$0.field, $0.rule, $0.node] },
            analyser: Analyser.version, state: state)
        // The writer of lines writes a text as it is put back, if it is one.
        if stored.text.utf8.elementsEqual(article.text) {
            stored.textInLine = (try? JSONLine(Array(stored.line.utf8)))?.range("text")
        }
        addFacets(document, to: &stored)
        return stored
    }

    /// A row as it is stored, with what its facets are.
    static func withFacets(_ row: StoredArticle) -> StoredArticle {
        var stored = row
        if let line = try? JSONLine(Array(row.line.utf8)), let document = try? Document(line, [.article, .coding]) {
            addFacets(document, to: &stored)
        }
        return stored
    }

    private static func addFacets(_ document: Document, to stored: inout StoredArticle) {
        stored.side = TextVoice.voice(document.article, document.claims)?.side
        stored.anniversaries = document.events.count { $0.remembered != nil }
        stored.stances = Array(Set(document.claims.map(\.stance.rawValue))).sorted()
        stored.countries = document.countries.sorted()
        stored.coding = CodingRows.of(document.events, document.claims, document.article)
        stored.words = WordForms.words(stored.title, stored.text)
    }
}
