internal import CorpusStore
internal import TextPrimitives

/// Which page carries which text: pages joined by `same` and `reprint`; excerpts and rewrites are texts of their own.
enum TextMembership {
    /// The texts in the order of their first page; at the head of each stands the page that copies fewest others.
    ///
    /// - Parameters:
    ///   - numbers: The pages' numbers, ascending.
    ///   - links: The copies and origins of `same` and `reprint`, by number.
    /// - Complexity: O(*n* + *m*) in pages and links, nearly.
    static func members(_ numbers: [Int], _ links: [(copy: Int, origin: Int)]) -> [TextMember] {
        let index = Dictionary(numbers.enumerated().map { ($1, $0) }) { first, _ in first }
        var sets = DisjointSets(numbers.count)
        var incoming = [Int](repeating: 0, count: numbers.count)
        for link in links {
            guard let copy = index[link.copy], let origin = index[link.origin] else { continue }
            sets.join(copy, origin)
            incoming[copy] += 1
        }
        var text = [Int](repeating: 0, count: numbers.count)
        var head: [Int] = []
        for page in numbers.indices {
            let first = sets.find(page)
            if first == page {
                head.append(page)
                text[page] = head.count
            } else {
                text[page] = text[first]
                let best = head[text[page] - 1]
                if incoming[page] < incoming[best] { head[text[page] - 1] = page }
            }
        }
        return numbers.indices.map { page in
            TextMember(page: numbers[page], text: text[page], isRoot: head[text[page] - 1] == page)
        }
    }
}
