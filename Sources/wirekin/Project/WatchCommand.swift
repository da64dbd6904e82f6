internal import ArchivePipeline
internal import ArgumentParser
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import StageIO
internal import TextPrimitives

/// `wirekin watch`: what is new in saved searches and pairs.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Tell what is new in saved searches and pairs since the last look.",
        discussion: """
            EXAMPLES
              wirekin watch add kp-ir --pair KP-IR
              wirekin watch add treaties --search "joint communique" --rules event,denial
              wirekin watch
              wirekin watch --keep --atom watch.atom --ics anniversaries.ics

            A look tells events that no page told of before, denials, texts that were changed (with their diff), denials that answer \
            something else in a copy, and anniversaries within seven days; mere reprints are counted and not told. What was looked \
            at is noted in watch.json in the project, and nothing else is written.

            Exit status of a look: 0 nothing is new, 1 something is, 2 usage, 3 it could not be done.
            """,
        subcommands: [WatchLookCommand.self, WatchAddCommand.self, WatchRemoveCommand.self, WatchListCommand.self],
        defaultSubcommand: WatchLookCommand.self)
}

extension ProjectOptions {
    /// Opens the project and reads its watches.
    fileprivate func watches() throws -> (project: Project, list: WatchList) {
        let project = try open("watch")
        do { return (project, try WatchList(project)) } catch { throw ExitStatus.failed(error) }
    }
}

/// `wirekin watch look`: what is new since the last look.
struct WatchLookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "look", abstract: "Tell what is new since the last look.",
        discussion: "EXAMPLE\n  wirekin watch look kp-ir --project ./kp-ir")

    @Argument(help: "The watches; all when none is named.")
    var names: [String] = []

    @Flag(help: "Do not note the look: the next tells the same again.")
    var keep = false

    @Option(help: "Write a feed (Atom) of what the watches told since they were made.")
    var atom: String?

    @Option(help: "Write a calendar of the anniversaries that the watched pages remember.")
    var ics: String?

    @OptionGroup var options: ProjectOptions

    func run() throws {
        var (project, list) = try options.watches()
        for name in names where !list.watches.contains(where: { $0.name == name }) {
            throw ExitStatus.usage("there is no watch “\(name)”; `wirekin watch list` has them.")
        }
        let chosen = list.watches.indices.filter { names.isEmpty || names.contains(list.watches[$0].name) }
        if chosen.isEmpty {
            throw ExitStatus.usage("nothing is watched yet; begin with `wirekin watch add NAME --pair KP-IR`.")
        }
        let day = try options.day()
        guard let today = CivilDay(iso: day) else { throw ExitStatus.usage("“\(day)” is no day.") }
        var looks: [WatchLook] = []
        do {
            let mark = try project.mark(day: day)
            for index in chosen {
                let watch = list.watches[index]
                guard try project.holds(watch.looked) else {
                    throw ExitStatus(
                        code: 3,
                        message:
                            "the log is not the one that “\(watch.name)” looked at: entry \(watch.looked.entries) is another; run `wirekin verify`, then remove and add the watch."
                    )
                }
                looks.append(try WatchLook(watch, in: project, today: today))
                list.watches[index].looked = mark
            }
            try write(chosen.map { list.watches[$0] }, project, today)
            if options.json {
                Out.put(.pairs(["schema_version": .int(1), "watches": .array(looks.map { WatchText.json($0) })]))
            } else {
                for look in looks { Out.put(WatchText.terminal(look)) }
            }
            if !keep { try list.write() }
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
        if looks.contains(where: { !$0.signals.isEmpty }) { throw ExitStatus.problems }
    }

    /// Writes the feed and the calendar.
    private func write(_ watches: [Watch], _ project: Project, _ today: CivilDay) throws {
        if let atom {
            let looks = try watches.map { try WatchLook($0, since: $0.since, in: project, today: today) }
            let feed = try WatchFeed.atom(looks, project, name: options.name)
            try FileAccess.writeAtomically(Array(feed.utf8), to: atom)
        }
        if let ics {
            let calendar = try WatchFeed.calendar(watches, project, name: options.name)
            try FileAccess.writeAtomically(Array(calendar.utf8), to: ics)
        }
    }
}

