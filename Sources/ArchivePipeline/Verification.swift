internal import CorpusStore
internal import DocumentModel
public import EvidenceArchive
internal import Glibc
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
    /// The hash of the last of them.
    public var logHash = ""
    /// When it was written.
    public var logTime = ""
    /// The root of the tree over the log.
    public var logTree = ""
    /// Proofs that lead to their roots.
    public var proofs = 0
    /// What the seals of the log say, one sentence each.
    public var seals: [String] = []
    /// What is to be known and is not wrong, one sentence each: pages that are left out or not read to the end.
    public var notes: [String] = []
    /// What is wrong, one sentence each, naming the item.
    public var findings: [String] = []

    /// Makes an empty report.
    public init() {}
}

/// An entry of the log as it is known from elsewhere: by its hash, or by the root of the tree up to it.
public struct ExpectedEntry: Sendable {
    /// The entry's number.
    public var number: Int
    /// Its hash, or the first eight digits of it or more.
    public var hash: String

    /// Reads `N:HASH`; nil when it is not of that form.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(String(Substring(parts[0]))), number > 0,
            (8...64).contains(parts[1].count),
            parts[1].allSatisfy({ $0.isASCIIDigit || (0x61...0x66).contains($0.asciiLowercased) })
        else { return nil }
        self.number = number
        hash = String(decoding: parts[1].map(\.asciiLowercased), as: UTF8.self)
    }
}

extension Project {
    /// Checks this project as ``verify(path:expecting:secondsPerPage:progress:)`` does.
    public func verify(expecting: [ExpectedEntry] = []) throws -> VerificationReport {
        try Project.verify(
            path: folder.path, expecting: expecting, secondsPerPage: secondsPerPage, progress: progress)
    }

    /// Walks the log, re-hashes every capture, derives every page again and compares all that is shown with what that gives.
    ///
    /// Nothing in the project is written to; the rows to compare with are made in a folder for temporary files.
    ///
    /// - Parameters:
    ///   - path: The project's folder.
    ///   - expecting: Entries of the log that are known from elsewhere, such as from a dossier.
    ///   - key: The key by which seals are signed.
    ///   - authorities: A file of certificates of time-stamp authorities.
    ///   - secondsPerPage: The processor time of one page.
    ///   - progress: Told of derived pages.
    /// - Throws: ``ArchiveError`` when there is no project, or no room for temporary files.
    /// - Complexity: That of deriving all pages.
    public static func verify(
        path: String, expecting: [ExpectedEntry] = [], key: PublicSealKey? = nil, authorities: String? = nil,
        secondsPerPage: Double = Project.secondsPerPage,
        progress: Progress? = nil
    ) throws -> VerificationReport {
        let folder = try ProjectFolder.open(path)
        var report = VerificationReport()
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        // The database first, and as it is now: what comes to it and to the log while they are read is another's work that goes on.
        let copy = temporary.path + "/copy.sqlite"
        let store: CorpusStore?
        do { store = try snapshot(folder, copy, &report) } catch let error as ArchiveError { throw error } catch {
            store = nil
            report.findings.append(
                (error as? StoreError)?.description
                    ?? "\(folder.databasePath) cannot be read: \(error); run `wirekin rebuild`.")
        }
        let derived = try store?.derived()
        let broken = try checkKept(folder, expecting, derived, key: key, authorities: authorities, &report)
        guard let store, let derived else { return report }
        do {
            try checkRows(
                folder, store, derived.entries, broken, temporary.path, seconds: secondsPerPage, progress, &report)
            try store.close()
            report.findings += try CorpusStore.faults(ofCopy: copy).map {
                "\(folder.databasePath): \($0); run `wirekin rebuild`."
            }
        } catch let error as StoreError { report.findings.append("\(error)") } catch let error as ArchiveError {
            throw error
        } catch { report.findings.append("\(folder.databasePath) cannot be read: \(error); run `wirekin rebuild`.") }
        return report
    }

    /// How long it is waited for a run that derives, in seconds.
    private static let patience = 60

