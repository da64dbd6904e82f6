internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin explain`: the derivation of a row.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show a row's whole derivation: spans, rules, sources.",
        discussion: "EXAMPLE\n  wirekin explain E3\n  wirekin explain 004#c6")

    @Argument(help: "An event of the ledger (E3), or an event or claim of a page (004#e1, 004#c6).")
    var id: String

    @Option(help: "Two codes, such as KP-IR: an event as it is numbered by `wirekin pair`.")
    var pair: String?

    @OptionGroup var options: ProjectOptions

    func run() throws {
        let value: JSONValue
        if let hash = id.utf8.firstIndex(of: UInt8(ascii: "#")) {
            let (project, _, item) = try options.page(String(id[..<hash]), "explain")
            let name = String(Substring(id.utf8[id.utf8.index(after: hash)...])).lowercased()
            guard let found = RowDerivation.json(name, on: item, in: project.folder) else {
                throw ExitStatus.usage(
                    "no event or claim \(name) on \(item.short); it has \(item.events.count) events and \(item.claims.count) claims."
                )
            }
            value = found
        } else {
            let collection = try collection()
            guard let found = RowDerivation.json(id, in: collection) else {
                throw ExitStatus.usage("no event \(id) in the ledger; it has E1 to E\(collection.ledger.events.count).")
            }
            value = found
        }
        if options.json { Out.put(value) } else { Out.put(ExplainText.lines(value)) }
    }

    /// The collection that numbers the event.
    private func collection() throws -> Collection {
        guard let pair else { return try options.collection("explain").1 }
        let project = try options.open("explain")
        let found: Collection?
        do { found = try PairPages.collection(project.store, pair: pair) } catch { throw ExitStatus.failed(error) }
        guard let found else {
            throw ExitStatus.usage(
                "“\(pair)” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        return found
    }
}

/// A derivation as indented lines.
enum ExplainText {
    static func lines(_ value: JSONValue, _ indent: String = "") -> String {
        switch value {
        case .object(let members):
            return members.map { member in
                switch member.value {
                case .object, .array: "\(indent)\(member.name)\n" + lines(member.value, indent + "  ")
                default: "\(indent)\(member.name.padding(14))\(member.value.string ?? member.value.text)\n"
                }
            }.joined()
        case .array(let elements):
            return elements.map { element in
                if case .object = element { return lines(element, indent + "  ") }
                return "\(indent)- \(element.string ?? element.text)\n"
            }.joined()
        default: return "\(indent)\(value.string ?? value.text)\n"
        }
    }
}
