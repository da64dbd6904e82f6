import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// Codes a text with what else a document says of itself.
private func claims(
    _ text: String, title: String? = nil, outlet: String? = nil
) throws -> [JSONValue] {
    var members = [JSONMember(name: "id", value: .string("x")), JSONMember(name: "text", value: .string(text))]
    if let title { members.append(JSONMember(name: "title", value: .string(title))) }
    if let outlet { members.append(JSONMember(name: "outlet", value: .string(outlet))) }
    let line = try JSONLine(Array(JSONValue.object(members).text.utf8))
    return try JSONParser.parse(CodeFilter.run(line))["claims"]?.array ?? []
}

/// "SPEAKER[STATE]: content", one a claim.
private func told(_ claims: [JSONValue]) -> [String] {
    claims.map { claim in
        let speakers = (claim["speaker"]?.array ?? []).map {
            "\($0["name"]?.string ?? "")[\($0["country"]?.string ?? "")]"
        }
        let contents = (claim["content_spans"]?.array ?? []).compactMap { $0["quote"]?.string }
        return "\(speakers.joined(separator: "+")): \(contents.joined(separator: " … "))"
    }
}

/// A cue of `cues.tsv` with its example.
struct CueCase: CustomTestStringConvertible, Sendable {
    let cue: String
    let example: String
    var testDescription: String { cue }

    static let all = Resource.table("events/en/cues.tsv").filter {
        $0.count >= 6 && ["verb", "phrase"].contains($0[1]) && $0[3] != "quoted"
    }.map { CueCase(cue: $0[0], example: $0[5]) }
}

@Suite struct CueTests {
    @Test(arguments: CueCase.all) func eachExampleIsAClaimOfItsCue(item: CueCase) throws {
        let verb = item.cue.split(separator: " ").first.map(String.init) ?? item.cue
        let opener = item.example.hasPrefix("He ") ? "He " : item.example.hasPrefix("It ") ? "It " : "They "
        let example = item.example.replacing(opener, with: "Minister Juan Rojas of Peru ", maxReplacements: 1)
        let rules = try claims(example).compactMap { $0["rule"]?.string }
        #expect(rules.contains("cue.\(verb)"), "\(example) \(rules)")
    }
}

/// Direct speech: any verb or none, every pair of marks, every place of the speaker.
@Suite struct QuotationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var told: [String]
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "verbs that no list has",
            text:
                "“Kenya will pay,” growled Sudanese minister Idris Abbo. “We shall see it,” Kenyan minister Rose Wanjala mused.",
            told: ["Idris Abbo[SDN]: “Kenya will pay,”", "Rose Wanjala[KEN]: “We shall see it,”"]),
        Case(
            name: "other marks",
            text:
                "«Sudan has broken the truce», said Kenyan minister Rose Wanjala. „Kenya lies“, said Sudanese minister Idris Abbo. 「Both lie」, said Chadian minister Hassan Deby.",
            told: [
                "Rose Wanjala[KEN]: «Sudan has broken the truce»", "Idris Abbo[SDN]: „Kenya lies“",
                "Hassan Deby[TCD]: 「Both lie」",
            ]),
        Case(
            name: "a dash and a name",
            text:
                "The accord was signed.\n\n“The accord is a true gain for all of us.” – Foreign Minister Lucia Moncayo of Ecuador",
            told: ["Lucia Moncayo[ECU]: “The accord is a true gain for all of us.”"]),
        Case(
            name: "a colon in the paragraph before",
            text:
                "And from Ecuadorian Foreign Minister Lucia Moncayo:\n\n“Tomas brings with him a wealth of experience.”",
            told: ["Lucia Moncayo[ECU]: “Tomas brings with him a wealth of experience.”"]),
        Case(
            name: "the sentence before names who speaks",
            text:
                "Kenyan minister Rose Wanjala spoke to the press. “Sudan has broken the truce. It must leave now.” The envoy left.",
            told: ["Rose Wanjala[KEN]: “Sudan has broken the truce", "Rose Wanjala[KEN]: It must leave now.”"]),
        Case(
            name: "sentences before the cue",
            text: "“The shelf is ours. It always was,” Ecuadorian minister Lucia Moncayo said.",
            told: ["Lucia Moncayo[ECU]: “The shelf is ours", "Lucia Moncayo[ECU]: It always was,”"]),
        Case(
            name: "a quotation that goes on in the next paragraph",
            text:
                "“The shelf is ours and was ours,” Ecuadorian minister Lucia Moncayo said.\n\n“We will go on with the work there.”",
            told: [
                "Lucia Moncayo[ECU]: “The shelf is ours and was ours,”",
                "Lucia Moncayo[ECU]: “We will go on with the work there.”",
            ]),
        Case(
            name: "two halves in single marks",
            text: "‘Sudan has broken the truce’, minister Rose Wanjala of Kenya said, ‘and Chad knows it’.",
            told: ["Rose Wanjala[KEN]: ‘Sudan has broken the truce’", "Rose Wanjala[KEN]: ‘and Chad knows it’"]),
        Case(
            name: "inches quote nothing",
            text: "Kenyan minister Rose Wanjala said the 6\" gun was Sudanese. \"It is late,\" she said.",
            told: ["Rose Wanjala[KEN]: the 6\" gun was Sudanese", "Rose Wanjala[KEN]: \"It is late,\""]),
        Case(
            name: "a founder between commas",
            text:
                "\"They sealed the door of the flat,\" Aida Rahimi, a founder of the Harbour Trust, told the agency AFP.",
            told: ["Aida Rahimi[]: \"They sealed the door of the flat,\""]),
        Case(
            name: "a verb in the present behind a quotation",
            text: "“It is a huge thing for us,” says Gu. “We go on,” says minister Ana Rojas of Peru.",
            told: ["Gu[]: “It is a huge thing for us,”", "Ana Rojas[PER]: “We go on,”"]),
        Case(name: "a title is no speech", text: "The singer Ama Owusu had a hit with the song “After All.”", told: []),
    ]

    @Test(arguments: cases) func eachPlaceOfTheSpeakerIsRead(item: Case) throws {
        #expect(try told(claims(item.text)) == item.told)
    }
}

