import Testing
import TextPrimitives

/// The table of who can speak: each row has an example, and does what its example shows.
@Suite struct SpeakerLexiconTests {
    /// A row that lets a general word name again whoever has a special one.
    struct Cover: Sendable, CustomTestStringConvertible {
        /// "The rear-admiral met her. The admiral said it was late."
        var example: String
        var general: String
        var special: [String]
        var testDescription: String { example }

        static let all = Resource.rows("events/en/speakers.tsv", columns: 3).filter { $0[0] == "covers" }.map { row in
            let words = row[1].split(separator: " ").map(String.init)
            return Cover(example: row[2], general: words.first ?? "", special: Array(words.dropFirst()))
        }
    }

    @Test func everyRowsExampleHasAWordOfIt() {
        let rows = Resource.table("events/en/speakers.tsv")
        #expect(rows.count > 40)
        for row in rows {
            let example = row.count > 2 ? Folding.fold(row[2]) : ""
            let isShown = row[1].split(separator: " ").contains { example.contains(Folding.fold(String($0))) }
            #expect(isShown, "\(row[0]) \(row[1].prefix(40)): \(example)")
        }
    }

    /// The example with a name behind its first title has whoever is named as the speaker.
    @Test(arguments: Cover.all) func aGeneralWordNamesWhoHasASpecialOne(_ cover: Cover) throws {
        let sentences = cover.example.split(separator: ".").map(String.init)
        try #require(sentences.count == 2 && Folding.fold(sentences[1]).contains(cover.general))
        let first = Folding.fold(sentences[0])
        let special = try #require(cover.special.filter { first.contains($0) }.max { $0.utf8.count < $1.utf8.count })
        let claims = try code("Peru's \(special) Rosa Quispe left.\(sentences[1]).")["claims"]?.array ?? []
        #expect(claims.map { $0["speaker"]?.array.first?["name"]?.string } == ["Rosa Quispe"])
    }
}
