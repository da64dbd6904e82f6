import Testing

@testable import ActorCoding

/// Hyphens that stand for a blank, and those that do not.
@Suite struct LostBlankTests {
    @Test(arguments: [
        ("The minister has-signed it.", "The minister has signed it."),
        ("He left.-The minister came.", "He left. The minister came."),
        ("“Late,\"-he said.", "“Late,\" he said."),
        ("It is late,-said the minister.", "It is late, said the minister."),
        ("Peru and-Chile signed.- \"Yes\"", "Peru and Chile signed.  \"Yes\""),
        ("Source:-The Harbour", "Source: The Harbour"),
        ("It was \"late\".-The port shut.", "It was \"late\". The port shut."),
        ("It rose by 5%.- The port shut [again].-He left.", "It rose by 5%.  The port shut [again]. He left."),
        ("The port of the UAE.-Peru left.", "The port of the UAE. Peru left."),
        ("He left the EU.- In May he came.-", "He left the EU.  In May he came. "),
        ("It was 'late.'-'Yes,' he said (again) .-Peru left.", "It was 'late.' 'Yes,' he said (again) . Peru left."),
    ])
    func aBlankIsPutBack(_ text: String, _ mended: String) {
        #expect(String(decoding: LostBlanks.mended(Array(text.utf8)), as: UTF8.self) == mended)
    }

    @Test(arguments: [
        "The U.S.-led and U.S.-Peru talks", "a state-of-the-art port", "a well-known 5-year plan",
        "the 2,-3 and 4-2 games", "round-the-clock", "Inc.-owned", "-", "a-", "-the", "anti-war", "the-of-the-",
        "in 2.-5. May", "J.-P. and the U.N.-Peru talks", "-.-", ".-", "'-", "’.-x",
    ])
    func otherHyphensStay(_ text: String) {
        #expect(String(decoding: LostBlanks.mended(Array(text.utf8)), as: UTF8.self) == text)
    }
}