/// Who speaks: no name inside the own quotation, offices and bodies as what they are, states only from words.
@Suite struct SpeakerTests {
    /// To say that there is none of what is charged denies it; that there is no doubt, or no rice, is only said.
    @Test(arguments: [
        ("There was no meeting with the Cubans, the minister said.", "denies"),
        ("The minister said that there has been no attack on the port.", "denies"),
        ("The minister said that nobody will be replaced.", "denies"),
        ("There is no doubt about it, the minister said.", "says"),
        ("The minister said that there was no rice left in Lima.", "says"),
        ("The minister said that nobody is hurt.", "says"),
    ])
    func aDenialIsOfWhatIsCharged(text: String, stance: String) throws {
        #expect(try claims(text).first?["stance"]?.string == stance)
    }

    /// How old somebody is is no office, what he does is.
    @Test func agesAreNoOffices() throws {
        let speakers = try claims(
            "Lara Quint, 19, said it was late. Ama Owusu, 42, a teacher of music, said it was early."
        )
        .compactMap { $0["speaker"]?.array.first }
        #expect(speakers.map { $0["office"]?.string } == [nil, "a teacher of music"])
    }

    @Test(arguments: [
        (
            "German minister Sigmar Brandt met Russian minister Oleg Lavrin. Brandt was late. He said that it was cold. “Oleg Lavrin is a friend of ours,” he said.",
            ["Sigmar Brandt[DEU]: that it was cold", "Sigmar Brandt[DEU]: “Oleg Lavrin is a friend of ours,”"]
        ),
        (
            "President of Slovenia Boris Pahar told reporters that it was late. The president said that it was cold.",
            ["Boris Pahar[SVN]: that it was late", "Boris Pahar[SVN]: that it was cold"]
        ),
        (
            "Russia's ambassador to China Andrei Denkov left. The Russian diplomat said that it was late.",
            ["Andrei Denkov[RUS]: that it was late"]
        ),
        (
            "Mr Ama Owusu met Ms Rosa Quispe. She said that it was late.", ["Rosa Quispe[]: that it was late"]
        ),
        ("Norway thanked Japan. The Harbour Trust said the ships had left.", ["Harbour Trust[]: the ships had left"]),
        ("The ships left according to the timetable.", []),
        // "Foreign" before a minister is what he minds, before others it is another's.
        (
            "Zambia will take the dispute back, Foreign Minister Ama Owusu said on Wednesday.",
            ["Ama Owusu[ZMB]: Zambia will take the dispute back"]
        ),
        (
            "Zambia will take the dispute back, the foreign minister said on Wednesday.",
            ["foreign minister[ZMB]: Zambia will take the dispute back"]
        ),
        (
            "Zambia will take the dispute back, a foreign official said on Wednesday.",
            ["foreign official[]: Zambia will take the dispute back"]
        ),
        (
            "Juan Rojas, head of the Department of Chilean Affairs of the Foreign Ministry of Peru, said that it was late.",
            ["Juan Rojas[PER]: that it was late"]
        ),
        (
            "Peru was calm and Cuba late. Donald Trump left. Trump adviser Kim Moore said it was late.",
            ["Kim Moore[USA]: it was late"]
        ),
        (
            "Peru was calm and Chile late. Cuban senator Leila Quast left. Quast aide Ama Moore said it was late.",
            ["Ama Moore[CUB]: it was late"]
        ),
        (
            "Leila Reyes, a priest, told the French agency AFP that it was late. Peru and Chile were calm.",
            ["Leila Reyes[]: that it was late"]
        ),
        (
            "The premier of Ghana came. Ana Ofori, a settler of the West Bank, said it was late. Peru and Chile were calm.",
            ["Ana Ofori[PSE]: it was late"]
        ),
        (
            "Minister Sigmar Brandt of Germany spoke to the press. Oleg Lavrin was a friend of his country, he said.",
            ["Sigmar Brandt[DEU]: Oleg Lavrin was a friend of his country"]
        ),
        (
            "The chairman of the council of Norway said that it was late. King Harald was a good man, he said.",
            [
                "chairman of the council of Norway[NOR]: that it was late",
                "chairman of the council of Norway[NOR]: King Harald was a good man",
            ]
        ),
        (
            "The Institute for Fisheries and Trade of Peru said that it was late.",
            ["Institute for Fisheries and Trade of Peru[PER]: that it was late"]
        ),
        (
            "The Harbour and Coast Institute of the Foreign Ministry of Peru said that it was late.",
            ["Harbour and Coast Institute[PER]: that it was late"]
        ),
        ("Both Peru and Chile spoke. “We go,” said nobody.", []),
        // "He" is the subject of the clause that no other opens, in the sentence before.
        (
            "Senator Juan Rojas of Peru rejected the plan, telling the press that Mr Carlos Quispe had left. He said that it was late.",
            [
                "Juan Rojas[PER]: the plan", "Juan Rojas[PER]: that Mr Carlos Quispe had left",
                "Juan Rojas[PER]: that it was late",
            ]
        ),
        (
            "Peruvian senator Ana Rojas undermined that plan, as Ms Rosa Quispe had asked. She said that it was late.",
            ["Ana Rojas[PER]: that it was late"]
        ),
        (
            "“It is late,” said Senator Juan Rojas of Peru. Chilean senator Carlos Soto blamed the growers. “It is cold,” he said.",
            ["Juan Rojas[PER]: “It is late,”", "Carlos Soto[CHL]: “It is cold,”"]
        ),
        (
            "“It is late,” said Senator Juan Rojas of Peru. The growers left. “It is cold,” he said.",
            ["Juan Rojas[PER]: “It is late,”", "Juan Rojas[PER]: “It is cold,”"]
        ),
        // A quotation without a cue goes on with whoever spoke last, in quotation marks or not.
        (
            "“It is late in Lima,” said Juan Rojas of Peru. The growers left. Carlos Soto of Chile said that the ships had sailed. “Nobody waited for us at all.”",
            [
                "Juan Rojas[PER]: “It is late in Lima,”", "Carlos Soto[CHL]: that the ships had sailed",
                "Carlos Soto[CHL]: “Nobody waited for us at all.”",
            ]
        ),
        // What somebody is accused of, he does not say.
        ("Juan Rojas of Peru was accused of “causing great harm to all the growers of the north”.", []),
        // "In a call with X, the president": the president is not X.
        (
            "In a call with Carlos Soto of Chile, the president promised help. Soto said that it was late.",
            ["Carlos Soto[CHL]: that it was late"]
        ),
        (
            "At a meeting with Soto, the minister of Peru promised help. The minister of Peru said that it was late.",
            ["minister of Peru[PER]: that it was late"]
        ),
        (
            "The EU commissioner for trade and development, Ana Quispe, said that it was late.",
            ["Ana Quispe[IGO]: that it was late"]
        ),
        // Whoever is somebody's is of his state.
        (
            "Juan Rojas of Peru left for Chile. Rojas's lawyer said that it was late.",
            ["Rojas's lawyer[PER]: that it was late"]
        ),
        (
            "Minister Juan Rojas of Peru left for Chile. Rojas's lawyers said that it was late.",
            ["Rojas's lawyers[PER]: that it was late"]
        ),
        (
            "Juan Rojas of Peru bought a house that he says was cold.", ["Juan Rojas[PER]: was cold"]
        ),
        (
            "Sarah Moore is a nurse in Lima, in Peru. “It is late,” she said.", ["Sarah Moore[PER]: “It is late,”"]
        ),
        // A name that speaks against the state that the text is about.
        (
            "China sold fish to China's neighbours. China built ships for Peru. Sarah Moore said that it was late.",
            ["Sarah Moore[PER]: that it was late"]
        ),
        (
            "Peru sold fish to China. Peru built ships. Peru is large. Sun Yongfu said that it was late.",
            ["Sun Yongfu[CHN]: that it was late"]
        ),
        // Who speaks may stand behind the verb without quotation marks, and adverbs before it.
        (
            "The growers were coming from a conference in Lima, said Juan Rojas of Peru.",
            ["Juan Rojas[PER]: The growers were coming from a conference in Lima"]
        ),
        (
            "The growers come from a conference in Lima, says Juan Rojas, president of the Trust of Peru.",
            ["Juan Rojas[PER]: The growers come from a conference in Lima"]
        ),
        (
            "The growers left the hall in Lima, said the ministry of Peru.",
            ["ministry of Peru[PER]: The growers left the hall in Lima"]
        ),
        ("Juan Rojas of Peru said it didn't work.", ["Juan Rojas[PER]: it didn't work"]),
        ("Juan Rojas of Peru said the growers won’t work.", ["Juan Rojas[PER]: the growers won’t work"]),
        ("Juan Rojas of Peru didn't say that it was late.", []),
        ("Juan Rojas of Peru also says that it is late.", ["Juan Rojas[PER]: that it is late"]),
        ("Juan Rojas of Peru now says it is late.", ["Juan Rojas[PER]: it is late"]),
        ("Peru paints boats and says it is fond of painting bridges.", ["Peru[PER]: it is fond of painting bridges"]),
        (
            "A Peruvian source familiar with the talks said that it was late.",
            ["Peruvian source[PER]: that it was late"]
        ),
        // Who is somebody's is another than he.
        (
            "Mr Rojas of Peru left. An adviser to Mr Rojas said that it was late.", ["adviser[PER]: that it was late"]
        ),
        (
            "Mr Rojas of Peru left. A friend of Mr Rojas said that it was late.",
            ["friend of Mr Rojas[PER]: that it was late"]
        ),
        (
            "President Ana Quispe of Chile left. The lawyer of Ana Quispe said that it was late.",
            ["lawyer of Ana Quispe[CHL]: that it was late"]
        ),
        (
            "Minister of Public Works Juan Rojas of Chile said that it was late.", ["Juan Rojas[CHL]: that it was late"]
        ),
        (
            "Campaigners in Lima came. Jilla Belden of Fidra, a Peruvian charity which held the hunt, said it was late. “It is cold,” she said.",
            ["Jilla Belden[PER]: it was late", "Jilla Belden[PER]: “It is cold,”"]
        ),
        // The head of the phrase speaks, not what its body is for.
        (
            "The chairman of the Ghanaian Center for the Study of the Harbour Idea said that it was late.",
            ["chairman of the Ghanaian Center for the Study of the Harbour Idea[GHA]: that it was late"]
        ),
        (
            "The director of the Regional Institute of the Harbour Idea said that it was late.",
            ["director of the Regional Institute of the Harbour Idea[]: that it was late"]
        ),
        (
            "A member of the Peruvian National Committee for the Study of the Harbour Idea said that it was late.",
            ["member of the Peruvian National Committee for the Study of the Harbour Idea[PER]: that it was late"]
        ),
        // What stands behind the verb is said, not what was done before it was said.
        (
            "Speaking after the talks in Lima, Juan Rojas of Peru said: “One small matter keeps us awake.”",
            ["Juan Rojas[PER]: “One small matter keeps us awake.”"]
        ),
        (
            "To save the bank, Juan Rojas of Peru told the press that the bank needed help.",
            ["Juan Rojas[PER]: that the bank needed help"]
        ),
        (
            "After meeting the growers, Juan Rojas of Peru told the press: “It is very late today.”",
            ["Juan Rojas[PER]: “It is very late today.”"]
        ),
        (
            "Given this plan, Juan Rojas of Peru said, a new round of talks was near.",
            ["Juan Rojas[PER]: Given this plan … a new round of talks was near"]
        ),
        // A name may have a clause of its own between the quotation and the verb.
        (
            "“People are afraid,” Juan Rojas, a priest of Peru who spent the night with growers, told the press.",
            ["Juan Rojas[PER]: “People are afraid,”"]
        ),
        (
            "“People are afraid,” Juan Rojas, an analyst of Peru who knows the growers, said on Monday.",
            ["Juan Rojas[PER]: “People are afraid,”"]
        ),
        (
            "Critics of Peruvian minister Juan Rojas's “open” policy claimed it had made things worse.",
            ["Critics of Peruvian minister Juan Rojas[PER]: it had made things worse"]
        ),
        (
            "Peruvian Vice President Juan Rojas met the press. The president said that it was late.",
            ["president[]: that it was late"]
        ),
        (
            "Peruvian Vice President Juan Rojas met the press. The vice president said that it was late.",
            ["Juan Rojas[PER]: that it was late"]
        ),
        (
            "The Harbour Trust of Peru wrote a letter. The rights group said that it was late.",
            ["Harbour Trust[PER]: that it was late"]
        ),
        (
            "“How kind of them to like our soup so much,” Minister Ana Rojas of Peru joked.",
            ["Ana Rojas[PER]: “How kind of them to like our soup so much,”"]
        ),
    ]) func theSpeakerIsWhoTheWordsName(text: String, expected: [String]) throws {
        #expect(try told(claims(text)) == expected)
    }

