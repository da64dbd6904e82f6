import TestSupport
import Testing
import TextPrimitives

@testable import TextReuse

@Suite struct WordScannerTests {
    /// The words of a text by its code points, one after the other: where each stands, its folded form, its marks.
    static func words(_ text: String) -> [(range: Range<Int>, form: String, mark: UInt8)] {
        var found: [(range: Range<Int>, form: String, mark: UInt8)] = []
        var offset = 0
        var inQuotes: UInt8 = 0
        var isOpen = false
        for scalar in text.unicodeScalars {
            let value = scalar.value
            let length = String(scalar).utf8.count
            defer { offset += length }
            let isASCII = value < 0x80
            let byte = UInt8(truncatingIfNeeded: value)
            // What is not seen does not end a word.
            if !isASCII, LetterFolding.isUnseen(value) {
                continue
            }
            let isWord = isASCII ? byte.isASCIILetter || byte.isASCIIDigit : WordScanner.isLetter(value)
            if isWord {
                let isSign = !isASCII && WordScanner.isIdeograph(value)
                let form = String(Unicode.Scalar(isASCII ? value | 0x20 : LetterFolding.base(value)) ?? "?")
                if isSign || !isOpen {
                    let isName = isASCII ? byte < 0x61 : LetterFolding.isCapital(value)
                    let mark = inQuotes | (isSign ? WordBuffer.sign : isName ? WordBuffer.name : 0)
                    found.append((offset..<offset + length, form, mark))
                } else {
                    let last = found[found.count - 1]
                    found[found.count - 1] = (last.range.lowerBound..<offset + length, last.form + form, last.mark)
                }
                isOpen = !isSign
                continue
            }
            isOpen = false
            switch scalar {
            case "\"": inQuotes ^= WordBuffer.inQuotation
            case "\u{201C}", "«", "「": inQuotes = WordBuffer.inQuotation
            case "\u{201D}", "»", "」": inQuotes = 0
            default: break
            }
        }
        return found
    }

