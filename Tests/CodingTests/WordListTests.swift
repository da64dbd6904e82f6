import Testing
import TextPrimitives

@testable import ActorCoding
@testable import EventCoding

@Suite struct WordListTests {
    /// A rule that asks for a list which the file lacks would never fit, and nobody would notice.
    @Test func fileAndListsAgree() {
        let inFile = Resource.table("events/en/word-lists.tsv").map { $0[0] }
        #expect(inFile.sorted() == WordList.allCases.map(\.fileName).sorted())
        for fields in Resource.table("events/en/word-lists.tsv") {
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

    @Test func everyOptionOfAFrameIsKnown() {
        let columns =
            Resource.table("events/en/frames.tsv").filter { $0.count >= 10 }.map { $0[9] }
            + Resource.table("events/en/nominals.tsv").filter { $0.count >= 9 }.map { $0[8] }
        for option in columns.joined(separator: " ").split(separator: " ") {
            #expect(FrameOptions.named[String(option)] != nil, "\(option)")
        }
    }
}
