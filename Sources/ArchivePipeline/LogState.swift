internal import EvidenceArchive
internal import Intake
internal import TextPrimitives

/// A page as the custody log names it.
struct LoggedPage: Sendable {
    /// The number of the entry that added it.
    var number: Int
    /// Its id; the log's, unless an earlier page has that.
    var id: String
    /// The digest of its bytes.
    var sha256: String
    /// The size of its bytes.
    var size: Int
    /// Where it comes from.
    var origin: CaptureOrigin
    /// The digest of what was kept of its record of a web archive.
    var record: String?
    /// When it was added.
    var time: String
}

extension LoggedPage {
    /// The page of an entry that adds one.
    init(_ entry: CustodyEntry, id: String, sha256: String) {
        self.init(
            number: entry.number, id: id, sha256: sha256,
            size: entry.details.last { $0.name == "size" }?.value.int ?? 0,
            origin: CaptureOrigin(details: entry.details, id: entry.detail("id") ?? id), record: entry.detail("warc"),
            time: entry.time)
    }
}

/// What the custody log says, taken up entry by entry.
struct LogState {
    /// The last entry.
    private(set) var last: CustodyEntry?
    /// The entries of the analyst's layer.
    private(set) var byHand: [CustodyEntry] = []
    /// The ids of the captures that the log holds, by digest.
    private(set) var held: [String: String] = [:]
    /// The digests of what was kept of records of web archives.
    private(set) var records: Set<String> = []
    /// All ids.
    private(set) var ids: Set<String> = []
    /// Why pages are left out, by id, with the number of the entry that says so.
    private(set) var leftOut: [String: (entry: Int, why: String?)] = [:]
    /// Pages that have come since ``settle()``.
    private(set) var unsettled: [LoggedPage] = []
    /// Whether an entry of the analyst's layer has come since then.
    private(set) var hasNews = true

    /// Takes an entry up.
    mutating func take(_ entry: CustodyEntry) {
        last = entry
        switch entry.action {
        case "add":
            // Bytes that are held already are no second page.
            guard let digest = entry.detail("sha256"), let given = entry.detail("id"), held[digest] == nil else {
                break
            }
            let id = free(given, digest)
            held[digest] = id
            ids.insert(id)
            if let record = entry.detail("warc") { records.insert(record) }
            unsettled.append(LoggedPage(entry, id: id, sha256: digest))
        case "set", "unset":
            hasNews = true
            if entry.detail("field") == HandCorrections.leaveOut, let id = entry.detail("id") {
                leftOut[id] = entry.action == "set" ? (entry.number, entry.detail("why")) : nil
            } else {
                byHand.append(entry)
            }
        default: break
        }
    }

    /// Notes that everything has been taken over to the database.
    mutating func settle() {
        unsettled = []
        hasNews = false
    }

    /// An id that no page has: the name, or the name with as much of the digest as keeps it apart.
    ///
    /// - Parameter reserved: Ids of pages that are on their way.
    func free(_ name: String, _ digest: String, besides reserved: Set<String> = []) -> String {
        func isTaken(_ id: String) -> Bool { ids.contains(id) || reserved.contains(id) }
        if !isTaken(name) { return name }
        for length in stride(from: 6, through: 64, by: 2) {
            let id = "\(name)~\(digest.prefix(length))"
            if !isTaken(id) { return id }
        }
        var number = 2
        while isTaken("\(name)~\(digest)~\(number)") { number += 1 }
        return "\(name)~\(digest)~\(number)"
    }

    /// The state of a page that is left out, or nil.
    func leftOutReason(_ id: String) -> String? {
        leftOut[id].map { "left out by hand, log #\($0.entry)\($0.why.map { ": \($0)" } ?? "")" }
    }
}
