internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// The text of blocks: its white space, its references, its words.
extension BlockReader {
    /// The words of a range; two ideographs count as one, and five signs of a script without blanks.
    ///
    /// - Complexity: O(*n*) in bytes, eight at a time where they are ASCII.
    static func words(_ text: [UInt8], _ start: Int, _ end: Int) -> Int {
        precondition(start >= 0 && start <= end && end <= text.count)
        var count = 0
        var wide = 0
        var unspaced = 0
        // The highest bit of the byte before, when it is of a word.
        var inWord: UInt64 = 0
        var offset = start
        let bytes = text.span
        let raw = unsafe bytes.bytes
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        while offset < end {
            if offset + 8 <= end {
                let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
                if word & highs == 0 {
                    // A byte of a range has its highest bit set by the first sum, not by the second.
                    let small = word | ones &* 0x20
                    let letters = (small &+ ones &* 0x1F) & ~(small &+ ones &* 0x05)
                    let digits = (word &+ ones &* 0x50) & ~(word &+ ones &* 0x46)
                    let inside = (letters | digits) & highs
                    let begins = inside & ~(inside << 8 | inWord)
                    count += Int(truncatingIfNeeded: ((begins >> 7) &* ones) >> 56)
                    inWord = inside >> 56
                    offset += 8
                    continue
                }
            }
            let byte = bytes[offset]
            if byte < 0x80 {
                let isWord = byte.isASCIILetter || byte.isASCIIDigit
                count += isWord && inWord == 0 ? 1 : 0
                inWord = isWord ? 0x80 : 0
                offset += 1
                continue
            }
            let (value, length) = UTF8Text.scalar(in: text, at: offset)
            offset += length
            if (0x2E80...0x9FFF).contains(value) { wide += 1 }
            if ScriptFacts.isUnspaced(value) { unspaced += 1 }
            let isWord = value != 0xA0 && !(0x2000...0x206F).contains(value) && !(0x3000...0x303F).contains(value)
            if isWord, inWord == 0 { count += 1 }
            inWord = isWord ? 0x80 : 0
        }
        return count + wide / 2 + unspaced / ScriptFacts.signsPerWord
    }
}