    /// "SPEAKER[STATE] < the words it was resolved to", of the last claim.
    @Test(arguments: [
        (
            "An official of the White House met reporters. Minister Juan Rojas of Peru came too. The official said that it was late.",
            "official of the White House[USA] < An official of the White House"
        ),
        (
            "Minister Juan Rojas of Peru spoke on Monday. He said that it was late.",
            "Juan Rojas[PER] < Juan Rojas"
        ),
        (
            "The Ministry of Trade of Peru met the growers. The ministry said that it was late.",
            "Ministry of Trade of Peru[PER] < Ministry of Trade of Peru"
        ),
        (
            "Juan Rojas, an analyst at a bank in Lima that lends to the growers of Peru, said that it was late.",
            "Juan Rojas[PER] < "
        ),
        ("Analysts said that it was late.", "Analysts[XXX] < "),
        ("Rebels said that it was late.", "Rebels[IMG] < "),
        (
            "The fire broke out in Lima on Monday. Chile sent help. Witnesses said that it was late.",
            "Witnesses[PER] < "
        ),
        (
            "The Lima-based Harbour Trust said that it was late.", "Lima-based Harbour Trust[PER] < "
        ),
        // Another office of the same head is another's.
        (
            "The foreign minister of Ghana said that he left. The trade minister of Ghana said that it was late.",
            "trade minister of Ghana[GHA] < "
        ),
        (
            "Foreign Minister Juan Rojas of Peru said that he left. The finance minister said that it was late.",
            "finance minister[] < "
        ),
        (
            "The foreign minister of Peru said that he left. The deputy foreign minister said that it was late.",
            "deputy foreign minister[] < "
        ),
        (
            "Juan Rojas, the finance minister of Peru, said that he left. The finance minister said that it was late.",
            "Juan Rojas[PER] < Juan Rojas"
        ),
        (
            "President Ama Owusu of Ghana received a message from R. Quispe, president of Peru, on Monday. The message said that it was late.",
            "R. Quispe[PER] < R. Quispe"
        ),
    ]) func whoIsMeantHasTheWordsThatNameHim(text: String, expected: String) throws {
        let speaker = try #require(try claims(text).last?["speaker"]?.array.first)
        let told =
            "\(speaker["name"]?.string ?? "")[\(speaker["country"]?.string ?? "")] < \(speaker["resolved_from"]?["quote"]?.string ?? "")"
        #expect(told == expected)
    }

