internal import DocumentModel
internal import TemporalTagging

/// Decides what the dates of a page are, from all evidence together.
///
/// Agreement of independent places beats any fixed order; a date that the text itself rules out is rejected; without a
/// date the text's own bounds are the answer, and never an invented day.
struct DateJudge {
    /// What was decided.
    struct Verdict {
        var published: String?
        var captured: String?
        var candidates: [DateCandidate] = []
    }

    /// The article's text.
    let text: [UInt8]
    /// Its language.
    let language: String?
    /// The dates on the page.
    let evidence: [DateEvidence]
    /// The day of a dateline that names no year.
    let yearless: YearlessDay?
    /// The day of capture that the caller knows.
    let capturedByCaller: String?

    func verdict() -> Verdict {
        var result = Verdict()
        let tagger = TemporalTagger.shared(language: language)
        let evidence = promoted(self.evidence)
        let mastheads = evidence.filter { $0.hint == .masthead }
        let teasers = evidence.filter { $0.hint == .teaser }
        // The copy was made no earlier than the newest date around the article.
        let newestTeaser = teasers.compactMap { $0.bounds.to }.max()
        let masthead = mastheads.first
        var captured = capturedByCaller
        if captured == nil, let day = masthead?.bounds.to, masthead?.bounds.length == 1,
            newestTeaser.map({ $0 <= day }) ?? true
        {
            captured = day.iso
        } else if captured == nil, let newestTeaser {
            captured = "\(newestTeaser.iso)/.."
        }
        result.captured = captured
        let latest =
            capturedByCaller.flatMap { DayBounds(edtf: String($0.prefix(10)))?.to } ?? masthead?.bounds.to ?? nil
        let own = tagger.publicationBounds(of: text, context: TimeContext(published: nil, notAfter: latest))

        let candidates = evidence.filter { [.published, .near, .dateline, .trailing].contains($0.hint) }
        let (chosen, support) = choose(candidates, own: own)
        result.published = chosen?.edtf
        for item in evidence {
            result.candidates.append(
                candidate(
                    item, chosen: chosen, support: support, own: own, captured: captured, newestTeaser: newestTeaser))
        }
        if let chosen, let own, own.bounds.overlaps(chosen.bounds), let reason = own.reasons.first {
            result.candidates.append(
                DateCandidate(
                    edtf: own.bounds.edtf ?? chosen.edtf, role: .published, source: "text",
                    evidence: own.evidence.compactMap { $0 }.first.map { range in
                        String(decoding: text[range.start..<range.end], as: UTF8.self)
                    } ?? "",
                    reason: "agrees: \(reason)"))
        }
        narrow(&result, chosen, own: own, captured: latest)
        if chosen == nil, result.published == nil, let own, let edtf = own.bounds.edtf {
            result.published = edtf
            for (reason, range) in zip(own.reasons, own.evidence) {
                result.candidates.append(
                    DateCandidate(
                        edtf: edtf, role: .published, source: "inferred",
                        evidence: range.map { String(decoding: text[$0.start..<$0.end], as: UTF8.self) } ?? "the page",
                        reason: reason))
            }
        }
        return result
    }

    /// Gives the day of a dateline without a year its year, where the address, the text and the day of the copy leave one.
    private func narrow(
        _ result: inout Verdict, _ chosen: DateEvidence?, own: PublicationBounds?, captured: CivilDay?
    ) {
        guard let yearless else { return }
        func add(_ edtf: String, _ role: DateRole, _ reason: String) {
            result.candidates.append(
                DateCandidate(edtf: edtf, role: role, source: "dateline", evidence: yearless.quote, reason: reason))
        }
        if let chosen, chosen.bounds.length == 1 {
            let isSame = chosen.bounds.from.map { $0.month == yearless.month && $0.day == yearless.day } ?? false
            return add(
                isSame ? chosen.edtf : yearless.edtf, isSame ? .published : .rejected,
                isSame
                    ? "agrees: the dateline names the day, not the year"
                    : "another date is better supported: \(chosen.edtf)")
        }
        var bounds = chosen?.bounds ?? DayBounds(from: nil, to: nil)
        var reasons = chosen.map { ["\($0.edtf), \($0.note.isEmpty ? $0.evidence : $0.note)"] } ?? []
        if let own, let both = bounds.intersection(own.bounds) {
            bounds = both
            reasons += own.reasons.prefix(1)
        }
        if let captured, let both = bounds.intersection(DayBounds(from: nil, to: captured)) {
            if both != bounds { reasons.append("the copy is of \(captured.iso)") }
            bounds = both
        }
        guard let day = yearless.day(within: bounds) else {
            return add(yearless.edtf, .rejected, "the dateline names a day, and nothing on the page its year")
        }
        let weekday = yearless.weekday == nil ? "" : " and the weekday"
        result.published = day.iso
        add(
            day.iso, .published,
            "the dateline's day in the only year that fits\(weekday): \(reasons.joined(separator: "; "))")
    }

