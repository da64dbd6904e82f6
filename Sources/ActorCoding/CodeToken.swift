public import DocumentModel
internal import TextPrimitives

/// A word or sign of a sentence.
public struct CodeToken: Sendable {
    /// The first byte in the text.
    public var start: Int
    /// The byte after the last.
    public var end: Int
    /// The word's id in the grammar, -1 for unknown words.
    public var word: Int32
    /// The folded hash of the word, 0 for signs.
    public var hash: UInt64
    /// The sign's byte for punctuation (quotation marks as `"`, dashes as `-`), 0 for words.
    public var sign: UInt8
    /// Whether it begins with a capital.
    public var isCapital: Bool
    /// Whether it is all capitals, of two letters or more.
    public var isAcronym: Bool
    /// Whether it begins with a digit.
    public var isNumber: Bool
    /// Whether a genitive 's or a bare apostrophe follows it.
    public var isGenitive = false

    /// Its range.
    public var range: TextRange { TextRange(start, end) }

    /// The hash that a word's tokens have.
    public static func hash(of word: String) -> UInt64 {
        let bytes = Array(word.utf8)
        return CodeTokenizer.foldedHash(bytes, 0, bytes.count)
    }
}

/// Cuts sentences into words and signs.
enum CodeTokenizer {
    /// The tokens of a range.
    ///
    /// Hyphens inside words stay ("Asante-Boateng"), a genitive is a flag of its word, abbreviations keep their dots.
    static func tokens(_ text: [UInt8], _ range: TextRange, grammar: Grammar) -> [CodeToken] {
        var result: [CodeToken] = []
        result.reserveCapacity(range.length / 5 + 4)
        let bytes = text.span
        let classes = ByteClass.table
        var offset = range.start
        while offset < range.end {
            let space = Segmentation.isSpace(text, offset)
            if space > 0 {
                offset += space
                continue
            }
            let byte = bytes[offset]
            if byte >= 0x80, let found = QuotationMarks.shared.mark(text, offset), !found.mark.isSingle {
                result.append(sign_(offset, offset + found.length, UInt8(ascii: "\"")))
                offset += found.length
                continue
            }
            if byte == 0xE2, offset + 2 < range.end, bytes[offset + 1] == 0x80 {
                let third = bytes[offset + 2]
                let sign: UInt8 =
                    third >= 0x90 && third <= 0x95
                    ? UInt8(ascii: "-")
                    : third == 0x98 || third == 0x99
                        ? UInt8(ascii: "'") : third >= 0x9C && third <= 0x9F ? UInt8(ascii: "\"") : UInt8(ascii: "*")
                if sign == UInt8(ascii: "'"), splitNegation(text, &result, offset, offset + 3, range.end, grammar) {
                    offset += 4
                    continue
                }
                // A curly genitive may stand after a stray space.
                if sign == UInt8(ascii: "'"), markGenitive(text, &result, offset + 3, range.end) {
                    offset += offset + 3 < range.end && bytes[offset + 3] | 0x20 == UInt8(ascii: "s") ? 4 : 3
                    continue
                }
                result.append(sign_(offset, offset + 3, sign))
                offset += 3
                continue
            }
            let cls = classes[Int(byte)]
            if cls & (ByteClass.letter | ByteClass.digit) == 0 {
                if byte == UInt8(ascii: "'"), splitNegation(text, &result, offset, offset + 1, range.end, grammar) {
                    offset += 2
                    continue
                }
                if byte == UInt8(ascii: "'"), markGenitive(text, &result, offset + 1, range.end) {
                    offset += offset + 1 < range.end && bytes[offset + 1] | 0x20 == UInt8(ascii: "s") ? 2 : 1
                    continue
                }
                // "V. Putin", "Gen. Rojas", "Sept. 9": a stop that ends no sentence belongs to its word.
                if byte == UInt8(ascii: "."), isAbbreviated(text, offset, range, result) {
                    offset += 1
                    continue
                }
                result.append(sign_(offset, offset + 1, isInches(text, offset, result) ? UInt8(ascii: "*") : byte))
                offset += 1
                continue
            }
            let start = offset
            while offset < range.end {
                let next = bytes[offset]
                if classes[Int(next)] & (ByteClass.letter | ByteClass.digit) != 0 {
                    if next == 0xE2, offset + 1 < range.end, bytes[offset + 1] == 0x80 { break }
                    if next == 0xC2, offset + 1 < range.end, bytes[offset + 1] == 0xA0 { break }
                    if next >= 0xC2, let found = QuotationMarks.shared.mark(text, offset), !found.mark.isSingle {
                        break
                    }
                    offset += 1
                } else if next == UInt8(ascii: "-"), offset + 1 < range.end, classes[Int(bytes[offset + 1])] & 3 != 0 {
                    offset += 1
                } else if next == UInt8(ascii: "."), offset - start == 1 || bytes[offset - 2] == UInt8(ascii: "."),
                    offset + 1 < range.end, bytes[offset + 1].isASCIIUpper, bytes[offset - 1].isASCIIUpper
                {
                    offset += 1
                } else if next == UInt8(ascii: "."), offset - start >= 3, bytes[offset - 2] == UInt8(ascii: "."),
                    bytes[offset - 1].isASCIIUpper
                {
                    offset += 1
                    break
                } else if next == UInt8(ascii: "'"), offset + 1 < range.end, bytes[offset + 1].isASCIIUpper,
                    offset - start <= 2
                {
                    offset += 1
                } else if next == UInt8(ascii: ",") || next == UInt8(ascii: "."), cls & ByteClass.digit != 0,
                    offset + 1 < range.end, bytes[offset + 1].isASCIIDigit
                {
                    offset += 1
                } else {
                    break
                }
            }
            let hash = foldedHash(text, start, offset)
            var letters = 0
            var isUpper = true
            for index in start..<offset where bytes[index].isASCIILetter {
                letters += 1
                if !bytes[index].isASCIIUpper { isUpper = false }
            }
            result.append(
                CodeToken(
                    start: start, end: offset, word: grammar.id(hash: hash), hash: hash, sign: 0,
                    isCapital: byte.isASCIIUpper || (byte >= 0xC3 && isUpperNonASCII(text, start))
                        || isParticleName(text, start, offset, grammar),
                    isAcronym: letters >= 2 && isUpper,
                    isNumber: byte.isASCIIDigit))
        }
        return result
    }