    /// A copy of the database as it is at a moment when nobody derives.
    ///
    /// - Throws: ``ArchiveError`` with code `busy` when another run goes on deriving for long; ``StoreError`` or a database error.
    private static func snapshot(_ folder: ProjectFolder, _ path: String, _ report: inout VerificationReport) throws
        -> CorpusStore
    {
        for _ in 0..<(patience * 10) {
            let live = try CorpusStore(path: folder.databasePath, access: .reading)
            if try !live.isBeingDerived() {
                FileAccess.remove(path)
                try live.copy(to: path)
                try live.close()
                let store = try CorpusStore(path: path, access: .reading)
                // Somebody may have begun meanwhile.
                if try !store.isBeingDerived() { return store }
                try store.close()
            } else if folder.isBeingWritten {
                try live.close()
            } else if try live.isBeingDerived() {
                report.findings.append(
                    "\(folder.databasePath): a run was stopped while it derived, and its rows are half made; run `wirekin add` or `wirekin rebuild`."
                )
                try live.copy(to: path)
                try live.close()
                return try CorpusStore(path: path, access: .reading)
            }
            usleep(100_000)
        }
        throw ArchiveError(.busy, "another wirekin derives \(folder.path) anew; verify it when that has ended.")
    }

    /// Checks what was kept: the log, its seals and the captures.
    ///
    /// - Parameters:
    ///   - folder: The project.
    ///   - expecting: Entries of the log that are known from elsewhere.
    ///   - derived: The last entry of the log that the derived data are of.
    ///   - key: The key by which seals are signed.
    ///   - authorities: A file of certificates of time-stamp authorities.
    ///   - report: Gets what is found.
    /// - Returns: The numbers of the pages whose captures cannot be read or have changed.
    /// - Throws: ``ArchiveError`` when the log or the folders cannot be read.
    @discardableResult
    public static func checkKept(
        _ folder: ProjectFolder, _ expecting: [ExpectedEntry], _ derived: (entries: Int, hash: String)?,
        key: PublicSealKey?, authorities: String?, _ report: inout VerificationReport
    ) throws(ArchiveError) -> [Int] {
        // What lies there before the log is read is named by it: a capture is put in its place after its entry.
        let names = try folder.captures.names()
        let pages = try checkLog(folder, expecting, derived, &report)
        report.findings += try MergedLog.findings(folder)
        let seals = try Seals(folder).check(folder.log, key: key, authorities: authorities)
        report.findings += seals.findings
        report.seals = seals.notes
        return try checkCaptures(folder, pages, names, &report)
    }

    // MARK: The log

    /// Walks the log; gives the pages that it names.
    private static func checkLog(
        _ folder: ProjectFolder, _ expecting: [ExpectedEntry], _ derived: (entries: Int, hash: String)?,
        _ report: inout VerificationReport
    ) throws(ArchiveError) -> [LoggedPage] {
        report.findings += try folder.log.verify().map(\.description)
        var state = LogState()
        var hashes: [Int: String] = [:]
        var unnamed: [Int] = []
        let known = Set(expecting.map(\.number) + [derived?.entries ?? 0])
        try folder.log.visit { entry in
            state.take(entry)
            if known.contains(entry.number) { hashes[entry.number] = entry.hash }
            if entry.action == "add", entry.detail("sha256") == nil || entry.detail("id") == nil {
                unnamed.append(entry.number)
            }
        }
        report.findings += unnamed.map { "log entry \($0) names no capture" }
        report.logEntries = state.last?.number ?? 0
        report.logHash = state.last?.hash ?? ""
        report.logTime = state.last?.time ?? ""
        let tree = try LogTree(folder.log)
        report.logTree = tree.root(of: tree.count) ?? ""
        for entry in expecting {
            if let hash = hashes[entry.number] {
                if !hash.hasPrefix(entry.hash), tree.root(of: entry.number)?.hasPrefix(entry.hash) != true {
                    report.findings.append(
                        "log entry \(entry.number) has the hash \(hash), not \(entry.hash) as expected: the log was written anew."
                    )
                }
            } else {
                report.findings.append(
                    "log entry \(entry.number) is expected and not there; the log ends at \(report.logEntries): it was cut off."
                )
            }
        }
        if let derived, derived.entries > 0 {
            if hashes[derived.entries] == nil {
                report.findings.append(
                    "the log ends at entry \(report.logEntries); the derived data are of \(derived.entries) entries: the log was cut off."
                )
            } else if hashes[derived.entries] != derived.hash {
                report.findings.append(
                    "log entry \(derived.entries) is not the one that the derived data are of: the log was written anew, or the data are of another project; run `wirekin rebuild` once you know which."
                )
            }
        }
        return state.unsettled
    }

    // MARK: Captures

