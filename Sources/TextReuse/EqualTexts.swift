internal import DocumentModel
internal import TextPrimitives

/// Groups of texts whose words are all the same, found by hash and settled before anything is compared.
struct EqualTexts: Sendable {
    /// One document for each group, the first of it.
    private(set) var representatives: [Int32] = []
    /// The members of each group with more than one, by representative.
    private var members: [Int32: [Int32]] = [:]
    /// The number of words of each grouped representative.
    private var lengths: [Int32: Int] = [:]
    /// The most members of a group to which links of the group are repeated.
    static let expansionLimit = 8

    /// Groups the texts of a corpus.
    ///
    /// - Complexity: O(*n*) in bytes.
    init(_ corpus: ReuseCorpus) {
        var table = HashIndex(capacity: corpus.count)
        var words = WordBuffer()
        let text = corpus.bytes.span
        for document in 0..<corpus.count {
            words.removeAll()
            let range = corpus.range(document)
            WordScanner.scan(text, range, base: range.lowerBound, into: &words)
            guard words.count > 0 else { continue }
            var hash: UInt64 = UInt64(words.count)
            for word in words.hashes { hash = (hash ^ UInt64(word)) &* 0xff51_afd7_ed55_8ccd; hash ^= hash >> 31 }
            let known = table.value(hash)
            if known >= 0 {
                members[known, default: [known]].append(Int32(document))
                lengths[known] = words.count
            } else {
                table.set(hash, Int32(document))
                representatives.append(Int32(document))
            }
        }
    }

    /// The links inside the groups: each member to the one that came first.
    func links(_ judge: DirectionJudge) -> [KinLink] {
        var result: [KinLink] = []
        for key in members.keys.sorted() {
            guard let group = members[key] else { continue }
            let shape = KinClassifier.Shape(
                leftWords: 1, rightWords: 1, passages: [], matched: 1, leftCover: 1, rightCover: 1, surprise: 0,
                quotations: 0,
                matchedOutsideQuotes: 0)
            var root = group[0]
            for other in group.dropFirst() where judge.weigh(Int(root), Int(other), .same, shape).value < 0 {
                root = other
            }
            for other in group where other != root {
                let balance = judge.weigh(Int(root), Int(other), .same, shape)
                let whole = TextRange(0, judge.corpus.range(Int(other)).count)
                let origin = TextRange(0, judge.corpus.range(Int(root)).count)
                result.append(
                    KinLink(
                        copy: Int(other), origin: Int(root), kind: .same, score: 1, shared: lengths[key] ?? 0,
                        passages: [SharedPassage(copy: whole, origin: origin)], direction: balance.reasons,
                        isConfident: balance.value >= 1.4))
            }
        }
        return result
    }

    /// Repeats a link for the members of the groups that its ends stand for, as none of them can be told from the others.
    func expand(_ link: KinLink, _ judge: DirectionJudge, into links: inout [KinLink]) {
        let copies = members[Int32(link.copy)] ?? [Int32(link.copy)]
        let origins = members[Int32(link.origin)] ?? [Int32(link.origin)]
        if copies.count == 1, origins.count == 1 || origins.count > EqualTexts.expansionLimit {
            links.append(link)
            return
        }
        guard copies.count * origins.count <= EqualTexts.expansionLimit * 2 else {
            links.append(link)
            return
        }
        for copy in copies {
            for origin in origins {
                var repeated = link
                repeated.copy = Int(copy)
                repeated.origin = Int(origin)
                links.append(repeated)
            }
        }
    }
}
