import Testing
import TextPrimitives

@testable import ActorCoding
@testable import EventCoding

@Suite struct WordListTests {
    /// A rule that asks for a list which the file lacks would never fit, and nobody would notice.
    @Test func fileAndListsAgree() {
        let inFile = Resource.rows("events/en/word-lists.tsv", columns: 3).map { $0[0] }
        #expect(inFile.sorted() == WordList.allCases.map(\.fileName).sorted())
        for fields in Resource.rows("events/en/word-lists.tsv", columns: 3) {
            let list = WordList.allCases.first { $0.fileName == fields[0] }
            for word in fields[1].split(separator: " ") {
                let id = Grammar.english.id(String(word))
                #expect(id >= 0 && list.map { Grammar.english.has(id, $0) } ?? false, "\(fields[0]): \(word)")
            }
        }
    }

    @Test func wordsAreTheirIds() {
        for word in Word.allCases { #expect(Grammar.english.id("\(word)") == word) }
        #expect(!Grammar.english.has(-1, .givingVerbs))
        #expect(!Grammar.english.has(Grammar.english.id("of"), .givingVerbs))
    }
}
