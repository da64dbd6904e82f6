internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// The result of checking a project.
public struct VerificationReport: Sendable {
    /// Captures whose bytes are what they were.
    public var captures = 0
    /// Texts that the bytes still give.
    public var texts = 0
    /// Quotes found again at their places.
    public var quotes = 0
    /// Entries of the log.
    public var logEntries = 0
    /// What is to be known and is not wrong, one sentence each: pages that are left out or not read to the end.
    public var notes: [String] = []
    /// What is wrong, one sentence each, naming the item.
    public var findings: [String] = []
}

extension Project {
    /// Re-hashes every capture, walks the log and finds every quote again at its place.
    ///
    /// - Throws: ``ArchiveError`` or ``StoreError`` when the project cannot be read at all.
    public func verify() throws -> VerificationReport {
        var report = VerificationReport()
        let entries = try folder.log.entries()
        report.logEntries = entries.count
        report.findings += try folder.log.verify().map(\.description)
        let articles = Dictionary(try store.articles().map { ($0.number, $0) }) { first, _ in first }
        for entry in entries where entry.action == "add" {
            guard let digest = entry.detail("sha256"), let id = entry.detail("id") else {
                report.findings.append("log entry \(entry.number) names no capture")
                continue
            }
            let bytes: [UInt8]
            do throws(ArchiveError) {
                bytes = try folder.captures.bytes(of: digest)
                report.captures += 1
            } catch {
                report.findings.append("\(id): \(error.description)")
                continue
            }
            guard let article = articles[entry.number] else {
                report.findings.append("\(id): not in the database; run `wirekin rebuild`.")
                continue
            }
            if let reason = article.state.reason {
                report.notes.append("\(id): \(reason)")
                continue
            }
            check(article, bytes, &report)
        }
        return report
    }

    private func check(_ article: StoredArticle, _ bytes: [UInt8], _ report: inout VerificationReport) {
        let unpacked = Gzip.isGzip(bytes) ? (try? Gzip.inflate(bytes, limit: Project.captureLimit)) ?? [] : bytes
        let (again, page) = ReadFilter.read(unpacked, name: article.id)
        let text = Array(article.text.utf8)
        if Digest.sha256(again.text) != article.textSHA256 || Digest.sha256(text) != article.textSHA256 {
            report.findings.append("\(article.id): the stored text is not what its bytes give; run `wirekin rebuild`.")
            return
        }
        report.texts += 1
        for segment in article.segments where segment.count == 3 {
            let (textStart, pageStart, length) = (segment[0], segment[1], segment[2])
            guard textStart >= 0, pageStart >= 0, length >= 0, textStart + length <= text.count,
                pageStart + length <= page.count,
                text[textStart..<textStart + length].elementsEqual(page[pageStart..<pageStart + length])
            else {
                report.findings.append(
                    "\(article.id): text at byte \(textStart) does not stand at byte \(pageStart) of the page.")
                continue
            }
        }
        let points = CodePointIndex(text)
        for quote in Quotes.all(in: article.line) {
            let start = points.byte(atCodePoint: quote.start)
            let end = points.byte(atCodePoint: quote.end)
            if start <= end, UTF8Text.string(text, start, end) == quote.quote {
                report.quotes += 1
            } else {
                report.findings.append(
                    "\(article.id): “\(quote.quote.prefix(60))” does not stand at \(quote.start)–\(quote.end).")
            }
        }
    }

    /// Checks the quotes of a dossier file against the project's bytes.
    ///
    /// - Parameter file: The bytes of a dossier as `pair --html` writes it.
    /// - Returns: The number of quotes found again and the findings.
    /// - Throws: ``StoreError`` when the database cannot be read.
    public func verifyDossier(_ file: [UInt8]) throws -> VerificationReport {
        var report = VerificationReport()
        guard let items = Quotes.embedded(in: file) else {
            report.findings.append(
                "the file holds no quotes of a wirekin dossier; give the file that `wirekin pair --html` wrote.")
            return report
        }
        var pages: [String: (text: [UInt8], points: CodePointIndex)] = [:]
        for article in try store.articles() {
            guard let bytes = try? folder.captures.bytes(of: article.sha256) else { continue }
            let unpacked = Gzip.isGzip(bytes) ? (try? Gzip.inflate(bytes, limit: Project.captureLimit)) ?? [] : bytes
            let (again, _) = ReadFilter.read(unpacked, name: article.id)
            pages[article.sha256] = (again.text, CodePointIndex(again.text))
        }
        var captures: Set<String> = []
        for item in items {
            guard let sha = item["sha256"]?.string, let start = item["start"]?.int, let end = item["end"]?.int,
                let quote = item["quote"]?.string
            else { continue }
            guard let (text, points) = pages[sha] else {
                report.findings.append("“\(quote.prefix(60))”: its page \(sha.prefix(12)) is not held in this project.")
                continue
            }
            captures.insert(sha)
            if UTF8Text.string(text, points.byte(atCodePoint: start), points.byte(atCodePoint: end)) == quote {
                report.quotes += 1
            } else {
                report.findings.append("“\(quote.prefix(60))” does not stand at \(start)–\(end) of \(sha.prefix(12)).")
            }
        }
        report.captures = captures.count
        return report
    }
}

/// Quotes inside an analysis and inside a dossier file.
enum Quotes {
    /// All objects with `start`, `end` and `quote` (or `text` in a timex), at any depth.
    static func all(in line: String) -> [(start: Int, end: Int, quote: String)] {
        guard let value = try? JSONParser.parse(Array(line.utf8)) else { return [] }
        var result: [(start: Int, end: Int, quote: String)] = []
        func visit(_ value: JSONValue, isTimex: Bool) {
            switch value {
            case .object(let members):
                if let start = value["start"]?.int, let end = value["end"]?.int {
                    if let quote = value["quote"]?.string ?? (isTimex ? value["text"]?.string : nil) {
                        result.append((start, end, quote))
                    }
                }
                for member in members { visit(member.value, isTimex: member.name == "timex" || isTimex) }
            case .array(let elements): for element in elements { visit(element, isTimex: isTimex) }
            default: break
            }
        }
        for name in ["timex", "events", "claims", "date_clashes"] {
            if let part = value[name] { visit(part, isTimex: name == "timex") }
        }
        return result
    }

    /// The quotes that a dossier carries for checking.
    static func embedded(in file: [UInt8]) -> [JSONValue]? {
        let marker = Array("<script type=\"application/json\" id=\"wirekin-quotes\">".utf8)
        let text = file
        guard text.count > marker.count else { return nil }
        var start: Int?
        for index in 0...(text.count - marker.count)
        where text[index] == marker[0] && text[index..<index + marker.count].elementsEqual(marker) {
            start = index + marker.count
            break
        }
        guard let start, let end = text[start...].firstIndex(of: UInt8(ascii: "<")),
            let value = try? JSONParser.parse(Array(text[start..<end]))
        else { return nil }
        return value.array
    }
}
