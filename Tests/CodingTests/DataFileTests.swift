import NewsAnalysis
import Testing
import TextPrimitives

@Suite struct DataFileTests {
    /// Every table that a filter reads is loaded by reading, dating and coding a page and by comparing it with itself; the files
    /// of the calendars by dates in them.
    @Test func everyDataFileLoads() throws {
        let (article, _) = ReadFilter.read(
            Array(
                """
                <html><head><title>Talks in Accra</title></head><body><article><h1>Talks in Accra</h1>
                <p>By Ama Owusu, 14 May 2024</p><p>ACCRA, May 14 -- The minister of Ghana met the Cuban envoy on 5 Safar 1446 AH
                and on 22 Bahman 1357, and said that the talks were useful. He denied that a treaty had been signed.</p>
                </article></body></html>
                """.utf8))
        var line = ReadFilter.line(article, id: "a", sha256: "")
        line = try TimeFilter.run(try JSONLine(line))
        line = try CodeFilter.run(try JSONLine(line))
        let pair = JSONValue.pairs(["id": .string("p"), "parent": .raw(line), "child": .raw(line)]).text
        #expect(try !DriftFilter.run(try JSONLine(Array(pair.utf8))).isEmpty)
        for language in Resource.names.compactMap({ name in
            name.hasPrefix("time/") ? name.split(separator: "/").dropFirst().first.map(String.init) : nil
        }) {
            let text = JSONValue.pairs(["text": .string("a 1 b"), "language": .string(language)]).text
            #expect(try !TimeFilter.run(try JSONLine(Array(text.utf8))).isEmpty)
        }
        let faults = Resource.faults.filter { $0.message != "told by a test" }
        #expect(faults.isEmpty, "\(faults.map(\.description).joined(separator: "\n"))")
    }

    /// No line of any table is empty but for its tabs, and all lines of a table have the fields that its longest has or one less.
    @Test(arguments: Resource.names.filter { $0.hasSuffix(".tsv") })
    func linesOfATableAreAlike(name: String) {
        let rows = Resource.rows(name, columns: 1)
        let most = rows.map(\.count).max() ?? 0
        #expect(!rows.isEmpty)
        for row in rows { #expect(row.count >= most - 1 && !row[0].isEmpty, "\(name):\(row.line)") }
    }
}
