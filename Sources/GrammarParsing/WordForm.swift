import TextPrimitives

/// A word's letters and the hashes of its form that tagger and parser ask for; one is reused for all words.
struct WordForm {
    /// As written, with quotation marks and dashes in one form, and where each letter begins (with the end).
    private(set) var written: [UInt8] = []
    private(set) var writtenStarts: [Int32] = []
    /// In small letters.
    private(set) var lowered: [UInt8] = []
    private(set) var loweredStarts: [Int32] = []
    private(set) var loweredScalars: [UInt32] = []
    /// The number of letters.
    private(set) var count = 0
    /// Whether the first letter is a capital.
    private(set) var isCapital = false
    private(set) var formHash: UInt64 = 1
    private(set) var wordHash: UInt64 = 1
    private(set) var suffix3: UInt64 = 0
    private(set) var shape: UInt64 = 0
    /// The tagger's features of the word alone.
    private(set) var features: [UInt64] = []

    /// The most letters of a word that are looked at; of a longer one the first.
    static let mostLetters = 200

    /// Reads a word.
    ///
    /// - Parameters:
    ///   - text: UTF-8; invalid bytes are taken as U+FFFD.
    ///   - start: The word's first byte.
    ///   - end: The byte after its last.
    ///   - isSet: Whether capitals after the first letter are read as small letters, as in a line set in capitals.
    /// - Complexity: O(*n*) in the word's bytes, at most ``mostLetters`` letters.
    mutating func read(_ text: [UInt8], _ start: Int, _ end: Int, isSet: Bool = false) {
        written.removeAll(keepingCapacity: true)
        writtenStarts.removeAll(keepingCapacity: true)
        lowered.removeAll(keepingCapacity: true)
        loweredStarts.removeAll(keepingCapacity: true)
        loweredScalars.removeAll(keepingCapacity: true)
        count = 0
        var offset = start
        var form = FeatureHash.empty
        var shapeHash = FeatureHash.empty
        var last: UInt8 = 255
        var run = 0
        var hasDigit = false
        var hasHyphen = false
        var hasUpper = false
        while offset < end, count < Self.mostLetters {
            let (value, length) = UTF8Text.scalar(in: text, at: offset)
            offset += length
            var scalar = Letters.plain(value)
            let small = Letters.lower(scalar)
            if isSet, count > 0 { scalar = small }
            writtenStarts.append(Int32(truncatingIfNeeded: written.count))
            loweredStarts.append(Int32(truncatingIfNeeded: lowered.count))
            let first = written.count
            UTF8Text.append(scalar, to: &written)
            UTF8Text.append(small, to: &lowered)
            loweredScalars.append(small)
            for index in first..<written.count { form = FeatureHash.add(written[index], to: form) }
            let kind = Letters.kind(scalar)
            if count == 0 { isCapital = kind == 2 }
            hasDigit = hasDigit || kind == 1
            hasUpper = hasUpper || scalar != small
            hasHyphen = hasHyphen || scalar == 0x2D
            count += 1
            if kind == last {
                run += 1
                if run >= 2 { continue }
            } else {
                run = 0
            }
            last = kind
            shapeHash = FeatureHash.add(UInt8(ascii: "0") + kind, to: shapeHash)
            if kind == 4 {
                for index in first..<written.count { shapeHash = FeatureHash.add(written[index], to: shapeHash) }
            }
        }
        writtenStarts.append(Int32(truncatingIfNeeded: written.count))
        loweredStarts.append(Int32(truncatingIfNeeded: lowered.count))
        formHash = form == 0 ? 1 : form
        shape = shapeHash == 0 ? 1 : shapeHash
        wordHash = FeatureHash.of(lowered)
        let suffix2 = suffix(2) ^ 77
        suffix3 = suffix(3) ^ 99
        features.removeAll(keepingCapacity: true)
        add(1, wordHash)
        for length in 0..<min(5, count) { add(11 + UInt64(length), suffix(length + 1)) }
        for length in 0..<min(4, count) {
            add(21 + UInt64(length), FeatureHash.of(lowered, 0, Int(loweredStarts[length + 1])))
        }
        add(30, shape)
        add(31, formHash)
        add(32, (hasDigit ? 4 : 0) + (hasHyphen ? 2 : 0) + (hasUpper ? 1 : 0))
        if count > 3 { add(33, FeatureHash.combine(shape, suffix2)) }
    }

    private mutating func add(_ id: UInt64, _ hash: UInt64) {
        features.append(FeatureHash.combine(id &* 1_000_003 &+ 17, hash))
    }

    /// The hash of the last letters, or of all when there are fewer.
    private func suffix(_ length: Int) -> UInt64 {
        FeatureHash.of(lowered, Int(loweredStarts[max(0, count - length)]), lowered.count)
    }
}