/// `wirekin watch add`: saves a search or a pair.
struct WatchAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Save a search or a pair to be watched from now on.",
        discussion: "EXAMPLE\n  wirekin watch add kp-ir --pair KP-IR --rules event,denial,anniversary")

    @Argument(help: "A name for it.")
    var name: String

    @Option(help: "Words that the texts must hold.")
    var search: String?

    @Option(help: "A pair of states that the pages must name, such as KP-IR.")
    var pair: String?

    @Option(help: "What is told, parted by commas: \(WatchAddCommand.all); all when left out.")
    var rules: String?

    @Flag(help: "Tell at the first look what is there already.")
    var fromStart = false

    @OptionGroup var options: ProjectOptions

    private static var all: String { WatchRule.allCases.map(\.rawValue).joined(separator: ", ") }

    func run() throws {
        let words = search ?? ""
        guard !words.isEmpty || pair != nil else {
            throw ExitStatus.usage("say what is to be watched: --search WORDS, --pair KP-IR, or both.")
        }
        let codes = try pair.map { try WatchAddCommand.codes($0) }
        var chosen = WatchRule.allCases
        if let rules {
            chosen = try rules.split(separator: ",").map { name in
                guard let rule = WatchRule(rawValue: String(name)) else {
                    throw ExitStatus.usage("“\(name)” is no rule; they are \(WatchAddCommand.all).")
                }
                return rule
            }
            if chosen.isEmpty { throw ExitStatus.usage("name a rule; they are \(WatchAddCommand.all).") }
        }
        var (project, list) = try options.watches()
        if name.isEmpty || list.watches.contains(where: { $0.name == name }) {
            throw ExitStatus.usage("“\(name)” is a watch already; choose another name, or remove it first.")
        }
        do {
            let day = try options.day()
            // The first look tells the anniversaries of the days to come.
            let mark =
                fromStart
                ? WatchMark(entries: 0, hash: "", day: "0001-01-01")
                : WatchMark(
                    entries: try project.mark(day: day).entries, hash: try project.mark(day: day).hash,
                    day: "0001-01-01")
            list.watches.append(Watch(name: name, words: words, pair: codes, rules: chosen, since: mark))
            try list.write()
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
        if !options.quiet, !options.json {
            Out.put("watching \(name): \(list.watches[list.watches.count - 1].scope)\n")
        }
        if options.json { Out.put(list.watches[list.watches.count - 1].json) }
    }

    /// A pair as it is kept: two codes, sorted.
    private static func codes(_ pair: String) throws -> String {
        let codes = pair.uppercased().split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard codes.count == 2, codes[0] != codes[1], codes.allSatisfy({ CountryCodes.alpha3($0) != nil }) else {
            throw ExitStatus.usage(
                "“\(pair)” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        return codes.sorted().joined(separator: "-")
    }
}

/// `wirekin watch remove`: takes a watch away.
struct WatchRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take a watch away.", discussion: "EXAMPLE\n  wirekin watch remove kp-ir")

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var options: ProjectOptions

    func run() throws {
        var (_, list) = try options.watches()
        guard let index = list.watches.firstIndex(where: { $0.name == name }) else {
            throw ExitStatus.usage("there is no watch “\(name)”; `wirekin watch list` has them.")
        }
        list.watches.remove(at: index)
        do { try list.write() } catch { throw ExitStatus.failed(error) }
    }
}

/// `wirekin watch list`: the watches.
struct WatchListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the watches.", discussion: "EXAMPLE\n  wirekin watch list")

    @OptionGroup var options: ProjectOptions

    func run() throws {
        let list = try options.watches().list
        if options.json {
            Out.put(.pairs(["schema_version": .int(1), "watches": .array(list.watches.map(\.json))]))
            return
        }
        for watch in list.watches {
            Out.put(
                "\(watch.name)  \(watch.scope)  \(watch.rules.map(\.rawValue).joined(separator: ", ")); looked at \(watch.looked.entries) log entries\n"
            )
        }
    }
}
