internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// The text of blocks: its white space, its references, its words.
extension BlockReader {
    /// Appends a text node: white space becomes one space, runs that stand so in the page are kept as segments.
    func append(_ node: Int, _ block: inout PageBlock, inLink: Bool) {
        let bytes = tree.bytes
        var offset = Int(tree.starts[node])
        let end = Int(tree.ends[node])
        let before = block.text.count
        while offset < end {
            let byte = bytes[offset]
            if byte.isASCIISpace {
                if !block.text.isEmpty, block.text.last != 0x20 { block.text.append(0x20) }
                offset += 1
                continue
            }
            // A soft hyphen is a place to break a line, no sign of the text.
            if byte == 0xC2, offset + 1 < end, bytes[offset + 1] == 0xAD {
                offset += 2
                continue
            }
            if byte == UInt8(ascii: "&"), let (first, second, length) = HTMLText.reference(bytes, offset, end) {
                if first == 0xAD {
                    offset += length
                    continue
                }
                UTF8Text.append(first, to: &block.text)
                if second > 0 { UTF8Text.append(second, to: &block.text) }
                offset += length
                continue
            }
            let start = offset
            // A sign that begins no reference stands for itself.
            if byte == UInt8(ascii: "&") { offset += 1 }
            offset = BlockReader.endOfRun(bytes.span, offset, end)
            // Words divided by single spaces are one run.
            while offset + 1 < end, bytes[offset] == 0x20, !bytes[offset + 1].isASCIISpace,
                bytes[offset + 1] != UInt8(ascii: "&")
            {
                offset = BlockReader.endOfRun(bytes.span, offset + 1, end)
            }
            block.segments.append(SourceSegment(textStart: block.text.count, pageStart: start, length: offset - start))
            block.text.append(contentsOf: bytes[start..<offset])
        }
        if inLink { block.linkWords += BlockReader.words(block.text, before, block.text.count) }
    }

    /// The offset of the next white space, `&` or soft hyphen.
    @inline(__always)
    private static func endOfRun(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var offset = start
        while offset < end {
            let byte = bytes[offset]
            if byte <= 0x26, byte.isASCIISpace || byte == UInt8(ascii: "&") { break }
            if byte == 0xC2, offset + 1 < end, bytes[offset + 1] == 0xAD { break }
            offset += 1
        }
        return offset
    }

    func count(_ block: inout PageBlock) {
        block.words = BlockReader.words(block.text, 0, block.text.count)
    }

    /// The words of a range; two ideographs count as one, and five signs of a script without blanks.
    static func words(_ text: [UInt8], _ start: Int, _ end: Int) -> Int {
        var count = 0
        var wide = 0
        var unspaced = 0
        var inWord = false
        var offset = start
        let table = ByteClass.table
        let (bytes, classes) = (text.span, table.span)
        let asciiWord = ByteClass.letter | ByteClass.digit
        while offset < end {
            let byte = bytes[offset]
            if byte < 0x80 {
                let isWord = classes[Int(byte)] & asciiWord != 0
                count += isWord && !inWord ? 1 : 0
                inWord = isWord
                offset += 1
                continue
            }
            let (value, length) = UTF8Text.scalar(in: text, at: offset)
            offset += length
            if (0x2E80...0x9FFF).contains(value) { wide += 1 }
            if ScriptFacts.isUnspaced(value) { unspaced += 1 }
            let isWord = value != 0xA0 && !(0x2000...0x206F).contains(value) && !(0x3000...0x303F).contains(value)
            if isWord, !inWord { count += 1 }
            inWord = isWord
        }
        return count + wide / 2 + unspaced / ScriptFacts.signsPerWord
    }
}
