public import DocumentModel
internal import TextPrimitives

/// Finds which texts of a collection follow which, how, and which way.
///
/// Stages: equal texts by hash; boilerplate by the diversity of its neighbours; candidates by sampled shingles in an
/// inverted index; verification on the words; kind by the shape of the passages; direction by weighed reasons.
/// The order of input does not matter.
public struct KinEngine: Sendable {
    /// The least weight of common sampled shingles that makes a pair a candidate.
    static let candidateWeight: Float = 3

    private let corpus: ReuseCorpus

    /// Makes an engine over a corpus.
    public init(_ corpus: ReuseCorpus) { self.corpus = corpus }

    /// Finds all links.
    ///
    /// - Returns: Links sorted by copy, the best evidence first.
    /// - Complexity: O(*n*) in bytes plus the verification of candidates; memory about 1.5 KB a document beside the texts.
    public func links() -> [KinLink] {
        let groups = EqualTexts(corpus)
        let boilerplate = Boilerplate(corpus, documents: groups.representatives)
        var traits = Array(repeating: DirectionJudge.Traits(), count: corpus.count)
        for document in 0..<corpus.count {
            traits[document] = DirectionJudge.traits(of: document, in: corpus, boilerplate: boilerplate)
        }
        let judge = DirectionJudge(corpus: corpus, traits: traits)
        var statistics = WordStatistics()
        var entries: [UInt64] = []
        entries.reserveCapacity(groups.representatives.count * 130)
        var words = WordBuffer()
        for document in groups.representatives {
            boilerplate.words(of: Int(document), in: corpus, into: &words)
            statistics.add(words, document: document)
            ShingleIndex.appendEntries(words, document: document, to: &entries)
        }
        let index = ShingleIndex(entries: &entries, count: corpus.count)
        var links: [KinLink] = []
        verify(index, groups, boilerplate, statistics, judge, &links)
        links.append(contentsOf: groups.links(judge))
        return KinOrder.sorted(links)
    }

    /// Compares every candidate pair on its words.
    private func verify(
        _ index: ShingleIndex, _ groups: EqualTexts, _ boilerplate: Boilerplate, _ statistics: WordStatistics,
        _ judge: DirectionJudge, _ links: inout [KinLink]
    ) {
        var weights = [Float](repeating: 0, count: corpus.count)
        var touched: [Int32] = []
        var left = WordBuffer()
        var right = WordBuffer()
        for document in 0..<corpus.count {
            let first = Int(index.documentStarts[document])
            let last = Int(index.documentStarts[document + 1])
            if first == last { continue }
            touched.removeAll(keepingCapacity: true)
            for entry in first..<last {
                let posting = Int(index.postingsOfDocument[entry])
                let start = Int(index.postingStarts[posting])
                let end = Int(index.postingStarts[posting + 1])
                let length = end - start
                let weight: Float = length <= 6 ? 1 : length <= 20 ? 0.8 : length <= 64 ? 0.5 : 0.3
                if length > ShingleIndex.longPosting {
                    // A long posting links its documents to the first and to the one before only.
                    let head = index.postings[start]
                    if Int(head) < document { touch(head, weight, &weights, &touched) }
                    continue
                }
                var position = start
                while position < end, Int(index.postings[position]) < document {
                    touch(index.postings[position], weight, &weights, &touched)
                    position += 1
                }
            }
            var aligner: PassageAligner?
            touched.sort()
            for other in touched {
                let weight = weights[Int(other)]
                weights[Int(other)] = 0
                guard weight >= KinEngine.candidateWeight else { continue }
                if aligner == nil {
                    boilerplate.words(of: document, in: corpus, into: &left)
                    aligner = PassageAligner(left)
                }
                guard let aligner else { continue }
                boilerplate.words(of: Int(other), in: corpus, into: &right)
                if let link = link(document, Int(other), left, right, aligner, statistics, judge) {
                    groups.expand(link, judge, into: &links)
                }
            }
        }
    }

