internal import TextPrimitives

/// An inverted index over sampled shingles, in plain columns: no dictionary, no object a document.
///
/// A shingle is three consecutive words (Broder 1997). A fixed share of them is kept by their hash, so that the share of
/// common ones estimates containment, not resemblance; those inside quotation marks are all kept, as quotations are what
/// a rewriter leaves alone. A short text has all its shingles, and entries by its letters beside them. An entry is eight bytes:
/// 40 bits of hash, 24 of document.
struct ShingleIndex: Sendable {
    /// The words in a shingle.
    static let width = 3
    /// One in `rate` shingles is kept of a long text; of a shorter one more, as few would be left of it.
    static let rate: UInt64 = 8

    /// The bits that are zero in the hashes that are kept of a text; those kept of a long text are among a short one's.
    private static func mask(words: Int) -> UInt64 {
        words <= ShortText.wordLimit ? 0 : words < 120 ? rate / 4 - 1 : words < 400 ? rate / 2 - 1 : rate - 1
    }
    /// The most quoted shingles that are kept of a document beyond the sample.
    static let quotedLimit = 48
    /// Postings longer than this are linked to their first document only; at most ``longCode``.
    static let longPosting = 40

    /// The two columns of the index, in 32 bits, inside the memory that the entries had: what they need is there, and memory that
    /// has not been touched before is dear.
    private var memory: [UInt64]
    /// Where the postings stand in it, in 32 bits.
    private let postings: Range<Int>
    /// Where the references stand in it, in 32 bits.
    private let references: Range<Int>
    /// Where each document's references begin; one more than there are documents.
    private(set) var documentStarts: [Int32] = []
    /// The binary logarithm of the unit in which places in ``postings`` are told.
    private(set) var shift = 0

    /// What a reference holds beyond a number of documents: that the posting is long, by the weight that is added.
    static let longCode: UInt32 = 48

