internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Ledger
internal import TextPrimitives

/// `wirekin set`: the analyst's layer.
struct SetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set a page's outlet, address or date by hand; logged, and never written into the evidence.",
        discussion:
            "EXAMPLE\n  wirekin set 002 --outlet \"The Courier\" --why \"masthead of the print edition\"\n  wirekin set 002 --unset outlet"
    )

    @Argument(help: ArgumentHelp("Pages, each by its id or the beginning of it.", valueName: "page"))
    var pages: [String]

    @OptionGroup var options: ProjectOptions

    @Option(help: "The outlet.")
    var outlet: String?

    @Option(help: "The address.")
    var url: String?

    @Option(help: "The day of publication (EDTF).")
    var date: String?

    @Option(help: "A tag: letters, digits, hyphens and blanks. `search tag:NAME` finds it.")
    var tag: String?

    @Option(help: "A note, kept in the log.")
    var note: String?

    @Flag(help: "Say what would be set, and set nothing.")
    var dryRun = false

    @Option(help: "Two reports tell of one event: an event of this page and one of another, as e3=PAGE#e1.")
    var sameEvent: String?

    @Option(help: "A party that is none in an event of this page, as e3=NAME.")
    var notActor: String?

    @Option(
        help: ArgumentHelp("Strike an event out of the ledger, as e3: the page does not tell it.", valueName: "event"))
    var strike: String?

    @Option(help: ArgumentHelp("Confirm an event, as e3.", valueName: "event"))
    var confirm: String?

    @Flag(help: "Leave the page out of the project: it is kept, and neither read nor counted.")
    var leaveOut = false

    @Flag(help: "Take a page that was left out back in.")
    var takeBack = false

    @Option(help: "Take a value back: outlet, url, date, same-event:e3, not-actor:e3:NAME, struck:e3 or confirmed:e3.")
    var unset: String?

    @Option(help: "Why, in your words; kept in the log.")
    var why: String?

    func run() throws {
        if leaveOut || takeBack {
            try decide()
            return
        }
        var changes: [(String, String?)] = []
        if let outlet { changes.append(("outlet", outlet)) }
        if let url { changes.append(("url", url)) }
        if let date {
            guard DayBounds(edtf: date) != nil else {
                throw ExitStatus.usage("“\(date)” is no date; write it as 2022-05-14, 2022-05, 2022 or A/B.")
            }
            changes.append(("date", date))
        }
        if let (event, other) = try SetCommand.sides(sameEvent, "--same-event e3=PAGE#e1") {
            changes.append((HandCorrections.sameEvent(event), other))
        }
        if let (event, name) = try SetCommand.sides(notActor, "--not-actor e3=NAME") {
            changes.append((HandCorrections.notActor(event, name), "yes"))
        }
        if let tag {
            guard !tag.isEmpty, tag.utf8.count <= 60,
                tag.unicodeScalars.allSatisfy({ SearchText.isWord($0) || $0 == "-" || $0 == " " })
            else { throw ExitStatus.usage("“\(tag)” is no tag; give letters, digits, hyphens and blanks.") }
            changes.append(("tag:\(tag)", "yes"))
        }
        if let note { changes.append(("note", note)) }
        if let strike { changes.append((HandCorrections.struck(strike), "yes")) }
        if let confirm { changes.append((HandCorrections.confirmed(confirm), "yes")) }
        if let unset {
            guard
                ["outlet", "url", "date", "note"].contains(unset) || unset.hasPrefix("tag:")
                    || HandCorrections.isCorrection(unset)
            else {
                throw ExitStatus.usage(
                    "“\(unset)” cannot be taken back; name outlet, url, date, note, tag:NAME, same-event:e3 or not-actor:e3:NAME.")
            }
            changes.append((unset, nil))
        }
        guard !changes.isEmpty else {
            throw ExitStatus.usage(
                "nothing to set; give --outlet, --url, --date, --tag, --note, --same-event, --not-actor, --strike, --confirm, --leave-out or --unset."
            )
        }
        if pages.count > 1, changes.contains(where: { HandCorrections.isCorrection($0.0) }) {
            throw ExitStatus.usage("an event is corrected on one page; name one.")
        }
        let (project, collection) = try options.collection("set", .writing)
        let items = try pages.map { collection.pages[try collection.page($0)] }
        for item in items {
            for (field, value) in changes where HandCorrections.isCorrection(field) {
                let problem = HandCorrections.problem(field, value, item) { name in
                    collection.pages.contains { page in page.events.contains { "\(page.article.id)#\($0.id)" == name } }
                }
                if let problem { throw ExitStatus.usage(problem) }
            }
        }
        for item in items {
            for (field, value) in changes {
                let words = "\(item.short): \(field) \(value.map { "set to \($0)" } ?? "taken back")"
                if dryRun {
                    Out.put("would be: \(words)\n")
                    continue
                }
                do { try project.set(item.article.id, field: field, value: value, why: why) } catch {
                    throw ExitStatus.failed(error)
                }
                Out.put("\(words) · log #\(project.logHead.entries)\n")
            }
        }
    }

    /// The two sides of an option's equals sign, found by bytes.
    private static func sides(_ option: String?, _ form: String) throws -> (String, String)? {
        guard let option else { return nil }
        guard let at = option.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            throw ExitStatus.usage("“\(option)” has no equals sign; write it as \(form).")
        }
        return (String(option[..<at]), String(Substring(option.utf8[option.utf8.index(after: at)...])))
    }

    /// Leaves a page out of the project, or takes it back in.
    private func decide() throws {
        guard leaveOut != takeBack else { throw ExitStatus.usage("give --leave-out or --take-back, not both.") }
        guard pages.count == 1, let page = pages.first else {
            throw ExitStatus.usage("pages are left out one by one; name one.")
        }
        let project = try options.open("set", .writing)
        let found = project.loggedIDs(matching: page)
        guard found.count == 1, let id = found.first else {
            throw ExitStatus.usage(
                found.isEmpty
                    ? "no page “\(page)” in this project."
                    : "“\(page)” could be \(found.joined(separator: ", ")); name one.")
        }
        do { try project.set(id, field: HandCorrections.leaveOut, value: leaveOut ? "yes" : nil, why: why) } catch {
            throw ExitStatus.failed(error)
        }
        Out.put("\(id): \(leaveOut ? "left out" : "taken back") · log #\(project.logHead.entries)\n")
    }
}
