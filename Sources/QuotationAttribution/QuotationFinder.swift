internal import DocumentModel
internal import TextPrimitives

/// Words between quotation marks.
struct Quotation {
    /// The words with their marks.
    var range: TextRange
    /// The words without their marks.
    var inner: TextRange
    /// Whether it goes on with what the quotation before said: a paragraph of a longer one.
    var continues = false
}

/// Finds the quotations of a text, over sentences and paragraphs, in the marks of ``QuotationMarks``.
struct QuotationFinder {
    let text: [UInt8]
    private let marks = QuotationMarks.shared

    /// How far a single mark may stand from the one that closes it.
    private static let singleReach = 800

    private struct Open {
        var start: Int
        var inner: Int
        var scalar: UInt32
        var closers: [UInt32]
        var isSingle: Bool
        var continues: Bool
    }

    /// The quotations in text order; none overlaps another, what is quoted inside a quotation is part of it.
    ///
    /// A quotation that nobody closes ends with its paragraph; when the next paragraph opens with the same mark, it goes on there.
    ///
    /// - Complexity: O(*n*) in bytes.
    func quotations() -> [Quotation] {
        var result: [Quotation] = []
        var open: Open?
        var offset = 0
        func close(_ end: Int, _ innerEnd: Int) {
            guard let current = open, innerEnd > current.inner else {
                open = nil
                return
            }
            result.append(
                Quotation(
                    range: TextRange(current.start, end), inner: TextRange(current.inner, innerEnd),
                    continues: current.continues))
            open = nil
        }
        while offset < text.count {
            if text[offset] == 10, offset + 1 < text.count, text[offset + 1] == 10 {
                let last = open
                close(offset, offset)
                while offset < text.count, text[offset].isASCIISpace { offset += 1 }
                if let last, offset < text.count, let found = marks.mark(text, offset), found.scalar == last.scalar,
                    offset + found.length < text.count
                {
                    open = Open(
                        start: offset, inner: offset + found.length, scalar: last.scalar, closers: last.closers,
                        isSingle: last.isSingle, continues: true)
                    offset += found.length
                }
                continue
            }
            guard let found = marks.mark(text, offset) else {
                offset += 1
                continue
            }
            let after = offset + found.length
            if let current = open {
                if current.isSingle == found.mark.isSingle {
                    if current.closers.contains(found.scalar),
                        closes(found.mark, found.scalar, current.scalar, offset, after)
                    {
                        close(after, offset)
                    } else if found.mark.opens, !found.mark.isSingle, opens(found.mark, found.scalar, offset, after) {
                        close(offset, offset)
                        open = Open(
                            start: offset, inner: after, scalar: found.scalar, closers: found.mark.closers,
                            isSingle: false, continues: false)
                    }
                }
            } else if found.mark.opens, opens(found.mark, found.scalar, offset, after) {
                open = Open(
                    start: offset, inner: after, scalar: found.scalar, closers: found.mark.closers,
                    isSingle: found.mark.isSingle, continues: false)
            }
            offset = after
        }
        close(text.count, text.count)
        return result
    }

    private func isWordByte(_ offset: Int) -> Bool {
        offset >= 0 && offset < text.count
            && (text[offset].isASCIILetter || text[offset].isASCIIDigit || text[offset] >= 0xC3)
    }

    private func isSpaceBefore(_ offset: Int) -> Bool {
        guard offset > 0 else { return true }
        let byte = text[offset - 1]
        if byte.isASCIISpace || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ":")
        {
            return true
        }
        // A no-break space, a dash, a mark that opens around this one.
        return offset > 1 && text[offset - 2] == 0xC2 && byte == 0xA0
            || offset > 2 && text[offset - 3] == 0xE2 && text[offset - 2] == 0x80
                && (byte >= 0x90 && byte <= 0x95 || byte == 0x98 || byte == 0x9C)
    }

    private func opens(_ mark: QuotationMarks.Mark, _ scalar: UInt32, _ offset: Int, _ after: Int) -> Bool {
        guard after < text.count else { return false }
        let isPlain = scalar == 0x22 || scalar == 0x27
        if mark.isSingle {
            guard isSpaceBefore(offset), isWordByte(after) || marks.mark(text, after) != nil else { return false }
            // "'90s", "'em": a plain single mark opens only what another closes.
            return closesSoon(after, mark.closers) && !(isPlain && text[after].isASCIIDigit)
        }
        if isPlain { return isSpaceBefore(offset) && !text[after].isASCIISpace }
        return true
    }

    private func closes(_ mark: QuotationMarks.Mark, _ scalar: UInt32, _ opener: UInt32, _ offset: Int, _ after: Int)
        -> Bool
    {
        if mark.isSingle {
            if isWordByte(after) { return false }
            let before = offset > 0 ? text[offset - 1] : 0
            // "The ministers' meeting" closes nothing when another mark does.
            if before | 0x20 == UInt8(ascii: "s"), after < text.count, text[after] == 0x20, isWordByte(after + 1) {
                return !closesSoon(after, [scalar])
            }
            return true
        }
        return scalar != opener || !(isSpaceBefore(offset) && isWordByte(after))
    }

    /// Whether a single mark behind an offset closes: before no letter, behind a letter or a stop, in the same paragraph.
    private func closesSoon(_ offset: Int, _ closers: [UInt32]) -> Bool {
        var index = offset
        while index < min(text.count, offset + QuotationFinder.singleReach) {
            if text[index] == 10, index + 1 < text.count, text[index + 1] == 10 { return false }
            if let found = marks.mark(text, index), closers.contains(found.scalar), !isWordByte(index + found.length),
                index > offset, !text[index - 1].isASCIISpace
            {
                return true
            }
            index += 1
        }
        return false
    }
}

extension [Quotation] {
    /// The index of the quotation that holds an offset, or nil.
    ///
    /// - Complexity: O(log *n*).
    func index(holding offset: Int) -> Int? {
        let next = firstEnding(after: offset)
        return next < count && self[next].range.start <= offset ? next : nil
    }

    /// The index of the last quotation that ends at or before an offset, or nil.
    func lastIndex(endingBefore offset: Int) -> Int? {
        let next = firstEnding(after: offset)
        return next > 0 ? next - 1 : nil
    }

    /// The index of the first quotation that ends behind an offset; `count` when none does.
    func firstEnding(after offset: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].range.end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
