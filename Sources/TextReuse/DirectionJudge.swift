internal import DocumentModel
internal import TextPrimitives

/// Decides which of two kindred texts came first, with reasons.
///
/// Every piece of evidence adds to a balance in natural log-odds; the weights follow how often each kind misleads: one
/// outlet's clock may be wrong, a credit line seldom is.
struct DirectionJudge {
    /// What a document shows about its own place in a line of copies.
    struct Traits: Sendable {
        /// A source named in brackets, alone on a line or in the dateline.
        var hasCredit = false
        /// A name alone on a line below the headline.
        var hasByline = false
        /// The number of lines that its outlet puts around articles.
        var boilerplate = 0
    }

    /// A judgement: positive when the right document is the copy.
    struct Balance {
        var value: Double
        var reasons: [String]
    }

    let corpus: ReuseCorpus
    let traits: [Traits]

    /// Weighs a pair.
    ///
    /// - Returns: The balance; the reasons name the copy as "copy" and the other as "origin".
    func weigh(_ left: Int, _ right: Int, _ kind: KinKind, _ shape: KinClassifier.Shape) -> Balance {
        var items: [(Double, String)] = []
        let (a, b) = (corpus.metadata[left], corpus.metadata[right])
        if let first = a.published, let second = b.published {
            let isCoarse = a.isDayOnly || b.isDayOnly
            let gap = isCoarse ? (second / 86_400 - first / 86_400) * 86_400 : second - first
            if gap != 0 {
                items.append((gap > 0 ? 2.6 : -2.6, "dated \(DirectionJudge.span(abs(gap))) after the other"))
            }
        }
        let (ta, tb) = (traits[left], traits[right])
        if ta.hasCredit != tb.hasCredit {
            items.append((tb.hasCredit ? 1.5 : -1.5, "carries a credit line, the other does not"))
        }
        if ta.hasByline != tb.hasByline {
            items.append((ta.hasByline ? 1.8 : -1.8, "lacks the by-line that the other has"))
        }
        // What an outlet puts around its articles says which of two equal bodies was wrapped.
        if kind == .reprint, ta.boilerplate != tb.boilerplate {
            items.append((tb.boilerplate > ta.boilerplate ? 0.5 : -0.5, "is wrapped in more lines of its outlet"))
        }
        if let outlet = a.outlet, b.via.contains(where: { $0.contains(outlet) || outlet.contains($0) }) {
            items.append((4, "names the other's outlet as its source"))
        }
        if let outlet = b.outlet, a.via.contains(where: { $0.contains(outlet) || outlet.contains($0) }) {
            items.append((-4, "names the other's outlet as its source"))
        }
        if a.via.isEmpty != b.via.isEmpty {
            items.append((b.via.isEmpty ? -1.2 : 1.2, "names a source for its text, the other names none"))
        }
        if kind == .reprint {
            let gap = shape.leftCover - shape.rightCover
            // The cut copy lies inside the whole text, not the other way round.
            if gap < -0.2 { items.append((3.2, "lies inside the other, which goes on")) }
            if gap > 0.2 { items.append((-3.2, "lies inside the other, which goes on")) }
        }
        let value = items.reduce(0) { $0 + $1.0 }
        let side = value >= 0 ? 1.0 : -1.0
        let reasons = items.sorted { abs($0.0) > abs($1.0) }
            .map { $0.0 * side > 0 ? $0.1 : "against it: the other \($0.1.replacingOther)" }
        return Balance(value: value, reasons: reasons)
    }

    private static func span(_ seconds: Int) -> String {
        let days = seconds / 86_400
        if days >= 1 { return days == 1 ? "1 day" : "\(days) days" }
        let hours = seconds / 3600
        return hours >= 1 ? (hours == 1 ? "1 hour" : "\(hours) hours") : "\(max(1, seconds / 60)) min"
    }

    /// Reads the traits of a document from its lines.
    static func traits(of document: Int, in corpus: ReuseCorpus, boilerplate: Boilerplate) -> Traits {
        var result = Traits()
        let text = corpus.bytes.span
        var line = 0
        Boilerplate.forEachLine(text, corpus.range(document)) { range in
            defer { line += 1 }
            if boilerplate.count > 0, range.count > 40, boilerplate.masks(text, range) { result.boilerplate += 1 }
            let first = text[range.lowerBound]
            let last = text[range.upperBound - 1]
            if first == UInt8(ascii: "("), last == UInt8(ascii: ")"), range.count < 80 { result.hasCredit = true }
            if !result.hasCredit, range.count > 20 { result.hasCredit = hasDatelineCredit(text, range) }
            if line == 1, range.count < 48, isName(text, range) { result.hasByline = true }
        }
        return result
    }

    /// "PLACE (Agency) — …" at the beginning of a line.
    private static func hasDatelineCredit(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        let limit = min(range.upperBound, range.lowerBound + 120)
        var closed = -1
        while offset < limit {
            let byte = text[offset]
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") && closed >= 0 { return false }
            if byte == UInt8(ascii: ")") { closed = offset }
            if closed >= 0, offset > closed + 4 { return false }
            if closed >= 0,
                byte == UInt8(ascii: "-") || (byte == 0xE2 && offset + 1 < limit && text[offset + 1] == 0x80)
            {
                return true
            }
            offset += 1
        }
        return false
    }

    /// A short line without a stop at its end and without digits.
    private static func isName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var words = 1
        for offset in range {
            let byte = text[offset]
            if byte == 0x20 { words += 1 }
            if byte.isASCIIDigit || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ":") { return false }
        }
        let last = text[range.upperBound - 1]
        if last == UInt8(ascii: ".") || last == 0x82 { return false }
        return words <= 5
    }
}

extension String {
    /// The reason told of the other document.
    fileprivate var replacingOther: String {
        hasPrefix("carries a credit line")
            ? "carries a credit line"
            : hasPrefix("lacks the by-line")
                ? "lacks a by-line"
                : hasPrefix("dated")
                    ? "is \(self.split(separator: " ").dropLast(3).joined(separator: " ")) later" : self
    }
}
