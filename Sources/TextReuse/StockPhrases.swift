public import DocumentModel
internal import TextPrimitives

/// A run of words that recurs across texts that are no kin.
public struct StockPhrase: Hashable, Sendable {
    /// A place where it stands.
    public struct Place: Hashable, Sendable {
        /// The document.
        public var document: Int
        /// Where it stands in the document, in bytes, with what fills its holes.
        public var range: TextRange
        /// Its pieces, between which there are holes.
        public var pieces: [TextRange]
    }

    /// The number of words, without those in its holes.
    public var words: Int
    /// The number of families that have it.
    public var families: Int
    /// Where it stands, each document once, in the order of documents.
    public var places: [Place]
}

/// Finds the formulas of a press: runs of words that stand in texts which do not follow each other.
///
/// Runs of five words are indexed; a run that enough families share is followed word by word while enough of them
/// still share it, so each phrase is as long as its support allows; then ``PhraseForms`` folds and joins them. Copies of one text count once, and the lines that an
/// outlet repeats around its articles do not count.
public enum StockPhrases {
    /// The words of the shortest phrase.
    public static let shortest = 5
    /// Places that are followed for one run; more say nothing new.
    private static let mostPlaces = 512

    /// Finds the phrases of a collection.
    ///
    /// - Parameters:
    ///   - corpus: The texts.
    ///   - family: The family of each text.
    ///   - least: The number of families that must share a phrase, at least 2.
    /// - Returns: The phrases, those of most families first, then the longest, then by first place.
    /// - Complexity: O(*n* log *n*) in words, plus the length of each phrase times its places.
    public static func find(in corpus: ReuseCorpus, family: [Int], least: Int = 3) -> [StockPhrase] {
        let boilerplate = Boilerplate(corpus)
        var texts = TextReader(corpus)
        var words = WordBuffer()
        var ranges: [Range<Int>] = []
        for document in 0..<corpus.count {
            let start = words.count
            texts.forget()
            boilerplate.words(of: document, in: &texts, into: &words)
            ranges.append(start..<words.count)
        }
        var document = [Int32](repeating: 0, count: words.count)
        for (index, range) in ranges.enumerated() { for word in range { document[word] = Int32(index) } }
        var finder = Finder(
            words: words, ranges: ranges, document: document, family: family, least: max(2, least))
        return finder.run()
    }

    private struct Finder {
        let words: WordBuffer
        let ranges: [Range<Int>]
        let document: [Int32]
        let family: [Int]
        let least: Int
        var found: [PhraseForms.Run] = []
        var known: Set<UInt64> = []

        /// The hash of the words from a place on.
        func hash(_ start: Int, _ count: Int) -> UInt64 {
            var hash: UInt64 = UInt64(count)
            for index in start..<(start + count) {
                hash = (hash ^ UInt64(words.hashes[index])) &* 0x9e37_79b9_7f4a_7c15
                hash ^= hash >> 29
            }
            return hash
        }

        func families(_ places: [Int]) -> Int {
            var seen: Set<Int> = []
            for place in places { seen.insert(family[Int(document[place])]) }
            return seen.count
        }

        /// The places of every run of the shortest length that enough families share.
        func index() -> [UInt64: [Int]] {
            var entries: [(UInt64, Int)] = []
            for range in ranges where range.count >= shortest {
                for start in range.lowerBound...(range.upperBound - shortest) {
                    entries.append((hash(start, shortest), start))
                }
            }
            entries.sort { $0 < $1 }
            var result: [UInt64: [Int]] = [:]
            var start = 0
            while start < entries.count {
                var end = start
                while end < entries.count, entries[end].0 == entries[start].0 { end += 1 }
                if end - start >= least {
                    let places = entries[start..<end].map(\.1)
                    if families(places) >= least { result[entries[start].0] = Array(places.prefix(mostPlaces)) }
                }
                start = end
            }
            return result
        }

        mutating func run() -> [StockPhrase] {
            let runs = index()
            for range in ranges where range.count >= shortest {
                var reached = range.lowerBound
                for start in range.lowerBound...(range.upperBound - shortest) {
                    guard var places = runs[hash(start, shortest)] else { continue }
                    var length = shortest
                    while start + length < range.upperBound {
                        let next = words.hashes[start + length]
                        let longer = places.filter { place in
                            place + length < ranges[Int(document[place])].upperBound
                                && words.hashes[place + length] == next
                        }
                        if families(longer) < least { break }
                        places = longer
                        length += 1
                    }
                    // A part of the phrase before says nothing of its own.
                    if start + length <= reached { continue }
                    reached = start + length
                    if known.insert(hash(start, length)).inserted { append(places, length) }
                }
            }
            return PhraseForms(words: words, document: document, family: family, least: least).phrases(found)
        }

        mutating func append(_ places: [Int], _ length: Int) {
            var result: [Int] = []
            for place in places where result.last.map({ document[$0] }) != document[place] { result.append(place) }
            found.append(PhraseForms.Run(places: result, length: length))
        }
    }
}
