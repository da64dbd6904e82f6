internal import DocumentModel
internal import TextPrimitives

/// A party that a document has named.
final class Entity {
    var party: Party
    /// The folded words of the name.
    var nameWords: Set<UInt64>
    /// Word ids that later mentions may use: "minister", "delegation".
    var heads: Set<Int32>
    /// The running number of its last mention.
    var lastMention: Int
    /// Whether it stands for several.
    let isPlural: Bool

    init(party: Party, nameWords: Set<UInt64>, heads: Set<Int32>, lastMention: Int, isPlural: Bool) {
        self.party = party
        self.nameWords = nameWords
        self.heads = heads
        self.lastMention = lastMention
        self.isPlural = isPlural
    }
}

/// The parties that a document has named so far, for the mentions that name them again.
struct EntityTable {
    private(set) var entities: [Entity] = []
    private var clock = 0
    /// The countries in the order of their last mention, the last one last.
    private(set) var countries: [String] = []
    /// How often each country was named.
    private(set) var countryCounts: [String: Int] = [:]
    /// The parties of the last coordination of two.
    var lastPair: [Party] = []
    /// The two states that the whole text is about, when it names no third as often.
    var pairOfText: [String] = []

    /// Notes that a country was named.
    mutating func touch(country: String) {
        guard country.utf8.count == 3, country != "IGO", country != "NGO", country != "IMG", country != "XXX" else {
            return
        }
        if countries.last != country {
            countries.removeAll { $0 == country }
            countries.append(country)
        }
        countryCounts[country, default: 0] += 1
    }

    /// Adds a mention; a party of the same id is updated.
    mutating func note(_ party: Party, nameWords: Set<UInt64>, heads: Set<Int32>, isPlural: Bool = false) {
        clock += 1
        if let country = party.country { touch(country: country) }
        if let index = entities.firstIndex(where: { $0.party.id == party.id }) {
            let known = entities[index]
            known.lastMention = clock
            known.heads.formUnion(heads)
            known.nameWords.formUnion(nameWords)
            if known.party.country == nil { known.party.country = party.country }
            if known.party.office == nil { known.party.office = party.office }
            if party.name.utf8.count > known.party.name.utf8.count, party.kind.isPerson {
                known.party.name = party.name
            }
            return
        }
        var stored = party
        stored.range = nil
        entities.append(
            Entity(party: stored, nameWords: nameWords, heads: heads, lastMention: clock, isPlural: isPlural))
    }

    /// The last entity that meets a condition.
    func last(where condition: (Entity) -> Bool) -> Entity? {
        var best: Entity?
        for entity in entities where entity.lastMention > best?.lastMention ?? 0 && condition(entity) { best = entity }
        return best
    }

    /// The person whose name holds a word.
    func person(_ word: UInt64) -> Entity? { last { $0.party.kind.isPerson && $0.nameWords.contains(word) } }

    /// The two countries that "the two sides" are: the last two named, the oftenest of the document first when in doubt.
    func pair() -> [String] {
        if pairOfText.count == 2, pairOfText.allSatisfy({ countryCounts[$0] != nil }) { return pairOfText.sorted() }
        let counts = countryCounts
        let ranked = counts.keys.sorted {
            (counts[$0] ?? 0, countries.firstIndex(of: $0) ?? 0) > (counts[$1] ?? 0, countries.firstIndex(of: $1) ?? 0)
        }
        let recent = countries.suffix(2)
        guard recent.count == 2 else { return [] }
        // A third country in passing does not replace the two that the text is about.
        if ranked.count > 2, let second = ranked.dropFirst().first,
            (counts[second] ?? 0) >= 2 * (recent.map { counts[$0] ?? 0 }.min() ?? 0)
        {
            return Array(ranked.prefix(2)).sorted()
        }
        return recent.sorted()
    }
}
