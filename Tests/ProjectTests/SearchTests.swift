import ArchivePipeline
import CorpusStore
import DocumentModel
import EvidenceArchive
import Foundation
import Testing
import TextPrimitives

/// What a search finds, in texts of our own, against what stands in them.
@Suite struct SearchTests {
    static let texts: [(name: String, text: String)] = [
        (
            "a.txt",
            "Envoy of Ghana visits Cuba\n\nHAVANA, 3 May 2019\n\nThe envoy of Ghana visited Havana on 2 May 2019. A joint communiqué was issued. Ama Mensah said that the talks were useful."
        ),
        (
            "b.txt",
            "Visitors at the fair\n\nACCRA, 9 June 2020\n\nA visit by the mayor drew many visitors. The joint paper was no communiqué of the two towns."
        ),
        ("c.txt", "习近平会见客人\n\n外交部发言人说，习近平主席会见了加纳代表团。双方讨论了合作。"),
        (
            "d.txt",
            "미국 대표단 방문\n\n미국의 대표단이 이란을 방문했다. 회담은 이틀 동안 열렸다. 양측은 무역과 문화 교류를 논의했으며, 다음 달에 다시 만나기로 합의했다고 대변인이 밝혔다."
        ),
        ("e.txt", "イラン外相が来日\n\nイランの外相が東京を訪れた。対イラン制裁についても話し合った。"),
        ("f.txt", "وزیر خارجه ایران\n\nوزیر امور خارجه ایران با سفیر غنا در تهران دیدار كرد. ايران و غنا توافق کردند."),
        (
            "g.txt",
            "Iran and Ghana\n\nTEHRAN, 4 May 2021\n\nThe minister of Iran met the ambassador of Ghana on Tuesday. He denied that a deal on sugar was signed."
        ),
        (
            "h.txt",
            "Iranian carpets\n\nLONDON, 5 May 2021\n\nDealers in carpets met in London. An Iranian dealer showed forty pieces."
        ),
    ]

    static func made(
        _ scratch: Scratch, _ texts: [(name: String, text: String)] = texts
    ) throws -> (ProjectIndex, CorpusStore) {
        _ = try ProjectFolder.create(scratch.path + "/p", by: "test")
        let project = try Project(path: scratch.path + "/p", by: "test")
        try project.add(uploads: texts.map { ($0.name, Array($0.text.utf8)) }) { _ in }
        return (try ProjectIndex(project.store), project.store)
    }

    private static func found(_ words: String, _ index: ProjectIndex, _ store: CorpusStore) throws -> (
        ids: [String], notes: [String]
    ) {
        var query = SearchQuery()
        query.words = words
        query.limit = 100
        let result = try index.search(query, in: store)
        let ids = try store.headings(result.found.flatMap(\.pages)).map { String($0.id.prefix(1)) }.sorted()
        return (ids, result.notes)
    }

    @Test func wordsPhrasesAndSignsOfTheLanguage() throws {
        let scratch = Scratch()
        let (index, store) = try SearchTests.made(scratch)
        for (words, ids) in [
            ("visit", "ab"), ("visits", "ab"), ("visited", "ab"), ("\"visited\"", "a"), ("visit*", "ab"),
            ("visitor*", "b"),
            ("\"joint communiqué\"", "a"), ("\"joint communique\"", "a"), ("joint communiqué", "ab"),
            ("习近平", "c"), ("外交部", "c"), ("平主", "c"), ("平", "c"), ("미국", "d"), ("이란", "d"), ("イラン", "e"), ("ラン制", "e"),
            ("ایران", "f"), ("ايران", "f"), ("دیدار کرد", "f"), ("-Iran", "abcdefh"), ("NOT Iran", "abcdefh"),
            ("Iran", "g"),
            ("Iran*", "gh"), ("Ghana -Cuba", "g"), ("carpets OR communiqué", "abh"), ("met carpets OR minister", "gh"),
            ("(carpets OR minister) -Iran", "h"), ("said:Mensah", "a"), ("type:visit", "a"), ("pair:GH-CU", "a"),
            ("nothingofthekind", ""),
            ("-习近平 -이란 -イラン -ایران -Ghana -fair -carpets", ""),
        ] {
            #expect(try SearchTests.found(words, index, store).ids.joined() == ids, "\(words)")
        }
    }

