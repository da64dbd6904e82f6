internal import ArchivePipeline
public import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

/// How many pages and texts name two states together.
public struct PairCount: Sendable, Hashable {
    /// The two codes of two letters, sorted, as `IR-KP`.
    public var pair: String
    /// The names of the two states.
    public var names: [String]
    /// Pages whose events or claims name both.
    public var pages: Int
    /// Texts that these pages carry.
    public var texts: Int

    /// All pairs of a project, the most texts first.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n* *c*²) in pages and the states that one names.
    public static func all(_ store: CorpusStore) throws -> [PairCount] {
        let codes = try store.countries().map(\.code).filter { CountryCodes.alpha2($0).utf8.count == 2 }.sorted()
        var named: [Int: [Int]] = [:]
        for (index, code) in codes.enumerated() {
            for page in try store.pages(about: code) { named[page, default: []].append(index) }
        }
        let numbers = named.keys.sorted()
        let texts = Dictionary(try store.members(numbers).map { ($0.page, $0.text) }) { first, _ in first }
        var pages: [[Int]: Int] = [:]
        var held: [[Int]: Set<Int>] = [:]
        for number in numbers {
            let states = named[number] ?? []
            for first in states.indices {
                for second in states.indices where second > first {
                    let pair = [states[first], states[second]]
                    pages[pair, default: 0] += 1
                    if let text = texts[number] { held[pair, default: []].insert(text) }
                }
            }
        }
        return pages.map { pair, count in
            let two = pair.map { CountryCodes.alpha2(codes[$0]) }.sorted()
            return PairCount(
                pair: two.joined(separator: "-"), names: two.map { CountryCodes.name($0) }, pages: count,
                texts: held[pair]?.count ?? 0)
        }.sorted { ($1.texts, $1.pages, $0.pair) < ($0.texts, $0.pages, $1.pair) }
    }
}
