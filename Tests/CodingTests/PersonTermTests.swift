import DocumentModel
import Testing
import TextPrimitives

@testable import ActorCoding
@testable import EventCoding

/// For whom a person of several offices acts on a day, and who holds an office then.
@Suite struct PersonTermTests {
    /// The side of the person whom a name means on a day.
    private static func side(_ name: String, on day: String?) -> String? {
        let bytes = Array(name.utf8)
        let tokens = CodeTokenizer.tokens(bytes, TextRange(0, bytes.count), grammar: Grammar.english)
        return Gazetteer.shared.names(tokens, on: day.flatMap { CivilDay(iso: $0) }).first?.entry.country
    }

    @Test(arguments: [
        // Between and behind the offices of a body the national side counts.
        ("Donald Tusk", ["2010-05-01": "POL", "2016-05-01": "IGO", "2021-05-01": "POL", "2024-05-01": "POL"]),
        ("Frans Timmermans", ["2013-03-01": "NLD", "2020-03-01": "IGO", "2023-09-01": "NLD"]),
        ("Jyrki Katainen", ["2012-03-01": "FIN", "2016-03-01": "IGO", "2021-03-01": "FIN"]),
        ("Pierre Moscovici", ["2013-03-01": "FRA", "2016-03-01": "IGO", "2021-03-01": "FRA"]),
        ("Dimitris Avramopoulos", ["2013-03-01": "GRC", "2016-03-01": "IGO", "2020-03-01": "GRC"]),
        ("Thorbjorn Jagland", ["1997-01-15": "NOR", "2012-01-15": "IGO", "2020-01-15": "NOR"]),
        ("Romano Prodi", ["1997-03-01": "ITA", "2002-03-01": "IGO", "2007-03-01": "ITA", "2013-03-01": "IGO"]),
        ("Michel Barnier", ["2004-09-01": "FRA", "2012-09-01": "IGO", "2018-09-01": "IGO", "2024-10-01": "FRA"]),
        ("Martin Schulz", ["2011-03-01": "DEU", "2014-03-01": "IGO", "2017-02-01": "DEU"]),
        ("Mario Draghi", ["2010-03-01": "ITA", "2015-03-01": "IGO", "2022-03-01": "ITA"]),
        ("Jens Stoltenberg", ["2010-03-01": "NOR", "2020-03-01": "IGO", "2025-03-01": "NOR"]),
        // Days at the edges.
        ("Jean-Claude Juncker", ["2014-10-31": "LUX", "2014-11-01": "IGO", "2019-11-30": "IGO", "2019-12-01": "LUX"]),
        // Who spoke for one side alone speaks for it always.
        ("Kofi Annan", ["1990-01-01": "IGO", "2000-01-01": "IGO", "2015-01-01": "IGO"]),
        ("Emmanuel Macron", ["1990-01-01": "FRA", "2000-01-01": "FRA", "2020-01-01": "FRA"]),
    ])
    func aPersonActsForTheSideOfTheDay(_ name: String, _ sides: [String: String]) {
        for (day, side) in sides { #expect(Self.side(name, on: day) == side, "\(name) on \(day)") }
    }

    /// A text without a day does not tell which of the offices its author means.
    @Test func withoutADayAPersonOfSeveralSidesHasNone() {
        #expect(Self.side("Donald Tusk", on: nil)?.isEmpty ?? false)
        #expect(Self.side("Helen Clark", on: nil)?.isEmpty ?? false)
        #expect(Self.side("Emmanuel Macron", on: nil) == "FRA")
    }

    @Test(arguments: [
        ("Helen Clark visited Cuba.", []),
        ("Tusk, the premier of Poland, visited Cuba.", ["CONSULT POL>CUB"]),
        ("Helen Clark, administrator of the United Nations Development Programme, visited Cuba.", ["CONSULT IGO>CUB"]),
    ])
    func withoutADayTheWordsBesideTheNameTell(_ text: String, _ events: [String]) throws {
        #expect(ResolutionTests.events(try code(text, published: nil)) == events)
    }

    @Test func withoutADayTheSpeakersSideIsNotGuessed() throws {
        let claims = try code("Helen Clark said that Cuba was late.", published: nil)["claims"]?.array ?? []
        #expect(claims.count == 1 && countries(claims[0]["speaker"]).isEmpty)
    }

    private static func terms(_ rows: [(country: String, from: String, to: String)]) -> [PersonTerm] {
        rows.map { row in
            PersonTerm(
                entry: GazetteerEntry(kind: .person, id: "x", name: "X", country: row.country, detail: ""),
                from: row.from, to: row.to)
        }.inOrder()
    }

    private static func held(_ terms: [PersonTerm], _ day: String) -> String? {
        terms.held(on: CivilDay(iso: day))?.entry.country
    }

    @Test func yearsStandForAllTheirDays() {
        let terms = Self.terms([("IGO", "2012", "2014"), ("PER", "2001", "2005")])
        #expect(Self.held(terms, "2012-01-01") == "IGO" && Self.held(terms, "2014-12-31") == "IGO")
        #expect(Self.held(terms, "2015-01-01") == "PER" && Self.held(terms, "2011-12-31") == "PER")
    }

    @Test func theLaterOfTwoTermsHolds() {
        let terms = Self.terms([("PER", "2001", ""), ("IGO", "2003-05-01", "2004")])
        #expect(Self.held(terms, "2003-04-30") == "PER" && Self.held(terms, "2003-05-01") == "IGO")
        #expect(Self.held(terms, "2005-01-01") == "PER")
    }

    @Test func aTermWithoutAFirstDayHoldsNoDay() {
        let terms = Self.terms([("IGO", "", "2014"), ("PER", "", "")])
        #expect(Self.held(terms, "2010-01-01") == "PER")
        #expect(Self.held(Self.terms([("IGO", "", ""), ("IMG", "2001", "2002")]), "2010-01-01") == "IMG")
    }

    @Test func noTermIsHeldOnNoDay() {
        #expect(Self.terms([("IGO", "2012", ""), ("PER", "", "")]).held(on: nil) == nil)
        #expect([PersonTerm]().held(on: CivilDay(iso: "2012-01-01")) == nil)
    }

    /// Offices are the same whatever their capitals and accents.
    @Test(arguments: [
        ("the leader of the House of Lords", "GBR", "2008-01-15", "catherine-ashton"),
        ("The Leader of the House of Lords", "GBR", "2008-01-15", "catherine-ashton"),
        ("the LEADER OF THE HOUSE OF LORDS", "GBR", "2008-01-15", "catherine-ashton"),
        ("The Foreign Minister", "GRC", "2012-12-01", "dimitris-avramopoulos"),
        ("the foreign minister", "GRC", "2012-12-01", "dimitris-avramopoulos"),
        ("the Foreign Minister", "GRC", "1962-12-01", "office"), ("the cook", "GRC", "2012-12-01", "office"),
    ])
    func anOfficeHasItsHolderOfTheDay(_ office: String, _ country: String, _ day: String, _ id: String) throws {
        let day = try #require(CivilDay(iso: day))
        let bounds = DayBounds(from: day, to: day)
        var event = Event(root: .consult, type: "visit", trigger: TextRange(0, 0), evidence: [])
        event.actors = [Party(id: "office", name: office, country: country, kind: .office, range: nil)]
        event.when = EventDate(
            edtf: try #require(bounds.edtf), bounds: bounds, precision: .day, basis: .explicit, range: nil)
        OfficeHolders.shared.settle(&event, [])
        #expect(event.actors.map(\.id) == [id])
    }
}
