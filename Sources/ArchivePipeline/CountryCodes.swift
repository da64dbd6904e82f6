internal import ActorCoding

/// Country codes of two and three letters.
public enum CountryCodes {
    /// The two letters of a code of three, or the code itself.
    public static func alpha2(_ code: String) -> String { Gazetteer.shared.alpha2[code] ?? code }
    /// The three letters of a code of two, or nil.
    public static func alpha3(_ code: String) -> String? { Gazetteer.shared.alpha3[code] }
}

extension CountryCodes {
    /// The name of the state of a code of two letters, or the code itself.
    public static func name(_ alpha2: String) -> String {
        alpha3(alpha2).flatMap { Gazetteer.shared.stateNames[$0] } ?? alpha2
    }
}
