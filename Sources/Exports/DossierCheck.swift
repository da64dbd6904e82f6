public import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
public import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// Checks a dossier file: what it carries of itself, and, where its project is at hand, that it is what the project gives.
public enum DossierCheck {
    /// The most places that are named.
    private static let namedPlaces = 20

    /// Checks a file by itself, without a project.
    ///
    /// - Parameter file: The bytes of a dossier as `pair --html` writes it.
    /// - Returns: Findings; and as notes what cannot be checked so.
    public static func alone(_ file: [UInt8]) -> VerificationReport {
        var report = VerificationReport()
        guard let (stamp, quotes) = read(file, &report) else { return report }
        if let captures = block("wirekin-captures", in: file), let log = block("wirekin-log", in: file) {
            do throws(ArchiveError) {
                let checked = try DossierEvidence.check(captures: captures, log: log, stamp)
                report.findings += checked.findings
                find(quotes, checked.texts.mapValues { ($0, CodePointIndex($0)) }, &report)
                report.notes.append(
                    "checked with the \(checked.texts.count) captures and the log that the file carries; whether these are all entries, and that nobody made the whole file anew, can be told with the project (`--project DIR`) or an entry of the log known from elsewhere (`--expect`)."
                )
                if stamp.analyser != Analyser.version {
                    report.notes.append(
                        "it was made by another analyser (\(stamp.analyser)) than this (\(Analyser.version)), which may cut the text otherwise."
                    )
                }
            } catch { report.findings.append(error.description) }
            return report
        }
        report.notes.append(
            "checked without its project: whether the words stand in the captures, whether these are all entries, and whether a whole other file was made in its place can be told with the project only (`wirekin verify FILE --project DIR`)."
        )
        return report
    }

    /// Checks a file against the project that it was made from.
    ///
    /// - Parameters:
    ///   - file: The bytes of a dossier.
    ///   - folder: The project.
    ///   - name: The project's name.
    /// - Returns: Findings, each with the place that it is of.
    /// - Throws: ``ArchiveError`` or ``StoreError`` when the project cannot be read.
    public static func against(_ file: [UInt8], _ folder: ProjectFolder, name: String) throws -> VerificationReport {
        var report = VerificationReport()
        guard let (stamp, quotes) = read(file, &report) else { return report }
        report.findings += try folder.log.verify().map(\.description)
        let entries = try folder.log.entries(stamp.entries..<(stamp.entries + 1))
        guard let entry = entries.first, entry.hash == stamp.hash else {
            report.findings.append(
                entries.isEmpty
                    ? "it was made at entry \(stamp.entries) of the log, which this project's does not have."
                    : "it was made at entry \(stamp.entries) of the log with the hash \(stamp.hash.prefix(12)); this project's is \(entries[0].hash.prefix(12)): another project, or a log that was written anew."
            )
            return report
        }
        if entry.time != stamp.logged {
            report.findings.append(
                "it says that the log's entry \(entry.number) is of \(stamp.logged); it is of \(entry.time).")
        }
        if stamp.made < String(entry.time.prefix(10)) {
            report.findings.append(
                "it says that it was made on \(stamp.made), before the log's entry \(entry.number) of \(entry.time).")
        }
        if stamp.project != name {
            report.notes.append("it names its project “\(stamp.project)”; this one is “\(name)”.")
        }
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let project = try Project.asOf(folder, entries: stamp.entries, in: temporary)
        try find(quotes, project, &report)
        if stamp.release != Analyser.release || stamp.analyser != Analyser.version {
            report.notes.append(
                "it was made by wirekin \(stamp.release) (analyser \(stamp.analyser)); this is \(Analyser.release) (\(Analyser.version)): its quotes and its digest are checked, what it says around them is not; make it again to compare it."
            )
        } else if let made = try DossierFile.make(
            project.store, pair: stamp.pair, project: stamp.project, made: stamp.made, log: entry,
            carrying: block("wirekin-captures", in: file) == nil ? nil : folder)
        {
            report.findings += differences(file, made.bytes)
        } else {
            report.findings.append("“\(stamp.pair)” is no pair of states.")
        }
        try project.store.close()
        return report
    }

    // MARK: The file

    private struct EmbeddedQuote {
        var sha256: String
        var start: Int
        var end: Int
        var words: String
    }

