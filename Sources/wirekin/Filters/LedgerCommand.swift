internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO
internal import TextPrimitives

/// `wirekin ledger`: a whole collection in, events of the world out.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Join what many texts tell of one event.",
        discussion: "EXAMPLE\n  wirekin read pages/* | wirekin time | wirekin code | wirekin ledger")

    @OptionGroup var options: FilterOptions

    func run() throws {
        var filter = LedgerFilter()
        let status = CollectionInput.feed { filter.add($0) }
        var output: [UInt8] = []
        for line in filter.lines() { output.append(contentsOf: (line.text + "\n").utf8) }
        StandardStreams.write(output)
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}

/// Reads all documents from standard input for a filter that needs them together.
enum CollectionInput {
    /// Feeds every line; a line that is not taken is told on standard error.
    ///
    /// - Returns: 0, or 3 when a line was left out.
    static func feed(_ take: (JSONLine) -> Bool) -> Int32 {
        var reader = LineReader(descriptor: 0)
        var number = 0
        var status: Int32 = 0
        while let item = reader.next() {
            number += 1
            guard let line = item else {
                StandardStreams.complain("line \(number): too long; split the document")
                status = 3
                continue
            }
            if line.allSatisfy(\.isASCIISpace) { continue }
            do throws(JSONError) {
                if !take(try JSONLine(line)) {
                    StandardStreams.complain(
                        "line \(number): no \"id\" or no \"text\"; expected a document as `wirekin read` gives it")
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
