internal import ContentExtraction
internal import CorpusStore
internal import EvidenceArchive
internal import TextPrimitives

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
    }

    /// Adds files.
    ///
    /// - Parameters:
    ///   - paths: Files, folders, or `-` for standard input.
    ///   - report: Called for each file when it is settled, in their order: an added one is on the disk and in the log by then.
    /// - Throws: ``ArchiveError`` when the log or a capture cannot be written; what was reported stays.
    public func add(_ paths: [String], report: @escaping (Addition) -> Void) throws {
        try adding(report) { arrivals in
            for path in paths {
                let files =
                    path == "-"
                    ? ["-"]
                    : FileAccess.files(below: path) { arrivals.refuse(path, $0.description) }
                for file in files {
                    if WARCReader.isWARC(file) {
                        try addArchive(file, arrivals)
                        continue
                    }
                    let bytes: [UInt8]
                    do throws(ArchiveError) {
                        bytes = try FileAccess.read(file, limit: Project.captureLimit)
                    } catch {
                        arrivals.refuse(file, error.description)
                        continue
                    }
                    try add(bytes, file: file, arrivals)
                }
            }
        }
    }

    /// Adds bytes that were uploaded.
    ///
    /// - Parameters:
    ///   - uploads: Names as the sender gives them, with the bytes.
    ///   - report: As in ``add(_:report:)``.
    /// - Throws: As in ``add(_:report:)``.
    public func add(uploads: [(name: String, bytes: [UInt8])], report: @escaping (Addition) -> Void) throws {
        try adding(report) { arrivals in
            for upload in uploads {
                if upload.bytes.count > Project.captureLimit {
                    arrivals.refuse(
                        upload.name,
                        "\(upload.name) has \(upload.bytes.count) bytes, more than the \(Project.captureLimit) that are taken; split it."
                    )
                    continue
                }
                try add(upload.bytes, file: upload.name, arrivals)
            }
        }
    }

    /// Holds the project's lock while captures are added, and derives what they give afterwards.
    private func adding(_ report: @escaping (Addition) -> Void, _ work: (Arrivals) throws -> Void) throws {
        let lock = try folder.lock()
        defer { lock.release() }
        try store.follow(.writing)
        // Another process may have written since.
        try readLog()
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
    }

    /// Adds the pages of a web archive, each as a capture of its own with the record's address and date.
    private func addArchive(_ file: String, _ arrivals: Arrivals) throws(ArchiveError) {
        var failure: ArchiveError?
        do throws(ArchiveError) {
            try WARCReader.pages(of: file) { complaint in
                arrivals.refuse(file, complaint)
            } _: { page in
                guard failure == nil else { return }
                guard page.body.count <= Project.captureLimit else {
                    arrivals.refuse(file, "\(file), \(page.id): the page has more bytes than are taken.")
                    return
                }
                var origin = [JSONMember(name: "record", value: .string(page.id))]
                if let url = page.url { origin.append(JSONMember(name: "url", value: .string(url))) }
                if let captured = page.captured {
                    origin.append(JSONMember(name: "captured", value: .string(captured)))
                }
                do throws(ArchiveError) {
                    try add(page.body, file: file, name: Project.name(of: page), origin: origin, arrivals)
                } catch { failure = error }
            }
        } catch  where error.code != .cannotWrite {
            arrivals.refuse(file, "\(file): \(error.description)")
        }
        if let failure { throw failure }
    }

    /// The id of an archived page: host and path of its address, of letters and digits.
    private static func name(of page: ArchivedPage) -> String {
        var address = Substring(page.url ?? page.id)
        for scheme in ["http://", "https://"] where address.hasPrefix(scheme) {
            address = address.dropFirst(scheme.count)
        }
        let bytes = address.utf8.map { byte in
            byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ".") ? byte : UInt8(ascii: "-")
        }
        let words = Array(bytes.split(separator: UInt8(ascii: "-")).joined(separator: [UInt8(ascii: "-")]))
        return String(decoding: words[..<min(80, words.count)], as: UTF8.self)
    }

    private func add(
        _ bytes: [UInt8], file: String, name given: String? = nil, origin: [JSONMember] = [], _ arrivals: Arrivals
    ) throws(ArchiveError) {
        if bytes.isEmpty {
            arrivals.refuse(file, "\(file) is empty; there is nothing to keep.")
            return
        }
        let digest = Digest.sha256(bytes)
        if arrivals.isKnown(digest) {
            try arrivals.again(bytes, digest, file: file)
            return
        }
        if let reason = Project.refusal(bytes) {
            arrivals.refuse(file, "\(file) \(reason)")
            return
        }
        var name = given ?? (file == "-" ? "stdin-\(digest.prefix(8))" : FileAccess.name(of: file))
        if given == nil, name.hasSuffix(".gz") { name.removeLast(3) }
        try arrivals.take(bytes, digest, name: name, file: file, origin: origin)
    }

    /// Why bytes are not taken as a page: binary files are no evidence that this program can read.
    private static func refusal(_ bytes: [UInt8]) -> String? {
        var page = bytes
        if Gzip.isGzip(bytes) {
            guard let unpacked = try? Gzip.inflate(bytes, limit: captureLimit) else {
                return "is broken or unpacks to more than \(captureLimit) bytes; unpack it and add what is in it."
            }
            page = unpacked
        }
        if page.starts(with: "WARC/1.".utf8) { return "is a web archive; add it with `wirekin add`." }
        switch PageReader.refusal(of: page) {
        case "binary": return "is binary, no page or text; save the page as HTML or text and add that."
        case "empty": return "holds only white space; there is nothing to keep."
        default: return nil
        }
    }
}
