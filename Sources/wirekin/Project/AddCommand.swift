internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Glibc
internal import Ledger
internal import StageIO
internal import TextPrimitives

/// `wirekin add`: keeps pages as evidence and reads them.
struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Keep pages as evidence and read them.",
        discussion: """
            EXAMPLE
              wirekin add ~/pages/*.html
              curl … | wirekin add -

            A page counts as added once its line is printed. Adding the same bytes again changes nothing and says so.
            What is kept and is no article is named, file by file. A list of addresses beside a web archive says which of its pages \
            are taken. Exit status 3 when a file was not taken; the others are added.
            """)

    @Argument(
        help: """
            Files, folders, or - for standard input: HTML, MHTML, text, PDF, mail; web archives (WARC, WACZ), feeds, JSON \
            Lines, CSV, mail boxes, exports of Zotero.
            """)
    var paths: [String]

    @OptionGroup var records: RecordOptions

    @OptionGroup var options: ProjectOptions

    @Flag(help: "Print one JSON object a file as it goes.")
    var jsonl = false

    @Flag(help: "Say what would be added, and add nothing.")
    var dryRun = false

    func run() throws {
        if dryRun { return try rehearse() }
        try makeWhenMissing()
        let project = try options.open("add", .writing)
        let line = !options.quiet && isatty(2) != 0 && isatty(1) == 0 ? ProgressLine("files") : nil
        var settled = 0
        let before = project.logHead.entries
        var added: [JSONValue] = []
        var known: [JSONValue] = []
        var refused: [JSONValue] = []
        var restored: [JSONValue] = []
        var others: [JSONValue] = []
        do {
            try project.add(paths, map: try records.fields()) { addition in
                let item: JSONValue
                settled += 1
                line?.show(settled, of: nil)
                switch addition {
                case .added(let id, let sha256):
                    item = .pairs(["id": .string(id), "sha256": .string(sha256)])
                    added.append(item)
                    if jsonl {
                        Out.put(.pairs(["added": item]))
                    } else if !options.json {
                        Out.put("added    \(id)  \(sha256.prefix(12))\n")
                    }
                case .known(let id, let sha256, let file):
                    item = .pairs(["id": .string(id), "sha256": .string(sha256), "file": .string(file)])
                    known.append(item)
                    if jsonl {
                        Out.put(.pairs(["known": item]))
                    } else if !options.json {
                        Out.put("known    \(id)  the same bytes are held already\n")
                    }
                case .restored(let id, let sha256, let file):
                    item = .pairs(["id": .string(id), "sha256": .string(sha256), "file": .string(file)])
                    restored.append(item)
                    if jsonl {
                        Out.put(.pairs(["restored": item]))
                    } else if !options.json {
                        Out.put("restored \(id)  its capture was lost or changed, and is held again\n")
                    }
                case .refused(let file, let reason):
                    item = .pairs(["file": .string(file), "reason": .string(reason)])
                    refused.append(item)
                    if jsonl { Out.put(.pairs(["refused": item])) }
                    if !options.json, !jsonl { StandardStreams.complain("wirekin: \(reason)") }
                case .noArticle(let id, let file, let reason):
                    item = .pairs(["id": .string(id), "file": .string(file), "reason": .string(reason)])
                    others.append(item)
                    if jsonl {
                        Out.put(.pairs(["no_article": item]))
                    } else if !options.json {
                        Out.put("kept     \(id)  no article: \(reason) (\(file))\n")
                    }
                case .noted(_, let text):
                    if jsonl { Out.put(.pairs(["note": .string(text)])) }
                    if !jsonl, !options.quiet { StandardStreams.complain("wirekin: \(text)") }
                }
            }
        } catch { throw ExitStatus.failed(error) }
        if options.json {
            var members: [(String, JSONValue)] = [
                ("added", .array(added)), ("known", .array(known)), ("refused", .array(refused)),
            ]
            if !others.isEmpty { members.append(("no_article", .array(others))) }
            if !restored.isEmpty { members.append(("restored", .array(restored))) }
            Out.put(.object(members.map { JSONMember(name: $0.0, value: $0.1) }))
        } else if !jsonl {
            let last = project.logHead.entries
            let log = last <= before ? "" : last == before + 1 ? " · log #\(last)" : " · log #\(before + 1)–#\(last)"
            Out.put(
                "\(added.count) added, \(known.count) known, \(restored.isEmpty ? "" : "\(restored.count) restored, ")\(others.isEmpty ? "" : "\(others.count) of them no articles, ")\(refused.count) not taken\(log) · project \(options.path)\n    log \(project.logHead.entries):\(project.logHead.hash)\n"
            )
        }
        if !refused.isEmpty { throw ExitStatus.partly }
    }

    /// Adds to a project that is thrown away, and says of each file what would become of it in this one.
    private func rehearse() throws {
        let held: CorpusStore?
        if FileAccess.exists(options.path + "/wirekin.json") {
            held = try options.open("add").store
        } else if options.project != nil {
            held = nil
        } else {
            held = try options.open("add").store
        }
        do {
            let temporary = try TemporaryFolder()
            defer { temporary.remove() }
            let path = temporary.path + "/rehearsal"
            _ = try ProjectFolder.create(path, by: "wirekin add --dry-run")
            let project = try Project(path: path, by: "wirekin add --dry-run", progress: options.progress)
            var (new, known, refused) = (0, 0, 0)
            try project.add(paths, map: try records.fields()) { addition in
                switch addition {
                case .added(let id, let sha256):
                    let isHeld = (try? held?.number(of: sha256)) ?? nil
                    if isHeld != nil { known += 1 } else { new += 1 }
                    if !options.json {
                        Out.put("\(isHeld != nil ? "is held    " : "would add  ")\(id)  \(sha256.prefix(12))\n")
                    }
                case .known(let id, _, _), .restored(let id, _, _):
                    known += 1
                    if !options.json { Out.put("the same   \(id)  the same bytes come twice\n") }
                case .refused(_, let reason):
                    refused += 1
                    StandardStreams.complain("wirekin: \(reason)")
                case .noArticle(let id, _, let reason):
                    if !options.json { Out.put("no article \(id)  \(reason)\n") }
                case .noted(_, let text): if !options.quiet { StandardStreams.complain("wirekin: \(text)") }
                }
            }
            if options.json {
                Out.put(.pairs(["would_add": .int(new), "held": .int(known), "refused": .int(refused)]))
            } else {
                Out.put(
                    "\(new) would be added, \(known) are held, \(refused) would not be taken; nothing was written\n")
            }
            if refused > 0 { throw ExitStatus.partly }
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
    }

    /// The current folder becomes a project only when it is named: an unnamed one must be one already.
    private func makeWhenMissing() throws {
        guard options.project != nil else { return }
        do { try ProjectFolder.createWhenMissing(options.path, by: "wirekin add \(Version.text)") } catch {
            throw ExitStatus.failed(error)
        }
    }
}
