internal import EvidenceArchive
internal import TextPrimitives

#if canImport(CPoppler)
    internal import CPoppler
#endif

/// A place on a page of a PDF document.
public struct PDFPlace: Sendable, Hashable {
    /// The page, from 1.
    public var page: Int
    /// The left, upper, right and lower edge in points from the page's upper left corner.
    public var box: [Double]
}

/// Where the words of a PDF document stand on its pages.
public struct PDFPlaces: Sendable {
    private struct Word {
        var page: Int
        var edges: [Int]
    }

    private var words: [Word] = []
    /// The signs of all words that are compared, one after the other.
    private var signs: [UInt8] = []
    /// For each of them the word.
    private var owner: [Int32] = []

    /// Reads a capture; nil when it is no PDF document that can be read.
    ///
    /// - Parameter bytes: As received: gzipped or not.
    /// - Complexity: O(*n*) in pages, of which ``Bounds/pdfPages`` are read.
    public init?(_ bytes: [UInt8]) {
        var unpacked = bytes
        if Gzip.isGzip(bytes) { unpacked = (try? Gzip.inflate(bytes, limit: Bounds.captureBytes)) ?? [] }
        guard unpacked.starts(with: "%PDF-".utf8) else { return nil }
        #if canImport(CPoppler)
            var text: UnsafeMutablePointer<UInt8>?
            var length = 0
            let state = unsafe unpacked.withUnsafeBufferPointer { source in
                unsafe cpoppler_words(
                    source.baseAddress, source.count, Int32(Bounds.pdfPages), 4 * Bounds.textBytes, &text, &length)
            }
            defer { unsafe cpoppler_free(text) }
            guard state == Int32(cpoppler_read.rawValue), let found = unsafe text else { return nil }
            for line in unsafe Array(UnsafeBufferPointer(start: found, count: length)).split(separator: 10) {
                take(line)
            }
        #else
            return nil
        #endif
    }

    /// Takes a line of page, edges and word.
    private mutating func take(_ line: ArraySlice<UInt8>) {
        let parts = line.split(separator: 0x20, maxSplits: 5)
        let numbers = parts.prefix(5).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        guard parts.count == 6, numbers.count == 5 else { return }
        let own = PDFPlaces.compared(parts[5])
        signs += own
        owner += [Int32](repeating: Int32(truncatingIfNeeded: words.count), count: own.count)
        words.append(Word(page: numbers[0], edges: Array(numbers.dropFirst())))
    }

    /// The bytes by which words are compared: without white space and hyphens, which line ends put in and take out.
    private static func compared(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text where !byte.isASCIISpace && byte != UInt8(ascii: "-") {
            result.append(byte)
            // A soft hyphen (U+00AD) and a no-break space (U+00A0) are two bytes.
            if result.suffix(2).elementsEqual([0xC2, 0xAD]) || result.suffix(2).elementsEqual([0xC2, 0xA0]) {
                result.removeLast(2)
            }
        }
        return result
    }

    /// The places of some words of the text: one box a line; empty when they are not found, or stand in several places that the
    /// words around them do not tell apart.
    ///
    /// - Parameters:
    ///   - range: The words, in bytes.
    ///   - text: The article's text.
    /// - Complexity: O(*n*) in the document, for each step by which the words are widened.
    public func places(of range: Range<Int>, in text: [UInt8]) -> [PDFPlace] {
        guard range.lowerBound >= 0, range.upperBound <= text.count, !range.isEmpty else { return [] }
        let own = PDFPlaces.compared(text[range])
        if own.isEmpty { return [] }
        for widening in [0, 40, 160, 640] {
            let before = PDFPlaces.compared(text[max(0, range.lowerBound - widening)..<range.lowerBound])
            let after = PDFPlaces.compared(text[range.upperBound..<min(text.count, range.upperBound + widening)])
            let found = occurrences(of: before + own + after)
            // Words around that are not found, as at the end of a page, tell nothing.
            if found.isEmpty { return [] }
            if found.count == 1 { return boxes(found[0] + before.count, own.count) }
        }
        return []
    }

    /// Where some signs stand; two places are enough to know that it is not one.
    private func occurrences(of wanted: [UInt8]) -> [Int] {
        var result: [Int] = []
        guard wanted.count <= signs.count else { return [] }
        for start in 0...(signs.count - wanted.count)
        where signs[start] == wanted[0] && signs[start..<(start + wanted.count)].elementsEqual(wanted) {
            result.append(start)
            if result.count > 1 { break }
        }
        return result
    }

    /// The boxes of the words of some signs: those of one line together.
    private func boxes(_ start: Int, _ count: Int) -> [PDFPlace] {
        var result: [(page: Int, edges: [Int])] = []
        var previous: Int32 = -1
        for place in start..<(start + count) where owner[place] != previous {
            previous = owner[place]
            let word = words[Int(previous)]
            if let last = result.last, last.page == word.page, last.edges[1] < word.edges[3],
                word.edges[1] < last.edges[3], last.edges[0] <= word.edges[0]
            {
                let edges = zip(last.edges, word.edges).enumerated().map { $0 < 2 ? min($1.0, $1.1) : max($1.0, $1.1) }
                result[result.count - 1].edges = edges
            } else {
                result.append((word.page, word.edges))
            }
        }
        return result.map { PDFPlace(page: $0.page, box: $0.edges.map { Double($0) / 100 }) }
    }
}
