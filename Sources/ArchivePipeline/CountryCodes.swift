internal import ActorCoding
internal import TextPrimitives

/// Country codes of two and three letters.
public enum CountryCodes {
    /// The two letters of a code of three, or the code itself.
    public static func alpha2(_ code: String) -> String { Gazetteer.shared.alpha2[code] ?? code }
    /// The three letters of a code of two, or nil.
    public static func alpha3(_ code: String) -> String? { Gazetteer.shared.alpha3[code] }
}

extension CountryCodes {
    /// The name of the state of a code of two letters, or what a code says that is no state's; else the code itself.
    public static func name(_ alpha2: String) -> String {
        alpha3(alpha2).flatMap { Gazetteer.shared.stateNames[$0] } ?? ofNoState[alpha2] ?? alpha2
    }

    /// What the codes of those mean that are no state.
    private static let ofNoState = [
        "IGO": "bodies of several states", "IMG": "armed groups", "NGO": "bodies of no state", "XXX": "no one state of today",
    ]
}

extension CountryCodes {
    /// The codes of two letters of the states whose name holds a word, or that are written so, sorted.
    public static func named(_ words: String) -> [String] {
        let asked = SearchText.folded(words)
        if alpha3(words.uppercased()) != nil { return [words.uppercased()] }
        if alpha2(words.uppercased()) != words.uppercased() { return [alpha2(words.uppercased())] }
        guard asked.utf8.count > 2 else { return [] }
        let found = Gazetteer.shared.stateNames.filter { _, name in
            let folded = SearchText.folded(name)
            return folded == asked || folded.split(separator: " ").contains { $0 == asked }
        }
        return found.keys.map { alpha2($0) }.filter { $0.utf8.count == 2 }.sorted()
    }

    /// The pairs that two names of states can mean: "Korea-Syria" KP-SY and KR-SY.
    public static func pairs(named words: String) -> [String] {
        let parts = words.split { "-–/⇄ ".contains($0) }.map(String.init)
        var best: [String] = []
        // A name of several words may hold the sign that parts the two.
        for cut in 1..<max(2, parts.count) where parts.count >= 2 {
            let left = named(parts[..<cut].joined(separator: " "))
            let right = named(parts[cut...].joined(separator: " "))
            best += left.flatMap { a in right.filter { $0 != a }.map { [a, $0].sorted().joined(separator: "-") } }
        }
        return Array(Set(best)).sorted()
    }
}
