internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import TextPrimitives

extension Project {
    /// The values of the analyst's layer as they stand.
    func analystValues() -> [AnalystValue] {
        var values: [String: AnalystValue] = [:]
        for entry in log.byHand {
            guard let id = entry.detail("id"), let field = entry.detail("field") else { continue }
            func detail(_ name: String) -> JSONValue? { entry.details.last { $0.name == name }?.value }
            let anchor = EventAnchor(detail("event"))
            let key = HandCorrections.key(field, anchor)
            // A correction that was carried over to its words stands in place of the one by number.
            if anchor != nil, detail("carries") != nil { values["\(id)\t\(field)"] = nil }
            let words = ["event", "other"].compactMap { name in detail(name).map { JSONMember(name: name, value: $0) } }
            values["\(id)\t\(key)"] = AnalystValue(
                id: id, key: key, field: field, value: entry.action == "set" ? entry.detail("value") : nil,
                anchor: words.isEmpty ? "" : JSONValue.object(words).text, entry: entry.number, time: entry.time,
                why: entry.detail("why"))
        }
        return values.keys.sorted().compactMap { values[$0] }
    }

    /// Sets a field of a page by hand, or takes it back.
    ///
    /// The value stands beside what the page says and never replaces it.
    ///
    /// - Parameters:
    ///   - id: The page's id.
    ///   - field: `outlet`, `url`, `date`, ``HandCorrections/leaveOut`` or a correction.
    ///   - value: The value, nil to take it back.
    ///   - why: The analyst's reason.
    /// - Throws: ``ArchiveError`` when the log cannot be written.
    public func set(_ id: String, field: String, value: String?, why: String?) throws {
        let lock = try folder.lock()
        defer { lock.release() }
        try store.follow(.writing)
        // Another process may have written since.
        try readLog()
        var details = [JSONMember(name: "id", value: .string(id)), JSONMember(name: "field", value: .string(field))]
        if HandCorrections.isCorrection(field) { details = try correction(id, field, value) }
        if let value { details.append(JSONMember(name: "value", value: .string(value))) }
        if let why { details.append(JSONMember(name: "why", value: .string(why))) }
        _ = try folder.log.append(
            [(value == nil ? "unset" : "set", details)], by: by, time: Clock.now(), after: log.last)
        try readLog()
        try deriveMissing()
    }

    /// The details of a correction: page, field, and the words that it hangs on.
    private func correction(_ id: String, _ field: String, _ value: String?) throws -> [JSONMember] {
        var details = [JSONMember(name: "id", value: .string(id))]
        guard let number = try store.number(ofID: id),
            let page = try Collection(store, pages: [number]).pages.first
        else { return details + [JSONMember(name: "field", value: .string(field))] }
        guard let value else {
            // Taken back under the name that it was set by.
            let set = page.analyst.first { $0.field == field }
            let stored = try store.analystValues().first { $0.id == id && $0.key == set?.key }
            details.append(JSONMember(name: "field", value: .string(stored?.field ?? field)))
            if let anchor = stored.flatMap(HandCorrections.anchors)?.event {
                details.append(JSONMember(name: "event", value: anchor.json))
            }
            return details
        }
        details.append(JSONMember(name: "field", value: .string(field)))
        func anchor(_ page: CollectionPage, _ event: String?) -> EventAnchor? {
            page.events.first { $0.id == event }.map { EventAnchor($0, in: page.body, text: page.article.textSHA256) }
        }
        if let words = anchor(page, HandCorrections.event(field)) {
            details.append(JSONMember(name: "event", value: words.json))
        }
        let other = value.utf8.split(separator: UInt8(ascii: "#")).map { String(Substring($0)) }
        if field.hasPrefix("same-event:"), other.count == 2, let number = try store.number(ofID: other[0]),
            let second = try Collection(store, pages: [number]).pages.first, let words = anchor(second, other[1])
        {
            details.append(JSONMember(name: "other", value: words.json))
        }
        return details
    }

    /// Hangs corrections that name their event by a number on the words of that event, as the data before have them; the lock is held.
    ///
    /// - Parameters:
    ///   - folder: The project.
    ///   - by: The command and the version, for the log.
    /// - Throws: ``ArchiveError`` when the log cannot be written.
    static func carryCorrections(_ folder: ProjectFolder, _ by: String) throws(ArchiveError) {
        var entries: [String: CustodyEntry] = [:]
        var last: CustodyEntry?
        try folder.log.visit { entry in
            last = entry
            guard entry.action == "set" || entry.action == "unset", let id = entry.detail("id"),
                let field = entry.detail("field"), HandCorrections.isCorrection(field)
            else { return }
            entries["\(id)\t\(field)"] = entry
        }
        let open = entries.values.filter { entry in
            entry.action == "set" && !entry.details.contains { $0.name == "event" }
        }.sorted { $0.number < $1.number }
        if open.isEmpty { return }
        let others = open.compactMap {
            $0.detail("value").flatMap { $0.utf8.split(separator: UInt8(ascii: "#")).first }
        }
        let ids = Set(open.compactMap { $0.detail("id") } + others.map { String(Substring($0)) })
        let rows = CorpusStore.analyses(ids.sorted(), ofDatabaseAt: folder.databasePath)
        func anchor(_ id: String?, _ event: String?) -> EventAnchor? {
            guard let id, let row = rows[id], let line = try? JSONLine(Array(row.line.utf8)) else { return nil }
            let body = IndexedText(Array(row.text.utf8))
            return (line.value("events")?.array ?? []).compactMap { Event(json: $0, in: body) }.first { $0.id == event }
                .map { EventAnchor($0, in: body, text: row.digest) }
        }
        var items: [(action: String, details: [JSONMember])] = []
        for entry in open {
            guard let words = anchor(entry.detail("id"), HandCorrections.event(entry.detail("field") ?? "")) else {
                continue
            }
            var details = entry.details + [JSONMember(name: "event", value: words.json)]
            let other = (entry.detail("value") ?? "").utf8.split(separator: UInt8(ascii: "#")).map {
                String(Substring($0))
            }
            if other.count == 2, let words = anchor(other[0], other[1]) {
                details.append(JSONMember(name: "other", value: words.json))
            }
            details.append(JSONMember(name: "carries", value: .int(entry.number)))
            items.append(("set", details))
        }
        if !items.isEmpty { _ = try folder.log.append(items, by: by, time: Clock.now(), after: last) }
    }

    /// The ids of the pages that the log names whose id, short name or digest is given or begins so, sorted; also of pages that are
    /// not derived.
    public func loggedIDs(matching name: String) -> [String] {
        if log.ids.contains(name) { return [name] }
        let found = log.held.filter { $0.value.hasPrefix(name) || $0.key.hasPrefix(name) }
        return Set(found.values).sorted()
    }
}
