internal import TextPrimitives

/// Officials who sign a text: their words are their state's.
public enum SignedOffice {
    /// Professions of those who write for an outlet.
    private static let writers: Set<String> = Set(
        Resource.table("actors/writers.tsv").compactMap { $0.first.map(Folding.fold) })

    /// The state whose office a by-line names beside its author.
    ///
    /// - Parameter byline: As the page carries it: "Amina Diallo, Minister of Fisheries of Senegal".
    /// - Returns: ISO 3166 alpha-3; nil for reporters, for the staff of an outlet, and where no state or no office is named.
    /// - Complexity: O(*n*) in words.
    public static func state(in byline: String) -> String? {
        let parts = byline.split(separator: ",").dropFirst()
        if parts.isEmpty { return nil }
        if parts.contains(where: { OutletTable.shared.outlet(named: String($0)) != nil }) { return nil }
        let rest = parts.joined(separator: ",")
        let words = rest.split { !$0.isLetter && $0 != "-" }.map { Folding.fold(String($0)) }
        if words.contains(where: writers.contains) { return nil }
        guard words.contains(where: { PartyLexicon.shared.isOffice(Grammar.english.id($0)) }) else { return nil }
        return Gazetteer.shared.lastCountry(in: rest)
    }
}
