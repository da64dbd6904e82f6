internal import TextPrimitives

/// The language of a text by its script and its commonest words.
enum LanguageGuess {
    private struct Profile: Sendable {
        var language: String
        var words: Set<String>
    }

    private static let profiles: [Profile] = Resource.table("extraction/languages.tsv").compactMap { fields in
        fields.count >= 2
            ? Profile(language: fields[0], words: Set(fields[1].split(separator: " ").map(String.init))) : nil
    }

    /// The language (BCP 47), or nil when the text is too short or fits no profile.
    ///
    /// - Complexity: O(*n*) in the first 4,000 bytes.
    static func language(of text: [UInt8]) -> String? {
        let sample = Array(text.prefix(4000))
        var scripts: [String: Int] = [:]
        var total = 0
        var offset = 0
        while offset < sample.count {
            let (value, length) = UTF8Text.scalar(in: sample, at: offset)
            offset += length
            let script: String
            switch value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: script = "latin"
            case 0x370...0x3FF: script = "el"
            case 0x400...0x52F: script = "cyrillic"
            case 0x590...0x5FF: script = "he"
            case 0x600...0x6FF: script = "arabic"
            case 0x900...0x97F: script = "hi"
            case 0xE00...0xE7F: script = "th"
            case 0x3040...0x30FF: script = "ja"
            case 0xAC00...0xD7A3: script = "ko"
            case 0x4E00...0x9FFF: script = "han"
            default: continue
            }
            scripts[script, default: 0] += 1
            total += 1
        }
        guard total >= 20 else { return nil }
        if let kana = scripts["ja"], kana * 20 > total { return "ja" }
        guard let main = scripts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return nil }
        switch main {
        case "han": return "zh"
        case "latin", "cyrillic", "arabic": break
        default: return main
        }
        var folded: [UInt8] = []
        Folding.append(sample, 0, sample.count, to: &folded)
        var counts = Array(repeating: 0, count: profiles.count)
        for word in folded.split(whereSeparator: { ByteClass.table[Int($0)] & ByteClass.letter == 0 }) {
            let text = String(decoding: word, as: UTF8.self)
            for (index, profile) in profiles.enumerated() where profile.words.contains(text) { counts[index] += 1 }
        }
        guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] >= 3 else {
            return main == "cyrillic" ? "ru" : main == "arabic" ? "ar" : nil
        }
        return profiles[best].language
    }
}
