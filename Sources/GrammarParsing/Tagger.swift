/// Tags words greedily from left to right (`Training/tagger.hpp`).
struct Tagger {
    private let model: GrammarModel
    private var hashes = [UInt64](repeating: 0, count: 64)
    private var used = 0

    init(_ model: GrammarModel) { self.model = model }

    private mutating func add(_ id: UInt64, _ first: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0) {
        let start = FeatureHash.combine(id &* 7919, first)
        hashes[used] = FeatureHash.combine(FeatureHash.combine(start, second), third)
        used += 1
    }

    /// Writes the tags of all words.
    ///
    /// - Parameter kinds: What each word is known to be, as ``KnownWord/Kind``; 0 for nothing, empty for no word.
    /// - Complexity: O(*n*) in words.
    mutating func run(_ columns: inout WordColumns, kinds: [UInt8] = []) {
        let count = columns.words.count
        columns.tags = [Int32](repeating: 0, count: count)
        var scores = [Int32](repeating: 0, count: WeightTable.places)
        for index in 0..<count {
            read(columns, index)
            model.tagger.score(hashes, used, &scores)
            if !kinds.isEmpty, kinds[index] > 0,
                let best = model.tagsOfKind[Int(kinds[index])].max(by: { scores[$0] < scores[$1] })
            {
                columns.tags[index] = Int32(truncatingIfNeeded: best)
                continue
            }
            var best = 0
            for label in 0..<model.tagger.labels where scores[label] > scores[best] { best = label }
            columns.tags[index] = Int32(truncatingIfNeeded: best)
        }
    }

    /// The features of a word in its sentence.
    private mutating func read(_ columns: WordColumns, _ index: Int) {
        let count = columns.words.count
        func at(_ column: [UInt64], _ place: Int) -> UInt64 { place < 0 ? 2 : place >= count ? 3 : column[place] }
        func tag(_ place: Int) -> UInt64 { place < 0 ? 1000 : UInt64(columns.tags[place]) }
        used = 0
        for feature in columns.featureStarts[index]..<columns.featureStarts[index + 1] {
            hashes[used] = columns.features[feature]
            used += 1
        }
        let word = columns.words[index]
        let suffix = columns.suffixes[index]
        let shape = columns.shapes[index]
        let isFirst: UInt64 = index == 0 ? 1 : 0
        let (before, before2) = (tag(index - 1), tag(index - 2))
        let next = at(columns.suffixes, index + 1)
        add(40, before)
        add(41, before, before2)
        add(42, before, word)
        add(43, at(columns.words, index - 1))
        add(44, at(columns.words, index - 2))
        add(45, at(columns.words, index + 1))
        add(46, at(columns.words, index + 2))
        add(47, next)
        add(48, at(columns.suffixes, index - 1))
        add(49, at(columns.words, index - 1), word)
        add(50, word, at(columns.words, index + 1))
        add(51, before, at(columns.words, index + 1))
        add(52, index + 1 < count ? columns.shapes[index + 1] : 5, shape, isFirst)
        add(53, before, suffix)
        add(54, before, before2, word)
        add(55, next, suffix)
        add(56, before, next, suffix)
        add(57, 1)
        add(58, isFirst, shape, index > 0 ? columns.shapes[index - 1] : 4)
        add(59, at(columns.suffixes, index + 2), next)
    }
}
