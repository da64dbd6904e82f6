internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import Glibc
internal import Ledger
internal import StageIO
internal import TextPrimitives

/// Where the project is, and how a result is printed: the same on every project command.
struct ProjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The project's folder; else $WIREKIN_PROJECT, else the current folder.", valueName: "folder"))
    var project: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Say nothing on standard error but errors.")
    var quiet = false

    @Option(help: ArgumentHelp("The day that stands for today (YYYY-MM-DD).", valueName: "day"))
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
        if !FileAccess.exists(path + "/wirekin.json"), let message = ProjectSearch.message(path, isNamed: isNamed) {
            throw ExitStatus.usage(message)
        }
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
        let line = ProgressLine("pages")
        return { done, all in line.show(done, of: all) }
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

/// Projects near a folder that is none.
enum ProjectSearch {
    /// What to say of a folder that holds no project; nil where it is not there at all or names are of no help.
    static func message(_ path: String, isNamed: Bool) -> String? {
        let found = near(path)
        let make = "`wirekin init \(path)` makes one"
        if found.isEmpty { return "\(path) holds no project; \(make)." }
        let shown = found.prefix(3).joined(separator: ", ")
        return
            "\(path) holds no project; \(shown) \(found.count == 1 ? "does" : "do"): give `--project \(found[0])`, or \(make)."
    }

    /// The folders in a folder, and the folders around it, that hold a project.
    private static func near(_ path: String) -> [String] {
        var result: [String] = []
        var up = path
        for _ in 0..<6 {
            up += "/.."
            if FileAccess.exists(up + "/wirekin.json") {
                result.append(up == "./.." ? ".." : up.hasPrefix("./") ? String(up.dropFirst(2)) : up)
            }
        }
        let names = (try? FileAccess.names(in: path)) ?? []
        for name in names.sorted().prefix(500) where !name.hasPrefix(".") {
            if FileAccess.exists("\(path)/\(name)/wirekin.json") { result.append("\(path)/\(name)") }
        }
        return result
    }
}

/// One line on a terminal that says how far a long command has come, how fast it goes and how long it will take; from the third second on.
final class ProgressLine {
    private let noun: String
    private let begun = ContinuousClock.now
    private var shown: ContinuousClock.Instant?

    init(_ noun: String) { self.noun = noun }

    deinit { if shown != nil { StandardStreams.writeError("\r\u{1B}[K") } }

    /// Shows it, ten times a second at most.
    ///
    /// - Parameters:
    ///   - done: What is done.
    ///   - all: What there is; nil where that is not known.
    func show(_ done: Int, of all: Int?) {
        let now = ContinuousClock.now
        guard now - begun > .seconds(2), shown.map({ now - $0 > .milliseconds(100) }) ?? true else { return }
        shown = now
        StandardStreams.writeError(
            "\r\(ProgressLine.words(done, all, noun, seconds: (now - begun) / .seconds(1)))\u{1B}[K")
    }

    /// "1,200 of 3,000 pages · 65 a second · 28 s left".
    static func words(_ done: Int, _ all: Int?, _ noun: String, seconds: Double) -> String {
        let rate = seconds > 0 ? Double(done) / seconds : 0
        let speed = rate >= 10 ? Wording.number(Int(rate)) : "\((rate * 10).rounded() / 10)"
        var result =
            "\(Wording.number(done))\(all.map { " of \(Wording.number($0))" } ?? "") \(noun) · \(speed) a second"
        if let all, rate > 0 {
            let left = Int((Double(all - done) / rate).rounded(.up))
            result += left >= 120 ? " · \(left / 60) min left" : " · \(left) s left"
        }
        return result
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
    static func put(_ value: JSONValue) {
        StandardStreams.write(TerminalText.harmless(Array((value.text + "\n").utf8), isJSON: true))
    }
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
