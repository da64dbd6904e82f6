import DocumentModel
import Foundation
import NewsAnalysis
import Testing
import TextPrimitives

/// What a copy changes: each kind by a pair of sentences, and the pairs in which nothing changes.
@Suite struct DriftTests {
    static func changes(_ parent: String, _ child: String, on days: (String, String) = ("2024-03-14", "2024-03-15"))
        -> [JSONValue]
    {
        func side(_ text: String, _ day: String) -> Document {
            var article = Article()
            article.text = Array(text.utf8)
            article.published = day
            return Document(id: "x", article: article)
        }
        let (first, second) = (side(parent, days.0), side(child, days.1))
        return DriftFilter.changes(parent: first, child: second).map { $0.json(parent: first.body, child: second.body) }
    }

    static func kinds(_ parent: String, _ child: String, on days: (String, String) = ("2024-03-14", "2024-03-15"))
        -> [String]
    {
        changes(parent, child, on: days).compactMap { $0["kind"]?.string }
    }

    /// A genitive that stands apart opens no quotation.
    @Test func anApostropheIsNoQuotationMark() {
        let told =
            "The envoy visited President Ama Mensah%s farm near Tamale with the whole delegation of the ministry."
        #expect(
            DriftTests.kinds(
                told.replacingOccurrences(of: "%s", with: " ’s"), told.replacingOccurrences(of: "%s", with: "’s")) == []
        )
    }

    /// A copy that shows when its text was first issued keeps the "today" of the text.
    @Test func aCopyWithItsFirstDayKeepsToday() {
        func page(_ published: String, issued: String?) -> Document {
            var article = Article()
            article.text = Array(
                "Today the friendly relations of the two towns are growing further, the mayor wrote.".utf8)
            article.published = published
            if let issued {
                article.dates = [
                    DateCandidate(edtf: issued, role: .issued, source: "text", evidence: issued, reason: "")
                ]
            }
            return Document(id: "x", article: article)
        }
        let parent = page("2024-03-14", issued: nil)
        #expect(
            DriftFilter.changes(parent: parent, child: page("2024-03-17", issued: nil)).map(\.kind) == [.dateChanged])
        #expect(DriftFilter.changes(parent: parent, child: page("2024-03-17", issued: "2024-03-14")).isEmpty)
    }

    @Test(arguments: [
        (
            "hedge-dropped", "The number of nurses in Accra may rise to 90.",
            "The number of nurses in Accra will rise to 90."
        ),
        (
            "hedge-added", "The bridge near Tamale was damaged by the flood.",
            "The bridge near Tamale was reportedly damaged by the flood."
        ),
        (
            "number-changed", "The plan sends 36 Ghanaian doctors to Havana.",
            "The plan sends 63 Ghanaian doctors to Havana."
        ),
        (
            "polarity-flipped", "The farmers of the valley have not been moved from the dam.",
            "The farmers of the valley have been moved from the dam."
        ),
        (
            "planned-to-done", "Ghana and Cuba will sign a treaty on nurses in Accra.",
            "Ghana and Cuba have signed a treaty on nurses in Accra."
        ),
        (
            "stance-strengthened", "Minister Ama Owusu said that nine of the pumps were broken.",
            "Minister Ama Owusu admitted that nine of the pumps were broken."
        ),
        (
            "stance-weakened", "Minister Ama Owusu said that nine of the pumps were broken.",
            "Minister Ama Owusu claimed that nine of the pumps were broken."
        ),
        (
            "number-changed", "The border is 100 kilometres long and has nine gates.",
            "The border is 102 kilometres long and has nine gates."
        ),
        (
            "number-changed", "The rocket flew for 5 156 seconds before it fell into the sea.",
            "The rocket flew for 5,165 seconds before it fell into the sea."
        ),
        ("number-changed", "The talks in Keta lasted for three years.", "The talks in Keta lasted for five years."),
        (
            "name-changed", "The boat was found near Keta by two fishermen.",
            "The boat was found near Axim by two fishermen."
        ),
        (
            "quote-to-paraphrase", "Ama Owusu called the offer \"quick and generous beyond hope\".",
            "Ama Owusu called the offer quick and very generous."
        ),
        (
            "paraphrase-to-quote", "Ama Owusu said that the road would be closed until June.",
            "\"The road will be closed until June,\" Ama Owusu said."
        ),
        (
            "attribution-dropped",
            "According to the miners' union, wages in the region have fallen by a third since 2012.",
            "Wages in the region have fallen by a third since 2012."
        ),
    ])
    func eachKindIsFound(_ kind: String, _ parent: String, _ child: String) {
        #expect(DriftTests.kinds(parent, child) == [kind])
    }

    @Test(arguments: [
        (
            "The border is 160 kilometres long and has nine gates.",
            "The border is about 100 miles long and has nine gates."
        ),
        ("Twelve boats were sent to Keta on Monday.", "On Monday 12 boats were sent to Keta."),
        (
            "Minister Ama Owusu said that the pumps were broken.",
            "The pumps were broken, Minister Ama Owusu told reporters."
        ),
        ("The nurses are from Hòa Bình and will stay a year.", "The nurses are from Hoa Binh and will stay a year."),
        (
            "The rocket flew for 5 156 seconds before it fell into the sea.",
            "The rocket flew for 5,156 seconds before it fell into the sea."
        ),
        (
            "The rocket flew for 5,156 s before it fell into the sea.",
            "The rocket flew for 5 156 seconds before it fell into the sea."
        ),
        ("The talks in Keta lasted for three decades.", "The talks in Keta lasted for 30 years."),
        // Datelines are of the report, not of what it tells; what opens the next sentence is no name.
        (
            "Accra, May 3 (GNA) -- The nurses of the valley were sent to Keta by boat.",
            "Accra, May 5 (GNA) -- The nurses of the valley were sent to Keta by boat."
        ),
        (
            "ACCRA, May 3. /GNA/ - The nurses of the valley were sent to Keta by boat.",
            "ACCRA, May 5. /GNA/ - The nurses of the valley were sent to Keta by boat."
        ),
        (
            "OPINION: The nurses of the valley of Keta Asked if they would stay, they left by boat.",
            "OPINION: The nurses of the valley of Keta Another if they would stay, they left by boat."
        ),
        (
            "The president of the valley Kofi Mensah told GNA that the boats left Keta by night.",
            "The vice mayor of the valley Kofi Mensah told GNA that the boats left Keta by night."
        ),
        ("The talks in Keta lasted for 14 days.", "The talks in Keta lasted for two weeks."),
        ("The pipe is 35 cm wide and nine metres long.", "The pipe is 0.35 metres wide and nine metres long."),
    ])
    func anotherWordingIsNoChange(_ parent: String, _ child: String) {
        #expect(DriftTests.kinds(parent, child).isEmpty)
    }

    @Test func aStaleWeekdayChangesItsDate() {
        let text = "A delegation of nurses flew to Havana on Tuesday."
        #expect(DriftTests.kinds(text, text, on: ("2024-03-14", "2024-03-28")) == ["date-changed"])
        #expect(DriftTests.kinds(text, text, on: ("2024-03-14", "2024-03-15")).isEmpty)
    }

    @Test func aDenialThatLandsElsewhereIsTold() {
        let first = "Customs officers in Tema said in March that 40 crates carried forged seals."
        let second = "In October growers in Kumasi alleged that Cuba had sold them sick seedlings."
        let denial = "The Cuban embassy rejected the allegations as invented."
        let found = DriftTests.changes("\(first)\n\n\(second)\n\n\(denial)", "\(first)\n\n\(denial)")
        #expect(found.compactMap { $0["kind"]?.string } == ["denial-moved"])
        #expect(found.first?["parent_target_quote"]?.string?.contains("sick seedlings") == true)
        #expect(found.first?["child_target_quote"]?.string?.contains("forged seals") == true)
    }

    @Test func anyBytesAreSafe() {
        for text in ["", ".", "\"", "“”", "1 million million", "not not not.", "The the the denied the the."] {
            _ = DriftTests.kinds(text, "The ministry denied the report. \(text)")
        }
    }
}
