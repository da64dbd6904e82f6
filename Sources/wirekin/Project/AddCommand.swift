internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
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

    func run() throws {
        try makeWhenMissing()
        let project = try options.open("add", .writing)
        let before = project.logHead.entries
        var added: [JSONValue] = []
        var known: [JSONValue] = []
        var refused: [JSONValue] = []
        var restored: [JSONValue] = []
        var others: [JSONValue] = []
        do {
            try project.add(paths, map: try records.fields()) { addition in
                let item: JSONValue
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
            let log = project.logHead.entries > before ? " · log #\(before + 1)–#\(project.logHead.entries)" : ""
            Out.put(
                "\(added.count) added, \(known.count) known, \(restored.isEmpty ? "" : "\(restored.count) restored, ")\(others.isEmpty ? "" : "\(others.count) of them no articles, ")\(refused.count) not taken\(log) · project \(options.path)\n    log \(project.logHead.entries):\(project.logHead.hash)\n"
            )
        }
        if !refused.isEmpty { throw ExitStatus.partly }
    }

    /// The current folder becomes a project only when it is named: an unnamed one must be one already.
    private func makeWhenMissing() throws {
        guard options.project != nil else { return }
        do { try ProjectFolder.createWhenMissing(options.path, by: "wirekin add \(Version.text)") } catch {
            throw ExitStatus.failed(error)
        }
    }
}
