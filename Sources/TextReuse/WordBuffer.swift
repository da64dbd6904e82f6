/// The words of texts as hashes with their places, in columns; a buffer that is used again and again.
struct WordBuffer: Sendable {
    /// The folded hash of each word; only the first ``count`` are in use, here and below.
    var hashes: [UInt32] = []
    /// Where each word stands and what is to be said of it: 32 bits of start, 24 of length, 8 of marks.
    var places: [UInt64] = []
    /// A hash of each word and the two behind it, where ``hashShingles(from:)`` has been called.
    private(set) var shingles: [UInt32] = []
    /// The mark of a word that stands inside quotation marks.
    static let inQuotation: UInt8 = 1
    /// The mark of a word that begins with a capital letter or a digit.
    static let name: UInt8 = 2
    /// The mark of a sign in a script without spaces.
    static let sign: UInt8 = 4
    /// The mark of a word that is part of a formula, of a menu or a form, where ``WordCache/own(_:)`` has been asked.
    static let formula: UInt8 = 8
    /// The mark of a word in a run that stood in the text before, where ``WordCache/own(_:)`` has been asked.
    static let repeated: UInt8 = 16
    /// The number of words.
    var count = 0

    /// The first byte of a word, from its text's start.
    @inline(__always)
    func start(_ index: Int) -> Int { Int(places[index] & 0xFFFF_FFFF) }

    /// The byte after a word, from its text's start.
    @inline(__always)
    func end(_ index: Int) -> Int { Int(places[index] & 0xFFFF_FFFF) + Int(places[index] >> 32 & 0xFF_FFFF) }

    /// Whether a word has a mark.
    @inline(__always)
    func has(_ mark: UInt8, _ index: Int) -> Bool { places[index] >> 56 & UInt64(mark) != 0 }

    /// Marks words.
    @inline(__always)
    mutating func set(_ mark: UInt8, _ range: Range<Int>) {
        for index in range { places[index] |= UInt64(mark) << 56 }
    }

    /// What counts as vocabulary at a word: the word, or in a script without spaces the pair of signs that ends there.
    @inline(__always)
    func vocabulary(_ index: Int) -> UInt32 { WordBuffer.vocabulary(hashes.span, places.span, index) }

    /// What ``vocabulary(_:)`` gives, from the columns.
    @inline(__always)
    static func vocabulary(_ hashes: Span<UInt32>, _ places: Span<UInt64>, _ index: Int) -> UInt32 {
        let hash = hashes[index]
        if places[index] >> 56 & UInt64(sign) == 0 || index == 0 { return hash }
        return (hashes[index - 1] &* 0x9e37_79b1) ^ hash
    }

    /// Whether a document, by seven of its words, is in a script without spaces.
    func isInSigns(_ range: Range<Int>) -> Bool {
        guard range.count >= 8 else { return false }
        let marked = (1...7).count { has(WordBuffer.sign, range.lowerBound + range.count * $0 / 8) }
        return marked >= 4
    }

    /// Whether capitals tell names in a text: at least one word in fifty begins with one.
    ///
    /// - Parameters:
    ///   - range: The words.
    ///   - text: The bytes that they stand in.
    ///   - base: Where the text begins there.
    /// - Complexity: O(*n*) in words.
    func hasCapitals(_ range: Range<Int>, _ text: Span<UInt8>, base: Int) -> Bool {
        var count = 0
        for index in range where has(WordBuffer.name, index) {
            let place = base + start(index)
            if place < text.count, text[place] > UInt8(ascii: "9") { count += 1 }
            if count * 50 >= range.count { return true }
        }
        return range.isEmpty
    }

    /// Hashes the shingles of the words from a place on, for who looks at them more than once.
    ///
    /// - Complexity: O(*n*) in those words.
    mutating func hashShingles(from start: Int) {
        if shingles.count < hashes.count {
            shingles.append(contentsOf: repeatElement(0, count: hashes.count - shingles.count))
        }
        guard count >= start + ShingleIndex.width else { return }
        var column = exchange(&shingles, with: [])
        defer { shingles = column }
        var result = column.mutableSpan
        let words = hashes.span
        for index in start...(count - ShingleIndex.width) {
            let hash = unsafe ShingleIndex.hash(
                words[unchecked: index], words[unchecked: index &+ 1], words[unchecked: index &+ 2])
            unsafe result[unchecked: index] = UInt32(truncatingIfNeeded: hash >> 20)
        }
    }

    /// Forgets all words and keeps the memory.
    mutating func removeAll() { count = 0 }

    /// Makes room for the words of so many bytes.
    mutating func grow(bytes: Int) {
        let needed = count + bytes / 2 + 2
        if hashes.count >= needed { return }
        let more = max(needed, hashes.count * 2) - hashes.count
        hashes.append(contentsOf: repeatElement(0, count: more))
        places.append(contentsOf: repeatElement(0, count: more))
    }
}