    @Test func wordsAreThoseOfTheCodePoints() {
        let pieces = [
            "the", "Press", "a", "I", "12", "1989", "x", "communiqué", "Élan", "naïve", "Россия", "мир", "نص", "会談",
            "ホ", "สวัสดี",
            "internationalisation", "abcdefgh", "abcdefghijklmnop", "Abcdefghijklmnopq",
            String(repeating: "w", count: 63),
            String(repeating: "Z", count: 64), String(repeating: "v9", count: 70), " ", " ", " ", "  ", "\n", ", ",
            ". ", "\"",
            "\u{201C}", "\u{201D}", "«", "»", "「", "」", "—", "’", "-", "\u{FEFF}",
        ]
        var generator = SeededGenerator(state: 5)
        var forms: [UInt32: String] = [:]
        for _ in 0..<400 {
            let text = (0..<Int.random(in: 0...90, using: &generator)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined()
            var corpus = ReuseCorpus()
            corpus.append(Array("before".utf8), ReuseCorpus.Metadata())
            corpus.append(Array(text.utf8), ReuseCorpus.Metadata())
            var texts = TextReader(corpus)
            let range = texts.range(of: 1)
            var words = WordBuffer()
            WordScanner.scan(texts.bytes.span, range, base: range.lowerBound, into: &words)
            let expected = WordScannerTests.words(text)
            #expect(words.count == expected.count, "\(text)")
            guard words.count == expected.count else { return }
            for (index, word) in expected.enumerated() {
                #expect(words.start(index)..<words.end(index) == word.range)
                // The mark of a name is that of the first letter; letters of other scripts inside a word may add it.
                if word.mark & WordBuffer.name != 0 { #expect(words.has(WordBuffer.name, index)) }
                #expect(words.has(WordBuffer.inQuotation, index) == (word.mark & WordBuffer.inQuotation != 0))
                #expect(words.has(WordBuffer.sign, index) == (word.mark & WordBuffer.sign != 0))
                // One hash a form, one form a hash.
                #expect(forms[words.hashes[index], default: word.form] == word.form)
                forms[words.hashes[index]] = word.form
            }
        }
        #expect(Set(forms.values).count == forms.count)
    }

    @Test(arguments: [
        ("João Gonçalves verá São Luís", "Jo\u{61}\u{303}o Gonc\u{327}alves vera\u{301} Sa\u{303}o Lui\u{301}s"),
        ("João Gonçalves verá São Luís", "Joao Goncalves vera Sao Luis"),
        ("Chủ tịch nước đã ký", "Chu\u{309} ti\u{323}ch nu\u{31B}o\u{31B}\u{301}c đa\u{303} ky\u{301}"),
        ("Chủ tịch nước ký", "Chu tich nuoc ky"),
        ("The envoy left at 12", "Ｔｈｅ　ｅｎｖｏｙ　ｌｅｆｔ　ａｔ　１２"),
        ("internationalisation of harbours", "inter\u{AD}nation\u{200B}alisation\u{FEFF} of har\u{2060}bours"),
        ("외교관 회담", "\u{110B}\u{116C}\u{1100}\u{116D}\u{1100}\u{116A}\u{11AB} \u{1112}\u{116C}\u{1103}\u{1161}\u{11B7}"),
        ("Ёлкин и Майский", "Е\u{308}лкин и Маи\u{306}ский"), ("Ёлкин и Майский", "Елкин и Маискии\u{306}"),
        ("مُدِير المؤسسة", "مدير الموسسة"), ("كره", "کره"), ("Άνοιξη", "Ανοιξη"), ("がっこう", "か\u{3099}っこう"),
        ("می‌خواهد", "میخواهد"), ("WARSAW", "War\u{200D}saw\u{200D}"), ("straße", "STRASE"),
    ])
    func formsOfOneWordAreOneWord(_ one: String, _ other: String) {
        func hashes(_ text: String) -> [UInt32] {
            var corpus = ReuseCorpus()
            corpus.append(Array(text.utf8), ReuseCorpus.Metadata())
            var texts = TextReader(corpus)
            let range = texts.range(of: 0)
            var words = WordBuffer()
            WordScanner.scan(texts.bytes.span, range, base: range.lowerBound, into: &words)
            return Array(words.hashes[..<words.count])
        }
        #expect(hashes(one) == hashes(other))
        #expect(!hashes(one).isEmpty)
        #expect(hashes(one + " x") != hashes(other + " y"))
    }

    @Test func placesAreToldInCodePoints() {
        let texts = [
            "plain", String(repeating: "“é語🙂 ", count: 400), String(repeating: "ascii ", count: 500), "я",
            String(repeating: "мир 会談 word “so” ", count: 90),
        ]
        let corpus = KinTests.corpus(texts.map { ($0, nil) })
        var cache = WordCache(corpus, Boilerplate(corpus, masked: []))
        var generator = SeededGenerator(state: 4)
        for (document, text) in texts.enumerated() {
            var places: [Int: Int] = [:]
            var bytes = 0
            for (number, scalar) in text.unicodeScalars.enumerated() {
                places[bytes] = number
                bytes += String(scalar).utf8.count
            }
            places[bytes] = text.unicodeScalars.count
            let words = WordScannerTests.words(text)
            #expect(cache.range(of: document).count == words.count)
            let spans = (0..<12).map { _ in
                let start = Int.random(in: words.indices, using: &generator)
                return start..<Int.random(in: (start + 1)...words.count, using: &generator)
            }
            let expected = spans.map { span in
                places[
                    words[span.lowerBound].range.lowerBound, default: -1]..<places[
                        words[span.upperBound - 1].range.upperBound, default: -1]
            }
            #expect(cache.codePoints(document, spans) == expected)
            #expect(Int(corpus.codePointCounts[document]) == text.unicodeScalars.count)
        }
    }

    @Test func candidatesAreThoseThatACountOfAllPairsGives() {
        var generator = SeededGenerator(state: 9)
        for (count, shingles, each) in [(12, 9, 6), (90, 30, 12), (200, 14, 5), (3, 2, 2)] {
            var entries: [UInt64] = []
            var holders: [Int: Set<Int>] = [:]
            for document in 0..<count {
                for _ in 0..<each {
                    // Some shingles stand in many documents.
                    let shingle = min(
                        Int.random(in: 0..<shingles, using: &generator), Int.random(in: 0..<shingles, using: &generator)
                    )
                    holders[shingle, default: []].insert(document)
                    entries.append(StableHash.mix(UInt64(shingle)) & ~0xFF_FFFF | UInt64(document))
                }
            }
            var weights: [[Int]: Int32] = [:]
            for members in holders.values.map({ $0.sorted() }) {
                let weight = CandidatePairs.weight(members.count)
                for (place, other) in members.enumerated() where place == 0 || members.count <= ShingleIndex.longPosting
                {
                    for document in members[(place + 1)...] { weights[[document, other], default: 0] += weight }
                }
            }
            let pairs = CandidatePairs(ShingleIndex(entries: &entries, count: count), count: count)
            for document in 0..<count {
                let expected = (0..<document).filter { weights[[document, $0]] ?? 0 >= CandidatePairs.leastWeight }
                #expect(pairs.partners(of: document).map { Int($0) } == expected)
            }
        }
    }
}
