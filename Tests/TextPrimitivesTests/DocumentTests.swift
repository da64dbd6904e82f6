import DocumentModel
import TestSupport
import Testing
import TextPrimitives

/// Makes documents of every shape from a seed.
private struct DocumentMaker {
    var random: SeededGenerator
    /// The places in the text at which a character begins, and its end.
    private var borders: [Int] = [0]

    init(seed: UInt64) { random = SeededGenerator(state: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func some<Value>(_ make: (inout DocumentMaker) -> Value) -> Value? {
        number(0...2) == 0 ? nil : make(&self)
    }
    mutating func list<Value>(_ make: (inout DocumentMaker) -> Value) -> [Value] {
        (0..<number(0...3)).map { _ in make(&self) }
    }
    mutating func one<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }

    mutating func words() -> String {
        let pieces = ["a", "Ω", "é", "\"", "\\", "\n", "\t", "“", "🚢", "\u{1}", " ", "talks", "<b>", "\u{2028}"]
        return (0...number(0...8)).map { _ in one(of: pieces) }.joined()
    }

    mutating func range() -> TextRange {
        let (a, b) = (number(0...borders.count - 1), number(0...borders.count - 1))
        return TextRange(borders[min(a, b)], borders[max(a, b)])
    }

    mutating func day() -> CivilDay { CivilDay(number: number(-900_000...200_000)) }

    mutating func bounds() -> DayBounds {
        let (a, b) = (day(), day())
        switch number(0...3) {
        case 0: return DayBounds(a)
        case 1: return DayBounds(from: min(a, b), to: nil)
        case 2: return DayBounds(from: nil, to: max(a, b))
        default: return DayBounds(from: min(a, b), to: max(a, b))
        }
    }

    mutating func party() -> Party {
        let kind = one(of: [Party.Kind.person, .office, .state, .organisation])
        return Party(
            id: (kind == .office ? Party.officePrefix : "x") + words(), name: words(), country: some { $0.words() },
            kind: kind, office: some { $0.words() }, range: some { $0.range() }, resolvedFrom: some { $0.range() })
    }

    mutating func event() -> Event {
        var event = Event(
            root: one(of: Root.allCases), type: words(), trigger: range(), evidence: list { $0.range() })
        event.id = words()
        event.mode = some { $0.one(of: Mode.allCases) }
        event.contexts = list { $0.words() }
        event.actors = list { $0.party() }
        event.recipients = list { $0.party() }
        event.isReciprocal = number(0...1) == 0
        event.when = some {
            EventDate(
                edtf: $0.words(), bounds: $0.bounds(), precision: $0.one(of: DatePrecision.allCases),
                basis: $0.one(of: DateBasis.allCases), range: $0.some { $0.range() })
        }
        event.place = some {
            Place(country: $0.some { $0.words() }, name: $0.some { $0.words() }, range: $0.some { $0.range() })
        }
        event.polarity = one(of: Polarity.allCases)
        event.status = one(of: EventStatus.allCases)
        event.partOf = some { $0.words() }
        event.rules = list { $0.words() }
        event.remembered = some { $0.number(1...99) }
        return event
    }

    mutating func claim() -> Claim {
        var claim = Claim(
            stance: one(of: Stance.allCases), contentSpans: [range()] + list { $0.range() },
            evidence: list { $0.range() }, rule: words())
        claim.id = words()
        claim.speaker = list { $0.party() }
        claim.endorses = number(0...1) == 0
        claim.via = list { $0.party() }
        claim.addressee = list { $0.party() }
        claim.about = list { $0.words() }
        claim.sourceSpan = some { $0.range() }
        claim.cueSpan = some { $0.range() }
        claim.events = list { $0.words() }
        claim.target = some { $0.words() }
        claim.targetCandidates = list { $0.words() }
        return claim
    }

    mutating func timex(_ rule: String) -> Timex {
        Timex(
            range: range(), type: one(of: [.date, .time, .duration, .set, .interval]), value: words(),
            edtf: some { $0.words() }, bounds: some { $0.bounds() }, calendar: words(), anchor: some { $0.words() },
            rule: rule, anniversary: some { $0.number(1...99) }, isApproximate: number(0...1) == 0)
    }

    mutating func article() -> Article {
        var article = Article()
        article.title = some { $0.words() }
        article.authors = list { $0.words() }
        article.byline = some { $0.words() }
        article.outlet = some { $0.words() }
        article.language = some { $0.words() }
        article.url = some { $0.words() }
        article.text = Array((words() + words() + words()).utf8)
        borders = article.text.indices.filter { article.text[$0] & 0xC0 != 0x80 } + [article.text.count]
        article.via = list {
            Via(name: $0.words(), kind: $0.words(), quote: $0.words(), range: $0.some { $0.range() })
        }
        article.published = some { $0.words() }
        article.captured = some { $0.words() }
        article.dates = list {
            DateCandidate(
                edtf: $0.words(), role: $0.one(of: [.published, .issued, .modified, .captured, .rejected]),
                source: $0.words(), evidence: $0.words(), reason: $0.words())
        }
        article.rejected = some { $0.words() }
        article.segments = list {
            SourceSegment(textStart: $0.number(0...99), pageStart: $0.number(0...9999), length: $0.number(0...99))
        }
        article.provenance = list { FieldProvenance(field: $0.words(), rule: $0.words(), node: $0.words()) }
        article.leftOut = list { LeftOut(text: $0.words(), reason: $0.words()) }
        return article
    }

    mutating func document() -> Document {
        var document = Document(id: words(), sha256: some { $0.words() }, article: article())
        document.time = some { maker in
            var time = TimeAnnotations()
            time.timexes = maker.list { $0.timex("x" + $0.words()) }
            time.rangeEnds = maker.list { $0.timex($0.one(of: [Timex.fromEnd, Timex.toEnd])) }
            time.timexes.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
            time.rangeEnds.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
            time.publicationBounds = maker.some {
                PublicationBounds(
                    bounds: $0.bounds(), reasons: $0.list { $0.words() }, evidence: $0.list { $0.some { $0.range() } })
            }
            time.clashes = maker.list { DateClash(kind: $0.words(), range: $0.range(), note: $0.words()) }
            return time
        }
        document.coding = some { maker in
            Coding(
                events: maker.list { $0.event() }, claims: maker.list { $0.claim() },
                rejected: maker.some {
                    $0.list { RejectedCandidate(trigger: $0.range(), rule: $0.words(), reason: $0.words()) }
                })
        }
        document.unknown = list { JSONMember(name: "x-" + $0.words(), value: .raw(Array("{\"a\" : [1, 2]}".utf8))) }
        return document
    }
}

@Suite struct DocumentTests {
    @Test(arguments: 0..<400) func whatIsWrittenIsReadBack(seed: Int) throws {
        var maker = DocumentMaker(seed: UInt64(seed))
        let document = maker.document()
        #expect(try Document(JSONLine(document.line())) == document)
        #expect(try Document(JSONLine(document.line(.withoutText)), text: document.article.text) == document)
        // What others read lacks only what is for this program.
        var plain = try Document(JSONLine(document.line(.exchange)))
        #expect(plain.line(.exchange) == document.line(.exchange))
        #expect(plain.coding == document.coding)
        #expect(plain.article.via == document.article.via)
        plain.time = nil
        #expect(plain.article.segments.isEmpty)
    }

