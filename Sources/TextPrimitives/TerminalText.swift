/// Text for people at a terminal: a page's title or a file's name must not move the cursor, colour the screen, set the window's
/// title or turn the writing around.
public enum TerminalText {
    /// Bytes with their control and formatting signs shown as what they are: `\x1B`, `\u{202E}`.
    ///
    /// Line feeds and tabs stay; joiners of letters (U+200C, U+200D) stay too, since scripts and emoji need them.
    ///
    /// - Parameters:
    ///   - text: UTF-8; a byte that belongs to no character is shown as such.
    ///   - isJSON: Whether the text is JSON; then they are written as JSON escapes them, and stay the same text.
    /// - Complexity: O(*n*) in bytes.
    public static func harmless(_ text: [UInt8], isJSON: Bool = false) -> [UInt8] {
        var at = 0
        // Hardly any text has one.
        while at < text.count, !mayCommand(text, at) { at += 1 }
        if at == text.count { return text }
        var result = Array(text[..<at])
        while at < text.count {
            guard mayCommand(text, at) else {
                result.append(text[at])
                at += 1
                continue
            }
            let (value, length) = UTF8Text.scalar(in: text, at: at)
            if isJSON, value != 0xFFFD, isFormat(value) || value == 0x7F {
                for unit in String(UnicodeScalar(value) ?? "?").utf16 {
                    let digits = hexadecimal(UInt32(unit))
                    result += "\\u\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)".utf8
                }
            } else if length == 1, text[at] < 0x80 || value == 0xFFFD {
                result += "\\x".utf8
                result.append(digits[Int(text[at] >> 4)])
                result.append(digits[Int(text[at] & 15)])
            } else if isFormat(value) {
                result += "\\u{\(hexadecimal(value))}".utf8
            } else {
                result += text[at..<min(text.count, at + length)]
            }
            at += max(1, length)
        }
        return result
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func hexadecimal(_ value: UInt32) -> String {
        var result: [UInt8] = []
        var shift: UInt32 = 20
        while true {
            let digit = value >> shift & 15
            if digit != 0 || !result.isEmpty || shift == 0 { result.append(digits[Int(digit)]) }
            if shift == 0 { return String(decoding: result, as: UTF8.self) }
            shift -= 4
        }
    }

    /// Whether a byte is a control sign or may begin a sign that is not shown.
    private static func mayCommand(_ text: [UInt8], _ at: Int) -> Bool {
        let byte = text[at]
        if byte < 0x20 { return byte != 10 && byte != 9 }
        return byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xDC || byte == 0xE1 || byte == 0xE2
            || byte == 0xEF
            || byte == 0xF0 || byte == 0xF3
    }

    /// The control signs beyond ASCII and the signs of category Cf (Unicode 15, DerivedGeneralCategory) but the joiners.
    private static func isFormat(_ value: UInt32) -> Bool {
        switch value {
        case 0x80...0x9F, 0xAD, 0x600...0x605, 0x61C, 0x6DD, 0x70F, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE007F:
            true
        default: false
        }
    }
}
