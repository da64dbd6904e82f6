internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import TextPrimitives

/// The project that an assistant asks: opened for reading, nothing in it is written.
final class AssistantProject {
    /// The project.
    let project: Project
    /// The project's name.
    let name: String
    /// The day from which the next anniversaries are told; nil for the clock's.
    private let today: CivilDay?
    private var index: (stamps: [FileStamp], value: ProjectIndex)?

    /// Opens a project.
    ///
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    init(path: String, name: String, by: String, today: CivilDay?) throws {
        project = try Project(path: path, by: by, access: .reading)
        self.name = name
        self.today = today
    }

    /// The database.
    var store: CorpusStore { project.store }

    /// The day that stands for today.
    var day: CivilDay { today ?? .today }

    /// Takes up what another process wrote since the last request.
    func follow() throws { try store.follow() }

    /// The columns by which pages are found, read anew when the project changed.
    func columns() throws -> ProjectIndex {
        let stamps = project.folder.stamps
        if let index, index.stamps == stamps { return index.value }
        let value = try ProjectIndex(store)
        index = (stamps, value)
        return value
    }

    /// What stands at the head of every answer: the project, and the state of its log.
    func head() throws -> [JSONMember] {
        let last = try project.folder.log.last()
        return [
            JSONMember(name: "project", value: .string(name)),
            JSONMember(
                name: "log",
                value: .pairs(["entries": .int(last?.number ?? 0), "hash": .string(last?.hash ?? "")])),
        ]
    }

    /// The one page of a name, with the collection that holds it alone.
    ///
    /// - Throws: ``ToolFault`` when the name means none or several.
    func page(_ name: String) throws -> (collection: Collection, page: CollectionPage) {
        let numbers = try Collection.numbers(matching: name, in: store)
        guard numbers.count < 2 else {
            throw ToolFault("“\(name.prefix(80))” could be \(numbers.count) pages; give more of the id or the digest.")
        }
        let collection = try Collection(store, pages: numbers)
        guard let page = collection.pages.first else {
            guard let other = collection.rejected.first else {
                throw ToolFault("No page of this project is named “\(name.prefix(80))”; search gives ids and digests.")
            }
            throw ToolFault("\(other.id) is no article: \(other.rejected ?? "not read").")
        }
        return (collection, page)
    }

    /// The numbers of the pages that carry the text of a name.
    ///
    /// - Throws: ``ToolFault`` when there is no such text.
    func numbers(ofText name: String) throws -> [Int] {
        let numbers = try Collection.numbers(ofText: name, in: store)
        if numbers.isEmpty {
            throw ToolFault("No text or page of this project is named “\(name.prefix(80))”, or several are.")
        }
        return numbers
    }

    /// What is held of a pair.
    ///
    /// - Throws: ``ToolFault`` when it is none.
    func pair(_ name: String) throws -> Collection {
        guard let collection = try PairPages.collection(store, pair: name) else {
            throw ToolFault(
                "“\(name.prefix(40))” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        return collection
    }

    /// The codes of three letters of a pair.
    ///
    /// - Throws: ``ToolFault`` when it is none.
    static func codes(_ pair: String) throws(ToolFault) -> [String] {
        let found = pair.uppercased().split(separator: "-", omittingEmptySubsequences: false).map {
            CountryCodes.alpha3(String($0))
        }
        guard found.count == 2, let first = found[0], let second = found[1], first != second else {
            throw ToolFault(
                "“\(pair.prefix(40))” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        return [first, second]
    }

    /// A day as it was given.
    ///
    /// - Throws: ``ToolFault`` when it is none.
    static func day(_ text: String?) throws(ToolFault) -> String? {
        guard let text else { return nil }
        guard DayBounds(edtf: text) != nil else {
            throw ToolFault("“\(text.prefix(40))” is no date; write it as 2022-05-14, 2022-05 or 2022.")
        }
        return text
    }
}
