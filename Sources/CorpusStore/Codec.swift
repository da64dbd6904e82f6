internal import TextPrimitives

/// Lists of lists as JSON text, for columns that are read whole.
enum Codec {
    static func numbers(_ lists: [[Int]]) -> String { JSONValue.array(lists.map { .array($0.map { .int($0) }) }).text }
    static func strings(_ lists: [[String]]) -> String { JSONValue.array(lists.map { .strings($0) }).text }

    static func numbers(_ text: String) -> [[Int]] {
        ((try? JSONParser.parse(Array(text.utf8)))?.array ?? []).map { $0.array.compactMap(\.int) }
    }

    static func strings(_ text: String) -> [[String]] {
        ((try? JSONParser.parse(Array(text.utf8)))?.array ?? []).map { $0.array.compactMap(\.string) }
    }
}