    @Test func whoCitesIsTheWayAndNotTheSpeaker() throws {
        let relayed = try claims(
            "Sudanese minister Idris Abbo was quoted by the agency SUNA as saying that Kenya had left.")
        #expect(relayed.first?["speaker"]?.array.first?["name"]?.string == "Idris Abbo")
        #expect(relayed.first?["via"]?.array.first?["country"]?.string == "SDN")
        let cited = try claims(
            "The ships left, according to the agency SUNA, which cited minister Idris Abbo of Sudan.")
        #expect(cited.first?["speaker"]?.array.first?["name"]?.string == "Idris Abbo")
        #expect(cited.first?["via"]?.array.isEmpty == false)
    }

    @Test func everySpeakerHasWords() throws {
        for item in QuotationTests.cases {
            for speaker in try claims(item.text).flatMap({ $0["speaker"]?.array ?? [] }) {
                #expect(speaker["start"]?.int != nil && speaker["end"]?.int != nil, "\(item.name) \(speaker.text)")
            }
        }
    }
}

/// Texts that are one speaker's words.
@Suite struct SignedTextTests {
    @Test func aReleasedStatementIsItsSignersWords() throws {
        let found = told(
            try claims(
                """
                Rosa Quispe, spokeswoman for the Foreign Ministry of Peru, released the following press statement on Monday:

                The neighbour has moved the pillars of the border again.

                We shall never put up with this. -0-
                """))
        #expect(
            found == [
                "Rosa Quispe[PER]: The neighbour has moved the pillars of the border again",
                "Rosa Quispe[PER]: We shall never put up with this",
            ])
    }

    @Test func aMessageIsItsSendersWords() throws {
        let found = told(
            try claims(
                """
                President Ama Owusu of Ghana received a message of greeting from Rosa Quispe, president of Peru, on Monday.

                The message said:

                I express my thanks to you for the help.

                The two countries will go on as friends.
                """))
        #expect(
            found == [
                "Rosa Quispe[PER]: my thanks to you for the help",
                "Rosa Quispe[PER]: The two countries will go on as friends",
            ])
    }

    @Test func aMessageThatIsRetoldHasItsSenderAsSpeaker() throws {
        let found = told(
            try claims(
                """
                President Ama Owusu of Ghana received a message from Rosa Quispe, president of Peru, on Monday.

                The message said that the two countries were friends.
                """))
        #expect(found == ["Rosa Quispe[PER]: that the two countries were friends"])
    }

    @Test func anAgencysCommentaryIsItsOwn() throws {
        let found = try claims(
            "Pyongyang, August 3 (KCNA) -- The neighbour is building walls.\n\nThis will end badly for all of them.",
            title: "Walls Bring Ruin: KCNA Commentary")
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0["speaker"]?.array.first?["id"]?.string == "org:kcna" })
    }

    @Test func aListOfReportsIsNobodysStatement() throws {
        let found = try claims(
            "The ministry released three prisoners on Monday.\n\nThe harbour was closed by the storm for the night.")
        #expect(found.isEmpty)
    }
}