    /// What cannot be read is said, and what remains is searched.
    @Test(arguments: [
        ("\"joint communiqué", "quotation mark is not closed"), ("outlt:KCNA", "no field"),
        ("type:xyzzy", "no kind of event"),
        ("pair:XX-YY", "no pair of states"), ("said:Nobody", "Nobody named"), ("by:Nobody", "No author"),
        ("OR visit", "nothing before it"),
        ("visit OR", "nothing behind it"), ("visit )", "was not opened"), ("NOT", "nothing behind it"),
        ("outlet:", "names nothing"),
    ]) func whatCannotBeReadIsSaid(words: String, note: String) throws {
        let scratch = Scratch()
        let (index, store) = try SearchTests.made(scratch)
        #expect(try SearchTests.found(words, index, store).notes.contains { $0.contains(note) }, "\(words)")
    }

    /// No search traps, whatever stands in it.
    @Test func hostileSearches() throws {
        let scratch = Scratch()
        let (index, store) = try SearchTests.made(scratch)
        let deep = String(repeating: "(", count: 3_000) + "a" + String(repeating: ")", count: 3_000)
        for words in [
            "\"", "\"\"\"", "*", "-", "--", "- -", "()", ")(", "a:b:c", ":", "::", "OR OR OR", "NOT NOT NOT a", deep,
            String(repeating: "a OR ", count: 2_000), "\u{200D}\"\u{301}", "a\" OR b*", "NEAR(a b)", "body:a", "^a",
            "a + b", "习*", "\u{0}",
            "said:%", "by:_", "outlet:*", "'; DROP TABLE article; --",
        ] { _ = try SearchTests.found(words, index, store) }
    }

    @Test func theWordsFoundAreMarked() throws {
        let scratch = Scratch()
        let (index, store) = try SearchTests.made(scratch)
        for (words, marked) in [
            ("visit", "visited"), ("\"joint communiqué\"", "joint communiqué"), ("习近平", "习近平"), ("ايران", "ایران"),
            ("Iran*", "Iran"),
        ] {
            var query = SearchQuery()
            query.words = words
            let hits = try SearchView(query, index, store).hits
            #expect(hits.contains { $0.snippet.contains("\u{E000}\(marked)\u{E001}") }, "\(words)")
        }
    }

    /// The table of events counts what the pages tell, and a struck event is none of them.
    @Test func theTableFollowsTheAnalyst() throws {
        let scratch = Scratch()
        let made = try project(scratch).project
        func count() throws -> (Int, Int) {
            let table = try EventTable(made.store, ProjectIndex(made.store))
            let collection = try Collection(made.store)
            let told = collection.texts.reduce(0) { $0 + collection.pages[$1.root].events.count }
            return (table.counts.events, told)
        }
        let before = try count()
        #expect(before.0 == before.1 && before.0 > 10)
        let page = try #require(try Collection(made.store).pages.first { !$0.events.isEmpty })
        let event = try #require(page.events.first)
        try made.set(page.article.id, field: HandCorrections.struck(event.id), value: "yes", why: "a test")
        let after = try count()
        #expect(after.0 == after.1)
        #expect(after.0 == before.0 - 1 || after.0 == before.0)
        #expect(try made.verify().findings.isEmpty)
        try made.set(page.article.id, field: HandCorrections.struck(event.id), value: nil, why: nil)
        #expect(try count().0 == before.0)
    }

    @Test func stancesOfTwoWordsAreOne() throws {
        let scratch = Scratch()
        let (index, store) = try SearchTests.made(
            scratch,
            [
                (
                    "s.txt",
                    "Ghana and Cuba\n\nHAVANA, 3 May 2019\n\nThe foreign minister of Ghana said that the talks were useful. The foreign minister of Cuba called for a new treaty. The ambassador of Ghana urged restraint."
                )
            ])
        let found = try index.search(SearchQuery(), in: store).stances.map(\.value)
        #expect(found.contains("calls for") && !found.contains("calls") && !found.contains("for"))
    }
}
