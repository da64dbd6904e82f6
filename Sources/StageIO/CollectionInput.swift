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
        lines(descriptor: descriptor) { bytes, range, origin, _ in
            if bytes[range].allSatisfy(\.isASCIISpace) { return nil }
            do throws(JSONError) {
                return take(try JSONLine(bytes, in: range), origin)
                    ? nil
                    : "no \"id\" or no \"text\", or the \"id\" of an earlier line; expected documents as `wirekin read` gives them"
            } catch { return "\(error.description); expected one JSON object" }
        }
    }

    /// Gives every line; one that is not taken is told on standard error.
    ///
    /// - Parameters:
    ///   - descriptor: Where the lines come from.
    ///   - take: Takes the bytes in which a line stands, where it stands in them, where they begin in the input, and its number; gives
    ///     why the line is left out, nil where it is not.
    /// - Returns: 0, or 3 when a line was left out.
    /// - Throws: What the function throws; then no further line is read.
    static func lines<Fault: Error>(
        descriptor: Int32, _ take: (_ bytes: [UInt8], Range<Int>, _ origin: Int, _ number: Int) throws(Fault) -> String?
    ) throws(Fault) -> Int32 {
        var reader = LineReader(descriptor: descriptor)
        var number = 0
        var status: Int32 = 0
        while let item = reader.nextRange() {
            number += 1
            var complaint: String? = "too long; split the document"
            if let range = item { complaint = try take(reader.buffer, range, reader.origin, number) }
            if let complaint {
                StandardStreams.complain("line \(number): \(complaint)")
                status = 3
            }
        }
        return status
    }
}
