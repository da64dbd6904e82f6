import ArchivePipeline
import CorpusStore
import Testing

/// What families say a link rests on.
@Suite struct LinkBasisTests {
    static func words(_ kind: String, _ score: Double, _ more: String) -> [String] {
        LinkBasis.words(
            StoredLink(
                copy: "b", origin: "a", kind: kind, score: score,
                line: "{\"copy\":\"b\",\"origin\":\"a\",\"kind\":\"\(kind)\",\"score\":\(score)\(more)}",
                numbers: (2, 1),
                place: 0))
    }

    @Test func eachKindOfLinkSaysWhatItRestsOn() {
        #expect(LinkBasisTests.words("reprint", 0.876, "") == ["shares 88 % of the shorter text’s runs of words"])
        #expect(
            LinkBasisTests.words("rewrite", 0.07, ",\"order\":{\"shared\":52,\"in_place\":41,\"by_chance\":12}") == [
                "shares 7 % of the shorter text’s runs of words",
                "41 of the 52 other words that both use stand at the same place of the story, 12 would by chance",
            ])
        #expect(LinkBasisTests.words("rewrite", 0.61, ",\"likeness\":0.61").first?.contains("61 of 100") == true)
        // A line that cannot be read says less, and does not fail.
        #expect(LinkBasisTests.words("excerpt", 0.2, "\"broken").count == 1)
    }
}
