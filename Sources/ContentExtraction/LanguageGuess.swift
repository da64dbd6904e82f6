internal import TextPrimitives

/// The language of a text by its script and its commonest words.
enum LanguageGuess {
    /// The languages with a profile: at most thirty-one, a bit each.
    static let languages: [String] = Resource.rows("extraction/languages.tsv", columns: 2).map { $0[0] }

    /// The languages of each word, as bits in the order of ``languages``.
    private static let words: HashIndex = {
        var masks: [UInt64: Int32] = [:]
        for (index, fields) in Resource.rows("extraction/languages.tsv", columns: 2).enumerated() {
            for word in fields[1].words {
                masks[StableHash.of(Array(word.utf8)), default: 0] |= 1 << Int32(index)
            }
        }
        var table = HashIndex(capacity: masks.count)
        for (hash, mask) in masks { table.set(hash, mask) }
        return table
    }()

    /// The scripts that are told apart: those of several languages by their names, the others by their language.
    private static let scripts = [
        "latin", "el", "cyrillic", "he", "arabic", "hi", "th", "ja", "ko", "han", "hy", "ka", "am", "lo", "bo", "my",
        "km", "bn", "pa", "gu", "ta", "te", "kn", "ml", "si",
    ]

    /// The language (BCP 47), or nil when the text is too short or fits no profile.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - declared: The primary language that the page declares; of languages that share most of their commonest words it is
    ///     believed when it fits about as well as the best.
    /// - Complexity: O(*n*) in the first 4,000 bytes.
    static func language(of text: [UInt8], declared: String? = nil) -> String? {
        let sample = Array(text.prefix(4000))
        let names = LanguageGuess.scripts
        var found = [Int](repeating: 0, count: names.count)
        var offset = 0
        var latin = 0
        let bytes = sample.span
        while offset < bytes.count {
            if bytes[offset] < 0x80 {
                if bytes[offset].isASCIILetter { latin += 1 }
                offset += 1
                continue
            }
            let (value, length) = UTF8Text.scalar(in: sample, at: offset)
            offset += length
            let script: Int
            switch value {
            case 0xC0...0x24F, 0x1E00...0x1EFF: script = 0
            case 0x370...0x3FF: script = 1
            case 0x400...0x52F: script = 2
            case 0x590...0x5FF: script = 3
            case 0x600...0x6FF: script = 4
            case 0x900...0x97F: script = 5
            case 0xE00...0xE7F: script = 6
            case 0x3040...0x30FF: script = 7
            case 0xAC00...0xD7A3: script = 8
            case 0x4E00...0x9FFF: script = 9
            case 0x530...0x58F: script = 10
            case 0x10A0...0x10FF: script = 11
            case 0x1200...0x137F: script = 12
            case 0xE80...0xEFF: script = 13
            case 0xF00...0xFFF: script = 14
            case 0x1000...0x109F: script = 15
            case 0x1780...0x17FF: script = 16
            case 0x980...0x9FF: script = 17
            case 0xA00...0xA7F: script = 18
            case 0xA80...0xAFF: script = 19
            case 0xB80...0xBFF: script = 20
            case 0xC00...0xC7F: script = 21
            case 0xC80...0xCFF: script = 22
            case 0xD00...0xD7F: script = 23
            case 0xD80...0xDFF: script = 24
            default: continue
            }
            found[script] += 1
        }
        found[0] += latin
        let total = found.reduce(0, +)
        guard total >= 20 else { return nil }
        if found[7] * 20 > total { return "ja" }
        guard let main = zip(names, found).max(by: { ($0.1, $1.0) < ($1.1, $0.0) })?.0 else { return nil }
        switch main {
        case "han": return "zh"
        case "latin", "cyrillic", "arabic": break
        default: return main
        }
        var folded: [UInt8] = []
        Folding.append(sample, 0, sample.count, to: &folded)
        let table = ByteClass.table
        let known = words
        let letters = folded.span
        let classes = table.span
        var counts = Array(repeating: 0, count: languages.count)
        var start = 0
        var all = 0
        while start < letters.count {
            guard classes[Int(letters[start])] & ByteClass.letter != 0 else {
                start += 1
                continue
            }
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            while start < letters.count, classes[Int(letters[start])] & ByteClass.letter != 0 {
                hash = (hash ^ UInt64(letters[start])) &* 0x100_0000_01b3
                start += 1
            }
            all += 1
            var mask = known.value(StableHash.mix(hash))
            while mask > 0 {
                counts[mask.trailingZeroBitCount] += 1
                mask &= mask - 1
            }
        }
        // A text has a dozen and more of its language's commonest words in a hundred; another language shares a few.
        guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] >= 3,
            counts[best] * 100 >= all * 8
        else {
            return main == "cyrillic" ? "ru" : main == "arabic" ? "ar" : nil
        }
        if let declared, let index = languages.firstIndex(of: declared), counts[index] * 10 >= counts[best] * 8 {
            return declared
        }
        return languages[best]
    }
}