    /// Hashes every capture, and looks for what no entry of the log names.
    ///
    /// - Parameters:
    ///   - folder: The project.
    ///   - pages: The pages that the log names.
    ///   - names: What lay among the captures before the log was read.
    ///   - report: Gets what is found.
    /// - Returns: The numbers of the pages whose captures cannot be read or have changed.
    private static func checkCaptures(
        _ folder: ProjectFolder, _ pages: [LoggedPage], _ names: [String], _ report: inout VerificationReport
    ) throws(ArchiveError) -> [Int] {
        var broken: [Int] = []
        var places: Set<String> = []
        for page in pages {
            places.insert("\(page.sha256.prefix(2))/\(page.sha256)")
            do throws(ArchiveError) {
                let bytes = try folder.captures.bytes(of: page.sha256)
                report.captures += 1
                if page.size != bytes.count, page.size > 0 {
                    report.findings.append(
                        "\(page.id): the log says \(page.size) bytes, its capture has \(bytes.count).")
                }
            } catch {
                report.findings.append("\(page.id): \(error.description)")
                broken.append(page.number)
            }
            if let record = page.record {
                places.insert("\(record.prefix(2))/\(record)")
                do throws(ArchiveError) { _ = try folder.captures.bytes(of: record) } catch {
                    report.findings.append("\(page.id), what was kept of its record: \(error.description)")
                }
            }
        }
        for name in names where !places.contains(name) {
            let path = "\(folder.captures.folder)/\(name)"
            if FileAccess.name(of: name).contains(".tmp-") {
                report.notes.append("\(path) was left by a run that was stopped; it can be removed.")
            } else {
                report.findings.append("\(path) lies among the captures, and no entry of the log names it.")
            }
        }
        for page in pages where folder.captures.isLink(page.sha256) || page.record.map(folder.captures.isLink) == true {
            report.findings.append(
                "\(page.id): its capture is a link to a file elsewhere; put the file itself in its place.")
        }
        return broken
    }

    // MARK: What is shown

    /// Derives everything again and compares it with what is stored.
    private static func checkRows(
        _ folder: ProjectFolder, _ store: CorpusStore, _ entries: Int, _ broken: [Int], _ temporary: String,
        seconds: Double, _ progress: Progress?, _ report: inout VerificationReport
    ) throws {
        if entries < report.logEntries {
            report.notes.append(
                "\(report.logEntries - entries) of \(report.logEntries) log entries are not derived yet; the next `wirekin add` or `wirekin rebuild` does it."
            )
        }
        for page in try store.unread() { report.notes.append("\(page.id): \(page.state.reason ?? "")") }
        let corrected = Set(try store.analystValues().filter { HandCorrections.isCorrection($0.field) }.map(\.id))
        let pages = try Collection(store, pages: try corrected.sorted().compactMap { try store.number(ofID: $0) })
        report.notes += pages.pages.flatMap(HandCorrections.doubts)
        let old = try store.pages(readBefore: Analyser.version)
        if old > 0 {
            report.findings.append(
                "\(old) pages were read by an older analyser than this one (\(Analyser.version)), so that what is shown of them cannot be compared; run `wirekin rebuild`."
            )
        } else {
            // What cannot be derived again stands as it is: it is told already, and the rest is compared with it.
            let adopted = Dictionary(try store.articles(broken).map { ($0.number, $0) }) { first, _ in first }
            let again = try Project(
                folder, seconds, progress, file: temporary + "/derived.sqlite", upTo: entries, adopting: adopted)
            let differences = try store.differences(from: again.store)
            report.findings += RowFindings.sentences(differences)
            report.texts =
                try again.store.numbers().count - Set(differences.filter { $0.table == "article" }.map(\.name)).count
            try again.store.close()
        }
        let texts = try countQuotes(store, &report)
        if old > 0 { report.texts = texts }
    }

    /// Finds the quotes of all pages again at their places.
    public func countQuotes(_ report: inout VerificationReport) throws {
        _ = try Project.countQuotes(store, &report)
    }

    private static func countQuotes(_ store: CorpusStore, _ report: inout VerificationReport) throws -> Int {
        var quotes = (found: 0, findings: [String]())
        var texts = 0
        try store.visitArticles { article in
            let text = Array(article.text.utf8)
            if Digest.sha256(text) == article.textSHA256 {
                texts += 1
            } else {
                quotes.findings.append(
                    "\(article.id): its stored text is not the one that was read; run `wirekin rebuild`.")
            }
            Quotes.check(article, text, &quotes.found, &quotes.findings)
        }
        report.quotes = quotes.found
        report.findings += quotes.findings
        return texts
    }
}

/// Differences of rows in sentences.
enum RowFindings {
    private static let columns: [String: String] = [
        "body": "text", "text_sha256": "digest of its text", "published": "date", "published_from": "date",
        "published_to": "date", "left_out": "list of what was left out", "provenance": "list of how fields were found",
        "rejected": "reason why it is no article", "state": "state", "reason": "state",
        "segments": "places in the page",
        "root": "place at the head of its text", "text": "text that it carries", "stances": "stances",
        "anniversaries": "anniversaries",
    ]

