/// A seeded source of random numbers (SplitMix64), so that property tests repeat.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Makes a source; the same state gives the same numbers.
    public init(state: UInt64) { self.state = state }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
