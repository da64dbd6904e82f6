import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// What one page can hold: texts whose sentences all say the same are coded in time that grows with their length.
///
/// With work that grows with the square of it, each of these inputs takes minutes to hours.
@Suite struct SizeTests {
    static let length = 120_000

    static let kinds: [(name: String, sentence: @Sendable (Int) -> String)] = [
        ("denials of denials", { _ in "Ghana denied that Togo denied" }),
        ("charges and denials", { _ in "Ghana accused Togo of lying. Togo denied the allegations." }),
        ("visits of one day", { _ in "Foreign Minister Ama Owusu of Ghana visited Lomé on 2 May 2011." }),
        ("visits of many days", { "The president of Ghana visited Togo on \($0 % 28 + 1) May \(1900 + $0 % 120)." }),
        ("persons", { "Minister \(SizeTests.name($0)) \(SizeTests.name($0 * 7)) met Togo. He said it was late." }),
        ("quotations", { _ in "“It is late. We go,” he said." }),
        ("quotations that nobody closes", { _ in "“Ghana said Togo" }),
        ("quotations that open again", { _ in "“It is late. We go." }),
        ("anniversaries", { "This year marks the \($0 % 90 + 2)th anniversary of the talks of Togo with Benin." }),
        ("one sentence", { _ in "the envoy who said that" }),
        ("two sides", { _ in "Ghana met Togo. The two sides signed an agreement." }),
        ("statements", { _ in "Ghana released the following press statement:\n\nTogo lied.\n\n" }),
    ]

    private static func name(_ number: Int) -> String {
        var letters: [Character] = ["K"]
        var rest = number
        for _ in 0..<5 {
            letters.append(Character(UnicodeScalar(UInt8(97 + rest % 26))))
            rest /= 26
        }
        return String(letters)
    }

    static func text(_ kind: Int) -> String {
        var text = ""
        var number = 0
        while text.utf8.count < length {
            text += kinds[kind].sentence(number) + " "
            number += 1
        }
        return text
    }

    @Test(arguments: kinds.indices) func aTextOfOneKindOfSentenceIsCoded(kind: Int) throws {
        let value = try code(SizeTests.text(kind), published: "2020-01-01")
        #expect(value["events"] != nil && value["claims"] != nil, "\(SizeTests.kinds[kind].name)")
    }

    @Test func aLongSentenceIsReadInPiecesAndTold() throws {
        let text = String(repeating: "the envoy of Ghana who said that ", count: 200)
        let line = JSONValue.pairs(["id": .string("x"), "text": .string(text)])
        let coded = try CodeFilter.run(try JSONLine(Array(line.text.utf8)), [.rejected])
        let rejected = try JSONParser.parse(coded)["rejected_candidates"]?.array ?? []
        #expect(rejected.contains { $0["rule"]?.string == "limit.sentence" })
    }

    @Test func aSentenceOfOrdinaryLengthIsReadWhole() throws {
        let text =
            "The minister of Ghana " + String(repeating: ", of the bank and of the port", count: 25)
            + " said that it was late."
        let line = JSONValue.pairs(["id": .string("x"), "text": .string(text)])
        let coded = try CodeFilter.run(try JSONLine(Array(line.text.utf8)), [.rejected])
        let rejected = try JSONParser.parse(coded)["rejected_candidates"]?.array ?? []
        #expect(!rejected.contains { $0["rule"]?.string == "limit.sentence" })
    }
}
