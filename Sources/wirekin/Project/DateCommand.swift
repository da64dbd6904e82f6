internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin date`: when a page is from, how that is known, and what was rejected.
struct DateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "date", abstract: "Tell when a page is from, how that is known, and what was rejected.",
        discussion: "EXAMPLE\n  wirekin date 001")

    @Argument(help: "The page: its id or the beginning of it.")
    var page: String

    @OptionGroup var options: ProjectOptions

    func run() throws {
        let item = try options.page(page, "date").item
        if options.json {
            let members = item.document.members([.article, .time])
            func member(_ name: String) -> JSONValue? { members.last { $0.name == name }?.value }
            Out.put(
                .pairs([
                    "id": .string(item.article.id), "published": .optional(item.fields.published),
                    "captured": .optional(item.fields.captured), "issued": .optional(item.fields.issued),
                    "dates": member("dates") ?? .array([]),
                    "published_bounds": member("published_bounds") ?? .null,
                    "set": .array(item.analyst.filter { $0.field == "date" }.map { .optional($0.value) }),
                ]))
            return
        }
        var lines: [String] = [
            "published \(item.fields.published ?? "not known")  \(Wording.date(item.fields.published))"
        ]
        for value in item.analyst where value.field == "date" {
            lines.append(
                "set by the analyst: \(value.value ?? "") (log #\(value.entry)\(value.why.map { ", \($0)" } ?? ""))")
        }
        for date in item.fields.dates where date.role == .published {
            lines.append("          “\(date.evidence.shortened(70))” – \(date.reason)")
        }
        if let issued = item.fields.issued {
            lines.append("issued    \(issued)  text first issued, as the page repeats it")
        }
        for date in item.fields.dates where date.role == .issued {
            lines.append("          “\(date.evidence.shortened(70))” – \(date.reason)")
        }
        if let captured = item.fields.captured {
            lines.append("captured  \(captured.hasSuffix("/..") ? "not before \(captured.dropLast(3))" : captured)")
        }
        for date in item.fields.dates where date.role == .captured {
            lines.append("          “\(date.evidence.shortened(70))” – \(date.reason)")
        }
        for date in item.fields.dates where date.role == .modified {
            lines.append("modified  \(date.edtf) “\(date.evidence.shortened(60))”")
        }
        lines += rejected(item.fields.dates)
        Out.put(lines.joined(separator: "\n") + "\n")
    }

    /// Rejected dates, those with one reason in one line.
    private func rejected(_ dates: [DateCandidate]) -> [String] {
        var order: [String] = []
        var groups: [String: [DateCandidate]] = [:]
        for date in dates where date.role == .rejected {
            if groups[date.reason] == nil { order.append(date.reason) }
            groups[date.reason, default: []].append(date)
        }
        return order.map { reason in
            let group = groups[reason] ?? []
            let values = group.map(\.edtf).sorted()
            let span = values.first == values.last ? values.first ?? "" : "\(values.first ?? "") … \(values.last ?? "")"
            return "rejected  \(group.count == 1 ? span : "\(group.count) dates \(span)") – \(reason)"
        }
    }
}
