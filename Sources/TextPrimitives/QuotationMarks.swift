/// The signs that open and close quotations, from `text/quotation-marks.tsv`: one table for all stages.
public struct QuotationMarks: Sendable {
    /// What a sign can do.
    public struct Mark: Sendable {
        /// Whether it can open a quotation.
        public internal(set) var opens = false
        /// Whether it can close one.
        public internal(set) var closes = false
        /// Whether it is a single mark, which may be an apostrophe.
        public internal(set) var isSingle = false
        /// The signs that close what it opens.
        public internal(set) var closers: [UInt32] = []
    }

    /// The table that is compiled in.
    public static let shared = QuotationMarks()

    private var marks: [UInt32: Mark] = [:]

    private init() {
        for fields in Resource.rows("text/quotation-marks.tsv", columns: 3) {
            guard let open = fields[0].unicodeScalars.first?.value, let close = fields[1].unicodeScalars.first?.value
            else { continue }
            marks[open, default: Mark()].opens = true
            marks[open, default: Mark()].closers.append(close)
            marks[close, default: Mark()].closes = true
            if fields[2] == "single" {
                // „ “ share a sign with “ ”: a double mark stays one.
                marks[open]?.isSingle = true
                if marks[close]?.opens == false || open == close { marks[close]?.isSingle = true }
            }
        }
    }

    /// The mark that stands at an offset of a text, with its number and length in bytes; nil for any other sign.
    ///
    /// - Complexity: O(1).
    @inlinable
    public func mark(_ text: [UInt8], _ offset: Int) -> (mark: Mark, scalar: UInt32, length: Int)? {
        let byte = text[offset]
        guard byte == 0x22 || byte == 0x27 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF else {
            return nil
        }
        return look(text, offset)
    }

    @usableFromInline
    func look(_ text: [UInt8], _ offset: Int) -> (mark: Mark, scalar: UInt32, length: Int)? {
        let scalar = UTF8Text.scalar(in: text, at: offset)
        guard let mark = marks[scalar.value] else { return nil }
        return (mark, scalar.value, scalar.length)
    }
}
