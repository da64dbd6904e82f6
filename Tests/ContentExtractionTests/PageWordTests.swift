import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

@testable import ContentExtraction
@testable import HTMLParsing

@Suite struct PageWordTests {
    /// A rule that asks for a list which the file lacks would never fit, and nobody would notice.
    @Test func fileAndListsAgree() {
        let rows = Resource.rows(PageWords.file, columns: 3)
        #expect(Set(rows.map { $0[0] }) == Set(PageWords.allCases.map(\.rawValue)))
        #expect(rows.count == PageWords.all.count)
        for list in PageWords.allCases { #expect(Set(list.words).count == list.words.count, "\(list)") }
    }

    /// Every example of a sign or an article is a title whose part before or behind it is the headline.
    @Test func examplesOfTitles() {
        for row in Resource.rows(PageWords.file, columns: 3) {
            let (word, title) = (row[1], row[2])
            switch PageWords(rawValue: row[0]) {
            case .titleBar, .titleSign, .titleExact:
                let parts = title.components(word)
                let found = [
                    HTMLPage.withoutSite(title, parts.last), HTMLPage.withoutSite(title, parts.first),
                ]
                #expect(found.contains { $0 != title && parts.contains($0) }, "\(row.line): \(title)")
            case .titleArticle: #expect(title.components(" - ").last?.hasPrefix(word + " ") ?? false, "\(title)")
            case .moreOf: #expect(Folding.fold(title).hasPrefix(word + " "), "\(title)")
            case .authorMeta, .authorLabel: #expect(title.contains("\"\(word)\""), "\(title)")
            case nil: Issue.record("\(row.line): no list \(row[0])")
            }
        }
    }

    /// Words are counted eight bytes at a time; one at a time gives the same.
    @Test func wordsAreCountedAlike() {
        let signs = Array("aZ09 .-_,\u{A0}éя中ก—'\"@[`{/:".unicodeScalars)
        var state: UInt64 = 5
        for round in 0..<4_000 {
            var text: [UInt8] = []
            for _ in 0..<round % 70 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                UTF8Text.append(signs[Int(state >> 33) % signs.count].value, to: &text)
            }
            #expect(BlockReader.words(text, 0, text.count) == PageWordTests.words(text), "\(text)")
        }
    }

    private static func words(_ text: [UInt8]) -> Int {
        var (count, wide, unspaced, inWord, offset) = (0, 0, 0, false, 0)
        while offset < text.count {
            let (value, length) = UTF8Text.scalar(in: text, at: offset)
            offset += length
            if (0x2E80...0x9FFF).contains(value) { wide += 1 }
            if ScriptFacts.isUnspaced(value) { unspaced += 1 }
            let isWord =
                value < 0x80
                ? ByteClass.table[Int(value)] & (ByteClass.letter | ByteClass.digit) != 0
                : value != 0xA0 && !(0x2000...0x206F).contains(value) && !(0x3000...0x303F).contains(value)
            if isWord, !inWord { count += 1 }
            inWord = isWord
        }
        return count + wide / 2 + unspaced / ScriptFacts.signsPerWord
    }

    /// The numbers of names that are literals in the code.
    @Test func fixedNamesAreCounted() {
        #expect(Int(HTMLAtom.fixed) == HTMLAtom.names.count)
    }

    /// A long name of an attribute, one in capitals, and one at the end of the page.
    @Test func attributesAreKnownByName() {
        let page = Array("<p CLASS=a itemprop=b DateTime=c aria-hidden=d http-EQUIV=e xml:lang=f id=g>x<p id=h".utf8)
        let tree = HTMLTree(page)
        let node = (0..<tree.count).first { tree.name($0) == "p" } ?? 0
        for (name, value) in [
            (HTMLAttributeName.class, "a"), (.itemprop, "b"), (.datetime, "c"), (.ariaHidden, "d"), (.httpEquiv, "e"),
            (.xmlLang, "f"), (.id, "g"),
        ] { #expect(tree.attribute(node, name) == value) }
        #expect(tree.attribute(node, .role) == nil)
    }
}
