import DocumentModel
import TextPrimitives

/// Where words and sentences end: asked letter by letter, only where an end can be (`Training/splitter.hpp`).
struct Splitter {
    private let table: WeightTable
    private let abbreviations: Abbreviations
    /// The letters of a paragraph, white space as single spaces, and where each begins in the text (with the end).
    private(set) var letters: [UInt32] = []
    private(set) var starts: [Int] = []
    /// Where the bytes of each letter end.
    private(set) var stops: [Int] = []
    private var kinds: [UInt8] = []
    private var hashes = [UInt64](repeating: 0, count: 72)
    private var used = 0
    private var scores = [Int32](repeating: 0, count: WeightTable.places)

    private static let space: UInt32 = 0x20

    init(_ table: WeightTable, _ abbreviations: Abbreviations = .english) {
        self.table = table
        self.abbreviations = abbreviations
    }

    /// Reads the letters of a range.
    ///
    /// - Complexity: O(*n*) in bytes.
    mutating func read(_ text: [UInt8], _ range: TextRange) {
        letters.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        stops.removeAll(keepingCapacity: true)
        kinds.removeAll(keepingCapacity: true)
        var offset = max(0, range.start)
        let end = min(text.count, range.end)
        while offset < end {
            let space = Segmentation.isSpace(text, offset)
            if space > 0 {
                if let last = letters.last, last != Splitter.space { append(Splitter.space, offset, offset + space) }
                offset += space
                continue
            }
            let (scalar, length) = UTF8Text.scalar(in: text, at: offset)
            append(scalar == 0x20 ? 0x5F : Letters.plain(scalar), offset, min(end, offset + length))
            offset += length
        }
        if letters.last == Splitter.space {
            letters.removeLast()
            starts.removeLast()
            stops.removeLast()
            kinds.removeLast()
        }
    }

    private mutating func append(_ letter: UInt32, _ start: Int, _ stop: Int) {
        letters.append(letter)
        starts.append(start)
        stops.append(stop)
        kinds.append(Letters.kind(letter))
    }

    /// Whether a space follows a letter.
    func isSpaced(_ index: Int) -> Bool { index + 1 < letters.count && letters[index + 1] == Splitter.space }

    /// Whether a letter is the space between two words.
    func isSpace(_ index: Int) -> Bool { letters[index] == Splitter.space }

    /// Whether a sentence ends behind a letter that a space follows: only behind a mark, never before a small letter.
    ///
    /// What is known for sure is not asked: behind titles, initials and months before a day it does not end, behind a number
    /// with a stop it does before a capital, unless the number is all there is of it.
    ///
    /// - Parameters:
    ///   - index: The letter.
    ///   - first: The sentence's first letter.
    /// - Returns: Whether the sentence ends there.
    /// - Complexity: O(1).
    mutating func endsSentence(_ index: Int, from first: Int) -> Bool {
        let next = kind(index + 2)
        if Letters.isWord(kinds[index]) || next == 3 || isAbbreviation(index) { return false }
        if letters[index] == 0x2E, next == 2, kind(index - 1) == 1 {
            var start = index - 1
            while start > first, letters[start - 1] != Splitter.space, index - start < 30 { start -= 1 }
            return start > first
        }
        features(index)
        table.score(hashes, used, &scores)
        return scores[2] > scores[1]
    }

    /// Whether a word ends between a letter and the next.
    mutating func endsWord(_ index: Int) -> Bool {
        guard canEndWord(index) else { return false }
        features(index)
        table.score(hashes, used, &scores)
        return scores[1] > scores[0]
    }

    /// Whether a stop closes an abbreviation that what follows belongs to: a title before a name, a month before a day.
    private func isAbbreviation(_ index: Int) -> Bool {
        guard letters[index] == 0x2E else { return false }
        var start = index
        while start > 0, isWord(start - 1), index - start <= Abbreviations.mostLetters { start -= 1 }
        if start == index || index - start > Abbreviations.mostLetters { return false }
        if start > 0, letters[start - 1] == 0x2E || letters[start - 1] == 0x27 { return false }
        // An initial; "I" is a word.
        if start == index - 1, kinds[start] == 2, letters[start] != 0x49 { return kind(index + 2) == 2 }
        var hash: UInt64 = 0
        for place in start..<index { hash = FeatureHash.combine(hash, UInt64(letters[place])) }
        return abbreviations.holdsOn(hash, before: kind(index + 2))
    }

    private func at(_ index: Int) -> UInt32 {
        index < 0 || index >= letters.count ? Splitter.space : letters[index]
    }

    private func kind(_ index: Int) -> UInt8 { index < 0 || index >= kinds.count ? 9 : kinds[index] }

    private func isWord(_ index: Int) -> Bool { index >= 0 && index < kinds.count && Letters.isWord(kinds[index]) }

