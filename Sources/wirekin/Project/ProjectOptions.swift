internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Glibc
internal import Ledger
internal import StageIO
internal import TextPrimitives

/// Where the project is, and how a result is printed: the same on every project command.
struct ProjectOptions: ParsableArguments {
    @Option(help: "The project's folder; else $WIREKIN_PROJECT, else the current folder.")
    var project: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Say nothing on standard error but errors.")
    var quiet = false

    @Option(help: "The day that stands for today (YYYY-MM-DD).")
    var today: String?

    /// Whether the project was named.
    var isNamed: Bool { unsafe project != nil || getenv("WIREKIN_PROJECT") != nil }

    /// The day that stands for today.
    func day() throws -> String {
        guard let today else { return String(Clock.now().prefix(10)) }
        guard CivilDay(iso: today) != nil else {
            throw ExitStatus.usage("“\(today)” is no day; write it as 2026-05-14.")
        }
        return today
    }

    /// The folder that is meant.
    var path: String {
        if let project { return project }
        if let value = unsafe getenv("WIREKIN_PROJECT") { return unsafe String(cString: value) }
        return "."
    }

    /// Opens the project; a failure ends the command with one sentence.
    func open(_ command: String, _ access: Project.Access = .reading) throws -> Project {
        do {
            let project = try Project(
                path: path, by: "wirekin \(command) \(Version.text)", access: access, progress: progress)
            if let note = try project.staleness(), !quiet { StandardStreams.complain("wirekin: \(note)") }
            return project
        } catch { throw ExitStatus.failed(error) }
    }

    /// Tells on a terminal how far reading has come, where it takes long.
    var progress: Project.Progress? {
        guard !quiet, isatty(2) != 0 else { return nil }
        return { done, all in
            if all > 128 { StandardStreams.complain("wirekin: read \(done) of \(all) pages") }
        }
    }

    /// Opens the project and reads the whole collection.
    func collection(_ command: String, _ access: Project.Access = .reading) throws -> (Project, Collection) {
        let project = try open(command, access)
        do { return (project, try Collection(project.store)) } catch { throw ExitStatus.failed(error) }
    }

    /// Opens the project and reads the one page that a name means.
    ///
    /// A name that means none or several ends the command with a sentence.
    func page(_ name: String, _ command: String, _ access: Project.Access = .reading) throws -> (
        project: Project, collection: Collection, item: CollectionPage
    ) {
        let project = try open(command, access)
        let collection: Collection
        let numbers: [Int]
        do {
            numbers = try Collection.numbers(matching: name, in: project.store)
            collection = try Collection(project.store, pages: numbers)
        } catch { throw ExitStatus.failed(error) }
        if collection.pages.count == 1, collection.rejected.isEmpty || numbers.count > 1 {
            return (project, collection, collection.pages[0])
        }
        if collection.pages.isEmpty {
            if let other = collection.rejected.first {
                throw ExitStatus.usage("\(other.id) is no article: \(other.rejected ?? "not read").")
            }
            let ids = (try? project.store.ids()) ?? []
            let near = Collection.shortNames(ids).min {
                EditDistance.between($0, name) < EditDistance.between($1, name)
            }
            throw ExitStatus.usage("no page “\(name)” in this project\(near.map { "; did you mean \($0)?" } ?? ".")")
        }
        throw ExitStatus.usage(
            "“\(name)” could be \(collection.pages.map(\.short).joined(separator: ", ")); name one.")
    }

    /// The name of the project, for headings.
    var name: String {
        let path = self.path == "." ? FileNames.current : self.path
        return path.split(separator: "/").last.map { $0.hasSuffix(".wirekin") ? String($0.dropLast(8)) : String($0) }
            ?? "project"
    }
}

/// Names of folders.
enum FileNames {
    /// The current folder.
    static var current: String {
        guard let path = unsafe getcwd(nil, 0) else { return "." }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}

/// Printing.
enum Out {
    /// Prints text; signs that would command the terminal are shown instead of obeyed.
    static func put(_ text: String) { StandardStreams.write(TerminalText.harmless(Array(text.utf8))) }
    /// Prints a value as one line of JSON.
    static func put(_ value: JSONValue) { put(value.text + "\n") }
}

extension Collection {
    /// The one page that a name means; a name that means none or several ends the command with a sentence.
    func page(_ name: String) throws -> Int {
        let found = pages(matching: name)
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            if let other = rejected.first(where: { $0.id.hasPrefix(name) }) {
                throw ExitStatus.usage("\(other.id) is no article: \(other.rejected ?? "not read").")
            }
            let near = pages.map(\.short).min { EditDistance.between($0, name) < EditDistance.between($1, name) }
            throw ExitStatus.usage("no page “\(name)” in this project\(near.map { "; did you mean \($0)?" } ?? ".")")
        }
        throw ExitStatus.usage("“\(name)” could be \(found.map { pages[$0].short }.joined(separator: ", ")); name one.")
    }
}