/// Who speaks where one statement stands in another.
@Suite struct SpeakerLinkTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var told: String
        var testDescription: String { text }

        init(_ text: String, _ told: String) {
            self.text = text
            self.told = told
        }
    }

    static let cases = [
        // What is told inside another's words ends where these end.
        Case(
            "Ghana denies that it sent troops, its foreign minister Kofi Mensah said on Monday.",
            "Ghana[GHA]: that it sent troops"),
        Case(
            "Peru demands that the road be closed, Foreign Minister Juan Rojas told reporters.",
            "Peru[PER]: that the road be closed"),
        Case(
            "Ghana confirms its commitment to the treaty, the foreign ministry of Ghana said on Monday.",
            "Ghana[GHA]: its commitment to the treaty"),
        // "Who" and a name of one word make a person, and so does "himself".
        Case("Rojas, who is Peru's trade minister, was tired. “It is late,” he said.", "Rojas[PER]: “It is late,”"),
        Case("Quispe himself came to Lima, Peru. He said that it was late.", "Quispe[PER]: that it was late"),
        Case(
            "A furious Huanca called the growers of Peru late. She said that it was over.",
            "Huanca[PER]: that it was over"),
        // Between "who" and another verb stands who says it.
        Case(
            "The case of the man, who police said was hurt in Lima, Peru, is closed.",
            "police[PER]: was hurt in Lima, Peru, is closed"),
        Case("Chile fed the baker, who Peruvian guards confirmed had slept.", "Peruvian guards[PER]: had slept"),
        Case(
            "She is the envoy whom Peruvian ministers say was called home.",
            "Peruvian ministers[PER]: was called home"),
        // A past tense goes with the past tense before, not with an infinitive.
        Case(
            "Juan Rojas of Peru explained that the bakers must rest and warned that it was late.",
            "Juan Rojas[PER]: that it was late"),
        Case(
            "Juan Rojas of Peru said that the growers would come and denied that it was late.",
            "Juan Rojas[PER]: that it was late"),
        Case(
            "The minister of Peru added that Chile may sell boats and insisted that it was late.",
            "minister of Peru[PER]: that it was late"),
        // Who speaks on is who spoke, and nobody of whom he spoke.
        Case(
            "Juan Rojas of Peru noted that Ana Huanca was old, adding that she was ill.",
            "Juan Rojas[PER]: that she was ill"),
        Case(
            "The minister of Peru said that Chile had paid, claiming that it was late.",
            "minister of Peru[PER]: that it was late"),
        Case(
            "Juan Rojas of Peru wrote that Ana Huanca of Chile had sung well, tweeting: “She was great.”",
            "Juan Rojas[PER]: “She was great.”"),
        // "The 20-year-old" is whoever acted last.
        Case("Juan Rojas of Peru came home. “It is late,” the 35-year-old said.", "Juan Rojas[PER]: “It is late,”"),
        Case(
            "Ms Rosa Quispe of Peru came home. “It is late,” the 40-year-old told the press.",
            "Rosa Quispe[PER]: “It is late,”"),
        Case(
            "“It is good,” said Juan Rojas of Peru. Ms Ana Huanca of Chile came to Lima. “It is late,” the 20-year-old said.",
            "Ana Huanca[CHL]: “It is late,”"),
        // Who stands before a paper speaks in it.
        Case(
            "The Peruvian Harbour Attitudes survey suggested that trade had grown.",
            "Peruvian Harbour Attitudes[PER]: that trade had grown"),
        Case("A Peruvian navy statement said that it was late.", "Peruvian navy[PER]: that it was late"),
        Case(
            "Two men were held in Lima, Peru. A police statement said that it was late.",
            "police[PER]: that it was late"
        ),
        // A page is its owner's.
        Case(
            "Juan Rojas of Peru is dead. A statement on his website said that it was late.",
            "Juan Rojas[PER]: that it was late"),
        Case(
            "Ms Rosa Quispe of Peru came home. A post on her page said that it was late.",
            "Rosa Quispe[PER]: that it was late"),
        Case(
            "Juan Rojas of Peru left. A message on his account said that it was late.",
            "Juan Rojas[PER]: that it was late"),
        // A spokesman is of the body named last.
        Case(
            "The Chilean Harbour Trust is closed. A spokesman said that it was late.",
            "spokesman[CHL]: that it was late"
        ),
        Case(
            "The Chilean Fisheries Agency left Lima. A spokeswoman said that it was late.",
            "spokeswoman[CHL]: that it was late"),
        Case("The Bank of Peru paid. A spokesperson added that it was late.", "spokesperson[PER]: that it was late"),
        // Ranks and lawmakers are called by a general word.
        Case(
            "“It is good,” said Major-General Juan Rojas of Peru. The general said that it was late.",
            "Juan Rojas[PER]: that it was late"),
        Case(
            "Lieutenant-General Ana Huanca of Peru came. The general said that it was late.",
            "Ana Huanca[PER]: that it was late"),
        Case(
            "Juan Rojas, a member of the Peruvian council, came. The senator said that it was late.",
            "Juan Rojas[PER]: that it was late"),
        // A body keeps the state of its place, and its name the end of it.
        Case(
            "Fairs are planned by the trade ministry in Lima. The ministry said that it was late.",
            "trade ministry in Lima[PER]: that it was late"),
        Case(
            "The Peruvian navy high command met. The high command said that it was late.",
            "Peruvian navy high command[PER]: that it was late"),
        Case(
            "Harborside International of Peru met. Harborside said that it was late.",
            "Harborside International[PER]: that it was late"),
        // A city in the name of a body, where the text names its state.
        Case("Peru is large. Arequipa University said that it was late.", "Arequipa University[PER]: that it was late"),
        Case("Peru's growers met. Arequipa police said that it was late.", "Arequipa police[PER]: that it was late"),
        Case(
            "Growers of Peru met. Juan Rojas, an expert at Arequipa University, said that it was late.",
            "Juan Rojas[PER]: that it was late"),
        // Whose somebody is, before where he is.
        Case(
            "Juan Rojas, a spokesman for the Peruvian mission in Chile, said that it was late.",
            "Juan Rojas[PER]: that it was late"),
        Case(
            "Ana Huanca, an officer of the Peruvian navy in Chile, said that it was late.",
            "Ana Huanca[PER]: that it was late"),
        Case(
            "Peru's representative to the Harbour Office in Quito Juan Rojas said that it was late.",
            "Juan Rojas[PER]: that it was late"),
        // The chairman of something is no chairman of whom the text says nothing of the kind.
        Case(
            "Chairman Juan Rojas of Peru came. The chairman of the Harbour Trust said that it was late.",
            "chairman of the Harbour Trust[]: that it was late"),
        Case(
            "Juan Rojas, chairman of the Harbour Trust of Peru, came. The chairman of the Harbour Trust said that it was late.",
            "Juan Rojas[PER]: that it was late"),
        Case(
            "The chairman of the Fisheries Board of Chile came. The chairman of the Harbour Trust of Chile said that it was late.",
            "chairman of the Harbour Trust of Chile[CHL]: that it was late"),
        // Who is of another state than the holder of the office whom the text named before.
        Case(
            "Peru's ambassador Juan Rojas came. The ambassador from Chile said that it was late.",
            "ambassador[CHL]: that it was late"),
        Case(
            "Peru's envoy Juan Rojas came. The envoy in charge of trade of Chile said that it was late.",
            "envoy in charge of trade of Chile[CHL]: that it was late"),
        Case(
            "Peru's envoy Juan Rojas came. The Chilean envoy said that it was late.",
            "Chilean envoy[CHL]: that it was late"),
        // "She said" behind what she is told to have done.
        Case(
            "Peru's envoy Rosa Quispe called for help because it was “very late,” she said, speaking in Lima.",
            "Rosa Quispe[PER]: Peru's envoy Rosa Quispe called for help because it was “very late,”"),
        Case(
            "Peru's premier Juan Rojas denied the charge as it was “an old lie,” he said on Monday.",
            "Juan Rojas[PER]: Peru's premier Juan Rojas denied the charge as it was “an old lie,”"),
        Case(
            "Chile's minister Juan Rojas praised the growers as they were “the best,” he said.",
            "Juan Rojas[CHL]: Chile's minister Juan Rojas praised the growers as they were “the best,”"),
        // A hyphen where a blank was lost.
        Case("Juan Rojas of Peru-said that it was late.", "Juan Rojas[PER]: that it was late"),
        Case("Peru paid.-Juan Rojas of Chile said that the-growers came.", "Juan Rojas[CHL]: that the-growers came"),
        Case("Peru paid,-Juan Rojas of Chile has-said in Lima.", "Juan Rojas[CHL]: Peru paid"),
    ]

    @Test(arguments: cases) func theSpeakerIsFound(item: Case) throws {
        let found = told(try claims(item.text))
        #expect(found.contains(item.told), "\(found)")
    }
}
