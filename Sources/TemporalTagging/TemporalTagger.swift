public import DocumentModel
internal import TextPrimitives

/// Finds the temporal expressions of a text and resolves them.
///
/// One pass cuts tokens, the rules of `time/LANGUAGE/rules.tsv` match them, and the matches are resolved in text order.
/// The split into recognising and resolving is that of HeidelTime (Strötgen and Gertz 2013); unlike it no genre is set:
/// a text whose dated years lie far from its publication is read as a story, the others as news.
public struct TemporalTagger: Sendable {
    private let shared: SharedLexicon

    /// Makes a tagger.
    ///
    /// - Parameter language: A language whose folder is compiled in; any other is read as English.
    /// - Complexity: O(*r* · *v*) in rules and words; make it once.
    public init(language: String) {
        let base = language.split(separator: "-").first.map(String.init) ?? "en"
        shared = SharedLexicon(language: TimeLexicon.languages.contains(base) ? base : "en")
    }

    /// The tagger of English, made once.
    public static let english = TemporalTagger(language: "en")

    private static let others: [String: TemporalTagger] = Dictionary(
        uniqueKeysWithValues: TimeLexicon.languages.filter { $0 != "en" }.map { ($0, TemporalTagger(language: $0)) })

    /// The tagger of a language, made once; English for languages without a folder.
    public static func shared(language: String?) -> TemporalTagger {
        guard let base = language?.split(separator: "-").first.map(String.init) else { return english }
        return others[base] ?? english
    }

    /// What the lexer and the rules find in a text, before anything is resolved.
    private struct Found {
        var matcher: TimeMatcher
        var matches: [TimeMatch]
        var context: TimeContext
    }

    private func found(in text: [UInt8], _ tokens: [TimeToken], _ context: TimeContext) -> Found {
        let matcher = TimeMatcher(shared: shared, tokens: tokens, bytes: text)
        var matches: [TimeMatch] = []
        var index = 0
        var surnames: MonthSurnames?
        while index < tokens.count {
            if let match = matcher.match(at: index), !isSurname(match, matcher, &surnames) {
                matches.append(match)
                index = match.last + 1
            } else {
                index += 1
            }
        }
        var context = context
        if context.isDayFirst == nil { context.isDayFirst = orderOfDayAndMonth(matches) }
        return Found(matcher: matcher, matches: matches, context: context)
    }

    /// Whether a match begins with a month that the text has as the name of a person.
    private func isSurname(_ match: TimeMatch, _ matcher: TimeMatcher, _ found: inout MonthSurnames?) -> Bool {
        guard let month = MonthSurnames.month(of: match, matcher) else { return false }
        let surnames = found ?? MonthSurnames(matcher)
        found = surnames
        return surnames.isName(match.first, month, matcher)
    }

    /// What a text says of the day of its own publication; nil when nothing in it sets any bounds.
    ///
    /// - Parameters: As for ``tag(_:context:)``.
    /// - Complexity: O(*n*) in bytes; half the work of ``tag(_:context:)``, as nothing is resolved against what was found.
    public func publicationBounds(of text: [UInt8], context: TimeContext = TimeContext()) -> PublicationBounds? {
        let tokens = TimeLexer(shared: shared).tokens(of: text)
        let found = found(in: text, tokens, context)
        return probed(text, tokens, found)?.bounds
    }

    /// The expressions of an undated text resolved against nothing, and what they say of its day; nil where nothing may.
    private func probed(
        _ text: [UInt8], _ tokens: [TimeToken], _ found: Found
    ) -> (resolver: TimexResolver, bounds: PublicationBounds?)? {
        let (context, matcher) = (found.context, found.matcher)
        guard !found.matches.isEmpty || context.published == nil else { return nil }
        let isOneDay = context.published?.from != nil && context.published?.from == context.published?.to
        if isOneDay { return nil }
        let background = context.usesBackground ? BackgroundTable.shared.found(in: text, tokens) : nil
        guard background != nil || found.matches.contains(where: { matcher.mayBound($0) }) else { return nil }
        let probe = resolved(found.matches, matcher, context, context.published, isNarrative: false)
        let inference = PublicationInference(
            text: text, timexes: probe.timexes, background: background, context: context)
        return (probe, inference.bounds())
    }

