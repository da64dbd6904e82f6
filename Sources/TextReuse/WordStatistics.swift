internal import TextPrimitives

/// In how many documents each word stands, how often each pair of words and each run of letters, in fixed tables, from a
/// sample.
///
/// Words that fall together share a count: nothing here decides alone.
public struct WordStatistics: Sendable {
    private static let bits: UInt32 = 20
    private static let pairBits: UInt64 = 22
    private static let runBits: UInt64 = 20
    private var words: [UInt16]
    private var pairs: [UInt8]
    private var pairTotal = 0
    /// How often each run of letters stands at the beginnings of documents.
    private var runs: [UInt16]
    /// How many there are of each length.
    private var runTotals = [Int](repeating: 0, count: ShortText.lengths.count)
    /// A bit for each slot of a pair that says whether it is usual; few enough to stay near the processor.
    private var usual: [UInt64] = []
    /// The number of documents counted.
    private(set) var documents = 0
    /// The formulas found in them.
    private(set) var formulas = FormulaTable()

    /// The number of slots for words.
    static let slots = 1 << 20

    /// The slot of a word.
    @inline(__always)
    static func slot(_ hash: UInt32) -> Int { Int((hash &* 0x9e37_79b1) >> (32 - bits)) }

    /// The slot of a pair of words.
    @inline(__always)
    private static func pairSlot(_ first: UInt32, _ second: UInt32) -> Int {
        Int(((UInt64(first) << 32 | UInt64(second)) &* 0x9e37_79b9_7f4a_7c15) >> (64 - pairBits))
    }

    /// The number of documents that are enough for a sample.
    static let sample = 2_048

    /// Counts the words of some of the first documents of a corpus.
    ///
    /// They are chosen by their lines, not by their place, and counted with their boilerplate, so that neither the order of
    /// input nor what is learnt of an outlet later changes a count; of documents with equal lines only one counts.
    ///
    /// - Parameters:
    ///   - corpus: The documents.
    ///   - boilerplate: What was read of their lines.
    ///   - count: How many of them there are to choose from.
    /// - Complexity: O(*n*) in the bytes of the sample.
    public init(_ corpus: ReuseCorpus, _ boilerplate: Boilerplate, first count: Int) {
        self.init(corpus, boilerplate, 0..<count, WordStatistics.share(of: count))
    }

    /// Counts the words of one in some documents.
    init(_ corpus: ReuseCorpus, _ boilerplate: Boilerplate, _ documents: Range<Int>, _ share: UInt64) {
        words = Array(repeating: 0, count: WordStatistics.slots)
        pairs = Array(repeating: 0, count: 1 << Int(WordStatistics.pairBits))
        runs = Array(repeating: 0, count: 1 << Int(WordStatistics.runBits))
        LargePages.advise(&words)
        LargePages.advise(&pairs)
        LargePages.advise(&runs)
        var buffer = WordBuffer()
        var texts = TextReader(corpus)
        var builder = FormulaTable.Builder()
        // The document that was counted last for a word.
        var stamps = [UInt16](repeating: 0, count: WordStatistics.slots)
        for document in documents where boilerplate.isFirst[document] && boilerplate.wholes[document] % share == 0 {
            buffer.removeAll()
            texts.forget()
            let range = texts.range(of: document)
            WordScanner.scan(texts.bytes.span, range, base: range.lowerBound, into: &buffer)
            guard buffer.count > 0 else { continue }
            add(buffer, &stamps)
            let metadata = corpus.metadata[document]
            builder.add(
                buffer,
                FormulaTable.Builder.Text(
                    day: metadata.published.map { Int32(truncatingIfNeeded: $0 / 86_400) },
                    outlet: metadata.outlet.map { UInt32(truncatingIfNeeded: StableHash.of($0)) },
                    hasCapitals: buffer.hasCapitals(0..<buffer.count, texts.bytes.span, base: range.lowerBound)))
            let beginning = 0..<min(buffer.count, ShortText.wordLimit)
            if let letters = ShortText(buffer, beginning, in: texts.bytes.span, base: range.lowerBound) {
                add(letters)
            }
        }
        formulas = builder.table()
        markUsual()
    }

    /// Reads counts that were kept.
    ///
    /// - Parameter bytes: What ``bytes`` gave; nil comes back for anything else.
    public init?(_ bytes: [UInt8]) {
        let (slots, pairSlots, runSlots) =
            (WordStatistics.slots, 1 << Int(WordStatistics.pairBits), 1 << Int(WordStatistics.runBits))
        let head = 8 * (2 + runTotals.count)
        let end = head + 2 * slots + pairSlots + 2 * runSlots
        guard bytes.count >= end, (bytes.count - end) % 4 == 0 else { return nil }
        func number(_ place: Int) -> Int { (0..<8).reduce(0) { $0 | Int(bytes[8 * place + $1]) << (8 * $1) } }
        documents = number(0)
        pairTotal = number(1)
        runTotals = runTotals.indices.map { number(2 + $0) }
        words = WordStatistics.column(bytes[head..<(head + 2 * slots)])
        pairs = Array(bytes[(head + 2 * slots)..<(head + 2 * slots + pairSlots)])
        runs = WordStatistics.column(bytes[(head + 2 * slots + pairSlots)..<end])
        formulas = FormulaTable(
            stride(from: end, to: bytes.count, by: 4).map { start in
                (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
            })
        markUsual()
    }

    /// The counts as bytes, 8 MiB and more: the number of documents, of pairs and of runs of each length, then two bytes a word in
    /// the machine's order, one byte a pair of words and two bytes a run of letters; four bytes each run of a formula.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(8 * (2 + runTotals.count) + 2 * words.count + pairs.count + 2 * runs.count)
        for number in [documents, pairTotal] + runTotals {
            for shift in 0..<8 { result.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
        }
        unsafe words.withUnsafeBytes { unsafe result.append(contentsOf: $0) }
        result.append(contentsOf: pairs)
        unsafe runs.withUnsafeBytes { unsafe result.append(contentsOf: $0) }
        for run in formulas.runs {
            for shift in 0..<4 { result.append(UInt8(truncatingIfNeeded: run >> (8 * UInt32(shift)))) }
        }
        return result
    }

    /// Bytes as numbers of two, in the machine's order.
    private static func column(_ bytes: ArraySlice<UInt8>) -> [UInt16] {
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe [UInt16](unsafeUninitializedCapacity: bytes.count / 2) { target, count in
                unsafe UnsafeMutableRawBufferPointer(target).copyMemory(from: bytes)
                count = bytes.count / 2
            }
        }
    }

