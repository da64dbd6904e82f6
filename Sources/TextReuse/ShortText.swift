internal import TextPrimitives

/// The letters of a short text, by which it is compared where its words are too few.
///
/// A retold sentence keeps the stems of its words and few of the words themselves, in an inflecting language hardly any. So
/// short texts are compared by runs of two to four letters, weighed by how rare they are, words divided by one space. No
/// knowledge of a language is used.
struct ShortText: Sendable {
    /// The most words of a short text.
    static let wordLimit = 64
    /// The most bytes in those words.
    static let byteLimit = 1_024
    /// The fewest letters and spaces of a text that is compared.
    static let leastLetters = 8
    /// The lengths of the runs that are compared.
    static let lengths = 2...4
    /// The length of the runs by which kin is looked for.
    static let soughtLength = 6
    /// The letters of a word that count where two words are sought together.
    static let stemLength = 4
    /// The number of words before a word that it is paired with.
    static let pairedWords = 4

    /// A word of a script that divides words.
    struct Word: Sendable {
        /// Where its letters stand in ``letters``; a space stands before them and behind, or a sign that follows without one.
        let range: Range<Int>
        /// The hash by which it is counted.
        let hash: UInt32
        /// Whether it begins with a digit.
        let isNumber: Bool
        /// Whether it is a name, as far as capitals tell.
        var isName: Bool
    }

    /// Folded code points, a space before each word and one behind the last.
    let letters: [UInt32]
    /// Its words, but for signs of a script without spaces.
    let words: [Word]

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - words: A buffer of words.
    ///   - range: Where the text's words stand in it.
    ///   - text: The bytes that the words were read from.
    ///   - base: Where the text begins in them.
    /// - Returns: Nil for a text that is not short, or too short to compare.
    init?(_ words: WordBuffer, _ range: Range<Int>, in text: Span<UInt8>, base: Int) {
        guard range.count <= ShortText.wordLimit else { return nil }
        var letters: [UInt32] = []
        var found: [Word] = []
        var bytes = 0
        var previous = -1
        // Words that stand inside a sentence, where a capital tells a name, and those of them that have one.
        var (inside, capitals) = (0, 0)
        for index in range {
            let (start, end) = (words.start(index), words.end(index))
            bytes += end - start
            if bytes > ShortText.byteLimit { return nil }
            let isInside = ShortText.isInside(text, base + previous, base + start, isFirst: previous < 0)
            // Signs of a script without spaces follow one another.
            if start != previous { letters.append(0x20) }
            previous = end
            let first = letters.count
            WordScanner.appendFolded(text, base + start..<base + end, to: &letters)
            if words.has(WordBuffer.sign, index) { continue }
            let isNumber = text[base + start].isASCIIDigit
            let isName = isInside && !isNumber && words.has(WordBuffer.name, index)
            inside += isInside ? 1 : 0
            capitals += isName ? 1 : 0
            found.append(
                Word(range: first..<letters.count, hash: words.hashes[index], isNumber: isNumber, isName: isName))
        }
        letters.append(0x20)
        guard letters.count >= ShortText.leastLetters else { return nil }
        self.letters = letters
        // Where most words have capitals, as in some headlines, they tell nothing.
        if capitals * 2 > inside { for index in found.indices { found[index].isName = false } }
        self.words = found
    }

    /// Whether a word stands inside a sentence: only a space, or a comma and a space, is between it and the word before.
    private static func isInside(_ text: Span<UInt8>, _ end: Int, _ start: Int, isFirst: Bool) -> Bool {
        if isFirst || start - end < 1 || start - end > 2 || text[start - 1] != 0x20 { return false }
        return start - end == 1 || text[end] == UInt8(ascii: ",")
    }

    /// Calls a function with the hash of every run of the lengths that are compared, and the place of its length among them; the
    /// upper bits of the hash are the better ones.
    @inline(__always)
    func forEachRun(_ body: (Int, UInt64) -> Void) {
        let letters = letters.span
        var start = 0
        while start + ShortText.lengths.lowerBound <= letters.count {
            // A run is the run before it and one letter more.
            var hash = ShortText.step(0, unsafe letters[unchecked: start])
            let end = min(start + ShortText.lengths.upperBound, letters.count)
            var next = start + 1
            while next < end {
                hash = ShortText.step(hash, unsafe letters[unchecked: next])
                let place = next - start + 1 - ShortText.lengths.lowerBound
                body(place, ShortText.finish(hash, place))
                next += 1
            }
            start += 1
        }
    }

    /// The hash of a run of three letters, as ``forEachRun(_:)`` gives it.
    @inline(__always)
    func hashOfThree(at start: Int) -> UInt64 {
        var hash: UInt64 = 0
        for letter in start..<start + 3 { hash = ShortText.step(hash, letters[letter]) }
        return ShortText.finish(hash, 3 - ShortText.lengths.lowerBound)
    }

    /// The hash of a run whose length has a place among ``lengths``.
    @inline(__always)
    private static func finish(_ hash: UInt64, _ place: Int) -> UInt64 {
        (hash ^ UInt64(place)) &* 0xff51_afd7_ed55_8ccd
    }

    /// A hash with one letter more.
    @inline(__always)
    private static func step(_ hash: UInt64, _ letter: UInt32) -> UInt64 {
        let next = (hash ^ UInt64(letter)) &* 0x9e37_79b9_7f4a_7c15
        return next ^ next >> 29
    }

    /// Calls a function with the hashes by which kin is looked for.
    ///
    /// Those of runs of letters find rarer words in other forms, those of the beginnings of two words near each other, in any
    /// order, commoner ones. The longer the text, the fewer of them are kept, those of a longer text among a shorter one's.
    func forEachSought(_ body: (UInt64) -> Void) {
        let mask: UInt64 = letters.count < 160 ? 0 : letters.count < 320 ? 1 : 3
        func keep(_ hash: UInt64) {
            if hash >> 20 & mask == 0 { body(hash) }
        }
        for start in 0..<max(0, letters.count - ShortText.soughtLength + 1) {
            var hash: UInt64 = 1
            for letter in letters[start..<start + ShortText.soughtLength] { hash = ShortText.step(hash, letter) }
            keep(hash &* 0xff51_afd7_ed55_8ccd)
        }
        var stems: [UInt64] = []
        for start in 1..<letters.count where letters[start - 1] == 0x20 {
            var stem: UInt64 = 0
            for letter in letters[start..<min(start + ShortText.stemLength, letters.count)] {
                if letter == 0x20 { break }
                stem = ShortText.step(stem, letter)
            }
            // The sum is the same in both orders.
            for other in stems.suffix(ShortText.pairedWords) { keep(StableHash.mix(stem &+ other)) }
            stems.append(stem)
        }
    }
}
