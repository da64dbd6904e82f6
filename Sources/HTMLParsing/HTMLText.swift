internal import TextPrimitives

/// Character references.
public enum HTMLText {
    private static let named: [String: UInt32] = [
        "amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39, "nbsp": 160, "iexcl": 161, "cent": 162, "pound": 163,
        "curren": 164, "yen": 165, "sect": 167, "uml": 168, "copy": 169, "laquo": 171,
        "not": 172, "shy": 173, "reg": 174, "deg": 176, "plusmn": 177, "acute": 180, "micro": 181, "para": 182,
        "middot": 183, "raquo": 187, "frac14": 188, "frac12": 189, "frac34": 190, "iquest": 191,
        "Agrave": 192, "Aacute": 193, "Acirc": 194, "Atilde": 195, "Auml": 196, "Aring": 197, "AElig": 198,
        "Ccedil": 199, "Egrave": 200, "Eacute": 201, "Ecirc": 202, "Euml": 203, "Igrave": 204,
        "Iacute": 205, "Icirc": 206, "Iuml": 207, "ETH": 208, "Ntilde": 209, "Ograve": 210, "Oacute": 211, "Ocirc": 212,
        "Otilde": 213, "Ouml": 214, "times": 215, "Oslash": 216, "Ugrave": 217,
        "Uacute": 218, "Ucirc": 219, "Uuml": 220, "Yacute": 221, "THORN": 222, "szlig": 223, "agrave": 224,
        "aacute": 225, "acirc": 226, "atilde": 227, "auml": 228, "aring": 229, "aelig": 230,
        "ccedil": 231, "egrave": 232, "eacute": 233, "ecirc": 234, "euml": 235, "igrave": 236, "iacute": 237,
        "icirc": 238, "iuml": 239, "eth": 240, "ntilde": 241, "ograve": 242, "oacute": 243,
        "ocirc": 244, "otilde": 245, "ouml": 246, "divide": 247, "oslash": 248, "ugrave": 249, "uacute": 250,
        "ucirc": 251, "uuml": 252, "yacute": 253, "thorn": 254, "yuml": 255, "OElig": 338,
        "oelig": 339, "Scaron": 352, "scaron": 353, "Yuml": 376, "fnof": 402, "circ": 710, "tilde": 732, "ensp": 8194,
        "emsp": 8195, "thinsp": 8201, "zwnj": 8204, "zwj": 8205, "lrm": 8206, "rlm": 8207,
        "ndash": 8211, "mdash": 8212, "lsquo": 8216, "rsquo": 8217, "sbquo": 8218, "ldquo": 8220, "rdquo": 8221,
        "bdquo": 8222, "dagger": 8224, "Dagger": 8225, "bull": 8226, "hellip": 8230,
        "permil": 8240, "prime": 8242, "lsaquo": 8249, "rsaquo": 8250, "euro": 8364, "trade": 8482, "larr": 8592,
        "uarr": 8593, "rarr": 8594, "darr": 8595, "minus": 8722,
    ]

    /// What windows-1252 puts where numeric references of 128 to 159 point (HTML standard, numeric character reference end state).
    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ]

    /// A byte of windows-1252 as a scalar.
    public static func windows1252(_ byte: UInt8) -> UInt32 {
        (0x80...0x9F).contains(byte) ? windows1252[Int(byte) - 0x80] : UInt32(byte)
    }

    /// The scalar of the character reference that begins at an ampersand, and its length; nil when none begins there.
    public static func reference(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (scalar: UInt32, length: Int)? {
        var offset = start + 1
        guard offset < end else { return nil }
        if bytes[offset] == UInt8(ascii: "#") {
            offset += 1
            let isHex = offset < end && bytes[offset] | 0x20 == UInt8(ascii: "x")
            if isHex { offset += 1 }
            var value: UInt32 = 0
            let digits = offset
            while offset < end, offset - digits < 9 {
                let byte = bytes[offset]
                if byte.isASCIIDigit {
                    value = value &* (isHex ? 16 : 10) &+ UInt32(byte - 0x30)
                } else if isHex, (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20) {
                    value = value &* 16 &+ UInt32((byte | 0x20) - 0x57)
                } else {
                    break
                }
                offset += 1
            }
            guard offset > digits else { return nil }
            if offset < end, bytes[offset] == UInt8(ascii: ";") { offset += 1 }
            if (0x80...0x9F).contains(value) { value = windows1252[Int(value) - 0x80] }
            return (value == 0 || value > 0x10FFFF ? 0xFFFD : value, offset - start)
        }
        let nameStart = offset
        while offset < end, offset - nameStart < 10, bytes[offset].isASCIILetter || bytes[offset].isASCIIDigit {
            offset += 1
        }
        guard offset > nameStart, let value = named[UTF8Text.string(bytes, nameStart, offset)] else { return nil }
        let isClosed = offset < end && bytes[offset] == UInt8(ascii: ";")
        guard isClosed || value < 256 else { return nil }
        return (value, offset - start + (isClosed ? 1 : 0))
    }

    /// A byte range with its character references replaced.
    public static func decoded(_ bytes: [UInt8], _ start: Int, _ end: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(end - start)
        var offset = start
        while offset < end {
            if bytes[offset] == UInt8(ascii: "&"), let (scalar, length) = reference(bytes, offset, end) {
                UTF8Text.append(scalar, to: &result)
                offset += length
            } else {
                result.append(bytes[offset])
                offset += 1
            }
        }
        return result
    }
}
