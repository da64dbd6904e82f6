public import TextPrimitives

/// Reads all documents of an input for a filter that needs them together.
public enum CollectionInput {
    /// Feeds every line; a line that is not taken is told on standard error.
    ///
    /// - Parameters:
    ///   - descriptor: Where the lines come from.
    ///   - take: Takes a document, and where the bytes that its line stands in begin in the input; false for a line that is not for
    ///     the filter.
    /// - Returns: 0, or 3 when a line was left out.
    /// - Complexity: O(*n*) in bytes.
    public static func feed(descriptor: Int32 = 0, _ take: (_ line: JSONLine, _ origin: Int) -> Bool) -> Int32 {
        var reader = LineReader(descriptor: descriptor)
        var number = 0
        var status: Int32 = 0
        while let item = reader.nextRange() {
            number += 1
            guard let range = item else {
                StandardStreams.complain("line \(number): too long; split the document")
                status = 3
                continue
            }
            if reader.buffer[range].allSatisfy(\.isASCIISpace) { continue }
            do throws(JSONError) {
                if !take(try JSONLine(reader.buffer, in: range), reader.origin) {
                    StandardStreams.complain(
                        "line \(number): no \"id\" or no \"text\", or the \"id\" of an earlier line; expected documents as `wirekin read` gives them"
                    )
                    status = 3
                }
            } catch {
                StandardStreams.complain("line \(number): \(error.description); expected one JSON object")
                status = 3
            }
        }
        return status
    }
}
