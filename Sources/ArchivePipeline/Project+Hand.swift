internal import CorpusStore
internal import EvidenceArchive
internal import TextPrimitives

extension Project {
    /// The values of the analyst's layer as they stand.
    func analystValues() -> [AnalystValue] {
        var values: [String: AnalystValue] = [:]
        for entry in log.byHand {
            guard let id = entry.detail("id"), let field = entry.detail("field") else { continue }
            values["\(id)\t\(field)"] = AnalystValue(
                id: id, field: field, value: entry.action == "set" ? entry.detail("value") : nil, entry: entry.number,
                time: entry.time, why: entry.detail("why"))
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
        if let value { details.append(JSONMember(name: "value", value: .string(value))) }
        if let why { details.append(JSONMember(name: "why", value: .string(why))) }
        _ = try folder.log.append(
            [(value == nil ? "unset" : "set", details)], by: by, time: Clock.now(), after: log.last)
        try readLog()
        try deriveMissing()
    }

    /// The ids of the pages that the log names whose id, short name or digest is given or begins so, sorted; also of pages that are
    /// not derived.
    public func loggedIDs(matching name: String) -> [String] {
        if log.ids.contains(name) { return [name] }
        let found = log.held.filter { $0.value.hasPrefix(name) || $0.key.hasPrefix(name) }
        return Set(found.values).sorted()
    }
}
