import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// A line of a frames file with its example.
struct FrameCase: CustomTestStringConvertible, Sendable {
    let id: String
    let example: String
    /// "ROOT ACTOR>RECIPIENT", or "ROOT A=B" for an act of both.
    let event: String
    var testDescription: String { id }

    static let all: [FrameCase] =
        Resource.table("events/en/frames.tsv").map { FrameCase(fields: $0, root: 4, example: 10) }
        + Resource.table("events/en/nominals.tsv").map { FrameCase(fields: $0, root: 3, example: 9) }

    private init(fields: [String], root: Int, example: Int) {
        id = fields[0]
        self.example = fields.count > example ? fields[example] : ""
        let expected = fields.count > example + 1 ? fields[example + 1] : ""
        event = "\(fields.count > root ? fields[root] : "") \(FrameCase.sorted(expected))"
    }

    /// Both sides with their codes in order, as ``ResolutionTests/events(_:)`` writes them.
    private static func sorted(_ expected: String) -> String {
        if expected.contains("=") { return expected.split(separator: "=").sorted().joined(separator: "=") }
        return expected.split(separator: ">").map { $0.split(separator: "+").sorted().joined(separator: "+") }
            .joined(separator: ">")
    }
}

/// Codes a text and gives its line back.
func code(_ text: String, published: String? = "2020-01-01") throws -> JSONValue {
    var members = [JSONMember(name: "id", value: .string("x")), JSONMember(name: "text", value: .string(text))]
    if let published { members.append(JSONMember(name: "published", value: .string(published))) }
    let line = try JSONLine(Array(JSONValue.object(members).text.utf8))
    return try JSONParser.parse(CodeFilter.run(line))
}

func countries(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap { $0["country"]?.string } }

@Suite struct FrameTests {
    @Test(arguments: FrameCase.all)
    func exampleGivesItsEvent(frame: FrameCase) throws {
        let events = ResolutionTests.events(try code(frame.example))
        #expect(events.contains(frame.event), "\(frame.example) \(events)")
    }

    @Test func visitorIsActorAndHostIsRecipient() throws {
        let event = try #require(
            try code(
                "President Ama Owusu of Ghana arrived in Lomé on Tuesday for a three-day state visit.",
                published: "2021-05-20")["events"]?.array.first)
        #expect(countries(event["actors"]) == ["GHA"])
        #expect(countries(event["recipients"]) == ["TGO"])
        #expect(event["when"]?["edtf"]?.string == "2021-05-18/2021-05-20")
    }

    @Test func polarityIsScoped() throws {
        func polarity(_ text: String) throws -> String? { try code(text)["events"]?.array.first?["polarity"]?.string }
        #expect(try polarity("Ghana has not expelled the Togolese ambassador.") == "negated")
        #expect(try polarity("The president of Ghana will visit Togo in June.") == "planned")
        #expect(try polarity("Ghana allegedly bombed a village in Togo.") == "alleged")
    }

    @Test func anAnniversaryIsNoNewEvent() throws {
        let event = try #require(
            try code(
                "This year marks the 20th anniversary of the meeting of President Ama Owusu of Ghana with the president of Togo.",
                published: "2021-05-20")["events"]?.array.first)
        #expect(event["remembered"]?.int == 20)
        #expect(event["when"]?["edtf"]?.string == "2001")
    }

    @Test func whoTakesThePeopleAndNoOtherPeople() throws {
        func senders(_ people: String) throws -> [[String]] {
            try
                (code(
                    "He said that the Togolese people would not forget the support of the \(people) people, who sent doctors."
                )[
                    "events"]?.array ?? []).filter { $0["root"]?.string == "AID" }.map { countries($0["actors"]) }
        }
        #expect(try senders("Ghanaian") == [["GHA"]])
        // "Korean" alone names two states: nobody is put in its place.
        #expect(try senders("Korean").isEmpty)
    }

    @Test func offsetsSliceBack() throws {
        let text =
            "“Née” café: President Ama Owusu of Ghana met the Togolese premier in Lomé. He said that “it was late”."
        let value = try code(text)
        let scalars = Array(text.unicodeScalars)
        func check(_ part: JSONValue) {
            switch part {
            case .object(let members):
                if let start = part["start"]?.int, let end = part["end"]?.int, let quote = part["quote"]?.string {
                    #expect(String(String.UnicodeScalarView(scalars[start..<end])) == quote)
                }
                for member in members { check(member.value) }
            case .array(let elements): elements.forEach(check)
            default: break
            }
        }
        check(value)
        #expect(value["claims"]?.array.count == 1)
    }
}

@Suite struct ClaimTests {
    @Test(arguments: [
        ("Ghana's foreign minister said on Monday that the border was shut.", "says", "that the border was shut"),
        (
            "\"The border is shut,\" Foreign Minister Ama Owusu of Ghana said on Monday.", "says",
            "\"The border is shut,\""
        ),
        ("The border is shut, according to Ghana's news agency GNA.", "reports", "The border is shut"),
        ("Ghana accused Togo of shutting the border.", "accuses", "shutting the border"),
        ("Ghana denied the charge.", "denies", "the charge"),
        ("Ghana expressed its regret over the loss.", "expresses", "its regret over the loss"),
    ])
    func contentIsFound(text: String, stance: String, content: String) throws {
        let claim = try #require(try code(text)["claims"]?.array.first, "\(text)")
        #expect(claim["stance"]?.string == stance)
        #expect(claim["content_spans"]?.array.first?["quote"]?.string == content)
        #expect(countries(claim["speaker"]) == ["GHA"])
    }

    @Test func aProverbIsNoClaim() throws {
        #expect(try code("A saying has it that a friend is worth a thousand miles.")["claims"]?.array.isEmpty == true)
    }

    @Test func aDenialWithTwoCandidatesStaysOpen() throws {
        let text =
            "Ghana alleged that Togolese guards moved three pillars. Benin alleged that Togolese guards fired at a village.\n\nTogo dismissed the allegations as fiction."
        let denial = try #require(try code(text)["claims"]?.array.first { $0["stance"]?.string == "denies" })
        #expect(denial["target"]?.isNull == true)
        #expect(denial["target_candidates"]?.array.count == 2)
    }
}
