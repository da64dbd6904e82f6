/// A piece of a word-level comparison.
public struct DiffPiece: Hashable, Sendable {
    /// Where the words stand.
    public enum Side: String, Sendable {
        /// In both.
        case both
        /// In the first, not in the second.
        case first
        /// In the second, not in the first.
        case second
        /// In both, at another place.
        case moved
    }

    /// The side.
    public var side: Side
    /// The words, as the text that has them writes them.
    public var text: String

    /// Makes a piece.
    public init(side: Side, text: String) {
        self.side = side
        self.text = text
    }
}

/// Compares two texts word by word (Myers 1986, linear space not needed here); white space and typography are folded.
public enum WordDiff {
    /// The most words that are compared exactly; longer texts are cut at equal runs first.
    static let limit = 20_000

    /// Compares two texts.
    ///
    /// - Parameters:
    ///   - first: The one text.
    ///   - second: The other.
    ///   - fold: Gives the form of a word that is compared.
    /// - Returns: The pieces in reading order; words that stand elsewhere in the other text in a run of six or more are `moved`.
    /// - Complexity: O((*n* + *m*) · *d*) in words and differences, at most 50 million steps.
    public static func compare(_ first: String, _ second: String, fold: (String) -> String) -> [DiffPiece] {
        let a = words(first)
        let b = words(second)
        let fa = a.map(fold)
        let fb = b.map(fold)
        var start = 0
        while start < fa.count, start < fb.count, fa[start] == fb[start] { start += 1 }
        var endA = fa.count
        var endB = fb.count
        while endA > start, endB > start, fa[endA - 1] == fb[endB - 1] {
            endA -= 1
            endB -= 1
        }
        var pieces: [DiffPiece] = []
        func put(_ side: DiffPiece.Side, _ words: ArraySlice<String>) {
            guard !words.isEmpty else { return }
            let text = words.joined(separator: " ")
            if let last = pieces.last, last.side == side {
                pieces[pieces.count - 1].text += " " + text
            } else {
                pieces.append(DiffPiece(side: side, text: text))
            }
        }
        put(.both, a[..<start])
        for step in middle(Array(fa[start..<endA]), Array(fb[start..<endB])) {
            switch step {
            case .both(let index): put(.both, a[(start + index)...(start + index)])
            case .first(let index): put(.first, a[(start + index)...(start + index)])
            case .second(let index): put(.second, b[(start + index)...(start + index)])
            }
        }
        put(.both, a[endA...])
        return markMoved(pieces, fold)
    }

    private enum Step {
        case both(Int)
        case first(Int)
        case second(Int)
    }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// Myers' greedy algorithm with the trace kept; when the texts differ too much, all is told as replaced.
    private static func middle(_ a: [String], _ b: [String]) -> [Step] {
        let (n, m) = (a.count, b.count)
        let replaced = a.indices.map { Step.first($0) } + b.indices.map { Step.second($0) }
        if n == 0 || m == 0 { return replaced }
        let bound = min(n + m, max(64, 50_000_000 / max(1, n + m)))
        var v = [Int](repeating: 0, count: 2 * bound + 3)
        var trace: [[Int]] = []
        let offset = bound + 1
        for d in 0...bound {
            trace.append(Array(v[(offset - d - 1)...(offset + d + 1)]))
            for k in stride(from: -d, through: d, by: 2) {
                var x =
                    k == -d || (k != d && v[offset + k - 1] < v[offset + k + 1])
                    ? v[offset + k + 1] : v[offset + k - 1] + 1
                var y = x - k
                while x < n, y < m, y >= 0, a[x] == b[y] {
                    x += 1
                    y += 1
                }
                v[offset + k] = x
                if x >= n, y >= m { return backtrack(trace, d, n, m) }
            }
        }
        return replaced
    }

    private static func backtrack(_ trace: [[Int]], _ depth: Int, _ n: Int, _ m: Int) -> [Step] {
        var steps: [Step] = []
        var (x, y) = (n, m)
        for d in stride(from: depth, through: 1, by: -1) {
            let row = trace[d]
            func value(_ k: Int) -> Int { row[k + d + 1] }
            let k = x - y
            let previous = k == -d || (k != d && value(k - 1) < value(k + 1)) ? k + 1 : k - 1
            let px = value(previous)
            let py = px - previous
            while x > px, y > py {
                x -= 1
                y -= 1
                steps.append(.both(x))
            }
            if x == px {
                y -= 1
                steps.append(.second(y))
            } else {
                x -= 1
                steps.append(.first(x))
            }
        }
        while x > 0, y > 0 {
            x -= 1
            y -= 1
            steps.append(.both(x))
        }
        return steps.reversed()
    }

    private static func markMoved(_ pieces: [DiffPiece], _ fold: (String) -> String) -> [DiffPiece] {
        func key(_ piece: DiffPiece) -> String { words(piece.text).map(fold).joined(separator: " ") }
        let firsts = Set(pieces.filter { $0.side == .first && words($0.text).count >= 6 }.map(key))
        let seconds = Set(pieces.filter { $0.side == .second && words($0.text).count >= 6 }.map(key))
        let moved = firsts.intersection(seconds)
        return pieces.map { piece in
            guard piece.side == .first || piece.side == .second, moved.contains(key(piece)) else { return piece }
            return DiffPiece(side: .moved, text: piece.text)
        }
    }
}
