internal import DocumentModel
internal import TextPrimitives

/// The dates of a page's lines that were read already: several readers ask for those of the same line.
final class KnownDates {
    private var found: [Int: [Timex]] = [:]

    /// The dates of a block, read once.
    ///
    /// - Parameters:
    ///   - block: The block; one that stands nowhere in the page is read each time.
    ///   - read: What reads it.
    func dates(of block: PageBlock, _ read: () -> [Timex]) -> [Timex] {
        guard let start = block.segments.first?.pageStart, block.text.count < 1 << 20 else { return read() }
        // A block is told by where it begins and how long it is: other readings of a page cut it otherwise.
        let key = start << 20 | block.text.count
        if let known = found[key] { return known }
        let dates = read()
        found[key] = dates
        return dates
    }
}

extension HTMLPage {
    /// Whether some bytes hold two numbers in ASCII digits, or one of six figures.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func hasSeveralFigures(_ text: [UInt8]) -> Bool {
        var (runs, length) = (0, 0)
        for byte in text {
            guard byte.isASCIIDigit else {
                length = 0
                continue
            }
            if length == 0 { runs += 1 }
            length += 1
            if runs > 1 || length > 5 { return true }
        }
        return false
    }

    /// Whether some bytes hold a figure: a digit, or a sign of a script that may have its own.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func hasFigure(_ text: [UInt8]) -> Bool {
        for byte in text {
            if byte.isASCIIDigit { return true }
            // The digits of Arabic and Persian; from U+0800 on all but the signs of typography (U+2000 to U+2FFF).
            if byte == 0xDB || byte == 0xD9 || byte >= 0xE0 && byte != 0xE2 { return true }
        }
        return false
    }
}
