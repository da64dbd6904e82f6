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
    /// The words, as the text that has them writes them; of words in both, as the first writes them.
    public var text: String
    /// Words in both as the second writes them, where it writes them otherwise: other marks, other capitals.
    public var other: String?
    /// Whether words in both differ in a letter: capitals or accents, not only marks and white space.
    public var isRespelled = false
    /// Whether a paragraph begins with the piece, in the text that it is read in.
    public var startsParagraph = false
    /// Which text a moved piece is read in here: `first` where it was, `second` where it went.
    public var place: Side?
    /// The number that a moved piece shares with its other place, from 1.
    public var move: Int?

    /// Makes a piece.
    public init(
        side: Side, text: String, other: String? = nil, isRespelled: Bool = false, startsParagraph: Bool = false,
        place: Side? = nil, move: Int? = nil
    ) {
        self.side = side
        self.text = text
        self.other = other
        self.isRespelled = isRespelled
        self.startsParagraph = startsParagraph
        self.place = place
        self.move = move
    }

    /// The words as the second text writes them.
    public var secondText: String { other ?? text }
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
    /// - Returns: The pieces in reading order; a run of six or more words that stands elsewhere in the other text is `moved`,
    ///   and its two places share a number. A piece ends with its paragraph.
    /// - Complexity: O((*n* + *m*) · *d*) in words and differences, at most 50 million steps.
    public static func compare(_ first: String, _ second: String, fold: (String) -> String) -> [DiffPiece] {
        let a = tokens(first)
        let b = tokens(second)
        let fa = a.map { fold($0.text) }
        let fb = b.map { fold($0.text) }
        var start = 0
        while start < fa.count, start < fb.count, fa[start] == fb[start] { start += 1 }
        var endA = fa.count
        var endB = fb.count
        while endA > start, endB > start, fa[endA - 1] == fb[endB - 1] {
            endA -= 1
            endB -= 1
        }
        var pieces: [DiffPiece] = []
        func put(_ side: DiffPiece.Side, _ token: Token, _ second: Token? = nil) {
            let isRespelled = second.map { letters($0.text) != letters(token.text) } ?? false
            let starts = token.gap == .paragraph && !pieces.isEmpty
            if let last = pieces.last, last.side == side, last.isRespelled == isRespelled, !starts {
                pieces[pieces.count - 1].text += token.written
                if let second { pieces[pieces.count - 1].other = (last.other ?? "") + second.written }
            } else {
                pieces.append(
                    DiffPiece(
                        side: side, text: token.text, other: second?.text, isRespelled: isRespelled,
                        startsParagraph: starts))
            }
        }
        for index in 0..<start { put(.both, a[index], b[index]) }
        for step in middle(Array(fa[start..<endA]), Array(fb[start..<endB])) {
            switch step {
            case .both(let index, let other): put(.both, a[start + index], b[start + other])
            case .first(let index): put(.first, a[start + index])
            case .second(let index): put(.second, b[start + index])
            }
        }
        for index in endA..<a.count { put(.both, a[index], b[endB + index - endA]) }
        for index in pieces.indices where pieces[index].other == pieces[index].text { pieces[index].other = nil }
        return markMoved(pieces, fold)
    }

    /// The letters and digits of a word as it is written.
    private static func letters(_ word: String) -> String { word.filter { $0.isLetter || $0.isNumber } }

    private enum Step {
        case both(Int, Int)
        case first(Int)
        case second(Int)
    }

    /// What stands before a word or a mark.
    private enum Gap { case nothing, space, paragraph }

    /// A word or a mark, and what stands before it.
    private struct Token {
        var text: String
        var gap: Gap

        /// With white space before it as one blank.
        var written: String { gap == .nothing ? text : " " + text }
    }

    /// Cuts a text into words and marks; what stands between letters, as in "co-operate", stays in the word.
    private static func tokens(_ text: String) -> [Token] {
        var result: [Token] = []
        var end = text.startIndex
        for part in text.split(whereSeparator: \.isWhitespace) {
            let isParagraph = text[end..<part.startIndex].contains(where: \.isNewline)
            end = part.endIndex
            var rest = part[...]
            var isFirst = true
            while let first = rest.first {
                func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
                var end = rest.index(after: rest.startIndex)
                if isWord(first) {
                    while end < rest.endIndex {
                        if isWord(rest[end]) {
                            end = rest.index(after: end)
                            continue
                        }
                        // A mark before an "s" or the like is cut off, so that "name ’s" and "name’s" are one.
                        let next = rest.index(after: end)
                        guard next < rest.endIndex, isWord(rest[next]), rest[end] != "’", rest[end] != "'" else {
                            break
                        }
                        end = next
                    }
                }
                let gap: Gap = isFirst ? (isParagraph ? .paragraph : .space) : .nothing
                result.append(Token(text: String(rest[..<end]), gap: gap))
                isFirst = false
                rest = rest[end...]
            }
        }
        return result
    }

    /// Tokens as they were written, white space as one space.
    private static func text(_ tokens: ArraySlice<Token>) -> String {
        var result = ""
        for (index, token) in tokens.enumerated() {
            result += index > 0 ? token.written : token.text
        }
        return result
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
                steps.append(.both(x, y))
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
            steps.append(.both(x, y))
        }
        return steps.reversed()
    }

    /// The words of the shortest run that counts as moved.
    private static let shortestMove = 6

    /// Cuts runs that stand in a deleted and in an inserted piece out of both, and links them.
    private static func markMoved(_ pieces: [DiffPiece], _ fold: (String) -> String) -> [DiffPiece] {
        var cut = pieces.map { tokens($0.text) }
        let folded = cut.map { $0.map { fold($0.text) } }
        var index: [[String]: [(piece: Int, word: Int)]] = [:]
        for (piece, list) in folded.enumerated() where pieces[piece].side == .first && list.count >= shortestMove {
            for word in 0...(list.count - shortestMove) {
                index[Array(list[word..<(word + shortestMove)]), default: []].append((piece, word))
            }
        }
        if index.isEmpty { return pieces }
        var taken = folded.map { [Int](repeating: 0, count: $0.count) }
        var moves = 0
        for (piece, list) in folded.enumerated() where pieces[piece].side == .second && list.count >= shortestMove {
            var word = 0
            while word + shortestMove <= list.count {
                let found = index[Array(list[word..<(word + shortestMove)])] ?? []
                var best: (piece: Int, word: Int, length: Int)?
                for place in found.prefix(32) {
                    let other = folded[place.piece]
                    var length = 0
                    while word + length < list.count, place.word + length < other.count,
                        list[word + length] == other[place.word + length], taken[place.piece][place.word + length] == 0
                    {
                        length += 1
                    }
                    if length >= shortestMove, length > best?.length ?? 0 { best = (place.piece, place.word, length) }
                }
                guard let best else {
                    word += 1
                    continue
                }
                moves += 1
                for step in 0..<best.length {
                    taken[piece][word + step] = moves
                    taken[best.piece][best.word + step] = moves
                }
                word += best.length
            }
        }
        var result: [DiffPiece] = []
        for (piece, original) in pieces.enumerated() {
            guard taken[piece].contains(where: { $0 > 0 }) else {
                result.append(original)
                continue
            }
            var start = 0
            while start < cut[piece].count {
                let move = taken[piece][start]
                var end = start
                while end < cut[piece].count, taken[piece][end] == move { end += 1 }
                let text = text(cut[piece][start..<end])
                let starts = start == 0 && original.startsParagraph
                result.append(
                    move == 0
                        ? DiffPiece(side: original.side, text: text, startsParagraph: starts)
                        : DiffPiece(
                            side: .moved, text: text, startsParagraph: starts, place: original.side, move: move))
                start = end
            }
            cut[piece] = []
        }
        return result
    }
}
