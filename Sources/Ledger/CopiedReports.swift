internal import DocumentModel
internal import TextPrimitives

/// Reports of copies that the earliest copy of their text tells in the same words.
///
/// They tell of its events, on its days: "on Tuesday" in a reprint of two weeks later is the Tuesday of the text. A copy adds a page to
/// an event, never an event.
struct CopiedReports {
    private struct Place: Hashable {
        var document: Int
        var event: Int
    }

    /// The report of the earliest copy, by that of a later one.
    private var origin: [Place: Place] = [:]

    /// Finds them.
    ///
    /// - Complexity: O(*n*) in reports and their sentences.
    init(_ documents: [LedgerDocument]) {
        var byText: [String: [Int]] = [:]
        for (index, document) in documents.enumerated() { byText[document.text, default: []].append(index) }
        for pages in byText.values where pages.count > 1 {
            guard let root = CopiedReports.root(pages, documents) else { continue }
            for page in pages where page != root { join(page, root, documents) }
        }
    }

    /// The page that others of its text are copies of; nil where it is known to be elsewhere.
    private static func root(_ pages: [Int], _ documents: [LedgerDocument]) -> Int? {
        if pages.contains(where: { documents[$0].isHead != nil }) {
            return pages.first { documents[$0].isHead == true }
        }
        return pages.first { documents[$0].isRoot && !documents[$0].events.isEmpty } ?? pages.first
    }

    /// First what stands in the same sentence, then what stands in the same order.
    private mutating func join(_ page: Int, _ root: Int, _ documents: [LedgerDocument]) {
        var taken: Set<Int> = []
        for isWhole in [true, false] {
            var open: [String: [Int]] = [:]
            for (position, event) in documents[root].events.enumerated() where !taken.contains(position) {
                open[CopiedReports.key(event, documents[root].body, isWhole), default: []].append(position)
            }
            for (position, event) in documents[page].events.enumerated()
            where origin[Place(document: page, event: position)] == nil {
                let key = CopiedReports.key(event, documents[page].body, isWhole)
                guard let twin = open[key]?.first else { continue }
                open[key]?.removeFirst()
                taken.insert(twin)
                origin[Place(document: page, event: position)] = Place(document: root, event: twin)
            }
        }
    }

    private static func key(_ event: Event, _ body: IndexedText, _ isWhole: Bool) -> String {
        let words = Folding.fold(body.quote(event.trigger))
        let head =
            "\(event.type)|\(event.polarity.rawValue)|\(event.countries.sorted().joined(separator: "-"))|\(words)"
        guard isWhole else { return head }
        let sentence = Folding.fold(event.evidence.first.map { body.quote($0) } ?? "").unicodeScalars
        return
            "\(head)|\(String(String.UnicodeScalarView(sentence.filter { $0.properties.isAlphabetic || $0.value < 0x3A && $0.value > 0x2F })))"
    }

    /// Whether the earliest copy tells what a report tells.
    func isCopy(_ document: Int, _ event: Int) -> Bool { origin[Place(document: document, event: event)] != nil }

    /// Puts the reports of copies to those of the earliest ones.
    func join(_ groups: inout [[Attestation]], _ documents: [LedgerDocument]) {
        guard !origin.isEmpty else { return }
        var group: [Place: Int] = [:]
        for (number, attestations) in groups.enumerated() {
            for item in attestations { group[Place(document: item.document, event: item.event)] = number }
        }
        let copies = origin.sorted { ($0.key.document, $0.key.event) < ($1.key.document, $1.key.event) }
        for (copy, first) in copies {
            guard let number = group[first] else { continue }
            let event = documents[copy.document].events[copy.event]
            groups[number].append(
                Attestation(
                    document: copy.document, event: copy.event, range: event.evidence.first ?? event.trigger))
            groups[number].sort { ($0.document, $0.event) < ($1.document, $1.event) }
        }
    }
}
