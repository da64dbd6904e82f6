internal import DocumentModel

/// Makes formulas of recurring runs of words: folds runs that are parts of others, joins those that follow one another with ever other
/// words between, and leaves out names and titles.
struct PhraseForms {
    /// A run of words that recurs.
    struct Run {
        /// The first word of each place, a document once.
        var places: [Int]
        /// The number of words.
        var length: Int
    }

    /// A formula: runs with holes between.
    private struct Form {
        var runs: [Int]
        /// The first word of each run in each document that has the whole formula.
        var places: [[Int]]
    }

    let words: WordBuffer
    let document: [Int32]
    let family: [Int]
    let least: Int

    /// The most words that fill a hole.
    private static let widestHole = 6
    /// The letters of a word that carries matter.
    private static let longWord = 5

    /// The formulas that runs make.
    ///
    /// - Returns: Those of most families first, then the longest, then by first place.
    /// - Complexity: O(*n* log *n*) in places.
    func phrases(_ runs: [Run]) -> [StockPhrase] {
        let kept = folded(runs)
        let forms = joined(runs, kept)
        return forms.compactMap { phrase($0, runs) }.sorted {
            ($1.families, $1.words, $0.places[0].document, $0.places[0].range.start)
                < ($0.families, $0.words, $1.places[0].document, $1.places[0].range.start)
        }
    }

    /// The places of runs in each document, in their order, longer ones first.
    private func byDocument(_ runs: [Run], _ numbers: [Int]) -> [[(start: Int, end: Int, run: Int)]] {
        var result: [[(start: Int, end: Int, run: Int)]] = []
        var index: [Int32: Int] = [:]
        for number in numbers {
            for place in runs[number].places {
                if index[document[place]] == nil {
                    index[document[place]] = result.count
                    result.append([])
                }
                result[index[document[place]] ?? 0].append((place, place + runs[number].length, number))
            }
        }
        for number in result.indices { result[number].sort { ($0.start, $1.end, $0.run) < ($1.start, $0.end, $1.run) } }
        return result
    }

    /// The runs that are no mere parts of others: a fifth of their places at least lies outside.
    private func folded(_ runs: [Run]) -> [Int] {
        var inside = [Int](repeating: 0, count: runs.count)
        for places in byDocument(runs, Array(runs.indices)) {
            var reached = -1
            for place in places {
                if place.end <= reached { inside[place.run] += 1 }
                reached = max(reached, place.end)
            }
        }
        return runs.indices.filter { inside[$0] * 5 < runs[$0].places.count * 4 }
    }

    /// Joins runs that follow one another in enough families, with something between.
    private func joined(_ runs: [Run], _ kept: [Int]) -> [Form] {
        var followers: [Int: [Int: [Int: (Int, Int)]]] = [:]
        for places in byDocument(runs, kept) {
            for (first, second) in zip(places, places.dropFirst()) {
                let hole = second.start - first.end
                guard (1...PhraseForms.widestHole).contains(hole) else { continue }
                followers[first.run, default: [:]][second.run, default: [:]][Int(document[first.start])] = (
                    first.start, second.start
                )
            }
        }
        var forms: [Form] = []
        var isUsed: Set<Int> = []
        // From those that stand in most documents on; a run begins or continues one formula.
        let order = kept.sorted { (runs[$1].places.count, $0) < (runs[$0].places.count, $1) }
        for start in order where !isUsed.contains(start) {
            isUsed.insert(start)
            var form = Form(runs: [start], places: runs[start].places.map { [$0] })
            while let last = form.runs.last, let next = followers[last] {
                // Of those that follow, the one in most of the documents that have the formula so far.
                var best: (run: Int, places: [[Int]])?
                for run in next.keys.sorted() where !isUsed.contains(run) {
                    let pairs = next[run] ?? [:]
                    let places = form.places.compactMap { place -> [Int]? in
                        guard let pair = pairs[Int(document[place[0]])], pair.0 == place[place.count - 1] else {
                            return nil
                        }
                        return place + [pair.1]
                    }
                    if places.count > best?.places.count ?? 0 { best = (run, places) }
                }
                guard let best, families(best.places.map { $0[0] }) >= least, best.places.count * 2 >= form.places.count
                else { break }
                isUsed.insert(best.run)
                form = Form(runs: form.runs + [best.run], places: best.places)
            }
            forms.append(form)
        }
        return forms
    }

    private func families(_ places: [Int]) -> Int { Set(places.map { family[Int(document[$0])] }).count }

    /// A formula as a phrase; nil for one of names and titles.
    private func phrase(_ form: Form, _ runs: [Run]) -> StockPhrase? {
        guard let first = form.places.first else { return nil }
        var matter: Set<UInt32> = []
        var names = 0
        var total = 0
        for (run, place) in zip(form.runs, first) {
            for word in place..<place + runs[run].length {
                total += 1
                if words.has(WordBuffer.name, word) { names += 1 }
                let isLong =
                    words.end(word) - words.start(word) >= PhraseForms.longWord || words.has(WordBuffer.sign, word)
                if isLong, !words.has(WordBuffer.name, word) { matter.insert(words.hashes[word]) }
            }
        }
        if names > 0, matter.count < 2 { return nil }
        let places = form.places.map { starts -> StockPhrase.Place in
            let pieces = zip(form.runs, starts).map { run, start in
                TextRange(words.start(start), words.end(start + runs[run].length - 1))
            }
            return StockPhrase.Place(
                document: Int(document[starts[0]]),
                range: TextRange(pieces[0].start, pieces[pieces.count - 1].end), pieces: pieces)
        }
        return StockPhrase(words: total, families: families(form.places.map { $0[0] }), places: places)
    }
}
