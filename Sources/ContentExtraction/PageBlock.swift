internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// A block of a page's text: what stands between two block elements.
struct PageBlock {
    /// The text with white space as one space, references decoded.
    var text: [UInt8] = []
    /// Where its parts stand in the page.
    var segments: [SourceSegment] = []
    /// Words inside links.
    var linkWords = 0
    /// All words.
    var words = 0
    /// The element that holds the block.
    var node: Int
    /// The number of the element's tag.
    var tag: UInt8
    /// Whether it lies under an element that marks no article.
    var isMarkedOut: Bool
    /// The outermost element that marks it so, -1 for none.
    var outNode: Int32 = -1
    /// Whether it lies under an element that marks a date or a by-line.
    var marks: ClassTokens.Marks
    /// Whether it is in a heading.
    var isHeading: Bool
    /// The heading element that holds it, -1 for none.
    var headingNode: Int32 = -1
    /// Whether it ends as a sentence does.
    var endsSentence = false

    /// The words without case, accents and typography; white space is single spaces already.
    ///
    /// - Complexity: O(*n*) in bytes.
    var folded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        Folding.append(text, 0, text.count, to: &bytes)
        return bytes
    }

    /// The block with arrays of its own, no larger than needed.
    func copy() -> PageBlock {
        var block = self
        block.text = []
        block.text.reserveCapacity(text.count)
        block.text += text
        block.segments = []
        block.segments.reserveCapacity(segments.count)
        block.segments += segments
        return block
    }

    /// The share of words in links.
    var linkShare: Double { words == 0 ? 0 : Double(linkWords) / Double(words) }
}
