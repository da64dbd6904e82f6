internal import ContentExtraction
public import TextPrimitives

/// Where a capture comes from, as far as reading it depends on it: kept in the custody log, so that it is read again the same way.
public struct CaptureOrigin: Sendable {
    /// The name that its kind is judged by, where the bytes leave it open.
    public var name: String
    /// The address that an archive, a list or a feed gives for it.
    public var url: String?
    /// The moment of capture that an archive or a list gives.
    public var captured: String?
    /// The record of an archive.
    public var record: String?
    /// The row of a table or list, from 1.
    public var row: Int?
    /// Which fields of a record are which, as `--map` says.
    public var map: String?
    /// The headline that a list gives.
    public var title: String?
    /// The day of publication (EDTF) that a list gives.
    public var published: String?
    /// The outlet that a list gives.
    public var outlet: String?

    /// Makes the origin of a file of its own.
    public init(name: String) { self.name = name }

    /// Reads an origin from the details of a log entry.
    ///
    /// - Parameters:
    ///   - details: What ``details`` gave.
    ///   - id: The id of the capture.
    public init(details: [JSONMember], id: String) {
        func text(_ name: String) -> String? { details.last { $0.name == name }?.value.string }
        // The name of a record of an archive is made from its address and says nothing of its kind.
        name = text("record") == nil ? id : ""
        url = text("url")
        captured = text("captured")
        record = text("record")
        row = details.last { $0.name == "row" }?.value.int
        map = text("map")
        title = text("title")
        published = text("published")
        outlet = text("outlet")
    }

    /// What the log keeps, beside id, digest, size and file.
    public var details: [JSONMember] {
        var result: [JSONMember] = []
        func add(_ name: String, _ value: String?) {
            if let value { result.append(JSONMember(name: name, value: .string(value))) }
        }
        add("record", record)
        if let row { result.append(JSONMember(name: "row", value: .int(row))) }
        add("url", url)
        add("captured", captured)
        add("map", map)
        add("title", title)
        add("published", published)
        add("outlet", outlet)
        return result
    }

    /// The map, or the common names.
    var fieldMap: FieldMap { map.flatMap { FieldMap($0) } ?? .standard }
}