    /// The hash of a shingle from its words.
    @inline(__always)
    static func hash(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
        var hash = UInt64(first) &* 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ (hash >> 32) ^ UInt64(second)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 32) ^ UInt64(third)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }

    /// Appends the entries of a document.
    ///
    /// - Parameters:
    ///   - words: Its words and no others.
    ///   - text: The bytes that they were read from.
    ///   - base: Where the document begins in them.
    ///   - document: Its number.
    ///   - scratch: Memory that is used again and again.
    ///   - entries: The entries are appended here.
    static func appendEntries(
        _ words: WordBuffer, _ text: Span<UInt8>, base: Int, document: Int32, _ scratch: inout [UInt64],
        to entries: inout [UInt64]
    ) {
        let low = UInt64(UInt32(bitPattern: document))
        if let short = ShortText(words, 0..<words.count, in: text, base: base) {
            short.forEachSought { entries.append($0 & ~0xFF_FFFF | low) }
        }
        guard words.count >= width else { return }
        let mask = mask(words: words.count)
        // A place more than there are shingles: what is not kept is written over.
        let room = words.count - width + 2
        if scratch.count < room { scratch = Array(repeating: 0, count: max(room, 2 * scratch.count)) }
        let used = sample(words, mask, low, &scratch)
        entries.append(contentsOf: scratch[..<used])
    }

    /// Writes the entries of the shingles that are kept.
    ///
    /// - Returns: The number of entries.
    private static func sample(_ words: WordBuffer, _ mask: UInt64, _ low: UInt64, _ result: inout [UInt64]) -> Int {
        let hashes = words.hashes.span
        let places = words.places.span
        var result = result.mutableSpan
        var used = 0
        var quoted = 0
        var first = hashes[0]
        var second = hashes[1]
        var index = 0
        let end = words.count - width
        while index <= end {
            let third = unsafe hashes[unchecked: index &+ 2]
            let hash = hash(first, second, third)
            (first, second) = (second, third)
            // No branches: which shingles are kept cannot be foreseen.
            let isSampled = hash & mask == 0 ? 1 : 0
            let marks = unsafe places[unchecked: index] & places[unchecked: index &+ 2]
            let isInQuotes = marks >> 56 & UInt64(WordBuffer.inQuotation) != 0 ? 1 : 0
            let isQuoted = isInQuotes & (quoted < quotedLimit ? 1 : 0) & ~isSampled
            unsafe result[unchecked: used] = hash & ~0xFF_FFFF | low
            used &+= isSampled | isQuoted
            quoted &+= isQuoted
            index &+= 1
        }
        return used
    }

    /// Builds the index.
    ///
    /// - Parameters:
    ///   - entries: The entries of all documents; taken.
    ///   - count: The number of documents.
    /// - Complexity: O(*n*) in entries.
    init(entries: inout [UInt64], count: Int) {
        memory = exchange(&entries, with: [])
        RadixSort.sortByHash(&memory)
        var ends = Array(repeating: Int32(0), count: count + 1)
        let (kept, room) = ShingleIndex.compact(&memory, &ends)
        for document in 0..<count { ends[document + 1] += ends[document] }
        documentStarts = ends
        while room.numbers + (room.postings << shift) >= 1 << 26 { shift += 1 }
        postings = kept..<kept + room.numbers + (room.postings << shift)
        references = postings.upperBound..<postings.upperBound + Int(ends[count])
        // Where most shingles stand in several documents, their entries are too small for the columns.
        let missing = (references.upperBound + 1) / 2 - memory.count
        if missing > 0 { memory.append(contentsOf: repeatElement(0, count: missing)) }
        let (unit, postingPlace, referencePlace) = (shift, postings, references)
        unsafe memory.withUnsafeMutableBytes { raw in
            let column = unsafe raw.bindMemory(to: UInt32.self)
            unsafe ShingleIndex.fill(
                UnsafeMutableBufferPointer(rebasing: column[postingPlace]),
                UnsafeMutableBufferPointer(rebasing: column[referencePlace]), unit,
                from: UnsafeBufferPointer(rebasing: column[..<kept]), &ends)
        }
    }

    /// Calls a function with the columns.
    ///
    /// - Parameter body: Takes the postings of up to ``longPosting`` documents, one after the other, each the weight of the
    ///   shingle, then its documents but for the last, ascending; and which postings each document is part of behind their first
    ///   document, one document after the other. Of those, 26 bits tell where the posting begins, 6 bits how many of its documents
    ///   stand before this one. Of a long posting they are its first document, and ``longCode`` and the weight of the shingle.
    func withColumns<Result>(
        _ body: (_ postings: Span<UInt32>, _ references: Span<UInt32>) -> Result
    ) -> Result {
        unsafe memory.withUnsafeBytes { raw in
            let column = unsafe raw.bindMemory(to: UInt32.self)
            let postings = unsafe UnsafeBufferPointer(rebasing: column[self.postings])
            let references = unsafe UnsafeBufferPointer(rebasing: column[self.references])
            return body(unsafe postings.span, unsafe references.span)
        }
    }

    /// The bit of the first document of a posting.
    private static let first: UInt32 = 1 << 31

    /// Leaves the documents of each posting of two or more, ascending, each once.
    ///
    /// - Parameters:
    ///   - entries: Sorted by their hashes; the documents are written to its beginning, in 32 bits.
    ///   - references: The number of references of each document, at one place more.
    /// - Returns: The number of documents written; the numbers that ``postings`` must hold, and the postings among them.
    private static func compact(
        _ entries: inout [UInt64], _ references: inout [Int32]
    ) -> (kept: Int, room: (numbers: Int, postings: Int)) {
        var kept = 0
        var room = (numbers: 0, postings: 0)
        let total = entries.count
        var references = references.mutableSpan
        unsafe entries.withUnsafeMutableBytes { raw in
            let sorted = unsafe raw.bindMemory(to: UInt64.self)
            // What is written stands before what has not been read yet.
            func write(_ place: Int, _ value: UInt32) {
                unsafe raw.storeBytes(of: value, toByteOffset: 4 &* place, as: UInt32.self)
            }
            var start = 0
            while start < total {
                let hash = unsafe sorted[start] >> 24
                var end = start &+ 1
                while end < total, unsafe sorted[end] >> 24 == hash { end &+= 1 }
                if end &- start > 1 {
                    unsafe RadixSort.sortRun(sorted, start, end)
                    let begun = kept
                    var previous = unsafe UInt32(truncatingIfNeeded: sorted[start] & 0xFF_FFFF)
                    write(kept, previous | first)
                    for index in (start &+ 1)..<end {
                        let document = unsafe UInt32(truncatingIfNeeded: sorted[index] & 0xFF_FFFF)
                        if document == previous { continue }
                        previous = document
                        kept &+= 1
                        write(kept, document)
                        unsafe references[unchecked: Int(document) &+ 1] &+= 1
                    }
                    // One document says nothing, however often it has the shingle.
                    if kept > begun {
                        kept &+= 1
                        if kept &- begun <= longPosting {
                            room.numbers &+= kept &- begun
                            room.postings &+= 1
                        }
                    }
                }
                start = end
            }
        }
        return (kept, room)
    }

    /// Writes postings and references.
    ///
    /// - Parameters:
    ///   - postings: The column of the postings.
    ///   - references: The column of the references.
    ///   - shift: The unit of the places.
    ///   - kept: What ``compact(_:_:)`` left.
    ///   - next: Where each document's references begin.
    private static func fill(
        _ postings: UnsafeMutableBufferPointer<UInt32>, _ references: UnsafeMutableBufferPointer<UInt32>, _ shift: Int,
        from kept: UnsafeBufferPointer<UInt32>, _ next: inout [Int32]
    ) {
        var next = next.mutableSpan
        var start = 0
        var free = 0
        while start < kept.count {
            var end = start &+ 1
            while end < kept.count, unsafe kept[end] & first == 0 { end &+= 1 }
            let length = end &- start
            let isLong = length > longPosting
            // The first document of a long posting, the place of a short one; then the number of documents before.
            var reference = UInt32(truncatingIfNeeded: free >> shift) << 6
            if isLong {
                reference = unsafe (kept[start] & ~first) << 6
                reference |= longCode + UInt32(CandidatePairs.weight(length))
            } else {
                unsafe postings[free] = UInt32(CandidatePairs.weight(length))
                for index in 1..<length { unsafe postings[free &+ index] = kept[start &+ index &- 1] & ~first }
                free = ((free &+ length &+ (1 << shift) &- 1) >> shift) << shift
            }
            for index in (start &+ 1)..<end {
                if !isLong { reference &+= 1 }
                let document = unsafe Int(kept[index])
                unsafe references[Int(next[unchecked: document])] = reference
                unsafe next[unchecked: document] &+= 1
            }
            start = end
        }
    }
}