    /// Tables of no page by itself, with what their rows are called: many of them differ when one page does.
    private static let shared = ["form": "forms of words", "party_name": "names of parties"]
    /// How many rows of such a table are named.
    private static let named = 5

    /// A sentence a difference; of what no page has by itself, one for all that differ alike.
    static func sentences(_ differences: [RowDifference]) -> [String] {
        var alike: [String: [String]] = [:]
        for difference in differences where shared[difference.table] != nil {
            alike["\(difference.table) \(fault(difference.kind))", default: []].append(difference.name)
        }
        return single(differences.filter { shared[$0.table] == nil })
            + alike.keys.sorted().map { key in
                let names = alike[key] ?? []
                let table = String(key.prefix { $0 != " " })
                let rest = names.count > named ? " and \(names.count - named) more" : ""
                return
                    "\(shared[table] ?? table) that a search asks for: \(names.prefix(named).joined(separator: ", "))\(rest) "
                    + "\(names.count == 1 ? "is" : "are") \(key.dropFirst(table.count + 1)); run `wirekin rebuild`."
            }
    }

    private static func fault(_ kind: RowDifference.Kind) -> String {
        switch kind {
        case .extra: "stored, and no page gives it"
        case .missing: "given by the pages, and not stored"
        case .changed: "not stored as the pages give it"
        }
    }

    private static func single(_ differences: [RowDifference]) -> [String] {
        differences.map { difference in
            let name = difference.name
            switch (difference.table, difference.kind) {
            case ("article", .extra):
                return "\(name): in the database, and no entry of the log names it; run `wirekin rebuild`."
            case ("article", .missing): return "\(name): not in the database; run `wirekin rebuild`."
            case ("link", .extra): return "link \(name): stored, and the texts do not give it; run `wirekin rebuild`."
            case ("link", .missing): return "link \(name): given by the texts, and not stored; run `wirekin rebuild`."
            case ("link", .changed(let columns)):
                return
                    "link \(name): its stored \(columns.map(\.name).joined(separator: ", ")) is not what the texts give; run `wirekin rebuild`."
            case ("analyst", .extra):
                return "\(name): set in the database, and no entry of the log says so; run `wirekin rebuild`."
            case ("analyst", .missing):
                return "\(name): set by the log, and not in the database; run `wirekin rebuild`."
            case ("analyst", .changed): return "\(name): not what the log says was set; run `wirekin rebuild`."
            case (_, .changed(let columns)):
                let words = columns.flatMap { column in
                    column.name == "line" ? members(column) : [self.columns[column.name] ?? column.name]
                }
                var seen: Set<String> = []
                let named = words.filter { seen.insert($0).inserted }.joined(separator: ", ")
                return
                    "\(name): the stored \(named) \(named.contains(",") ? "are" : "is") not what its bytes give; run `wirekin rebuild`."
            case (let table, .extra):
                return "\(name): a row of the table \(table) that its bytes do not give; run `wirekin rebuild`."
            case (let table, .missing):
                return "\(name): a row of the table \(table) is missing; run `wirekin rebuild`."
            }
        }
    }

    /// The members of an analysis that differ.
    private static func members(_ column: RowDifference.Column) -> [String] {
        guard let found = try? JSONParser.parse(Array(column.found.utf8)).members,
            let expected = try? JSONParser.parse(Array(column.expected.utf8)).members
        else { return ["analysis"] }
        var names: [String] = []
        for member in expected {
            let value = found.first { $0.name == member.name }?.value
            if value?.text != member.value.text { names.append(member.name) }
        }
        for member in found where !expected.contains(where: { $0.name == member.name }) { names.append(member.name) }
        return names.isEmpty ? ["analysis"] : names
    }
}

/// Quotes inside an analysis.
enum Quotes {
    /// Finds the quotes of a page again at their places.
    static func check(_ article: StoredArticle, _ text: [UInt8], _ found: inout Int, _ findings: inout [String]) {
        let points = CodePointIndex(text)
        for quote in all(in: article.line) {
            let start = points.byte(atCodePoint: quote.start)
            let end = points.byte(atCodePoint: quote.end)
            if start <= end, UTF8Text.string(text, start, end).utf8.elementsEqual(quote.quote.utf8) {
                found += 1
            } else {
                findings.append(
                    "\(article.id): “\(quote.quote.prefix(60))” does not stand at \(quote.start)–\(quote.end).")
            }
        }
    }

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
}