    /// Reads what a file carries, and checks that against itself; nil when it carries no stamp.
    private static func read(_ file: [UInt8], _ report: inout VerificationReport) -> (DossierStamp, [EmbeddedQuote])? {
        guard let value = block("wirekin-dossier", in: file), let stamp = DossierStamp(value) else {
            report.findings.append(
                block("wirekin-quotes", in: file) == nil
                    ? "the file is no dossier that `wirekin pair --html` wrote, or what it carries for checking was changed."
                    : "the file carries no digest of what it shows: an older wirekin made it, or it was taken out; make it again with `wirekin pair --html`."
            )
            return nil
        }
        report.logEntries = stamp.entries
        report.logHash = stamp.hash
        report.logTime = stamp.logged
        if let (said, found) = DossierDigest.check(file) {
            if said != found {
                report.findings.append(
                    "the file was changed after it was made: its digest is \(found.prefix(12)), and it says \(said.prefix(12))."
                )
            }
        } else {
            report.findings.append("the file does not carry one digest of itself.")
        }
        let scripts = Bytes.places(of: Array("<script".utf8), in: file.map(\.asciiLowercased)).count
        let expected = block("wirekin-captures", in: file) == nil && block("wirekin-log", in: file) == nil ? 2 : 4
        if scripts != expected {
            report.findings.append("the file holds \(scripts) scripts; a dossier holds \(expected), all data.")
        }
        let quotes = embedded(file, stamp, &report)
        checkShown(file, quotes, &report)
        report.captures = Set(quotes.map(\.sha256)).count
        report.quotes = quotes.count
        return (stamp, quotes)
    }

    /// A block of JSON by its id.
    private static func block(_ id: String, in file: [UInt8]) -> JSONValue? {
        let marker = Array("<script type=\"application/json\" id=\"\(id)\">".utf8)
        let places = Bytes.places(of: marker, in: file)
        guard places.count == 1, let place = places.first else { return nil }
        let start = place + marker.count
        guard let end = file[start...].firstIndex(of: UInt8(ascii: "<")) else { return nil }
        return try? JSONParser.parse(Array(file[start..<end]))
    }

    private static func embedded(_ file: [UInt8], _ stamp: DossierStamp, _ report: inout VerificationReport)
        -> [EmbeddedQuote]
    {
        guard let list = block("wirekin-quotes", in: file), case .array(let items) = list else {
            report.findings.append("the list of quotes that the file carries is gone or broken.")
            return []
        }
        if items.count != stamp.quotes {
            report.findings.append("the file carries \(items.count) quotes, and says \(stamp.quotes).")
        }
        var quotes: [EmbeddedQuote] = []
        for (index, item) in items.enumerated() {
            guard let sha = item["sha256"]?.string, let start = item["start"]?.int, let end = item["end"]?.int,
                let words = item["quote"]?.string, sha.utf8.count == 64, start >= 0, start < end, !words.isEmpty,
                item["page"]?.string != nil, item["text"]?.string != nil
            else {
                report.findings.append("quote \(index + 1): lacks its words, its place or its page.")
                continue
            }
            quotes.append(EmbeddedQuote(sha256: sha, start: start, end: end, words: words))
        }
        return quotes
    }

    /// Whether what a reader sees of each quote is what the file carries for checking.
    private static func checkShown(_ file: [UInt8], _ quotes: [EmbeddedQuote], _ report: inout VerificationReport) {
        let opening = Array("<details class=\"quote\">".utf8)
        let closing = Array("</details>".utf8)
        var shown: Set<Int> = []
        for place in Bytes.places(of: opening, in: file) {
            guard let end = Bytes.first(closing, in: file, from: place) else { continue }
            let element = Array(file[place..<end])
            guard let number = inner("<sup>", "</sup>", element).flatMap(Int.init), quotes.indices.contains(number - 1)
            else {
                report.findings.append("a quote is shown that the file does not carry for checking.")
                continue
            }
            let quote = quotes[number - 1]
            shown.insert(number)
            let words = HTML.escape(quote.words)
            let isMarked = inner("<mark>", "</mark>", element).map { $0.utf8.elementsEqual(words.utf8) } ?? true
            let isNamed =
                Bytes.first(
                    Array("characters \(quote.start)–\(quote.end) of the text".utf8), in: element, from: 0) != nil
            let begun = inner("<q", "</q>", element).map { tag in
                let text =
                    tag.utf8.firstIndex(of: UInt8(ascii: ">")).map { String(tag[tag.utf8.index(after: $0)...]) } ?? tag
                return text.utf8.elementsEqual(HTML.escape(quote.words.shortened(90)).utf8)
            }
            if !isMarked || !isNamed || begun != true {
                report.findings.append("quote \(number): what is shown is not what the file carries for checking.")
            }
        }
        for number in quotes.indices.map({ $0 + 1 }) where !shown.contains(number) {
            report.findings.append("quote \(number): carried for checking, and not shown.")
        }
    }

