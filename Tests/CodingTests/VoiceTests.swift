import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// Whose words a text is: a newsroom's, a signing official's, and a reporter's only where nothing else is known.
@Suite struct VoiceTests {
    /// A page with what it says of itself.
    static func page(
        _ authors: [String] = [], byline: String? = nil, outlet: String? = nil, url: String? = nil, via: [String] = []
    ) -> Article {
        var article = Article()
        (article.authors, article.byline, article.outlet, article.url) = (authors, byline, outlet, url)
        article.via = via.map { Via(name: $0, kind: "agency", quote: $0) }
        return article
    }

    /// A claim of somebody, through somebody.
    static func claim(_ speaker: String, via: String? = nil) -> Claim {
        var claim = Claim(stance: .says, contentSpans: [], evidence: [], rule: "test")
        claim.speaker = [Party(id: "x", name: speaker, country: nil, kind: .organisation)]
        claim.via = via.map { [Party(id: "y", name: $0, country: nil, kind: .organisation)] } ?? []
        return claim
    }

    @Test(
        arguments: [
            (page(["Jane Miller"], byline: "By Jane Miller", outlet: "Daily Harbour"), "Daily Harbour", nil),
            (page(["Jane Miller"], byline: "By Jane Miller", outlet: "KCNA"), "Korean Central News Agency", "PRK"),
            (
                page(["Jane Miller"], byline: "By Jane Miller", url: "https://en.trend.az/x/1.html"),
                "Trend News Agency", nil
            ),
            (page(outlet: "Daily Harbour", via: ["Xinhua"]), "Xinhua News Agency", "CHN"),
            (page(["Jane Miller"], byline: "By Jane Miller"), "Jane Miller", nil),
            (
                page(
                    ["Amina Diallo"], byline: "Amina Diallo, Minister of Fisheries of Senegal", outlet: "Daily Harbour"),
                "Amina Diallo", "SEN"
            ),
            (
                page(
                    ["Ada Brandt"], byline: "Ada Brandt, correspondent in Senegal", outlet: "Daily Harbour"),
                "Daily Harbour", nil
            ),
        ] as [(Article, String, String?)])
    func aNewsroomOrASigningOfficialSpeaks(_ article: Article, _ name: String, _ side: String?) {
        let voice = TextVoice.voice(article, [])
        #expect(voice?.name == name)
        #expect(voice?.side == side)
    }

    @Test func aSentenceThatCitesAnAgencyDoesNotMakeItTheVoice() {
        let claims = [
            VoiceTests.claim("TASS"), VoiceTests.claim("the mayor"), VoiceTests.claim("the ministry"),
        ]
        // Where the outlet is known, nothing that the text cites is its voice.
        let known = VoiceTests.page(["Jane Miller"], outlet: "Daily Harbour")
        #expect(TextVoice.voice(known, claims)?.name == "Daily Harbour")
        #expect(TextVoice.voice(known, [VoiceTests.claim("TASS"), VoiceTests.claim("TASS")])?.side == nil)
        // Where it is not, one citation among others is none; most of the claims are.
        #expect(TextVoice.voice(VoiceTests.page(["Jane Miller"]), claims)?.side == nil)
        #expect(TextVoice.voice(VoiceTests.page(), [VoiceTests.claim("TASS")]) == nil)
        let through = TextVoice.voice(
            VoiceTests.page(["Jane Miller"]), [VoiceTests.claim("TASS"), VoiceTests.claim("the mayor", via: "TASS")])
        #expect(through?.side == "RUS" && through?.name == "Jane Miller")
    }

    @Test func theTableHasThePressOfTheWorld() {
        let rows = Resource.rows("actors/outlets.tsv", columns: 8)
        #expect(rows.count >= 600)
        #expect(rows.count { !$0[7].isEmpty } >= 600)
        // Most states have an agency or a broadcaster there.
        let states = Set(
            rows.filter { ["agency", "state-broadcaster", "public-broadcaster"].contains($0[6]) }.map { $0[4] })
        #expect(states.count >= 150)
    }
}
