internal import DocumentModel
internal import EvidenceArchive
internal import HTMLParsing
internal import NewsAnalysis
internal import StageIO
internal import TextPrimitives

/// Feeds changed and joined pages to the parser and to the reader until the time is over; the seed is fixed, so that a
/// trap can be had again.
///
/// The case in hand is written to `fuzz-case` before it runs.
enum Fuzzer {
    private static let openers = [
        "div", "aside", "b", "a", "p", "ul><li", "dl><dd", "table", "table><tr><td", "svg", "math", "template",
        "select",
        "button", "h1", "form", "ruby", "object", "svg><foreignObject",
    ]

    /// Runs.
    ///
    /// - Parameters:
    ///   - seconds: How long.
    ///   - folders: Where the files are that are changed.
    static func run(seconds: Double, folders: [String]) {
        var corpus: [[UInt8]] = [Array("<table><b>x<p>y</table>".utf8)]
        for folder in folders {
            for path in FileAccess.files(below: folder, complaint: { _ in }).sorted() {
                if let bytes = try? FileAccess.read(path, limit: 1 << 20) { corpus.append(bytes) }
            }
        }
        var state: UInt64 = 1989
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }
        let clock = ContinuousClock()
        let begun = clock.now
        var (cases, slowest) = (0, Duration.zero)
        while clock.now - begun < .seconds(seconds) {
            var page: [UInt8] = []
            // Some begin at the edge of the depth that the parser allows.
            if next(8) == 0 {
                let tag = Array("<\(openers[next(openers.count)])>".utf8)
                for _ in 0..<(500 + next(16)) { page += tag }
            }
            for _ in 0...next(4) {
                let source = corpus[next(corpus.count)]
                if source.isEmpty { continue }
                let start = next(source.count)
                page += source[start..<min(source.count, start + 1 + next(2000))]
            }
            for _ in 0..<next(20) where !page.isEmpty {
                let place = next(page.count)
                switch next(4) {
                case 0: page[place] = UInt8(truncatingIfNeeded: next(256))
                case 1: page.remove(at: place)
                case 2: page.insert(UInt8(truncatingIfNeeded: next(256)), at: place)
                default: page += page[place..<min(page.count, place + next(60))]
                }
            }
            // Only a case that ends is forgotten.
            try? FileAccess.writeAtomically(page, to: "fuzz-case")
            let start = clock.now
            let tree = HTMLDocument(page)
            _ = tree.dump()
            let (article, _) = ReadFilter.read(page, isText: next(8) == 0)
            precondition(
                String(validating: article.text, as: UTF8.self) != nil, "a text that is no UTF-8: see fuzz-case")
            slowest = max(slowest, clock.now - start)
            cases += 1
        }
        FileAccess.remove("fuzz-case")
        StandardStreams.write(Array("\(cases) cases, the slowest in \(slowest)\n".utf8))
    }
}
