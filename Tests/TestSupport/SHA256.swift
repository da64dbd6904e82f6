/// SHA-256 (FIPS 180-4), so that tests of the core can ask for a file's digest without a library.
public enum SHA256 {
    private static let constants: [UInt32] = {
        // The first 32 bits of the fractions of the cube roots of the first 64 primes.
        var result: [UInt32] = []
        var number: UInt64 = 2
        while result.count < 64 {
            var divisor: UInt64 = 2
            while divisor * divisor <= number, number % divisor != 0 { divisor += 1 }
            if divisor * divisor > number { result.append(fraction(number, 3)) }
            number += 1
        }
        return result
    }()

    private static let start: [UInt32] = [2, 3, 5, 7, 11, 13, 17, 19].map { fraction($0, 2) }

    /// The first 32 bits of the fraction of a square or cube root, by bisection in integers.
    private static func fraction(_ number: UInt64, _ power: Int) -> UInt32 {
        var low: UInt64 = 0
        var high: UInt64 = 1 << 36
        while high - low > 1 {
            let middle = (low + high) / 2
            // middle = root · 2^32, compared with number · 2^(32 · power).
            let product = (0..<power).reduce(UInt128(1)) { value, _ in value * UInt128(middle) }
            if product <= UInt128(number) << (32 * UInt128(power)) { low = middle } else { high = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }

    /// The digest in hexadecimal.
    public static func hex(_ bytes: [UInt8]) -> String {
        var message = bytes
        message.append(0x80)
        while message.count % 64 != 56 { message.append(0) }
        for shift in stride(from: 56, through: 0, by: -8) {
            message.append(UInt8(truncatingIfNeeded: (UInt64(bytes.count) * 8) >> UInt64(shift)))
        }
        var state = start
        var words = [UInt32](repeating: 0, count: 64)
        for block in stride(from: 0, to: message.count, by: 64) {
            for index in 0..<16 {
                let place = block + 4 * index
                words[index] =
                    UInt32(message[place]) << 24 | UInt32(message[place + 1]) << 16 | UInt32(message[place + 2]) << 8
                    | UInt32(message[place + 3])
            }
            add(&words, to: &state)
        }
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private static func rotated(_ word: UInt32, _ places: UInt32) -> UInt32 { word >> places | word << (32 - places) }

    private static func add(_ words: inout [UInt32], to state: inout [UInt32]) {
        for index in 16..<64 {
            let (first, second) = (words[index - 15], words[index - 2])
            let small = rotated(first, 7) ^ rotated(first, 18) ^ first >> 3
            let large = rotated(second, 17) ^ rotated(second, 19) ^ second >> 10
            words[index] = words[index - 16] &+ small &+ words[index - 7] &+ large
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let choice = (e & f) ^ (~e & g)
            let first =
                h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ constants[index] &+ words[index]
            let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e) = (g, f, e, d &+ first)
            (d, c, b, a) = (c, b, a, first &+ second)
        }
        for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
    }
}
