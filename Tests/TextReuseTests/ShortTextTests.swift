import DocumentModel
import Testing
import TextReuse

/// Kin among texts of a sentence or two, which share few words as they are written.
@Suite struct ShortTextTests {
    /// Sentences of an invented press that are no kin of one another.
    static let others = [
        "The harbour of Tervala will stay closed on Monday.", "Wheat prices rose for the third week in a row.",
        "Seven athletes were received at the palace on Friday evening.", "A new line of trams opens in the old town.",
        "Snow is expected in the northern provinces.", "The court adjourned without naming a day.",
        "Fishermen protested in front of the ministry of trade.", "The library lends out four million books a year.",
    ]

    static func links(_ texts: [String]) -> [KinLink] {
        KinEngine(KinTests.corpus(texts.map { ($0, nil) })).links()
    }

    static func pairs(_ texts: [String]) -> Set<Set<String>> {
        Set(links(texts).map { [texts[$0.copy], texts[$0.origin]] })
    }

    @Test(arguments: [
        (
            "President Orlun of Vestmark arrives in Kelmar tomorrow for talks on the border.",
            "Border talks: Vestmark's president Orlun to arrive in Kelmar tomorrow."
        ),
        (
            "Ulkoministeri Harjula vierailee maanantaina Kelmarissa neuvottelemassa rajasta.",
            "Rajaneuvottelut: ulkoministeri Harjulan vierailu Kelmariin alkaa maanantaina."
        ),
        (
            "Министр обороны Кельмара прибыл в понедельник на переговоры о границе.",
            "Переговоры о границах: прибытие министра обороны Кельмара в понедельник."
        ), ("外務大臣は月曜日に国境に関する会談のため首都に到着する。", "月曜日に首都に到着する外務大臣、国境に関する会談のため。"),
    ])
    func aSentenceToldAgainIsARewrite(_ one: String, _ other: String) {
        let texts = ShortTextTests.others + [one, other]
        let found = ShortTextTests.links(texts)
        #expect(found.map { [$0.copy, $0.origin].sorted() } == [[8, 9]])
        #expect(found.first?.kind == .rewrite)
        #expect((0.5...1).contains(found.first?.score ?? 0))
        // What a link rests on is shown: both texts, from the first word to the last.
        #expect(found.first?.passages.isEmpty == false)
    }

    @Test func aNoteOfWhichANumberWasChangedIsACopy() {
        let note =
            "KELMAR, 4 May. The ministry of agriculture of Vestmark has handed over 40 tractors to the cooperatives of the river "
            + "provinces, its press service said. Orlund had promised the machines in January, when its premier came to open the bridge."
        let texts = [note, note.replacingFirst("40 tractors", with: "400 tractors")] + ShortTextTests.others
        let links = ShortTextTests.links(texts)
        #expect(links.map { [$0.copy, $0.origin].sorted() } == [[0, 1]])
        #expect(links.first?.kind == .reprint)
    }

    @Test func ofLikeTextsTheNearestAreKin() {
        let texts = [
            "The envoy of Kelmar met the minister of trade in Vestmark.",
            "Envoy of Kelmar meets the minister for trade in Vestmark.",
            "The envoy of Brannick saw a minister of health in Vestmark.",
        ]
        #expect(ShortTextTests.pairs(texts) == [[texts[0], texts[1]]])
    }

    @Test(arguments: [
        (
            "Talks with Vestmark on the river border begin on Monday.",
            "Talks with Orlund on the river border begin on Monday."
        ),
        ("The fleet of Kelmar takes part with 14 ships.", "The fleet of Kelmar takes part with 40 ships."),
        ("Satama suljetaan Kelmarissa maanantaina.", "Satama suljetaan Brannikissa maanantaina."),
    ])
    func anotherNameOrNumberIsAnotherMatter(_ one: String, _ other: String) {
        #expect(ShortTextTests.links(ShortTextTests.others + [one, other]).isEmpty)
    }

    @Test func aHeadlineMayLeaveOutWhatTheOtherTells() {
        let texts = [
            "Envoy of Kelmar meets the minister of trade.",
            "Envoy of Kelmar meets the minister of trade in Vestmark to speak of 40 ships.",
        ]
        #expect(ShortTextTests.pairs(ShortTextTests.others + texts) == [Set(texts)])
    }

    @Test func capitalsOfAWholeHeadlineTellNoNames() {
        let texts = ["Grain Prices Climb Again In Harbour Towns", "Grain Prices Rise Again In Towns With Harbours"]
        #expect(ShortTextTests.pairs(ShortTextTests.others + texts) == [Set(texts)])
    }

    @Test func orderOfInputDoesNotMatter() {
        let texts =
            ShortTextTests.others + ShortTextTests.others.map { $0.replacing("the", with: "that") + " Again." }
            + ["Snow expected in provinces of the north.", "Prices of wheat rose a third week."]
        let found = ShortTextTests.pairs(texts)
        #expect(found.count >= 9)
        #expect(ShortTextTests.pairs(texts.reversed()) == found)
        #expect(ShortTextTests.pairs(texts.sorted()) == found)
    }

    @Test func hostileInputsEnd() {
        // Texts made of the same few letters, and others whose words go on and on.
        var texts = (0..<400).map { number in String(repeating: "a", count: 1 + number % 90) + " b c" }
        texts += (0..<300).map { "aa bb cc dd ee ff gg hh ii jj \($0 % 7)" }
        texts += (0..<50).map { String(repeating: "\u{4E00}", count: 20 + $0) }
        texts += ["a会b会c会 12会34", "会a会談 b", "é会é会é会é会", "会談12会談", "\u{0E01}a\u{0E01}b1\u{0E01} a, B, C"]
        texts += ["", " ", "\u{FFFD}", String(repeating: "é ", count: 40), String(repeating: "x", count: 5_000)]
        let found = ShortTextTests.links(texts)
        #expect(found.count < texts.count * 40)
    }
}

extension String {
    /// The text with the first of some words put in another way.
    fileprivate func replacingFirst(_ words: String, with others: String) -> String {
        guard let range = firstRange(of: words) else { return self }
        return String(self[..<range.lowerBound]) + others + self[range.upperBound...]
    }
}
