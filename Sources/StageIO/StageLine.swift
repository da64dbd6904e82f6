public import DocumentModel
public import TextPrimitives

/// Checks that every filter makes of a line before it looks at it.
public enum StageLine {
    /// Runs a filter on one line.
    ///
    /// - Parameters:
    ///   - bytes: The line.
    ///   - filter: Gives the output.
    /// - Returns: The output line.
    /// - Throws: ``StageFault`` when the line is no JSON object, has no `id` or is not for the filter.
    public static func run(_ bytes: [UInt8], _ filter: (JSONLine) throws(DocumentError) -> [UInt8])
        throws(StageFault) -> [UInt8]
    {
        let line: JSONLine
        do throws(JSONError) { line = try JSONLine(bytes) } catch {
            throw StageFault("\(error.description); expected one JSON object")
        }
        guard line.range("id") != nil else {
            throw StageFault("no \"id\"; every document needs one that is unique in the run")
        }
        do throws(DocumentError) { return try filter(line) } catch { throw StageFault(error.description) }
    }
}
