internal import ActorCoding

/// Country codes of two and three letters.
public enum CountryCodes {
    /// The two letters of a code of three, or the code itself.
    public static func alpha2(_ code: String) -> String { Gazetteer.shared.alpha2[code] ?? code }
    /// The three letters of a code of two, or nil.
    public static func alpha3(_ code: String) -> String? { Gazetteer.shared.alpha3[code] }
}