    private static func inner(_ opening: String, _ closing: String, _ element: [UInt8]) -> String? {
        guard let start = Bytes.first(Array(opening.utf8), in: element, from: 0) else { return nil }
        let from = start + opening.utf8.count
        guard let end = Bytes.first(Array(closing.utf8), in: element, from: from) else { return nil }
        return String(decoding: element[from..<end], as: UTF8.self)
    }

    // MARK: The project

    /// Finds the quotes again in what the captures give.
    private static func find(_ quotes: [EmbeddedQuote], _ project: Project, _ report: inout VerificationReport) throws {
        var texts: [String: (text: [UInt8], points: CodePointIndex)] = [:]
        for quote in quotes {
            if texts[quote.sha256] == nil, let number = try project.store.number(of: quote.sha256) {
                let text = try project.store.body(number)
                texts[quote.sha256] = (text, CodePointIndex(text))
            }
        }
        find(quotes, texts, &report)
    }

    /// Finds the quotes again in texts.
    private static func find(
        _ quotes: [EmbeddedQuote], _ texts: [String: (text: [UInt8], points: CodePointIndex)],
        _ report: inout VerificationReport
    ) {
        report.quotes = 0
        for (index, quote) in quotes.enumerated() {
            guard let (text, points) = texts[quote.sha256] else {
                report.findings.append(
                    "quote \(index + 1) “\(quote.words.prefix(60))”: its page \(quote.sha256.prefix(12)) is not held here."
                )
                continue
            }
            let words = UTF8Text.string(
                text, points.byte(atCodePoint: quote.start), points.byte(atCodePoint: quote.end))
            if words.utf8.elementsEqual(quote.words.utf8) {
                report.quotes += 1
            } else {
                report.findings.append(
                    "quote \(index + 1) “\(quote.words.prefix(60))” does not stand at \(quote.start)–\(quote.end) of \(quote.sha256.prefix(12))."
                )
            }
        }
    }

    /// Where a file is not what it should be, line by line, with the part of the page that the line stands in.
    private static func differences(_ file: [UInt8], _ expected: [UInt8]) -> [String] {
        if file == expected { return [] }
        let found = file.split(separator: 10, omittingEmptySubsequences: false)
        let wanted = expected.split(separator: 10, omittingEmptySubsequences: false)
        // What is alike at both ends is passed over; between, lines are compared as they stand.
        var head = 0
        while head < min(found.count, wanted.count), found[head] == wanted[head] { head += 1 }
        var tail = 0
        while tail < min(found.count, wanted.count) - head,
            found[found.count - 1 - tail] == wanted[wanted.count - 1 - tail]
        { tail += 1 }
        var result: [String] = []
        var part = "the head"
        for line in wanted[..<head] { part = name(line) ?? part }
        let (changed, should) = (found[head..<(found.count - tail)], wanted[head..<(wanted.count - tail)])
        if changed.count == should.count {
            for (number, (line, other)) in zip(changed, should).enumerated() {
                part = name(other) ?? part
                if line == other { continue }
                result.append(
                    "\(part), line \(head + number + 1): “\(around(line, other))” stands where “\(around(other, line))” should."
                )
            }
        } else {
            result.append(
                "\(part), line \(head + 1): \(changed.count) lines stand where \(should.count) should, the first “\(around(changed.first ?? [], should.first ?? []))”."
            )
        }
        if result.count > namedPlaces {
            return result.prefix(namedPlaces) + ["\(result.count - namedPlaces) more places differ."]
        }
        return result
    }

    /// The name of the part that a line begins.
    private static func name(_ line: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: line, as: UTF8.self)
        guard let start = text.range(ofWords: " id=\"")?.upperBound, text.hasPrefix("<"),
            let end = text[start...].firstIndex(of: "\"")
        else { return nil }
        return "part “\(text[start..<end])”"
    }

    /// The words of a line around the first place where it is another than a second.
    private static func around(_ line: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> String {
        var same = 0
        for (a, b) in zip(line, other) {
            if a != b { break }
            same += 1
        }
        let bytes = Array(line)
        return String(decoding: bytes[max(0, same - 24)..<min(bytes.count, same + 48)], as: UTF8.self)
    }
}
