public import ArchivePipeline
internal import DocumentModel
internal import Ledger
public import TextPrimitives

/// What watches tell, for the terminal and as JSON.
public enum WatchText {
    /// The words of a diff that are shown at most on one side of a change.
    private static let shown = 12
    /// The changes of one text that are shown at most.
    private static let changes = 40

    /// Lines for a terminal: one watch.
    public static func terminal(_ look: WatchLook) -> String {
        var lines: [String] = []
        let reprints = look.reprints > 0 ? ", of them \(Wording.count(look.reprints, "copy")) of what was held" : ""
        let pages = look.pages == 0 ? "no new page" : "\(Wording.count(look.pages, "new page"))\(reprints)"
        lines.append(
            "\(look.watch.name)  \(look.watch.scope) · \(pages) · \(Wording.count(look.signals.count, "thing")) to tell"
        )
        for signal in look.signals {
            lines.append("  \(signal.rule.rawValue)  \(signal.title)")
            if !signal.note.isEmpty { lines.append("      \(signal.note)") }
            if let change = signal.change {
                for note in change.notes.prefix(changes) { lines.append("      \(note)") }
                lines.append("      \(diff(change))")
            }
            for quote in signal.quotes {
                lines.append(
                    "      “\(line(quote.words))” \(quote.short) characters \(quote.start)–\(quote.end) sha256 \(quote.sha256.prefix(8))"
                )
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What was changed, as words: in the one, not in the other, and the other way round.
    static func diff(_ change: WatchSignal.Change) -> String {
        let pieces = WordDiff.compare(change.origin.text, change.copy.text) { Folding.fold($0) }
        var parts: [String] = []
        var left = 0
        for (index, piece) in pieces.enumerated() where piece.side != .both {
            if parts.count >= changes {
                left += 1
                continue
            }
            let before =
                index > 0 && pieces[index - 1].side == .both ? cut(pieces[index - 1].text, 4, fromEnd: true) : ""
            switch piece.side {
            case .first: parts.append("\(before)[-\(cut(piece.text, shown))-]")
            case .second: parts.append("\(before){+\(cut(piece.text, shown))+}")
            default: parts.append("\(before){moved: \(cut(piece.text, shown))}")
            }
        }
        let more = left > 0 ? " … \(Wording.count(left, "more change"))" : ""
        return
            "in \(change.origin.short) only [-…-], in \(change.copy.short) only {+…+}: \(parts.joined(separator: " … "))\(more)"
    }

    private static func cut(_ text: String, _ words: Int, fromEnd: Bool = false) -> String {
        let all = text.split(whereSeparator: \.isWhitespace)
        if fromEnd { return all.suffix(words).joined(separator: " ") + (all.isEmpty ? "" : " ") }
        return all.count <= words ? all.joined(separator: " ") : all.prefix(words).joined(separator: " ") + " …"
    }

    private static func line(_ text: String) -> String { cut(text, 60) }

    /// What a watch tells, as JSON.
    public static func json(_ look: WatchLook) -> JSONValue {
        .pairs([
            "watch": .string(look.watch.name), "search": .optional(look.watch.words.isEmpty ? nil : look.watch.words),
            "pair": .optional(look.watch.pair), "new_pages": .int(look.pages), "copies_of_known": .int(look.reprints),
            "signals": .array(look.signals.map { json($0) }),
        ])
    }

    private static func json(_ signal: WatchSignal) -> JSONValue {
        .pairs([
            "rule": .string(signal.rule.rawValue), "key": .string(signal.key), "log_entry": .int(signal.entry),
            "title": .string(signal.title), "note": .string(signal.note), "day": .optional(signal.day?.iso),
            "changes": .strings(signal.change?.notes ?? []), "diff": .optional(signal.change.map { diff($0) }),
            "quotes": .array(signal.quotes.map(\.json)),
        ])
    }
}
