internal import ArchivePipeline
internal import ArgumentParser
internal import Exports
internal import StageIO
internal import TextPrimitives

/// `wirekin export`: what a project holds, in the formats of others.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what the project holds in formats that others open, several at once.",
        usage: "wirekin export [KP-IR] [--project DIR] --FORMAT FILE …",
        discussion: """
            EXAMPLES
              wirekin export KP-IR --csv tables --ris references.ris
              wirekin export --jsonl - | jq .
              wirekin export KP-IR --html dossier.html --ics anniversaries.ics

            FORMATS (FILE may be - for standard output; jsonl and csv name a folder)
            \(ExportCommand.formats)

            What a format cannot hold is said in its head, or in FILE.txt beside it. The same project gives the same bytes.
            """)

    @OptionGroup var options: ProjectOptions

    @Flag(help: "Also what was struck out by hand, with that mark, in formats that have a place for it: jsonl, csv.")
    var struck = false

    @Argument(parsing: .allUnrecognized, help: "A pair of states, and each format with its file.")
    var rest: [String] = []

    /// The formats, one a line.
    private static var formats: String {
        ExportFormat.all.map { format in
            let name = "--\(format.name) \(format.isFolder ? "FOLDER" : "FILE")"
            let blanks = String(repeating: " ", count: max(1, 22 - name.utf8.count))
            return "  \(name)\(blanks)\(format.abstract)\(format.needsPair ? "; needs a pair" : "")"
        }.joined(separator: "\n")
    }

    func run() throws {
        let (pair, files) = try request()
        if files.isEmpty {
            throw ExitStatus.usage(
                "name a format and a file, such as --csv tables; `wirekin export --help` lists the formats.")
        }
        if pair == nil, let format = files.first(where: { $0.format.needsPair })?.format {
            throw ExitStatus.usage(
                "--\(format.name) is made of a pair; name two states by ISO 3166 codes, such as KP-IR.")
        }
        let project = try options.open("export")
        let found: ExportSource?
        do { found = try ExportSource(project, name: options.name, pair: pair) } catch {
            throw ExitStatus.failed(error)
        }
        guard let source = found else {
            throw ExitStatus.usage(
                "“\(pair ?? "")” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        let marked = try struck ? withStruck(project, pair, files.map(\.format)) : nil
        var written: [JSONValue] = []
        for (format, file) in files {
            let names: [String]
            do {
                let rows = format.marksStruck ? marked ?? source : source
                names = try format.write(rows, to: file) { bytes in
                    if !StandardStreams.write(bytes) {
                        throw ExitStatus(code: 3, message: "standard output was closed before the end.")
                    }
                }
            } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
            written.append(.pairs(["format": .string(format.name), "files": .strings(names)]))
            if !options.quiet, !options.json {
                for name in names { StandardStreams.complain("wrote \(name)") }
            }
        }
        if options.json, !files.contains(where: { $0.file == "-" }) {
            Out.put(
                .pairs([
                    "schema_version": .int(1), "pair": .optional(source.pair), "log_entries": .int(source.log.entries),
                    "log_hash": .string(source.log.hash), "exports": .array(written),
                ]))
        }
    }

    /// What is exported with the rows that were struck out; says which formats have no place for their mark.
    private func withStruck(_ project: Project, _ pair: String?, _ formats: [ExportFormat]) throws -> ExportSource? {
        let without = formats.filter { !$0.marksStruck }.map { "--\($0.name)" }
        if !without.isEmpty, !options.quiet {
            StandardStreams.complain(
                "\(without.joined(separator: ", ")): no place for a mark; what was struck out is left out there")
        }
        if without.count == formats.count { return nil }
        do {
            return try ExportSource(project, name: options.name, pair: pair, withStruck: true)
        } catch { throw ExitStatus.failed(error) }
    }

    /// The pair, if one is named, and the formats with their files, in the order of the command line.
    private func request() throws -> (pair: String?, files: [(format: ExportFormat, file: String)]) {
        var pair: String?
        var files: [(format: ExportFormat, file: String)] = []
        var index = 0
        while index < rest.count {
            let word = rest[index]
            index += 1
            guard word.hasPrefix("--") else {
                if pair != nil || word == "-" { throw ExitStatus.usage("“\(word)” stands behind no format.") }
                pair = word
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            let name = parts.first ?? ""
            guard let format = ExportFormat.named(name) else {
                let names = ExportFormat.all.map(\.name)
                let near = names.min { EditDistance.between($0, name) < EditDistance.between($1, name) }
                throw ExitStatus.usage(
                    "“--\(name)” is no format\(near.map { "; did you mean --\($0)?" } ?? ".")")
            }
            var file = parts.count == 2 ? parts[1] : nil
            if file == nil, index < rest.count, !rest[index].hasPrefix("--") {
                file = rest[index]
                index += 1
            }
            guard let file, !file.isEmpty else {
                throw ExitStatus.usage("--\(name) needs the name of a \(format.isFolder ? "folder" : "file").")
            }
            files.append((format, file))
        }
        return (pair, files)
    }
}