    @Test func membersThatAreNotKnownStayTheBytesTheyAre() throws {
        let line = #"{"id":"a","text":"x","weight" : 1.50,"note":{"b":[ ]}}"#
        let document = try Document(JSONLine(Array(line.utf8)))
        #expect(document.unknown.map(\.name) == ["weight", "note"])
        let written = String(decoding: document.line(.exchange), as: UTF8.self)
        #expect(written.hasSuffix(#","weight":1.50,"note":{"b":[ ]}}"#))
    }

    @Test func onlyWhatIsNeededIsRead() throws {
        let line = #"{"id":"a","text":"x","title":"T","published":"2024","events":[],"claims":[],"timex":[],"more":1}"#
        let parsed = try JSONLine(Array(line.utf8))
        let document = try Document(parsed, [])
        #expect(document.article.title == nil && document.article.published == "2024")
        #expect(document.time == nil && document.coding == nil && document.unknown.isEmpty)
        #expect(try Document(parsed).coding == Coding(events: [], claims: []))
    }

    @Test func anObjectWithoutTextIsNoDocument() throws {
        for line in [#"{"id":"a"}"#, #"{"id":"a","text":null}"#, #"{"id":"a","text":7}"#] {
            #expect(throws: DocumentError.noText) { try Document(JSONLine(Array(line.utf8))) }
        }
    }

    /// A value that is none of ours is no value: the event or claim is left out, the rest of the document stays.
    @Test func wordsOutsideTheVocabularyAreNotTaken() throws {
        let place = #"{"start":0,"end":1,"quote":"x"}"#
        let line = """
            {"id":"a","text":"x","events":[{"id":"e1","root":"DANCE","trigger":\(place)},{"id":"e2","root":"AID",\
            "mode":"x","trigger":\(place)}],"claims":[{"id":"c1","stance":"sings","content_spans":[\(place)]}]}
            """
        let document = try Document(JSONLine(Array(line.utf8)))
        #expect(document.events.map(\.id) == ["e2"])
        #expect(document.events[0].mode == nil)
        #expect(document.claims.isEmpty)
    }

    @Test(arguments: ["-0499-03-15", "0000-02-29", "0001-01-01", "2024-05-14", "9999-12-31"])
    func daysOfAllYearsAreReadAsTheyAreWritten(day: String) {
        #expect(CivilDay(iso: day)?.iso == day)
    }
}