    /// Tags a text.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - context: What is known beside the words.
    /// - Returns: The expressions in text order, the bounds of the publication and the clashes.
    /// - Complexity: O(*n*) in bytes; the rules tried at a token are bounded.
    public func tag(_ text: [UInt8], context: TimeContext = TimeContext()) -> TimeAnnotations {
        let tokens = TimeLexer(shared: shared).tokens(of: text)
        let found = found(in: text, tokens, context)
        let (matches, matcher, context) = (found.matches, found.matcher, found.context)
        var result = TimeAnnotations()
        guard !matches.isEmpty || context.published == nil else { return result }
        var reference = context.published
        // Undated: what the text says of its own day comes first, and becomes the reference.
        let probe = probed(text, tokens, found)
        result.publicationBounds = probe?.bounds
        if let bounds = probe?.bounds?.bounds { reference = reference.map { $0.intersection(bounds) ?? $0 } ?? bounds }
        let isNarrative = isNarrative(matches, reference)
        let resolver =
            probe.flatMap { $0.resolver.reference == reference && !isNarrative ? $0.resolver : nil }
            ?? resolved(matches, matcher, context, reference, isNarrative: isNarrative)
        (result.timexes, result.rangeEnds, result.clashes) = (resolver.timexes, resolver.rangeEnds, resolver.clashes)
        result.clashes += TimeClashes(text: text, timexes: result.timexes, reference: reference).all()
        return result
    }

    /// Whether the dates of numbers in a text put the day first, by those that leave no doubt; nil without any, or with both.
    private func orderOfDayAndMonth(_ matches: [TimeMatch]) -> Bool? {
        var (dayFirst, monthFirst) = (false, false)
        for match in matches {
            for capture in match.captures where capture.cls == .numericDate && capture.text.hasPrefix("xx") {
                let (first, second) = (capture.value / 100_000_000, capture.value / 10_000 % 10_000)
                if first > 12, second <= 12 { dayFirst = true }
                if second > 12, first <= 12 { monthFirst = true }
            }
        }
        return dayFirst == monthFirst ? nil : dayFirst
    }

    /// The matches resolved against a reference.
    private func resolved(
        _ matches: [TimeMatch], _ matcher: TimeMatcher, _ context: TimeContext, _ reference: DayBounds?,
        isNarrative: Bool
    ) -> TimexResolver {
        var resolver = TimexResolver(matcher: matcher, context: context, reference: reference)
        resolver.isNarrative = isNarrative
        for match in matches { resolver.resolve(match) }
        return resolver
    }

    /// Whether a text tells an old story.
    ///
    /// Nearly all its years lie two or more years from its publication, and hardly anything in it counts from that. News gives the years
    /// of its background too, but says "on Monday" and "last month" beside them, and a short report with a few years of the recent past
    /// tells no story for that.
    private func isNarrative(_ matches: [TimeMatch], _ reference: DayBounds?) -> Bool {
        let year = reference?.to?.year ?? reference?.from?.year
        var (years, far, old, relative) = (0, 0, 0, 0)
        for match in matches {
            var isRelative = false
            for capture in match.captures {
                if capture.cls == .deictic || capture.cls == .weekday { isRelative = true }
                // "Last month", "this year".
                if capture.cls == .modifier, capture.text == "P-1" || capture.text == "P0" { isRelative = true }
                guard capture.cls == .year else { continue }
                years += 1
                let distance = abs(capture.value - (year ?? capture.value))
                if distance >= 2 { far += 1 }
                if distance >= 25 { old += 1 }
            }
            if isRelative { relative += 1 }
        }
        guard years >= 3, year != nil else { return years >= 3 }
        guard far * 20 >= years * 19, relative * 16 <= years else { return false }
        return years >= 7 || old == years
    }
}