    /// The only date above the article, outside the page's frame, is the article's when the page shows no other.
    private func promoted(_ evidence: [DateEvidence]) -> [DateEvidence] {
        let isKnown = evidence.contains { [.published, .near, .dateline, .trailing].contains($0.hint) }
        let mastheads = evidence.filter { $0.hint == .masthead }
        guard !isKnown, let only = mastheads.first, only.weight >= 30,
            mastheads.allSatisfy({ $0.bounds == only.bounds })
        else { return evidence }
        return evidence.map { item in
            guard item.hint == .masthead else { return item }
            var item = item
            item.hint = .near
            item.source = "text"
            return item
        }
    }

    /// The best-supported candidate, and how many kinds of evidence name the same day.
    private func choose(_ candidates: [DateEvidence], own: PublicationBounds?) -> (DateEvidence?, Int) {
        var best: (item: DateEvidence, score: Int, support: Int)?
        for item in candidates {
            if let own, !own.bounds.overlaps(item.bounds), own.reasons.contains(where: { !$0.contains("[background") }),
                item.weight < 60
            {
                continue
            }
            let allies = candidates.filter { other in
                guard other.source != item.source else { return false }
                return other.bounds == item.bounds || (item.bounds.from != nil && item.bounds.from == other.bounds.from)
            }
            let support = Set(allies.map(\.source)).count
            let score = item.weight + 25 * support
            if score > (best?.score ?? Int.min) { best = (item, score, support) }
        }
        if let chosen = best, chosen.item.isUniversalTime, let same = sameMoment(chosen.item, candidates) {
            return (same, chosen.support)
        }
        if let chosen = best, chosen.item.isUniversalTime, let local = local(chosen.item, candidates),
            !evidence.contains(where: { $0.hint == .masthead && $0.bounds == chosen.item.bounds })
        {
            return (local, chosen.support)
        }
        return (best?.item, best?.support ?? 0)
    }

    /// The same moment in the page's own zone: a day before or after it, to the second of the hour.
    private func sameMoment(_ chosen: DateEvidence, _ candidates: [DateEvidence]) -> DateEvidence? {
        guard let second = chosen.secondOfHour, let day = chosen.bounds.from else { return nil }
        return candidates.first {
            !$0.isUniversalTime && $0.secondOfHour == second && abs(($0.bounds.from?.number ?? 0) - day.number) == 1
        }
    }

    /// The day beside a moment in universal time that an address or a line of the page shows: that of the page's own zone.
    private func local(_ chosen: DateEvidence, _ candidates: [DateEvidence]) -> DateEvidence? {
        guard let day = chosen.bounds.from else { return nil }
        let shown = candidates.filter { other in
            !other.isUniversalTime && other.weight >= 44
                && ["url", "text", "time", "script", "meta", "dateline"].contains(other.source)
                && other.bounds.length == 1
        }
        if shown.contains(where: { $0.bounds == chosen.bounds }) { return nil }
        return shown.filter { abs(($0.bounds.from?.number ?? 0) - day.number) == 1 }.max { $0.weight < $1.weight }
    }

    private func candidate(
        _ item: DateEvidence, chosen: DateEvidence?, support: Int, own: PublicationBounds?, captured: String?,
        newestTeaser: CivilDay?
    ) -> DateCandidate {
        func make(_ role: DateRole, _ reason: String) -> DateCandidate {
            DateCandidate(
                edtf: item.edtf, role: role, source: item.source, evidence: item.evidence,
                reason: item.note.isEmpty ? reason : "\(reason); \(item.note)")
        }
        switch item.hint {
        case .teaser: return make(.rejected, "in a list of other articles, not of this one")
        case .masthead:
            let outside = own.flatMap { $0.bounds.overlaps(item.bounds) ? nil : $0.bounds.edtf }
            let why = outside.map { ", and outside \($0), which the text allows" } ?? ""
            let role: DateRole = captured == item.edtf ? .captured : .rejected
            return make(
                role, "in the page's head, apart from the article\(why): the day of the copy, rejected as publication")
        case .modified: return make(.modified, "marked as an update")
        default: break
        }
        guard let chosen else {
            return make(.rejected, "outside \(own?.bounds.edtf ?? "the bounds") that the text sets")
        }
        if item.bounds == chosen.bounds {
            return make(
                .published,
                support > 0 ? "\(support + 1) independent places agree" : "the page's own date of publication")
        }
        if item.hint == .trailing, let day = item.bounds.to, let published = chosen.bounds.from, day < published {
            return make(.issued, "behind the article and before the page's own date: the day of first issue")
        }
        return make(.rejected, "another date is better supported: \(chosen.edtf)")
    }
}
