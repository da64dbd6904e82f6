public import CorpusStore
internal import DocumentModel
internal import TextPrimitives

/// The columns by which pages are counted, in memory: 40 bytes a page, so that a search counts its facets without touching
/// the database.
public struct ProjectIndex: Sendable {
    /// Pages with more hits than this are not ranked: a word that stands everywhere says nothing of a page's worth.
    public static let rankedHits = 2_000

    private var numbers: [Int32] = []
    private var position: [Int32] = []
    private var text: [Int32] = []
    private var isRoot: [Bool] = []
    private var from: [Int32] = []
    private var to: [Int32] = []
    private var precision: [UInt8] = []
    private var year: Column = Column()
    private var outlet: Column = Column()
    private var language: Column = Column()
    private var side: Column = Column()
    private var stanceNames: [String] = []
    private var stances: [UInt64] = []
    private var newestFirst: [Int32] = []
    private var textCount = 0
    /// What the analyst tagged pages with, by page.
    private var tagsOfPage: [Int: [String]] = [:]

    /// Small integers for the values of a column.
    private struct Column: Sendable {
        var names: [String] = []
        var values: [Int32] = []
        private var ids: [String: Int32] = [:]

        func id(_ name: String) -> Int32? { ids[name] }

        mutating func append(_ name: String) {
            let next = Int32(names.count)
            let id = ids[name] ?? next
            if id == next {
                ids[name] = next
                names.append(name)
            }
            values.append(id)
        }
    }

    /// Reads the columns of a store; what the analyst set stands in place of what the page says.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n* log *n*) in pages.
    public init(_ store: CorpusStore) throws {
        var outlets: [Int: String] = [:]
        var dates: [Int: String] = [:]
        for value in try store.analystValues() {
            guard let number = try store.number(of: value.id) else { continue }
            if value.field == "outlet" { outlets[number] = value.value }
            if value.field == "date" { dates[number] = value.value }
            if value.field.hasPrefix("tag:") {
                tagsOfPage[number, default: []].append(String(value.field.dropFirst(4)))
            }
        }
        for row in try store.facets() {
            let number = row.member.page
            let date = dates[number] ?? row.published
            let bounds = date.flatMap(DayBounds.init(edtf:))
            let index = Int32(numbers.count)
            numbers.append(Int32(number))
            while position.count <= number { position.append(-1) }
            position[number] = index
            text.append(Int32(row.member.text))
            textCount = max(textCount, row.member.text)
            isRoot.append(row.member.isRoot)
            from.append(bounds?.from.map { Int32($0.number) } ?? Int32.min)
            to.append(bounds?.to.map { Int32($0.number) } ?? Int32.max)
            precision.append(UInt8(ProjectIndex.precision(bounds).rawIndex))
            let first = bounds?.from?.year
            year.append(first != nil && first == bounds?.to?.year ? "\(first ?? 0)" : "")
            outlet.append(outlets[number] ?? row.outlet ?? "")
            language.append(row.language ?? "")
            side.append(row.side ?? "")
            var bits: UInt64 = 0
            for stance in ProjectIndex.stances(row.stances) {
                let bit = stanceNames.firstIndex(of: stance) ?? stanceNames.count
                if bit == stanceNames.count, bit < 64 { stanceNames.append(stance) }
                if bit < 64 { bits |= 1 << UInt64(bit) }
            }
            stances.append(bits)
        }
        // Pages of no known day stand last.
        newestFirst = numbers.indices.map { Int32($0) }
        let days = from
        newestFirst.sort { (days[Int($1)], $0) < (days[Int($0)], $1) }
    }

    /// The stances that words say, where those of two words stand between others of one.
    static func stances(_ words: [String]) -> [String] {
        words.reduce(into: []) { result, word in
            if let last = result.last, Stance(rawValue: "\(last) \(word)") != nil {
                result[result.count - 1] = "\(last) \(word)"
            } else {
                result.append(word)
            }
        }
    }

    private static func precision(_ bounds: DayBounds?) -> DayPrecision {
        guard let bounds, bounds.from != nil || bounds.to != nil else { return .none }
        guard let length = bounds.length else { return .range }
        if length == 1 { return .day }
        return length > 300 ? .year : .range
    }

    /// The number of articles.
    public var pages: Int { numbers.count }
    /// The number of texts.
    public var texts: Int { textCount }

    /// The page at the head of each text: its number, its side, its days, and how many pages carry the text.
    var heads: [(number: Int, side: String, from: Int32, to: Int32, copies: Int)] {
        var copies = [Int](repeating: 0, count: textCount + 1)
        for name in text { copies[Int(name)] += 1 }
        return numbers.indices.filter { isRoot[$0] }.map {
            (Int(numbers[$0]), side.names[Int(side.values[$0])], from[$0], to[$0], copies[Int(text[$0])])
        }
    }

