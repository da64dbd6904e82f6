import TextPrimitives

/// Lemmas: exceptions by form and tag, else the rule of the longest known suffix.
///
/// `Training/lemmatiser.hpp` makes them.
struct Lemmatiser: Sendable {
    /// What is done to a form.
    private enum Rule: Sendable {
        /// Left as written.
        case written
        /// In small letters.
        case lowered
        /// Another word.
        case replaced([UInt8])
        /// Letters taken off the end, others added; in small letters or as written.
        case changed(isLowered: Bool, cut: Int, added: [UInt8])
    }

    private let rules: [Rule]
    private let exceptions: HashIndex
    private let suffixes: HashIndex

    /// Reads rules and tables; nil when the bytes are none.
    init?(_ reader: inout ModelReader) {
        var rules: [Rule] = []
        for text in reader.texts() {
            switch text.first {
            case UInt8(ascii: "="): rules.append(.written)
            case UInt8(ascii: "!"): rules.append(.replaced(Array(text.dropFirst())))
            case UInt8(ascii: "l") where text.count == 1: rules.append(.lowered)
            case UInt8(ascii: "l"), UInt8(ascii: "c"):
                guard let plus = text.firstIndex(of: UInt8(ascii: "+")),
                    let cut = Int(String(decoding: text[1..<plus], as: UTF8.self))
                else { return nil }
                let isLowered = text.first == UInt8(ascii: "l")
                rules.append(.changed(isLowered: isLowered, cut: cut, added: Array(text[(plus + 1)...])))
            default: return nil
            }
        }
        self.rules = rules
        guard let exceptions = Self.index(&reader, rules.count), let suffixes = Self.index(&reader, rules.count) else {
            return nil
        }
        self.exceptions = exceptions
        self.suffixes = suffixes
    }

    private static func index(_ reader: inout ModelReader, _ rules: Int) -> HashIndex? {
        let count = reader.number(4)
        guard count < 1 << 22 else { return nil }
        let keys = (0..<count).map { _ in UInt64(reader.number(4)) }
        var result = HashIndex(capacity: count)
        for key in keys {
            let rule = reader.number(2)
            if rule >= rules { return nil }
            result.set(key, Int32(rule))
        }
        return reader.hasFailed ? nil : result
    }

    /// Appends the lemma of a word.
    ///
    /// - Complexity: O(*n*) in the word's bytes.
    func append(_ word: WordForm, _ tag: GrammarModel.Tag, to lemmas: inout [UInt8]) {
        let form = FeatureHash.combine(word.formHash, tag.hash) & 0xFFFF_FFFF
        var rule = exceptions.value(form)
        if rule < 0 { rule = bySuffix(word, tag) }
        if rule < 0 { rule = exceptions.value(FeatureHash.combine(word.formHash, tag.classHash) & 0xFFFF_FFFF) }
        guard rule >= 0 else {
            lemmas.append(contentsOf: word.lowered)
            return
        }
        switch rules[Int(rule)] {
        case .written: lemmas.append(contentsOf: word.written)
        case .lowered: lemmas.append(contentsOf: word.lowered)
        case .replaced(let lemma): lemmas.append(contentsOf: lemma)
        case .changed(let isLowered, let cut, let added):
            if cut > word.count {
                lemmas.append(contentsOf: word.written)
                return
            }
            let starts = isLowered ? word.loweredStarts : word.writtenStarts
            lemmas.append(contentsOf: (isLowered ? word.lowered : word.written)[..<Int(starts[word.count - cut])])
            lemmas.append(contentsOf: added)
        }
    }

    private func bySuffix(_ word: WordForm, _ tag: GrammarModel.Tag) -> Int32 {
        var length = min(6, word.count)
        while length >= 0 {
            let rule = suffixes.value(suffixKey(word, length, tag.hash))
            if rule >= 0 { return rule }
            if length < 3 {
                let rule = suffixes.value(suffixKey(word, length, tag.classHash))
                if rule >= 0 { return rule }
            }
            length -= 1
        }
        return -1
    }

    private func suffixKey(_ word: WordForm, _ length: Int, _ tag: UInt64) -> UInt64 {
        var hash = tag &+ (word.isCapital ? 3 : 0) &+ UInt64(length) &* 1_315_423_911
        for index in (word.count - length)..<word.count {
            hash = FeatureHash.combine(hash, UInt64(word.loweredScalars[index]))
        }
        return hash & 0xFFFF_FFFF
    }
}