    @inline(__always)
    private func touch(_ document: Int32, _ weight: Float, _ weights: inout [Float], _ touched: inout [Int32]) {
        if weights[Int(document)] == 0 { touched.append(document) }
        weights[Int(document)] += weight
    }

    private func link(
        _ document: Int, _ other: Int, _ left: WordBuffer, _ right: WordBuffer, _ aligner: PassageAligner,
        _ statistics: WordStatistics, _ judge: DirectionJudge
    ) -> KinLink? {
        let shape = shape(left, right, aligner.runs(with: right), statistics)
        guard let kind = KinClassifier.kind(shape) else { return nil }
        let balance = judge.weigh(other, document, kind, shape)
        let isForward = balance.value > 0 || (balance.value == 0 && other < document)
        let passages = shape.passages.prefix(12).map { passage -> SharedPassage in
            let inLeft = TextRange(Int(left.starts[passage.leftStart]), Int(left.ends[passage.leftEnd - 1]))
            let inRight = TextRange(Int(right.starts[passage.rightStart]), Int(right.ends[passage.rightEnd - 1]))
            return isForward
                ? SharedPassage(copy: inLeft, origin: inRight) : SharedPassage(copy: inRight, origin: inLeft)
        }
        let score = Double(shape.matched) / Double(max(1, min(shape.leftWords, shape.rightWords)))
        return KinLink(
            copy: isForward ? document : other, origin: isForward ? other : document, kind: kind,
            score: (min(1, score) * 10_000).rounded() / 10_000, shared: shape.matched,
            passages: passages.sorted { $0.copy.start < $1.copy.start }, direction: balance.reasons,
            isConfident: abs(balance.value) >= 1.4)
    }

    /// Measures a pair.
    private func shape(_ left: WordBuffer, _ right: WordBuffer, _ runs: [WordRun], _ statistics: WordStatistics)
        -> KinClassifier.Shape
    {
        let all = PassageAligner.passages(runs)
        let kept = all.filter { $0.matched >= 6 }.sorted { ($0.matched, $1.rightStart) > ($1.matched, $0.rightStart) }
        let matched = kept.reduce(0) { $0 + $1.matched }
        let leftExtent = kept.reduce(0) { $0 + $1.leftEnd - $1.leftStart }
        let rightExtent = kept.reduce(0) { $0 + $1.rightEnd - $1.rightStart }
        let quotations = kept.count { passage in
            let middle = (passage.rightStart + passage.rightEnd) / 2
            return right.quoted[middle] && left.quoted[(passage.leftStart + passage.leftEnd) / 2]
        }
        let outside = kept.reduce(0) { sum, passage in
            sum + (right.quoted[(passage.rightStart + passage.rightEnd) / 2] ? 0 : passage.matched)
        }
        let leftCover = min(1, Double(leftExtent) / Double(max(1, left.count)))
        let rightCover = min(1, Double(rightExtent) / Double(max(1, right.count)))
        let needsVocabulary = max(leftCover, rightCover) < 0.6
        let surprise =
            needsVocabulary
            ? VocabularyOverlap(left, right, excluded: kept.map { $0.rightStart..<$0.rightEnd }, statistics: statistics)
                .surprise : 0
        return KinClassifier.Shape(
            leftWords: left.count, rightWords: right.count, passages: kept, matched: matched, leftCover: leftCover,
            rightCover: rightCover, surprise: surprise, quotations: quotations, matchedOutsideQuotes: outside)
    }
}

/// The order in which links are given.
enum KinOrder {
    /// By copy, then the most shared words first, then by origin.
    static func sorted(_ links: [KinLink]) -> [KinLink] {
        let rank: [KinKind: Int] = [.same: 0, .reprint: 1, .excerpt: 2, .rewrite: 3]
        return links.sorted { left, right in
            if left.copy != right.copy { return left.copy < right.copy }
            let (a, b) = (rank[left.kind] ?? 9, rank[right.kind] ?? 9)
            if a != b { return a < b }
            if left.shared != right.shared { return left.shared > right.shared }
            return left.origin < right.origin
        }
    }
}
