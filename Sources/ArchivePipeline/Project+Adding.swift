public import ContentExtraction
internal import CorpusStore
internal import EvidenceArchive
internal import Intake

extension Project {
    /// What became of one file.
    public enum Addition: Sendable {
        /// It is new.
        case added(id: String, sha256: String)
        /// Its bytes are held already.
        case known(id: String, sha256: String, file: String)
        /// Its bytes are those of a capture that was lost or had changed, and are held again.
        case restored(id: String, sha256: String, file: String)
        /// It was not taken.
        case refused(file: String, reason: String)
        /// It was added, and is no article.
        case noArticle(id: String, file: String, reason: String)
        /// Something of it was left out that is no fault; one sentence that names it.
        case noted(file: String, text: String)
    }

    /// Adds files.
    ///
    /// - Parameters:
    ///   - paths: Files, folders, or `-` for standard input.
    ///   - map: Which fields of tables and lists are which.
    ///   - report: Called for each file when it is settled, in their order: an added one is on the disk and in the log by then.
    /// - Throws: ``ArchiveError`` when the log or a capture cannot be written; what was reported stays.
    public func add(_ paths: [String], map: FieldMap = .standard, report: @escaping (Addition) -> Void) throws {
        let intake = Intake(map: map, keepsRecords: true)
        try adding(report) { arrivals in
            var complaints: [(path: String, reason: String)] = []
            let files = paths.flatMap { path in
                path == "-"
                    ? ["-"]
                    : Project.listsFirst(FileAccess.files(below: path) { complaints.append((path, $0.description)) })
            }
            for complaint in complaints { arrivals.refuse(complaint.path, complaint.reason) }
            let lists = AddressList(among: files)
            for file in files where lists?.files.contains(file) != true {
                try take(arrivals, lists) { intake.pages(of: file, $0) }
            }
            for note in lists?.notes ?? [] { arrivals.note(note.file, note.text) }
        }
    }

    /// Adds bytes that were uploaded.
    ///
    /// - Parameters:
    ///   - uploads: Names as the sender gives them, with the bytes; asked for when the project may be written to, and let go before
    ///     pages are derived.
    ///   - report: As in ``add(_:map:report:)``.
    /// - Throws: As in ``add(_:map:report:)``.
    public func add(
        uploads: @autoclosure () -> [(name: String, bytes: [UInt8])], report: @escaping (Addition) -> Void
    ) throws {
        let intake = Intake(keepsRecords: true)
        try adding(report) { arrivals in
            for upload in uploads() { try take(arrivals) { intake.pages(of: upload.bytes, name: upload.name, $0) } }
        }
    }

    /// Files with exports of Zotero first: what they say of the pages beside them is known when these come.
    private static func listsFirst(_ files: [String]) -> [String] {
        let isList = { (file: String) in CaptureKind.suffix(of: file) == "rdf" || CaptureKind.suffix(of: file) == "json"
        }
        return files.filter(isList) + files.filter { !isList($0) }
    }

    /// Holds the project's lock while captures are added, and derives what they give afterwards.
    private func adding(_ report: @escaping (Addition) -> Void, _ work: (Arrivals) throws -> Void) throws {
        let lock = try folder.lock()
        defer { lock.release() }
        try store.follow(.writing)
        // Another process may have written since.
        try readLog()
        let before = logHead.entries
        let arrivals = Arrivals(folder, log, by: by, report)
        do {
            try work(arrivals)
            try arrivals.flush()
        } catch {
            // What was acknowledged before is derived all the same, by the next run at the latest.
            arrivals.abandon()
            throw error
        }
        try readLog()
        try deriveMissing()
        try tellOthers(after: before, report)
    }

    /// Tells which of the pages that came behind an entry of the log are no articles.
    private func tellOthers(after entry: Int, _ report: (Addition) -> Void) throws {
        var others: [Int: PageHeading] = [:]
        let numbers = try store.numbers().filter { $0 > entry }
        for start in stride(from: 0, to: numbers.count, by: 500) {
            for heading in try store.headings(Array(numbers[start..<min(start + 500, numbers.count)]))
            where heading.rejected != nil { others[heading.number] = heading }
        }
        if others.isEmpty { return }
        var files: [Int: String] = [:]
        try folder.log.visit { entry in if others[entry.number] != nil { files[entry.number] = entry.detail("file") } }
        for number in others.keys.sorted() {
            guard let other = others[number], let reason = other.rejected else { continue }
            report(.noArticle(id: other.id, file: files[number] ?? other.id, reason: reason))
        }
    }

    /// Takes the pages of one input; answers of servers that are no page are counted.
    private func take(_ arrivals: Arrivals, _ lists: AddressList? = nil, _ pages: ((IncomingItem) -> Bool) -> Void)
        throws(ArchiveError)
    {
        var failure: ArchiveError?
        var file = ""
        var left: [String: Int] = [:]
        pages { item in
            switch item {
            case .page(let page):
                file = page.file
                if let rejection = page.rejection {
                    left[rejection, default: 0] += 1
                    break
                }
                if lists?.takes(page) == false { break }
                do throws(ArchiveError) { try add(page, arrivals) } catch {
                    failure = error
                    return false
                }
            case .refused(let file, let reason): arrivals.refuse(file, reason)
            case .note(let file, let text): arrivals.note(file, text)
            }
            return true
        }
        if let failure { throw failure }
        for reason in left.keys.sorted() {
            arrivals.note(file, "\(file): \(left[reason] ?? 0) answers were left out: \(reason).")
        }
    }

    private func add(_ page: IncomingPage, _ arrivals: Arrivals) throws(ArchiveError) {
        if page.bytes.isEmpty {
            arrivals.refuse(page.file, "\(page.file), \(page.name): an empty answer; there is nothing to keep.")
            return
        }
        let digest = Digest.sha256(page.bytes)
        if arrivals.isKnown(digest) {
            try arrivals.again(page.bytes, digest, file: page.file, record: page.record)
        } else {
            try arrivals.take(
                page.bytes, digest, name: page.name, file: page.file, origin: page.origin.details, record: page.record)
        }
    }
}
