public import DocumentModel

/// A place where a reader should stop: it says what does not fit and gives no verdict.
public struct LedgerFlag: Sendable {
    /// The code: a letter for the kind and a number: A denial, S one-sided words, D dates.
    public var code: String
    /// The kind, in words.
    public var title: String
    /// One or two sentences.
    public var note: String
    /// Where it rests: page index and range.
    public var evidence: [(document: Int, range: TextRange)]
    /// Whether it leans on the table of well-known dates.
    public var leansOnBackground: Bool
}

/// Finds flags in a collection.
public enum Flags {
    /// The flags that touch two countries, numbered by kind.
    ///
    /// - Complexity: O(*n*) in claims and expressions.
    public static func find(_ ledger: WorldLedger, _ first: String, _ second: String) -> [LedgerFlag] {
        numbered(
            ofTexts(ledger) { $0 == first || $0 == second }
                + contradictions(ledger.events(between: first, and: second)))
    }

    /// The flags of a whole collection, whatever the states, numbered by kind.
    ///
    /// - Complexity: O(*n*) in claims, expressions and events, times the visits of one person in a year.
    public static func all(_ ledger: WorldLedger) -> [LedgerFlag] {
        var visits: [String: [Int]] = [:]
        var keys: [String] = []
        for index in ledger.indices(ofType: "visit") {
            let event = ledger.events[index]
            guard let person = event.report.actors.first, let year = event.report.when?.bounds.from?.year else {
                continue
            }
            let key = "\(year) \(person.id)"
            if visits[key] == nil { keys.append(key) }
            visits[key, default: []].append(index)
        }
        let several = keys.compactMap { visits[$0] }.filter { $0.count > 1 }
        return numbered(
            ofTexts(ledger) { _ in true } + several.flatMap { contradictions($0.map { ledger.events[$0] }) })
    }

    /// The flags of single texts.
    private static func ofTexts(_ ledger: WorldLedger, _ isAbout: (String) -> Bool) -> [LedgerFlag] {
        let heard = ledger.sides
        var flags: [LedgerFlag] = []
        var seen: Set<String> = []
        for (index, document) in ledger.documents.enumerated() {
            // Copies of a text are flagged once.
            guard seen.insert(document.text).inserted else { continue }
            flags += denials(index, document)
            flags += oneSided(index, document, heard, isAbout)
            flags += unsureDays(index, document)
        }
        return flags
    }

    private static func numbered(_ flags: [LedgerFlag]) -> [LedgerFlag] {
        var numbers: [Character: Int] = [:]
        return flags.map { flag in
            var numbered = flag
            let letter = flag.code.first ?? "X"
            numbers[letter, default: 0] += 1
            numbered.code = "\(letter)\(numbers[letter] ?? 1)"
            return numbered
        }
    }

    private static func denials(_ index: Int, _ document: LedgerDocument) -> [LedgerFlag] {
        document.claims.filter { $0.isDenial && $0.target == nil && $0.targetCandidates.count > 1 }.map { claim in
            let who = claim.speaker.first?.name ?? "Somebody"
            let candidates = claim.targetCandidates.map { "\(document.id)#\($0)" }.joined(separator: " or ")
            return LedgerFlag(
                code: "A", title: "denial without a target",
                note:
                    "\(who) “\(claim.cueSpan.map { document.body.quote($0) } ?? claim.stance.rawValue) \(document.body.quote(claim.contentSpans[0]))”. It could answer \(candidates). Target: unresolved.",
                evidence: claim.evidence.map { (index, $0) }, leansOnBackground: false)
        }
    }

    /// Words put in the mouth of a side by a text of the other side alone, with a verb that takes sides.
    private static func oneSided(
        _ index: Int, _ document: LedgerDocument, _ heard: Set<String>, _ isAbout: (String) -> Bool
    ) -> [LedgerFlag] {
        document.claims.filter { claim in
            guard claim.endorses, let country = claim.speaker.first?.country, isAbout(country) else {
                return false
            }
            return !heard.contains(country) || document.side != country
        }.filter { $0.stance == .accuses || $0.stance == .denies }.map { claim in
            LedgerFlag(
                code: "S", title: "one-sided words",
                note:
                    "“\(claim.cueSpan.map { document.body.quote($0) } ?? claim.stance.rawValue)” takes sides: it is the text's verb. \(claim.speaker.first?.country.map { heard.contains($0) ? "" : "No text of that side is held." } ?? "")",
                evidence: claim.evidence.map { (index, $0) }, leansOnBackground: false)
        }
    }

    private static func unsureDays(_ index: Int, _ document: LedgerDocument) -> [LedgerFlag] {
        document.timexes.filter { ($0.anchor ?? "").hasPrefix("publication bounds") }.prefix(3).map { timex in
            LedgerFlag(
                code: "D", title: "unsure day",
                note:
                    "“\(document.body.quote(timex.range))” is one of several days in \(timex.bounds?.edtf ?? "an open interval"): \(timex.anchor ?? ""). Only another dated text can choose.",
                evidence: [(index, timex.range)], leansOnBackground: true)
        }
    }

    /// Texts that give one remembered event different days.
    private static func contradictions(_ events: [WorldEvent]) -> [LedgerFlag] {
        var result: [LedgerFlag] = []
        let visits = events.filter {
            $0.report.type == "visit" && $0.report.when?.bounds.length != nil && $0.report.when?.basis != .tense
        }
        for (index, left) in visits.enumerated() {
            for right in visits.dropFirst(index + 1) {
                guard let a = left.report.when?.bounds, let b = right.report.when?.bounds, let from = a.from,
                    let other = b.from, from.year == other.year, !a.overlaps(b),
                    let person = left.report.actors.first, person.kind == .person, !person.id.hasPrefix("office:"),
                    person.id == right.report.actors.first?.id, left.texts != right.texts,
                    left.report.countries.intersection(right.report.countries).count > 1
                else { continue }
                result.append(
                    LedgerFlag(
                        code: "D", title: "contradiction of dates",
                        note:
                            "\(left.texts.joined(separator: ", ")) give \(a.edtf ?? ""), \(right.texts.joined(separator: ", ")) give \(b.edtf ?? "") for a visit of the same person in one year.",
                        evidence: [left, right].compactMap { event in
                            event.attestations.first.map { ($0.document, $0.range) }
                        }, leansOnBackground: false))
            }
        }
        return result
    }
}
