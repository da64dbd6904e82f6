public import DocumentModel
internal import TextPrimitives

/// The names in a sentence: the longest first, and none that its neighbours make another's.
extension Gazetteer {
    /// The names among some tokens, in order; none overlaps another.
    ///
    /// - Parameters:
    ///   - tokens: The tokens of a sentence.
    ///   - day: When it was written, which tells whose office a person held; nil when it is not known.
    /// - Complexity: O(*n*) in tokens, times the names that begin with a word.
    func names(_ tokens: [CodeToken], on day: CivilDay? = nil) -> [NameMention] {
        var result: [NameMention] = []
        var index = 0
        while index < tokens.count {
            if let found = match(tokens, index), !isAnothers(found.entry, tokens, index, found.count) {
                result.append(NameMention(token: index, count: found.count, entry: entry(found.entry, on: day)))
                index += found.count
            } else {
                index += 1
            }
        }
        return result
    }

    /// Whether the name of a state or a place is a person's: "Jordan Miller", "Ms Kenya Brown", "Ana de Lima".
    private func isAnothers(_ entry: GazetteerEntry, _ tokens: [CodeToken], _ index: Int, _ count: Int) -> Bool {
        if entry.kind == .person { return count == 1 && isNamesake(entry, tokens, index) }
        if entry.kind == .organisation {
            // "The West African country": the word of two belongs to the next.
            let next = index + count
            return count == 2 && tokens[index].word == .the && next < tokens.count && tokens[next].isCapital
                && tokens[next].sign == 0 && !tokens[next - 1].isGenitive
        }
        if isBehindParticle(tokens, index) { return true }
        guard entry.kind == .state else { return false }
        let grammar = Grammar.english
        let next = index + count < tokens.count ? tokens[index + count] : nil
        let before = index > 0 ? tokens[index - 1] : nil
        if count == 1, grammar.has(tokens[index].word, .givenNames), !tokens[index].isGenitive {
            if let next, next.isCapital, next.word < 0, !next.isNumber, match(tokens, index + count) == nil {
                return true
            }
            if let before, grammar.has(before.word, .personalTitles) { return true }
        }
        return false
    }

    /// Whether a surname stands behind a given name that is not the known person's: "Oleg Navalny" is not Alexei.
    ///
    /// Spellings differ, so the first letter tells: "Hasan" may be "Hassan". The surname's own letter tells nothing of the given name.
    private func isNamesake(_ entry: GazetteerEntry, _ tokens: [CodeToken], _ index: Int) -> Bool {
        guard index > 0, tokens[index - 1].isCapital, tokens[index - 1].sign == 0, !tokens[index - 1].isGenitive,
            let initial = initial(ofGivenName: tokens[index - 1].hash)
        else { return false }
        var given = entry.name.split(separator: " ")
        guard given.count > 1 else { return false }
        // A surname in another spelling than the full name's stands last there.
        given.remove(at: given.lastIndex { CodeToken.hash(of: String($0)) == tokens[index].hash } ?? given.count - 1)
        return !given.joined(separator: "-").split(separator: "-").contains {
            Gazetteer.initial(String($0)) == initial
        }
    }

    /// Whether a name ends another that a particle in lower case joins: "Ana de Lima", "de Lima's"; places with a particle are found as a
    /// whole.
    private func isBehindParticle(_ tokens: [CodeToken], _ index: Int) -> Bool {
        var first = index
        while first > 0, !tokens[first - 1].isCapital, tokens[first - 1].sign == 0,
            Grammar.english.has(tokens[first - 1].word, .nameParticles)
        {
            first -= 1
        }
        guard first < index else { return false }
        guard first > 0, tokens[first - 1].isCapital, tokens[first - 1].sign == 0, !tokens[first - 1].isGenitive else {
            return true
        }
        return tokens[first - 1].word < 0 || Grammar.english.has(tokens[first - 1].word, .givenNames)
    }

    /// The names of a sentence with their places, those in compounds such as "Russia-China" too.
    ///
    /// - Complexity: O(*n*) in tokens.
    public func names(in sentence: CodedSentence, _ text: [UInt8]) -> [(range: TextRange, entry: GazetteerEntry)] {
        var result: [(range: TextRange, entry: GazetteerEntry)] = []
        var covered = Array(repeating: false, count: sentence.tokens.count)
        for chunk in sentence.chunks {
            for name in sentence.names(of: chunk) {
                let last = name.token + name.count - 1
                guard last < covered.count, !covered[name.token] else { continue }
                for index in name.token...last { covered[index] = true }
                result.append((TextRange(sentence.tokens[name.token].start, sentence.tokens[last].end), name.entry))
            }
        }
        for (index, token) in sentence.tokens.enumerated() where !covered[index] && token.sign == 0 && token.isCapital {
            let parts = hyphenated(token, text)
            guard parts.count > 1 else { continue }
            // "South Korea-U.S.": the first part may end a name that began before.
            var words = parts
            var from = index
            while from > 0, index - from < 2, !covered[from - 1], sentence.tokens[from - 1].isCapital {
                from -= 1
                words.insert(sentence.tokens[from], at: 0)
            }
            for name in names(words) {
                let last = name.token + name.count - 1
                guard last >= index - from else { continue }
                result.append((TextRange(words[name.token].start, words[last].end), name.entry))
            }
        }
        return result.sorted { $0.range < $1.range }
    }

    /// The parts of a word with hyphens.
    private func hyphenated(_ token: CodeToken, _ text: [UInt8]) -> [CodeToken] {
        guard text[token.start..<token.end].contains(UInt8(ascii: "-")) else { return [] }
        var result: [CodeToken] = []
        var start = token.start
        for offset in token.start...token.end where offset == token.end || text[offset] == UInt8(ascii: "-") {
            if offset > start {
                result += CodeTokenizer.tokens(text, TextRange(start, offset), grammar: Grammar.english)
            }
            start = offset + 1
        }
        return result
    }

    /// The folded hash of the words of a range, as ``Grammar/id(hash:)`` takes it.
    public static func hash(_ text: [UInt8], _ range: TextRange) -> UInt64 {
        CodeTokenizer.foldedHash(text, range.start, range.end)
    }
}
