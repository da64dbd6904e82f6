internal import ArchivePipeline
internal import DocumentModel
internal import Synchronization
internal import TextPrimitives

/// A value that the analyst sets or takes back, as the form sends it.
struct AnalystChange: Sendable {
    /// `outlet`, `url` or `date`.
    let field: String
    /// The value, nil to take it back.
    let value: String?
    /// Why.
    let why: String?

    /// Whether a field is a tag: `tag:` and a word of letters, digits, hyphens and blanks.
    static func isTag(_ field: String) -> Bool {
        guard field.hasPrefix("tag:"), field.utf8.count > 4, field.utf8.count <= 64 else { return false }
        return field.dropFirst(4).unicodeScalars.allSatisfy { SearchText.isWord($0) || $0 == "-" || $0 == " " }
    }

    /// Checks a form.
    ///
    /// - Throws: ``DeskError`` that says what is wrong with it.
    init(_ fields: [String: String]) throws {
        guard let field = fields["field"], field.utf8.count <= 400,
            ["outlet", "url", "date", "note"].contains(field) || AnalystChange.isTag(field)
                || HandCorrections.isCorrection(field)
        else {
            throw DeskError.badRequest("Only outlet, address, date, notes, tags and the coding of events can be set by hand.")
        }
        self.field = field
        why = fields["why"].flatMap { $0.isEmpty ? nil : String($0.prefix(1_000)) }
        if fields["undo"] != nil {
            value = nil
            return
        }
        guard let value = fields["value"], !value.isEmpty, value.utf8.count <= 2_000,
            !value.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { throw DeskError.badRequest("The value is empty, too long, or holds a line break.") }
        if field == "date", DayBounds(edtf: value) == nil {
            throw DeskError.badRequest(
                "“\(value.prefix(40))” is no date; write it as 2022-05-14, 2022-05, 2022 or A/B.")
        }
        self.value = value
    }
}

/// A row of a dossier that the analyst strikes out or confirms, or an act of that kind taken back.
struct RowChange: Sendable {
    /// The reports that make the row, as `PAGE#e3`.
    let reports: [String]
    /// Why.
    let why: String?
    /// Where the reader goes back to.
    let back: String
    private let act: String

    /// Checks a form.
    ///
    /// - Throws: ``DeskError`` that says what is wrong with it.
    init(_ fields: [String: String]) throws {
        let names = (fields["reports"] ?? "").split(separator: " ").map(String.init)
        guard !names.isEmpty, names.count <= 200 else { throw DeskError.badRequest("The form names no row.") }
        reports = names
        act = fields["act"] ?? ""
        guard ["strike", "confirm", "undo-strike", "undo-confirm"].contains(act) else {
            throw DeskError.badRequest("A row can be struck out or confirmed, and that can be undone.")
        }
        why = fields["why"].flatMap { $0.isEmpty ? nil : String($0.prefix(1_000)) }
        let asked = fields["back"] ?? "/pair"
        back = RowChange.isOwn(asked) ? asked : "/pair"
    }

    /// Whether an address is of the desk itself.
    static func isOwn(_ address: String) -> Bool {
        address.hasPrefix("/") && !address.hasPrefix("//") && !address.hasPrefix("/\\")
            && address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    /// The field of an event.
    func field(_ event: String) -> String {
        act.hasSuffix("confirm") ? HandCorrections.confirmed(event) : HandCorrections.struck(event)
    }

    /// The value: nil takes it back.
    var value: String? { act.hasPrefix("undo") ? nil : "yes" }
}

/// The files of a form.
enum AddForm {
    /// The files, and the pasted text under its name.
    static func files(_ parts: [FormData.Part]) -> [(name: String, bytes: [UInt8])] {
        var result: [(name: String, bytes: [UInt8])] = []
        var pasted: [UInt8] = []
        var name = ""
        for part in parts {
            switch part.name {
            case "files":
                if let file = part.file, !file.isEmpty { result.append((plain(file), part.bytes)) }
            case "paste": pasted = part.bytes
            case "name":
                let given = String(decoding: part.bytes, as: UTF8.self)
                name = given.utf8.contains { $0 > 0x20 } ? plain(given) : ""
            default: continue
            }
        }
        if pasted.contains(where: { $0 > 0x20 }) {
            let chosen = name.isEmpty ? "pasted" : name
            result.append((chosen.hasSuffix(".txt") ? chosen : chosen + ".txt", pasted))
        }
        return result
    }

    /// A file's name without folders and control characters.
    private static func plain(_ name: String) -> String {
        let last = name.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map { String(Substring($0)) } ?? ""
        let kept = String(
            last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200).map(Character.init))
        return kept.isEmpty || kept == "." || kept == ".." ? "unnamed" : kept
    }
}

/// Uploads that are being added, and those that were since the desk started.
final class Uploads: Sendable {
    /// A file of an upload.
    struct Item: Sendable {
        var name: String
        var state: String
        var link: String?
    }

    /// An upload.
    struct State: Sendable {
        var expected: Int
        var items: [Item] = []
        var isDone = false
        var problem: String?

        /// What the page says of it.
        var heading: String {
            if let problem { return problem }
            return isDone ? "Added" : "Adding \(expected) \(expected == 1 ? "file" : "files")"
        }
    }

    private let states = Mutex<[Int: State]>([:])

    /// The most uploads that are remembered.
    private static let limit = 200

    /// A new upload.
    func begin(_ names: [String]) -> Int {
        states.withLock { states in
            let job = (states.keys.max() ?? 0) + 1
            states[job] = State(expected: names.count)
            states[job - Uploads.limit] = nil
            return job
        }
    }

    /// Tells what became of a file.
    func report(_ job: Int, _ addition: Project.Addition) {
        let item =
            switch addition {
            case .added(let id, let sha): Item(name: id, state: "added", link: "/article/\(sha)")
            case .known(let id, let sha, let file):
                Item(name: file, state: "held already, as \(id)", link: "/article/\(sha)")
            case .restored(let id, let sha, let file):
                Item(name: file, state: "given back, as \(id)", link: "/article/\(sha)")
            case .refused(let file, let reason): Item(name: file, state: "not taken: \(reason)", link: nil)
            case .noArticle(let id, let file, let reason):
                Item(name: file, state: "\(id) is kept, and is no article: \(reason).", link: nil)
            case .noted(let file, let text): Item(name: file, state: text, link: nil)
            }
        states.withLock { $0[job]?.items.append(item) }
    }

    /// Ends an upload.
    func finish(_ job: Int, _ problem: String?) {
        states.withLock { states in
            states[job]?.isDone = true
            states[job]?.problem = problem
        }
    }

    /// An upload as it stands.
    func state(_ job: Int) -> State? { states.withLock { $0[job] } }
}
