internal import TextPrimitives

/// A field of a record.
enum RecordField: String, CaseIterable {
    case id
    case text
    case html
    case pageText = "page_text"
    case title
    case authors
    case outlet
    case language
    case url
    case published
    case captured
}

/// Which columns or members of records are which field.
public struct FieldMap: Sendable {
    /// The names asked for, by field.
    private var chosen: [String: String] = [:]
    /// The map as it was written; empty for the names that are common.
    public let text: String

    /// The names that are common.
    public static let standard = FieldMap()

    private init() { text = "" }

    /// Reads a map as `--map` takes it: `title=headline,text=body`.
    ///
    /// - Returns: Nil when a field is unknown or a name is missing.
    public init?(_ text: String) {
        self.text = text
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let field = RecordField(rawValue: String(sides[0])), !sides[1].isEmpty else {
                return nil
            }
            chosen[field.rawValue] = FieldMap.folded(String(sides[1]))
        }
    }

    /// The fields that a map can name.
    public static var fields: String { RecordField.allCases.map(\.rawValue).joined(separator: ", ") }

    private static let common: [(field: RecordField, name: String)] = {
        Resource.table("extraction/record-fields.tsv").compactMap { row in
            guard row.count >= 2, let field = RecordField(rawValue: row[0]) else { return nil }
            return (field, row[1])
        }
    }()

    /// The common names with their examples, as the data file gives them.
    public static var examples: [(field: String, name: String, example: String)] {
        Resource.table("extraction/record-fields.tsv").map { row in
            (row.first ?? "", row.count > 1 ? row[1] : "", row.count > 2 ? row[2] : "")
        }
    }

    /// Which of some names is a field; nil when none is.
    public func place(of field: String, in names: [String]) -> Int? { places(names)[field] }

    /// A name in small letters, with `-` and blanks as `_`.
    static func folded(_ name: String) -> String {
        String(
            decoding: name.utf8.map { $0 == UInt8(ascii: "-") || $0 == 32 ? UInt8(ascii: "_") : $0.asciiLowercased },
            as: UTF8.self)
    }

    /// Whether some columns hold a text or a page.
    public func holdsText(_ names: [String]) -> Bool {
        let places = places(names)
        return [RecordField.text, .html, .pageText].contains { places[$0.rawValue] != nil }
    }

    /// Which of some names is each field.
    ///
    /// - Parameter names: The columns, or the members of an object.
    /// - Complexity: O(*n*) in names.
    func places(_ names: [String]) -> [String: Int] {
        var byName: [String: Int] = [:]
        for (index, name) in names.enumerated() where byName[FieldMap.folded(name)] == nil {
            byName[FieldMap.folded(name)] = index
        }
        var result: [String: Int] = [:]
        for (field, name) in chosen { result[field] = byName[name] }
        let taken = Set(chosen.values)
        for (field, name) in FieldMap.common
        where result[field.rawValue] == nil && chosen[field.rawValue] == nil && !taken.contains(name) {
            if let index = byName[name] { result[field.rawValue] = index }
        }
        return result
    }
}

/// A record of a table or of a list: its text or page, and what it says of it.
struct TextRecord {
    /// What the record holds of an article.
    enum Form { case text, html, pageText, none }

    private(set) var form = Form.none
    /// The text or page, decoded to UTF-8.
    private(set) var bytes: [UInt8] = []
    /// The other fields.
    private(set) var stated = StatedFields()
    /// The record's own id.
    private(set) var id: String?

    /// Reads an object of JSON; nil when it is none.
    init?(json bytes: [UInt8], _ map: FieldMap) {
        guard let line = try? JSONLine(bytes) else { return nil }
        let names = line.members.map(\.name)
        let places = map.places(names)
        self.init(places) { index in
            guard let value = line.value(names[index]) else { return [] }
            if let text = value.string { return [text] }
            if let number = value.int { return [String(number)] }
            return value.array.compactMap { element in
                if let text = element.string { return text }
                if let name = element["name"]?.string { return name }
                let parts = [element["firstName"]?.string, element["lastName"]?.string].compactMap { $0 }
                return parts.isEmpty ? nil : parts.joined(separator: " ")
            } + (value["name"]?.string.map { [$0] } ?? [])
        }
        stated.source = "the record's fields"
    }

    /// Reads a row of a table.
    ///
    /// - Parameters:
    ///   - row: The values.
    ///   - names: The columns.
    init(row: [[UInt8]], names: [String], _ map: FieldMap) {
        self.init(map.places(names)) { index in
            index < row.count ? [String(decoding: row[index], as: UTF8.self)] : []
        }
        if stated.authors.count == 1 {
            stated.authors = stated.authors[0].split(separator: ";").map { MIMEPart.trimmed(String($0)) }
                .filter { !$0.isEmpty }
        }
        stated.source = "the table's columns"
    }

    private init(_ places: [String: Int], _ values: (Int) -> [String]) {
        func first(_ field: RecordField) -> String? {
            guard let value = places[field.rawValue].flatMap({ values($0).first }) else { return nil }
            let bare = MIMEPart.trimmed(value)
            return bare.isEmpty ? nil : bare
        }
        id = first(.id)
        for (field, form) in [(RecordField.html, Form.html), (.pageText, .pageText), (.text, .text)] {
            guard let place = places[field.rawValue], let value = values(place).first,
                value.utf8.contains(where: { !$0.isASCIISpace })
            else { continue }
            bytes = Array(value.utf8)
            self.form = form
            break
        }
        stated.title = first(.title)
        stated.authors = places[RecordField.authors.rawValue].map(values)?.filter { !$0.isEmpty } ?? []
        stated.outlet = first(.outlet)
        stated.language = first(.language).flatMap { $0.utf8.count <= 12 ? $0 : nil }
        stated.url = first(.url)
        stated.published = first(.published).flatMap(StatedFields.day)
        stated.captured = first(.captured).flatMap(StatedFields.day)
    }
}
