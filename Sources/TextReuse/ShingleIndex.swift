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
    /// Postings longer than this are linked to their first document only.
    static let longPosting = 40

    /// The documents of each posting, one posting after the other.
    private(set) var postings: [Int32] = []
    /// Where each posting begins; one more than there are postings.
    private(set) var postingStarts: [Int32] = [0]
    /// The postings of each document, one document after the other.
    private(set) var postingsOfDocument: [Int32] = []
    /// Where each document's postings begin.
    private(set) var documentStarts: [Int32] = []

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
    ///   - entries: The entries are appended here.
    static func appendEntries(
        _ words: WordBuffer, _ text: Span<UInt8>, base: Int, document: Int32, to entries: inout [UInt64]
    ) {
        let low = UInt64(UInt32(bitPattern: document))
        if let short = ShortText(words, 0..<words.count, in: text, base: base) {
            short.forEachSought { entries.append($0 & ~0xFF_FFFF | low) }
        }
        guard words.count >= width else { return }
        var quoted = 0
        let hashes = words.hashes.span
        let mask = mask(words: words.count)
        var first = hashes[0]
        var second = hashes[1]
        for index in 0...(words.count - width) {
            let third = unsafe hashes[unchecked: index + 2]
            let hash = hash(first, second, third)
            (first, second) = (second, third)
            if hash & mask != 0 {
                guard quoted < quotedLimit, words.has(WordBuffer.inQuotation, index),
                    words.has(WordBuffer.inQuotation, index + 2)
                else { continue }
                quoted += 1
            }
            entries.append(hash & ~0xFF_FFFF | low)
        }
    }

    /// Builds the index.
    ///
    /// - Parameters:
    ///   - entries: The entries of all documents; sorted in place.
    ///   - count: The number of documents.
    /// - Complexity: O(*n*) in entries.
    init(entries: inout [UInt64], count: Int) {
        RadixSort.sortByHash(&entries)
        var kept = Array(repeating: Int32(0), count: count + 1)
        // First pass: postings of two or more documents, and the number of them for each document.
        var start = 0
        let total = entries.count
        unsafe entries.withUnsafeMutableBufferPointer { sorted in
            while start < total {
                let hash = unsafe sorted[start] >> 24
                var end = start + 1
                while end < total, unsafe sorted[end] >> 24 == hash { end += 1 }
                if end - start > 1 {
                    unsafe RadixSort.sortRun(sorted, start, end)
                }
                if end - start > 1, unsafe sorted[start] != sorted[end - 1] {
                    var previous: UInt64 = .max
                    for index in start..<end where unsafe sorted[index] != previous {
                        previous = unsafe sorted[index]
                        let document = Int32(truncatingIfNeeded: previous & 0xFF_FFFF)
                        postings.append(document)
                        kept[Int(document) + 1] += 1
                    }
                    postingStarts.append(Int32(postings.count))
                }
                start = end
            }
        }
        entries = []
        for document in 0..<count { kept[document + 1] += kept[document] }
        documentStarts = kept
        postingsOfDocument = Array(repeating: 0, count: postings.count)
        var next = kept
        for posting in 0..<(postingStarts.count - 1) {
            for index in Int(postingStarts[posting])..<Int(postingStarts[posting + 1]) {
                let document = Int(postings[index])
                postingsOfDocument[Int(next[document])] = Int32(posting)
                next[document] += 1
            }
        }
    }
}

/// Sorts 64-bit integers by their 40 upper bits: by the highest byte in place, then each part with a small scratch buffer.
enum RadixSort {
    /// Sorts a run of entries with one hash: most are two or three.
    static func sortRun(_ values: UnsafeMutableBufferPointer<UInt64>, _ start: Int, _ end: Int) {
        if end - start > 24 {
            var run = unsafe UnsafeMutableBufferPointer(rebasing: values[start..<end])
            unsafe run.sort()
            return
        }
        for index in (start + 1)..<end {
            let value = unsafe values[index]
            var position = index
            while position > start, unsafe values[position - 1] > value {
                unsafe values[position] = values[position - 1]
                position -= 1
            }
            unsafe values[position] = value
        }
    }

    /// Sorts in place.
    ///
    /// - Complexity: O(*n*); the scratch memory is that of the largest of 256 parts.
    static func sortByHash(_ values: inout [UInt64]) {
        if values.count < 1 << 12 {
            values.sort()
            return
        }
        unsafe values.withUnsafeMutableBufferPointer { buffer in
            var counts = [Int](repeating: 0, count: 257)
            for index in buffer.indices { unsafe counts[Int(buffer[index] >> 56) + 1] += 1 }
            for index in 0..<256 { counts[index + 1] += counts[index] }
            let starts = counts
            var next = Array(counts[..<256])
            for bucket in 0..<256 {
                let end = starts[bucket + 1]
                while next[bucket] < end {
                    var value = unsafe buffer[next[bucket]]
                    var target = Int(value >> 56)
                    while target != bucket {
                        let other = unsafe buffer[next[target]]
                        unsafe buffer[next[target]] = value
                        next[target] += 1
                        value = other
                        target = Int(value >> 56)
                    }
                    unsafe buffer[next[bucket]] = value
                    next[bucket] += 1
                }
            }
            var largest = 0
            for bucket in 0..<256 { largest = max(largest, starts[bucket + 1] - starts[bucket]) }
            var scratch = [UInt64](repeating: 0, count: largest)
            unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                for bucket in 0..<256 where starts[bucket + 1] - starts[bucket] > 1 {
                    var part = unsafe UnsafeMutableBufferPointer(rebasing: buffer[starts[bucket]..<starts[bucket + 1]])
                    if part.count < 256 { unsafe part.sort() } else { unsafe sortPart(part, scratch) }
                }
            }
        }
    }

    /// Least significant digit first, over the bits 24 to 55 in three digits.
    private static func sortPart(
        _ part: UnsafeMutableBufferPointer<UInt64>, _ scratch: UnsafeMutableBufferPointer<UInt64>
    ) {
        var source = unsafe part
        var target = unsafe UnsafeMutableBufferPointer(rebasing: scratch[..<part.count])
        var isInScratch = false
        for (shift, bits) in [(24, 11), (35, 11), (46, 10)] as [(UInt64, UInt64)] {
            let mask = (UInt64(1) << bits) - 1
            var counts = [Int](repeating: 0, count: Int(mask) + 2)
            for index in source.indices { unsafe counts[Int(source[index] >> shift & mask) + 1] += 1 }
            for index in 0...Int(mask) { counts[index + 1] += counts[index] }
            for index in source.indices {
                let value = unsafe source[index]
                let digit = Int(value >> shift & mask)
                unsafe target[counts[digit]] = value
                counts[digit] += 1
            }
            unsafe swap(&source, &target)
            isInScratch.toggle()
        }
        if isInScratch {
            for index in 0..<part.count { unsafe target[index] = source[index] }
        }
    }
}
