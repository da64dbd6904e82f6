/// Text in the form in which it is searched: folded, and scripts without blanks cut into pairs of signs.
///
/// Han, Kana and Hangul stand as overlapping pairs, and the last sign of a run alone, so that every part of a run is found as a
/// phrase; Arabic letters that Persian and Arabic write differently are one.
public enum SearchText {
    /// Whether a sign is of a script that is cut into pairs.
    public static func isPaired(_ value: UInt32) -> Bool {
        switch value {
        case 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
        case 0x3041...0x30FA, 0x30FC...0x30FF, 0x3400...0x4DBF, 0x3005...0x3007: true
        case 0x1100...0x11FF, 0x3131...0x318E, 0x31F0...0x31FF, 0xF900...0xFAFF, 0xFF66...0xFF9F: true
        case 0x20000...0x2FA1F: true
        default: false
        }
    }

    /// An Arabic letter as it is compared; 0 for a sign that is left out, nil for any other sign.
    static func arabic(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x064A, 0x0649: 0x06CC
        case 0x0643: 0x06A9
        case 0x0629, 0x06C0: 0x0647
        case 0x0622, 0x0623, 0x0625, 0x0671: 0x0627
        case 0x0640, 0x064B...0x065F, 0x0670: 0
        case 0x0660...0x0669: value - 0x0660 + 0x30
        case 0x06F0...0x06F9: value - 0x06F0 + 0x30
        default: nil
        }
    }

    /// The folded form, the same on both sides of a comparison.
    public static func folded(_ text: some StringProtocol) -> String {
        String(decoding: folded(Array(text.utf8)), as: UTF8.self)
    }

    /// The folded form of UTF-8.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func folded(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var offset = 0
        while offset < bytes.count {
            if bytes[offset] < 0x80 {
                result.append(bytes[offset].asciiLowercased)
                offset += 1
                continue
            }
            let (value, length) = UTF8Text.scalar(in: bytes, at: offset)
            if let letter = arabic(value) {
                if letter > 0 { UTF8Text.append(letter, to: &result) }
            } else if value == 0x200C || value == 0x200D {
                // What joins or parts letters parts words here.
                result.append(0x20)
            } else {
                Folding.append(bytes, offset, offset + length, to: &result)
            }
            offset += length
        }
        return result
    }

    /// The words of a text as they are kept in the index, with blanks between.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func indexed(_ text: String) -> String {
        String(decoding: indexed(Array(text.utf8)), as: UTF8.self)
    }

    private static func indexed(_ bytes: [UInt8]) -> [UInt8] {
        let folded = folded(bytes)
        guard folded.contains(where: { $0 >= 0xE0 }) else { return folded }
        var result: [UInt8] = []
        result.reserveCapacity(folded.count * 2)
        // Where the sign before began, as long as a run goes on.
        var before: Range<Int>?
        var offset = 0
        func close() {
            if let before {
                result.append(contentsOf: folded[before])
                result.append(0x20)
            }
            before = nil
        }
        while offset < folded.count {
            let (value, length) = UTF8Text.scalar(in: folded, at: offset)
            let place = offset..<(offset + length)
            offset += length
            guard isPaired(value) else {
                close()
                result.append(contentsOf: folded[place])
                continue
            }
            if let before { result.append(contentsOf: folded[before.lowerBound..<place.upperBound]) }
            result.append(0x20)
            before = place
        }
        close()
        return result
    }

    /// The pieces of words of a query: what the index has to hold one after the other, and whether the last is only how a word begins.
    ///
    /// - Parameter words: Words, as between quotation marks.
    /// - Returns: No pieces where the words hold no letter and no digit.
    public static func phrase(_ words: String) -> (pieces: [String], endsOpen: Bool) {
        var parts: [(signs: [String], isRun: Bool)] = []
        var isOpen = false
        for scalar in folded(words).unicodeScalars {
            let isRun = isPaired(scalar.value)
            guard isRun || isWord(scalar) else {
                isOpen = false
                continue
            }
            if isOpen, let last = parts.last, last.isRun == isRun {
                parts[parts.count - 1].signs.append(String(scalar))
            } else {
                parts.append(([String(scalar)], isRun))
            }
            isOpen = true
        }
        var pieces: [String] = []
        for (place, part) in parts.enumerated() {
            guard part.isRun else {
                pieces.append(part.signs.joined())
                continue
            }
            pieces += zip(part.signs, part.signs.dropFirst()).map { $0 + $1 }
            // The index holds the last sign of a run alone, before what follows.
            let isLast = place == parts.count - 1
            if !isLast || part.signs.count == 1, let sign = part.signs.last { pieces.append(sign) }
        }
        let endsOpen = parts.last.map { $0.isRun && $0.signs.count == 1 } ?? false
        return (pieces, endsOpen)
    }

    /// Whether a sign is part of a word.
    public static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value)
                || (0x61...0x7A).contains(scalar.value)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber, .privateUse:
            return true
        default: return false
        }
    }
}