    /// The analyst's tags of a page, sorted.
    public func tags(of page: Int) -> [String] { (tagsOfPage[page] ?? []).sorted() }

    /// All tags with the number of pages, by name.
    public var tags: [(name: String, pages: Int)] {
        var counts: [String: Int] = [:]
        for names in tagsOfPage.values { for name in names { counts[name, default: 0] += 1 } }
        return counts.sorted { $0.key < $1.key }.map { (name: $0.key, pages: $0.value) }
    }

    /// The numbers of the texts, those that several pages carry before those that were seen once.
    public var textsByCopies: [Int] {
        var pages = [Int](repeating: 0, count: textCount + 1)
        for text in text { pages[Int(text)] += 1 }
        let all = Array(1..<(textCount + 1))
        return all.filter { pages[$0] > 1 } + all.filter { pages[$0] <= 1 }
    }

    /// The numbers of the pages at the head of their texts.
    public var headNumbers: [Int] { numbers.indices.filter { isRoot[$0] }.map { Int(numbers[$0]) } }

    /// The outlets with their pages, the most first.
    public var outlets: [FacetCount] {
        let all = numbers.indices.map { Int32($0) }
        return count(outlet, all, representatives(all))
    }

    // MARK: Search

    /// Searches.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n*) in the pages that hold the words; of these only the ones shown are read.
    public func search(_ query: SearchQuery, in store: CorpusStore) throws -> SearchResult {
        var result = SearchResult()
        let expression = SearchExpression(query.words)
        result.notes = expression.notes
        var wanted = [Bool](repeating: true, count: numbers.count)
        var ranked: [Int32]?
        if let root = expression.root {
            wanted = try pages(of: root, store, &result.notes)
            let words = root.wanted
            if query.order == .best, !words.isEmpty, wanted.lazy.filter({ $0 }).count <= ProjectIndex.rankedHits {
                let pattern = WordPattern.joined(
                    try words.compactMap { try $0.pattern(store) }, all: root.asksForAll)
                let matches = try store.ranked(pattern)
                if matches.count <= ProjectIndex.rankedHits * 4 {
                    ranked = matches.compactMap { $0 < position.count ? position[$0] : nil }.filter { $0 >= 0 }
                }
            }
        }
        result.order = query.order == .best && ranked == nil ? .newest : query.order
        try narrow(&wanted, query, store)
        var pages: [Int32] = []
        pages.reserveCapacity(numbers.count)
        for index in wanted.indices where wanted[index] { pages.append(Int32(truncatingIfNeeded: index)) }
        let heads = representatives(pages)
        result.pages = pages.count
        result.texts = heads.count
        result.outlets = count(outlet, pages, heads)
        result.languages = count(language, pages, heads)
        result.sides = count(side, pages, heads)
        result.years = count(year, pages, heads).sorted { $0.value < $1.value }
        result.precisions = precisions(pages, heads)
        result.stances = stances(pages, heads)
        result.found = page(ranked, pages, heads, wanted, query, result.order)
        return result
    }

