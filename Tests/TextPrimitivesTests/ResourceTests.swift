import Testing
import TextPrimitives

private enum Colour: String {
    case red
}

@Suite struct ResourceTests {
    private func rows(_ text: String, columns: Int) throws -> [ResourceRow] {
        try Resource.parse(Array(text.utf8), file: "x.tsv", columns: columns)
    }

    @Test func commentsAndEmptyLinesAreNoRowsButCount() throws {
        let found = try rows("# head\n\na\tb\n#\nc\t\td\n", columns: 2)
        #expect(found.map(\.fields) == [["a", "b"], ["c", "", "d"]])
        #expect(found.map(\.line) == [3, 5])
    }

    @Test func aShortLineRefusesTheFile() throws {
        let fault = try #require(throws: ResourceFault.self) { try rows("a\tb\nc\n", columns: 2) }
        #expect("\(fault)" == "x.tsv:2: 1 fields; this file has 2 or more in a line")
    }

    @Test func aValueOutsideTheVocabularyIsToldWithItsPlace() throws {
        let found = try rows("a\tred\nb\tgreen\nc\t\n", columns: 2)
        #expect(try found[0].value(1, as: Colour.self) == .red)
        let fault = try #require(throws: ResourceFault.self) { try found[1].value(1, as: Colour.self) }
        #expect("\(fault)" == "x.tsv:2: “green” is no Colour")
        #expect(try found[2].optional(1, as: Colour.self) == nil)
    }

    @Test func aFileThatRefusesALineGivesNoneAndSaysWhy() {
        let name = "events/en/words.tsv"
        let found = Resource.rows(name, columns: 2) { row throws(ResourceFault) -> String in
            if row[0] == "the" { throw row.fault("told by a test") }
            return row[0]
        }
        #expect(found.isEmpty)
        #expect(Resource.faults.contains { $0.file == name && $0.message == "told by a test" })
    }
}
