internal import DocumentModel
internal import TextPrimitives

/// Claims put together by what they are about: those whose contents share two rare words and more.
enum ClaimIssues {
    /// Words that say nothing of a matter.
    private static let empty: Set<String> = [
        "that", "this", "these", "those", "with", "from", "have", "been", "were", "will", "would", "could", "should",
        "there",
        "their", "they", "which", "about", "after", "before", "between", "other", "countries", "country", "states",
        "state",
        "said", "says", "more", "than", "into", "over", "under", "also", "what", "when", "where", "such", "some",
        "both",
        "relation", "government", "minister", "ministry", "president", "people", "year", "foreign",
    ]

    /// The claims in groups, the groups in the order of their first claim, denials first within each; claims of no group last.
    ///
    /// - Complexity: O(*n* log *n*) in words of the claims.
    static func grouped(_ claims: [DossierClaim]) -> [DossierClaim] {
        let words = claims.map { claim -> [String] in
            var seen: Set<String> = []
            return SearchText.folded(claim.content).split { !SearchTextLetters.isLetter($0) }.map {
                WordForms.stem(String($0))
            }
            .filter { $0.utf8.count > 4 && !empty.contains($0) && seen.insert($0).inserted }
        }
        var holders: [String: [Int]] = [:]
        for (index, list) in words.enumerated() { for word in list { holders[word, default: []].append(index) } }
        // A word that many claims hold says nothing of one matter.
        let limit = max(4, claims.count / 6)
        let rare = holders.filter { $0.value.count > 1 && $0.value.count <= limit }
        var shared: [Int: [Int: Int]] = [:]
        for members in rare.values {
            for (place, first) in members.enumerated() {
                for second in members.dropFirst(place + 1) { shared[first, default: [:]][second, default: 0] += 1 }
            }
        }
        var sets = DisjointSets(claims.count)
        for (first, others) in shared { for (second, count) in others where count >= 2 { sets.join(first, second) } }
        var members: [Int: [Int]] = [:]
        for index in claims.indices { members[sets.find(index), default: []].append(index) }
        var result: [DossierClaim] = []
        var alone: [DossierClaim] = []
        for key in members.keys.sorted() {
            let group = members[key] ?? []
            if group.count == 1 {
                alone.append(claims[group[0]])
                continue
            }
            var counts: [String: Int] = [:]
            for index in group { for word in words[index] where rare[word] != nil { counts[word, default: 0] += 1 } }
            let top = counts.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
            // The word as it is first written, not its stem.
            let names = top.map { item -> String in
                for index in group {
                    let written = SearchText.folded(claims[index].content).split { !SearchTextLetters.isLetter($0) }
                    if let word = written.first(where: { WordForms.stem(String($0)) == item.key }) {
                        return String(word)
                    }
                }
                return item.key
            }
            let issue = names.joined(separator: ", ")
            let ordered = group.filter { claims[$0].stance.isDenial } + group.filter { !claims[$0].stance.isDenial }
            result += ordered.map { index in
                var claim = claims[index]
                claim.issue = issue
                return claim
            }
        }
        return result + alone.filter { $0.stance.isDenial } + alone.filter { !$0.stance.isDenial }
    }
}

/// Letters of folded texts.
private enum SearchTextLetters {
    static func isLetter(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { SearchText.isWord($0) }
    }
}
