internal import TextPrimitives

/// The analysis of a page as it is stored: the article's text stands in a column of its own, so that the disk holds it once.
enum StoredLine {
    private static let empty: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "\"")]

    /// The line without its text; the line as it is when the text could not be put back as it was.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - text: Its text.
    ///   - place: Where the text stands in it, written as ``whole(_:text:)`` writes it; nil where that has to be looked for.
    /// - Complexity: O(*n*) in bytes.
    static func stripped(_ line: String, text: String, at place: Range<Int>? = nil) -> String {
        if let place, !text.isEmpty {
            let bytes = line.utf8
            let start = bytes.index(bytes.startIndex, offsetBy: place.lowerBound)
            let end = bytes.index(start, offsetBy: place.count)
            return line[..<start] + "\"\"" + line[end...]
        }
        let bytes = Array(line.utf8)
        guard !text.isEmpty, let range = (try? JSONLine(bytes))?.range("text"),
            bytes[range].elementsEqual(JSONValue.string(text).text.utf8)
        else { return line }
        return String(decoding: bytes[..<range.lowerBound] + empty + bytes[range.upperBound...], as: UTF8.self)
    }

    /// The line with its text.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func whole(_ line: String, text: String) -> String {
        let bytes = Array(line.utf8)
        guard !text.isEmpty, let range = (try? JSONLine(bytes))?.range("text"), bytes[range].elementsEqual(empty) else {
            return line
        }
        return String(
            decoding: bytes[..<range.lowerBound] + Array(JSONValue.string(text).text.utf8)
                + bytes[range.upperBound...], as: UTF8.self)
    }
}
