internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// A block of a page's text: what stands between two block elements.
final class PageBlock {
    /// The text with white space as one space, references decoded.
    let text: [UInt8]
    /// Where its parts stand in the page.
    let segments: [SourceSegment]
    /// Words inside links.
    let linkWords: Int
    /// All words.
    let words: Int
    /// Where the block stands.
    private let home: BlockHome
    /// Whether it is in a heading.
    var isHeading: Bool
    /// Whether it ends as a sentence does.
    let endsSentence: Bool
    /// The share of words in links.
    let linkShare: Double

    init(_ buffer: BlockBuffer, _ home: BlockHome) {
        text = unsafe buffer.text.withUnsafeBufferPointer { unsafe Array($0) }
        segments = unsafe buffer.segments.withUnsafeBufferPointer { unsafe Array($0) }
        linkWords = buffer.linkWords
        words = BlockReader.words(text, 0, text.count)
        self.home = home
        isHeading = home.isHeading
        endsSentence = PageLine.endsSentence(text, TextRange(0, text.count))
        linkShare = words == 0 ? 0 : Double(linkWords) / Double(words)
    }

    /// The element that holds the block.
    var node: Int { Int(home.node) }
    /// The number of the element's tag.
    var tag: UInt8 { home.tag }
    /// Whether it lies under an element that marks no article.
    var isMarkedOut: Bool { home.isOut }
    /// The outermost element that marks it so, -1 for none.
    var outNode: Int32 { home.outNode }
    /// Whether it lies under an element that marks a date or a by-line.
    var marks: ClassTokens.Marks { home.marks }
    /// The heading element that holds it, -1 for none.
    var headingNode: Int32 { home.headingNode }

    /// The words without case, accents and typography; white space is single spaces already.
    private(set) lazy var folded: [UInt8] = Folding.folded(text, 0, text.count)

    /// Whether its folded words are some others.
    func isFolded(as other: String) -> Bool {
        // Letters and marks in another order are the same where both have some beyond ASCII.
        other.utf8.elementsEqual(folded)
            || folded.contains { $0 >= 0x80 } && String(decoding: folded, as: UTF8.self) == other
    }

    /// Whether it has a digit, or letters of a script that may have its own.
    private(set) lazy var hasFigure: Bool = HTMLPage.hasFigure(text)
}

/// Where a block stands: the element of its first text, and what those above it say.
struct BlockHome {
    var node: Int32 = 0
    var tag: UInt8 = 1
    var isOut = false
    var outNode: Int32 = -1
    var marks: ClassTokens.Marks = []
    var isHeading = false
    var headingNode: Int32 = -1
}

/// The text of a block while it grows.
struct BlockBuffer {
    var text: [UInt8] = []
    var segments: [SourceSegment] = []
    var linkWords = 0

    /// The bytes that may end a run of a text: white space, `&`, and the first byte of a soft hyphen.
    private static let stops: [Bool] = (0...255).map { byte in
        UInt8(byte).isASCIISpace || byte == UInt8(ascii: "&") || byte == 0xC2
    }

    /// Begins the next block.
    mutating func clear() {
        if !text.isEmpty { text.removeAll(keepingCapacity: true) }
        if !segments.isEmpty { segments.removeAll(keepingCapacity: true) }
        linkWords = 0
    }

    /// Puts a space behind the words so far; none behind another or before all.
    mutating func space() {
        if let last = text.last, last != 0x20 { text.append(0x20) }
    }

    /// Appends a text: white space becomes one space, runs that stand so in the page are kept as segments.
    ///
    /// - Complexity: O(*n*) in bytes.
    mutating func append(_ page: [UInt8], _ start: Int, _ end: Int, inLink: Bool) {
        let table = BlockBuffer.stops
        let bytes = page.span
        let stops = table.span
        precondition(start >= 0 && end <= bytes.count)
        let raw = unsafe bytes.bytes
        var offset = start
        let before = text.count
        while offset < end {
            let byte = bytes[offset]
            if byte.isASCIISpace {
                repeat {
                    offset += 1
                    // Lines are indented by many.
                    while offset + 8 <= end,
                        unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
                            == 0x2020_2020_2020_2020
                    { offset += 8 }
                } while offset < end && bytes[offset].isASCIISpace
                space()
                continue
            }
            // A soft hyphen is a place to break a line, no sign of the text.
            if byte == 0xC2, offset + 1 < end, bytes[offset + 1] == 0xAD {
                offset += 2
                continue
            }
            if byte == UInt8(ascii: "&"), let (first, second, length) = HTMLText.reference(page, offset, end) {
                if first != 0xAD {
                    UTF8Text.append(first, to: &text)
                    if second > 0 { UTF8Text.append(second, to: &text) }
                }
                offset += length
                continue
            }
            let first = offset
            // A sign that begins no reference stands for itself.
            if byte == UInt8(ascii: "&") { offset += 1 }
            while offset < end {
                let byte = bytes[offset]
                guard stops[Int(byte)] else {
                    offset += 1
                    continue
                }
                let next = offset + 1 < end ? bytes[offset + 1] : 0
                if byte == 0xC2 {
                    if offset + 1 < end, next == 0xAD { break }
                } else {
                    // Words divided by single spaces are one run.
                    guard byte == 0x20, offset + 1 < end, !next.isASCIISpace, next != UInt8(ascii: "&") else { break }
                }
                offset += 1
            }
            segments.append(SourceSegment(textStart: text.count, pageStart: first, length: offset - first))
            text.append(contentsOf: page[first..<offset])
        }
        if inLink { linkWords += BlockReader.words(text, before, text.count) }
    }
}