    /// Whether a stop inside a sentence closes a short word with a capital, before a blank and a capital or a digit.
    private static func isAbbreviated(_ text: [UInt8], _ offset: Int, _ range: TextRange, _ tokens: [CodeToken]) -> Bool
    {
        guard let last = tokens.last, last.end == offset, last.isCapital, last.end - last.start <= 5,
            offset + 2 < range.end, text[offset + 1] == UInt8(ascii: " ")
        else { return false }
        let next = text[offset + 2]
        return next.isASCIIUpper || next.isASCIIDigit && last.end - last.start > 1
    }

    /// "The 6\" gun": a mark behind a short number, with no quotation open in the sentence, counts inches and quotes nothing.
    private static func isInches(_ text: [UInt8], _ offset: Int, _ tokens: [CodeToken]) -> Bool {
        guard text[offset] == UInt8(ascii: "\""), let last = tokens.last, last.isNumber, last.end == offset,
            last.end - last.start <= 3, offset + 1 < text.count,
            text[offset + 1] == UInt8(ascii: " ") || text[offset + 1] == UInt8(ascii: "-")
        else { return false }
        return tokens.suffix(PartyResolver.sentenceLimit).count(where: { $0.sign == UInt8(ascii: "\"") }) % 2 == 0
    }

    /// The hash of a word as the grammar interns it.
    static func foldedHash(_ text: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
        for index in start..<end where text[index] >= 0x80 {
            var folded: [UInt8] = []
            Folding.append(text, start, end, to: &folded)
            return StableHash.folded(folded.span, 0, folded.count)
        }
        return StableHash.folded(text.span, start, end)
    }

    /// "al-Sisi": a name that begins with a particle in lower case.
    private static func isParticleName(_ text: [UInt8], _ start: Int, _ end: Int, _ grammar: Grammar) -> Bool {
        guard let hyphen = (start..<min(end, start + 5)).first(where: { text[$0] == UInt8(ascii: "-") }),
            hyphen > start, hyphen + 1 < end, text[hyphen + 1].isASCIIUpper || text[hyphen + 1] >= 0xC3
        else { return false }
        return grammar.has(grammar.id(hash: foldedHash(text, start, hyphen)), .nameParticles)
    }

    private static func isUpperNonASCII(_ text: [UInt8], _ offset: Int) -> Bool {
        let value = UTF8Text.scalar(in: text, at: offset).value
        return (0xC0...0xDE).contains(value) || (0x100...0x17F).contains(value) && value & 1 == 0
            || (0x410...0x42F).contains(value)
    }

    private static func sign_(_ start: Int, _ end: Int, _ byte: UInt8) -> CodeToken {
        CodeToken(
            start: start, end: end, word: -1, hash: 0, sign: byte, isCapital: false, isAcronym: false, isNumber: false)
    }

    /// What "can't" and "won't" are without "n't".
    private static let shortened = [CodeToken.hash(of: "ca"): "can", CodeToken.hash(of: "wo"): "will"]

    /// "Didn't", "isn't": the auxiliary and "n't", as the grammar has them; "can't" and "won't" keep the verb that they come from.
    private static func splitNegation(
        _ text: [UInt8], _ tokens: inout [CodeToken], _ apostrophe: Int, _ after: Int, _ end: Int, _ grammar: Grammar
    ) -> Bool {
        guard let last = tokens.last, last.sign == 0, last.end == apostrophe, last.end - last.start > 2,
            text[last.end - 1] | 0x20 == UInt8(ascii: "n"), after < end, text[after] | 0x20 == UInt8(ascii: "t"),
            after + 1 >= end || !text[after + 1].isASCIILetter
        else { return false }
        let stem = foldedHash(text, last.start, last.end - 1)
        let whole = shortened[stem].map { grammar.id($0) }
        let word = whole ?? grammar.id(hash: stem)
        guard word >= 0 else { return false }
        tokens[tokens.count - 1].end = last.end - 1
        tokens[tokens.count - 1].word = word
        tokens[tokens.count - 1].hash = stem
        let negation = "n't"
        tokens.append(
            CodeToken(
                start: last.end - 1, end: after + 1, word: grammar.id(negation), hash: CodeToken.hash(of: negation),
                sign: 0, isCapital: false, isAcronym: false, isNumber: false))
        return true
    }

    /// Marks the last word as a genitive when an apostrophe with or without s stands behind it.
    private static func markGenitive(_ text: [UInt8], _ tokens: inout [CodeToken], _ after: Int, _ end: Int) -> Bool {
        guard let last = tokens.last, last.sign == 0 else { return false }
        let isS =
            after < end && text[after] | 0x20 == UInt8(ascii: "s")
            && (after + 1 >= end || !text[after + 1].isASCIILetter)
        let endsWithS = text[last.end - 1] | 0x20 == UInt8(ascii: "s")
        let isBare = endsWithS && last.end == after - 1 && (after >= end || text[after] == 0x20)
        guard isS || isBare else { return false }
        tokens[tokens.count - 1].isGenitive = true
        return true
    }
}