    /// The numbers of all pages that the words of a search ask for, ascending.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    public func numbers(of words: String, in store: CorpusStore) throws -> [Int] {
        guard let root = SearchExpression(words).root else { return [] }
        var notes: [String] = []
        let wanted = try pages(of: root, store, &notes)
        return wanted.indices.filter { wanted[$0] }.map { Int(numbers[$0]) }.sorted()
    }

    /// The pages that a part of a search asks for.
    private func pages(of node: SearchExpression.Node, _ store: CorpusStore, _ notes: inout [String]) throws -> [Bool] {
        if let pattern = try node.pattern(store) { return flags(try store.matches(pattern)) }
        switch node {
        case .not(let inner): return try pages(of: inner, store, &notes).map { !$0 }
        case .field(let field, let value): return try pages(field, value, store, &notes)
        case .all(let nodes), .any(let nodes):
            var isAll = false
            if case .all = node { isAll = true }
            // What asks for words only is asked of the index at once.
            let words = try nodes.filter { try $0.pattern(store) != nil }
            var parts = nodes.filter { !words.contains($0) }
            if !words.isEmpty { parts.append(isAll ? .all(words) : .any(words)) }
            guard let first = parts.first else { return flags([]) }
            var result = try pages(of: first, store, &notes)
            for part in parts.dropFirst() {
                let other = try pages(of: part, store, &notes)
                for index in result.indices {
                    result[index] = isAll ? result[index] && other[index] : result[index] || other[index]
                }
            }
            return result
        case .word, .phrase, .prefix: return flags([])
        }
    }

    /// The pages of some numbers as flags.
    private func flags(_ pages: [Int]) -> [Bool] {
        var result = [Bool](repeating: false, count: numbers.count)
        for number in pages where number < position.count && position[number] >= 0 {
            result[Int(position[number])] = true
        }
        return result
    }

    private func pages(
        _ field: SearchExpression.Field, _ value: String, _ store: CorpusStore, _ notes: inout [String]
    ) throws -> [Bool] {
        let asked = SearchText.folded(value)
        switch field {
        case .outlet:
            let isAsked = outlet.names.map { SearchText.folded($0).contains(words: asked) }
            if !isAsked.contains(true) { notes.append("No outlet here has “\(value)” in its name.") }
            return numbers.indices.map { isAsked[Int(outlet.values[$0])] }
        case .pair:
            let codes = value.uppercased().split(separator: "-").compactMap { CountryCodes.alpha3(String($0)) }
            guard codes.count == 2, codes[0] != codes[1] else {
                notes.append("“\(value)” is no pair of states; write it as pair:KP-IR.")
                return flags([])
            }
            return flags(Array(Set(try store.pages(about: codes[0])).intersection(try store.pages(about: codes[1]))))
        case .type:
            if let bit = stanceNames.firstIndex(of: asked), bit < 64 {
                return stances.map { $0 & (1 << UInt64(bit)) != 0 }
            }
            let kinds = try store.kinds()
            let name = asked.split(whereSeparator: { "_ -".contains($0) }).joined(separator: "_")
            let found = kinds.filter {
                $0 == name || $0.split(separator: "_").contains { WordForms.stem(String($0)) == WordForms.stem(name) }
            }
            if found.isEmpty {
                notes.append(
                    "“\(value)” is no kind of event or stance here. Kinds: \(kinds.prefix(24).map { $0.split(separator: "_").joined(separator: " ") }.joined(separator: ", "))\(kinds.count > 24 ? " …" : "")."
                )
            }
            return flags(try found.flatMap { try store.pages(telling: $0) })
        case .tag:
            let found = tagsOfPage.filter { $0.value.contains { SearchText.folded($0) == asked } }.map(\.key)
            if found.isEmpty { notes.append("No page here is tagged “\(value)”.") }
            return flags(found)
        case .said, .by:
            let role = field == .said ? "says" : "writes"
            let ids = try store.parties(named: asked, role: role)
            if ids.isEmpty {
                notes.append(
                    field == .said ? "Nobody named “\(value)” speaks here." : "No author here is named “\(value)”.")
            }
            return flags(try ids.flatMap { try store.parts(of: $0).filter { $0.role == role }.map(\.number) })
        }
    }

    /// Takes away what does not pass the filter.
    private func narrow(_ wanted: inout [Bool], _ query: SearchQuery, _ store: CorpusStore) throws {
        for code in query.pair {
            var about = [Bool](repeating: false, count: numbers.count)
            for number in try store.pages(about: code) where number < position.count && position[number] >= 0 {
                about[Int(position[number])] = true
            }
            for index in wanted.indices where !about[index] { wanted[index] = false }
        }
        let isOpen =
            query.from == nil && query.to == nil && query.outlets.isEmpty && query.languages.isEmpty
            && query.sides.isEmpty && query.precisions.isEmpty && query.stances.isEmpty
        if isOpen { return }
        let first = query.from.flatMap(DayBounds.init(edtf:))?.from.map { Int32($0.number) } ?? Int32.min
        let last = query.to.flatMap(DayBounds.init(edtf:))?.to.map { Int32($0.number) } ?? Int32.max
        let hasDates = query.from != nil || query.to != nil
        let outlets = Set(query.outlets.map { outlet.id($0) ?? -1 })
        let languages = Set(query.languages.map { language.id($0) ?? -1 })
        let sides = Set(query.sides.map { side.id($0) ?? -1 })
        let precisions = Set(query.precisions.map { UInt8($0.rawIndex) })
        var mask: UInt64 = 0
        for stance in query.stances {
            if let bit = stanceNames.firstIndex(of: stance), bit < 64 { mask |= 1 << UInt64(bit) }
        }
        for index in wanted.indices where wanted[index] {
            let isUndated = from[index] == Int32.min && to[index] == Int32.max
            if hasDates && (isUndated || to[index] < first || from[index] > last)
                || !outlets.isEmpty && !outlets.contains(outlet.values[index])
                || !languages.isEmpty && !languages.contains(language.values[index])
                || !sides.isEmpty && !sides.contains(side.values[index])
                || !precisions.isEmpty && !precisions.contains(precision[index])
                || !query.stances.isEmpty && stances[index] & mask == 0
            {
                wanted[index] = false
            }
        }
    }

    /// One page for each text: the one at its head where it is among them, else the first.
    private func representatives(_ pages: [Int32]) -> [Int32] {
        var first = [Int32](repeating: -1, count: textCount + 1)
        var order: [Int32] = []
        for page in pages {
            let name = Int(text[Int(page)])
            if first[name] < 0 { order.append(Int32(name)) }
            if first[name] < 0 || isRoot[Int(page)] { first[name] = page }
        }
        return order.map { first[Int($0)] }
    }

    private func precisions(_ pages: [Int32], _ heads: [Int32]) -> [FacetCount] {
        var byPage = [Int](repeating: 0, count: DayPrecision.allCases.count)
        var byText = byPage
        for page in pages { byPage[Int(precision[Int(page)])] += 1 }
        for page in heads { byText[Int(precision[Int(page)])] += 1 }
        return DayPrecision.allCases.indices.filter { byPage[$0] > 0 }.map {
            FacetCount(value: DayPrecision.allCases[$0].rawValue, pages: byPage[$0], texts: byText[$0])
        }
    }

    private func stances(_ pages: [Int32], _ heads: [Int32]) -> [FacetCount] {
        func counts(_ list: [Int32]) -> [Int] {
            var result = [Int](repeating: 0, count: 64)
            for page in list {
                var bits = stances[Int(page)]
                while bits != 0 {
                    result[bits.trailingZeroBitCount] += 1
                    bits &= bits - 1
                }
            }
            return result
        }
        let (byPage, byText) = (counts(pages), counts(heads))
        return stanceNames.indices.filter { byPage[$0] > 0 }
            .map { FacetCount(value: stanceNames[$0], pages: byPage[$0], texts: byText[$0]) }
            .sorted { ($1.texts, $0.value) < ($0.texts, $1.value) }
    }

    private func count(_ column: Column, _ pages: [Int32], _ heads: [Int32]) -> [FacetCount] {
        var byPage = [Int](repeating: 0, count: column.names.count)
        var byText = byPage
        for page in pages { byPage[Int(column.values[Int(page)])] += 1 }
        for page in heads { byText[Int(column.values[Int(page)])] += 1 }
        return column.names.indices.filter { byPage[$0] > 0 }
            .map { FacetCount(value: column.names[$0], pages: byPage[$0], texts: byText[$0]) }
            .sorted { ($1.texts, $1.pages, $0.value) < ($0.texts, $0.pages, $1.value) }
    }

    /// The part of the list that is asked for.
    private func page(
        _ ranked: [Int32]?, _ pages: [Int32], _ heads: [Int32], _ wanted: [Bool], _ query: SearchQuery,
        _ order: SearchQuery.Order
    ) -> [FoundText] {
        let sequence =
            ranked
            ?? (order == .added
                ? numbers.indices.reversed().map { Int32($0) }
                : order == .earliest ? newestFirst.reversed() : newestFirst)
        var isSeen = [Bool](repeating: false, count: textCount + 1)
        var chosen: [Int32] = []
        var passed = 0
        for index in sequence where wanted[Int(index)] {
            let name = text[Int(index)]
            if isSeen[Int(name)] { continue }
            isSeen[Int(name)] = true
            passed += 1
            if passed > query.offset { chosen.append(name) }
            if chosen.count == query.limit { break }
        }
        var slot = [Int32](repeating: -1, count: textCount + 1)
        for (place, name) in chosen.enumerated() { slot[Int(name)] = Int32(place) }
        var found = chosen.map { FoundText(text: Int($0), pages: []) }
        for page in pages {
            let place = Int(slot[Int(text[Int(page)])])
            if place < 0 { continue }
            let number = Int(numbers[Int(page)])
            if isRoot[Int(page)] { found[place].pages.insert(number, at: 0) } else { found[place].pages.append(number) }
        }
        return found
    }
}

extension DayPrecision {
    /// The place in the list of cases.
    var rawIndex: Int { DayPrecision.allCases.firstIndex(of: self) ?? 0 }
}

extension SearchExpression.Node {
    /// Whether all words must be found, so that they can be ranked together.
    fileprivate var asksForAll: Bool {
        switch self {
        case .word, .phrase, .prefix, .not, .field: true
        case .all(let nodes): nodes.allSatisfy(\.asksForAll)
        case .any: false
        }
    }
}

extension String {
    /// Whether a folded text holds folded words, at the beginning of a word.
    fileprivate func contains(words: String) -> Bool {
        let (text, wanted) = (Array(utf8), Array(words.utf8))
        guard !wanted.isEmpty, text.count >= wanted.count else { return false }
        for start in 0...(text.count - wanted.count) where text[start] == wanted[0] {
            if (start == 0 || !(text[start - 1] >= 0x61 && text[start - 1] <= 0x7A)),
                text[start..<(start + wanted.count)].elementsEqual(wanted)
            {
                return true
            }
        }
        return false
    }
}
