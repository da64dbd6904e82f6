internal import CorpusStore
internal import EvidenceArchive
internal import TextPrimitives

extension Project {
    /// Derives what the log holds and the database lacks; the lock is held.
    func deriveMissing() throws {
        let head = logHead
        let isMissing = try store.derived() != head
        if isMissing { try store.setDeriving() }
        if log.hasNews { try store.replaceAnalyst(analystValues()) }
        let present = log.unsettled.isEmpty ? [] : Set(try store.numbers())
        try derive(log.unsettled.filter { !present.contains($0.number) })
        if log.hasNews {
            try leaveOut()
            try recode()
        }
        log.settle()
        // Also when another run was stopped between its pages and their links.
        try KinLinker(store).update()
        if isMissing { try store.setDerived(entries: head.entries, hash: head.hash) }
        store.settle()
    }

    /// How many pages are derived while the rows of as many are written.
    private static let batchCount = 64

    /// Derives pages on all cores and writes their rows in the order of the log, those of a batch while the next is derived.
    ///
    /// - Throws: ``StoreError`` or a database error.
    private func derive(_ pages: [LoggedPage]) throws {
        let work = derivation
        func begin(_ start: Int) -> StartedWork<[StoredArticle?]>? {
            guard start < pages.count else { return nil }
            let batch = Array(pages[start..<min(pages.count, start + Project.batchCount)])
            return StartedWork { work.run(batch) }
        }
        var done = 0
        var running = begin(0)
        while let batch = running {
            let rows = batch.wait()
            done += rows.count
            running = begin(done)
            do {
                // A capture that is gone or changed is verify's to report; it does not keep the others from being read.
                try store.insert(rows.compactMap { $0 }, stem: WordForms.stem)
            } catch {
                _ = running?.wait()
                throw error
            }
            progress?(done, pages.count)
        }
    }

    /// The derivation of single pages, each within its bounds.
    var derivation: BoundedWork<LoggedPage, ArticleDerivation.Part, StoredArticle?> {
        let captures = folder.captures
        let adopted = adopted
        let why = "it takes more than \(Int(secondsPerPage)) seconds of processor time"
        let leftOut = log.leftOut.keys.reduce(into: [String: String]()) { $0[$1] = log.leftOutReason($1) }
        return BoundedWork(
            threads: WorkThread.cores, seconds: secondsPerPage,
            work: { page, report in
                if let reason = leftOut[page.id] {
                    return ArticleDerivation.empty(page, size: page.size, .leftOut(reason))
                }
                guard let bytes = try? captures.bytes(of: page.sha256) else {
                    return adopted[page.number].map(ArticleDerivation.withFacets)
                }
                return ArticleDerivation.derive(bytes, page, report)
            },
            unfinished: { page, part in ArticleDerivation.unfinished(part, page, why: why) })
    }

    /// Writes the rows of events and persons of the pages whose coding the analyst corrected, or took back.
    private func recode() throws {
        let ids = Set(analystValues().filter { HandCorrections.isCorrection($0.field) }.map(\.id)).sorted()
        if ids.isEmpty { return }
        let numbers = try ids.compactMap { try store.number(ofID: $0) }
        let codings = try numbers.compactMap { number -> (Int, StoredCoding)? in
            try Collection(store, pages: [number]).pages.first.map {
                (number, CodingRows.of($0.events, $0.claims, $0.fields))
            }
        }
        try store.setCoding(codings)
    }

    /// Takes pages out, and back in, as the log says.
    private func leaveOut() throws {
        let stored = try store.unread()
        let out = log.leftOut
        let isOut = Dictionary(
            stored.compactMap { page -> (String, String)? in
                if case .leftOut(let reason) = page.state { (page.id, reason) } else { nil }
            }
        ) { first, _ in first }
        let changed = Set(out.keys).union(isOut.keys).filter { log.leftOutReason($0) != isOut[$0] }
        if changed.isEmpty { return }
        var pages: [LoggedPage] = []
        try folder.log.visit { entry in
            guard entry.action == "add", let digest = entry.detail("sha256"), let id = log.held[digest],
                changed.contains(id), !pages.contains(where: { $0.id == id })
            else { return }
            pages.append(LoggedPage(entry, id: id, sha256: digest))
        }
        try derive(pages)
    }
}
