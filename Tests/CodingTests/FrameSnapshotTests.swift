import TestSupport
import Testing
import TextPrimitives

@Suite struct FrameSnapshotTests {
    /// Each frame's example with who does what to whom: a frame whose slots are swapped is seen here.
    @Test func everyExampleKeepsItsParties() throws {
        var lines: [String] = []
        for frame in FrameCase.all {
            let events = try code(frame.example)["events"]?.array ?? []
            let told = events.map { event in
                func names(_ field: String) -> String {
                    (event[field]?.array ?? []).map { $0["country"]?.string ?? $0["name"]?.string ?? "?" }
                        .joined(separator: ",")
                }
                let arrow = event["reciprocal"]?.bool == true ? "=" : ">"
                let mode = event["mode"]?.string.map { "/\($0)" } ?? ""
                let polarity = event["polarity"]?.string == "asserted" ? "" : " \(event["polarity"]?.string ?? "")"
                return
                    "\(event["root"]?.string ?? "")\(mode) \(names("actors"))\(arrow)\(names("recipients"))\(polarity)"
            }
            lines.append("\(frame.id)\t\(told.joined(separator: "; "))\t\(frame.example)")
        }
        let difference = Snapshot.difference(lines.joined(separator: "\n") + "\n", "frames.tsv")
        #expect(difference == nil, "\(difference ?? "")")
    }
}