    private func canEndWord(_ index: Int) -> Bool {
        guard isWord(index), isWord(index + 1) else { return true }
        if (kinds[index] == 1) != (kinds[index + 1] == 1) { return true }
        let next = Letters.lower(letters[index + 1])
        // n't
        if next == 0x6E, at(index + 2) == 0x27, Letters.lower(at(index + 3)) == 0x74 { return true }
        // cannot, gonna, wanna, gotta
        if next != 0x6E, next != 0x74 { return false }
        if !isWord(index - 2) || isWord(index - 3) { return false }
        return isWord(index + 2) && !(isWord(index + 3) && isWord(index + 4))
    }

    private mutating func add(
        _ id: UInt64, _ first: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0, _ fourth: UInt64 = 0
    ) {
        var hash = FeatureHash.combine(id &* 104_729, first)
        hash = FeatureHash.combine(hash, second)
        hash = FeatureHash.combine(hash, third)
        hashes[used] = FeatureHash.combine(hash, fourth)
        used += 1
    }

    /// What the text shows around a place; every look is bounded.
    private mutating func features(_ index: Int) {
        used = 0
        func letter(_ place: Int) -> UInt64 { UInt64(at(place)) }
        let (m3, m2, m1, c0) = (letter(index - 3), letter(index - 2), letter(index - 1), letter(index))
        let (p1, p2, p3) = (letter(index + 1), letter(index + 2), letter(index + 3))
        add(2, m3)
        add(3, m2)
        add(4, m1)
        add(5, c0)
        add(6, p1)
        add(7, p2)
        add(8, p3)
        add(20, m1, c0)
        add(21, c0, p1)
        add(22, p1, p2)
        add(23, m2, m1)
        add(24, m1, c0, p1)
        add(25, c0, p1, p2)
        add(26, m2, m1, c0)
        add(27, m2, m1, c0, p1)
        add(28, m1, c0, p1, p2)
        add(39, c0, p1, p2, p3)
        var pattern: UInt64 = 0
        for place in (index - 3)...(index + 3) { pattern = pattern &* 11 &+ UInt64(kind(place)) }
        add(29, pattern)
        pattern = 0
        for place in (index - 1)...(index + 2) { pattern = pattern &* 11 &+ UInt64(kind(place)) }
        add(30, pattern, c0)
        addRun(index, c0, p1)
    }

    /// The run between spaces, the word in it that ends here, and the runs beside it.
    private mutating func addRun(_ index: Int, _ c0: UInt64, _ p1: UInt64) {
        let count = letters.count
        var first = index
        var last = index
        while first > 0, letters[first - 1] != Splitter.space, index - first < 30 { first -= 1 }
        while last + 1 < count, letters[last + 1] != Splitter.space, last - index < 30 { last += 1 }
        var start = index
        while start > first, isWord(start - 1) || [0x2E, 0x27, 0x2D].contains(letters[start - 1]) { start -= 1 }
        var word: UInt64 = 0
        var run: UInt64 = 0
        for place in start...index { word = FeatureHash.combine(word, UInt64(Letters.lower(letters[place]))) }
        for place in first...last { run = FeatureHash.combine(run, UInt64(Letters.lower(letters[place]))) }
        add(31, word)
        add(32, word, p1)
        add(33, UInt64(min(index - start, 8)), UInt64(kind(index)))
        add(34, run, UInt64(index - first))
        let following = last + 2
        var place = following
        var next: UInt64 = 0
        while place < count, letters[place] != Splitter.space, place - following < 20 {
            next = FeatureHash.combine(next, UInt64(Letters.lower(letters[place])))
            place += 1
        }
        let nextKind = UInt64(kind(following))
        let isLast: UInt64 = index == last ? 1 : 0
        add(35, isLast, next, c0)
        add(36, isLast, nextKind, c0, UInt64(kind(index - 1)))
        add(37, isLast, word, nextKind)
        add(38, isLast, word, next)
        var before: UInt64 = 0
        place = first - 2
        while place >= 0, letters[place] != Splitter.space, first - place < 22 {
            before = FeatureHash.combine(before, UInt64(letters[place]))
            place -= 1
        }
        add(40, isLast, before, word)
        add(41, isLast, nextKind, UInt64(min(last - first, 6)), c0)
        add(60, isLast, before, word, nextKind)
        add(61, isLast, UInt64(kind(start)), nextKind, UInt64(min(index - start, 4)))
        var right: UInt64 = 0
        place = index + 1
        while place <= index + 6, place < count, letters[place] != Splitter.space {
            right = FeatureHash.combine(right, UInt64(Letters.lower(letters[place])))
            add(42 + UInt64(place - index), right, c0)
            place += 1
        }
        var left: UInt64 = 0
        place = index
        while place >= first, place > index - 5 {
            left = FeatureHash.combine(left, UInt64(Letters.lower(letters[place])))
            add(50 + UInt64(index - place), left, p1)
            place -= 1
        }
    }
}
