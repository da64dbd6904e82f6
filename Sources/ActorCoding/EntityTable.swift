internal import DocumentModel
internal import TextPrimitives

/// A party that a document has named.
final class Entity {
    var party: Party
    /// The folded words of the name.
    var nameWords: Set<UInt64>
    /// Word ids that later mentions may use: "minister", "delegation".
    var heads: Set<Int32>
    /// Whether it stands for several.
    let isPlural: Bool
    /// The parties mentioned last before it and first behind it, as indexes of the table, or -1.
    fileprivate var older = -1
    fileprivate var newer = -1

    init(party: Party, nameWords: Set<UInt64>, heads: Set<Int32>, isPlural: Bool) {
        self.party = party
        self.nameWords = nameWords
        self.heads = heads
        self.isPlural = isPlural
    }
}

/// The parties that a document has named so far, for the mentions that name them again.
///
/// Adding a mention, and finding who was mentioned last, take a bounded number of steps however many parties there are.
struct EntityTable {
    private var entities: [Entity] = []
    private var indexes: [String: Int] = [:]
    /// The person mentioned last whose name holds a word.
    private var named: [UInt64: Int] = [:]
    private var latest = -1
    /// The countries in the order of their last mention, the last one last.
    private(set) var countries: [String] = []
    /// How often each country was named.
    private(set) var countryCounts: [String: Int] = [:]
    /// The parties of the last coordination of two.
    var lastPair: [Party] = []
    /// The two states that the whole text is about, when it names no third as often.
    var pairOfText: [String] = []

    /// How many other parties may have been mentioned since one that a pronoun or an office means.
    static let reach = 128
    /// How many words of a person's names are kept: a name has few, a hostile text as many as it likes.
    static let nameWordLimit = 16

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
    ///
    /// - Complexity: O(1).
    mutating func note(_ party: Party, nameWords: Set<UInt64>, heads: Set<Int32>, isPlural: Bool = false) {
        if let country = party.country { touch(country: country) }
        let index = indexes[party.id] ?? entities.count
        if index < entities.count {
            let known = entities[index]
            known.heads.formUnion(heads)
            if known.nameWords.count < EntityTable.nameWordLimit { known.nameWords.formUnion(nameWords) }
            if known.party.country == nil { known.party.country = party.country }
            if known.party.office == nil { known.party.office = party.office }
            if party.name.utf8.count > known.party.name.utf8.count, party.kind.isPerson {
                known.party.name = party.name
            }
            unlink(index)
        } else {
            var stored = party
            stored.range = nil
            entities.append(Entity(party: stored, nameWords: nameWords, heads: heads, isPlural: isPlural))
            indexes[party.id] = index
        }
        if latest >= 0 { entities[latest].newer = index }
        entities[index].older = latest
        entities[index].newer = -1
        latest = index
        guard entities[index].party.kind.isPerson else { return }
        for word in entities[index].nameWords { named[word] = index }
    }

    private mutating func unlink(_ index: Int) {
        let entity = entities[index]
        if entity.older >= 0 { entities[entity.older].newer = entity.newer }
        if entity.newer >= 0 { entities[entity.newer].older = entity.older }
        if latest == index { latest = entity.older }
    }

    /// The entity mentioned last that meets a condition, of the last ``reach``.
    func last(where condition: (Entity) -> Bool) -> Entity? {
        var index = latest
        var steps = 0
        while index >= 0, steps < EntityTable.reach {
            if condition(entities[index]) { return entities[index] }
            index = entities[index].older
            steps += 1
        }
        return nil
    }

    /// The person mentioned last whose name holds a word.
    func person(_ word: UInt64) -> Entity? { named[word].map { entities[$0] } }

    /// The two countries that "the two sides" are: the last two named, the oftenest of the document first when in doubt.
    func pair() -> [String] {
        if pairOfText.count == 2, pairOfText.allSatisfy({ countryCounts[$0] != nil }) { return pairOfText.sorted() }
        let recent = countries.suffix(2)
        guard recent.count == 2 else { return [] }
        // A third country in passing does not replace the two that the text is about.
        var first: (code: String, count: Int)?
        var second: (code: String, count: Int)?
        for code in countries.reversed() {
            let count = countryCounts[code] ?? 0
            if count > first?.count ?? 0 {
                (first, second) = ((code, count), first)
            } else if count > second?.count ?? 0 {
                second = (code, count)
            }
        }
        if countries.count > 2, let first, let second,
            second.count >= 2 * (recent.map { countryCounts[$0] ?? 0 }.min() ?? 0)
        {
            return [first.code, second.code].sorted()
        }
        return recent.sorted()
    }
}