    /// Marks the pairs that are usual, by how many there are.
    private mutating func markUsual() {
        let least = UInt8(min(200, 4 + 3 * (pairTotal >> Int(WordStatistics.pairBits))))
        usual = Array(repeating: 0, count: pairs.count / 64)
        for slot in pairs.indices where pairs[slot] >= least { usual[slot >> 6] |= 1 << UInt64(slot & 63) }
    }

    /// Counts the words of a document and their pairs.
    ///
    /// - Complexity: O(*n*) in words.
    private mutating func add(_ buffer: WordBuffer, _ stamps: inout [UInt16]) {
        // The sample has fewer documents than the counts can tell.
        documents += 1
        pairTotal += buffer.count
        let stamp = UInt16(truncatingIfNeeded: documents)
        let hashes = buffer.hashes.span
        var wordColumn = exchange(&words, with: [])
        var pairColumn = exchange(&pairs, with: [])
        defer { (words, pairs) = (wordColumn, pairColumn) }
        var words = wordColumn.mutableSpan
        var pairs = pairColumn.mutableSpan
        var stamps = stamps.mutableSpan
        var previous: UInt32 = 0
        for index in 0..<buffer.count {
            let slot = WordStatistics.slot(buffer.vocabulary(index))
            if unsafe stamps[unchecked: slot] != stamp {
                unsafe stamps[unchecked: slot] = stamp
                unsafe words[unchecked: slot] &+= 1
            }
            let hash = unsafe hashes[unchecked: index]
            let pair = WordStatistics.pairSlot(previous, hash)
            let count = unsafe pairs[unchecked: pair]
            unsafe pairs[unchecked: pair] = count &+ (count < 255 ? 1 : 0)
            previous = hash
        }
    }

    /// Counts the runs of letters of a beginning.
    ///
    /// - Complexity: O(*n*) in letters.
    private mutating func add(_ text: ShortText) {
        var column = exchange(&runs, with: [])
        defer { runs = column }
        var counts = column.mutableSpan
        text.forEachRun { _, hash in
            let slot = Int(truncatingIfNeeded: hash >> (64 - WordStatistics.runBits))
            let count = unsafe counts[unchecked: slot]
            unsafe counts[unchecked: slot] = count &+ (count < .max ? 1 : 0)
        }
        for (place, length) in ShortText.lengths.enumerated() {
            runTotals[place] += max(0, text.letters.count - length + 1)
        }
    }

    /// The texts without a word or a run that are counted besides those that there are, so that few texts tell little of what is
    /// rare.
    private static let prior = 1_000.0

    /// The weight of a run of letters, the logarithm of how seldom it is: in how many texts of 64 letters it stands once.
    ///
    /// - Parameters:
    ///   - hash: Its hash, of which only the upper bits count.
    ///   - place: The place of its length among ``ShortText/lengths``.
    func weight(ofRun hash: UInt64, _ place: Int) -> Double {
        let count = Double(runs[Int(hash >> (64 - WordStatistics.runBits))]) + 1
        let texts = Double(runTotals[place]) / Double(ShortText.wordLimit) + WordStatistics.prior
        return -naturalLogarithm(1 / (1 + texts / count))
    }

    /// In how many documents a word stands.
    @inline(__always)
    func count(_ hash: UInt32) -> Int { Int(unsafe words.span[unchecked: WordStatistics.slot(hash)]) }

    /// How rare a word is, 0 to 1: 1 for one that stands in one document at most.
    ///
    /// - Complexity: O(1).
    func rarity(_ hash: UInt32) -> Double {
        let total = Double(documents) + WordStatistics.prior
        let most = naturalLogarithm(1.5 / total)
        return min(1, naturalLogarithm((Double(count(hash)) + 0.5) / total) / most)
    }

    /// Whether two words stand one after the other oftener than in the two texts that are compared.
    @inline(__always)
    func isUsual(_ first: UInt32, _ second: UInt32) -> Bool {
        let slot = WordStatistics.pairSlot(first, second)
        return unsafe usual.span[unchecked: slot >> 6] >> UInt64(slot & 63) & 1 != 0
    }
}

/// The natural logarithm of a number in (0, 1], by its bits and a short series, the same on every machine.
func naturalLogarithm(_ value: Double) -> Double {
    guard value > 0 else { return -50 }
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    return exponent * 0.693_147_180_559_945 + 2 * ratio
        * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square / 9))))
}
