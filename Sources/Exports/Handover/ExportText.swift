internal import DocumentModel
internal import TextPrimitives

/// Text as each kind of format allows it.
enum ExportText {
    /// Text without control characters, each a blank: tab and line feeds too where they may not stand.
    static func plain(_ text: String, keepsLines: Bool = false) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if keepsLines, value == 0x0A {
                result.append(scalar)
            } else if value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029 {
                result.append(" ")
            } else if value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value) {
                result.append("\u{FFFD}")
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Text for the content and attributes of XML 1.0, which has no way to write control characters.
    static func xml(_ text: String) -> String { HTML.escape(plain(text)) }

    /// A cell of CSV (RFC 4180).
    ///
    /// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
    static func csv(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 3)
        var isQuoted = false
        switch text.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13:
            bytes.append(UInt8(ascii: "'"))
        default: break
        }
        for byte in text.utf8 {
            switch byte {
            case 0: continue
            case UInt8(ascii: "\""):
                bytes.append(byte)
                isQuoted = true
            case UInt8(ascii: ","), 10, 13: isQuoted = true
            default: break
            }
            bytes.append(byte)
        }
        let cell = String(decoding: bytes, as: UTF8.self)
        return isQuoted ? "\"\(cell)\"" : cell
    }

    /// A cell of a table whose cells are parted by tabs and have no way to hold one.
    static func tab(_ text: String) -> String { plain(text) }

    /// Values in one cell; a semicolon in one becomes a comma.
    static func list(_ values: [String]) -> String {
        values.map { value in
            String(decoding: value.utf8.map { $0 == UInt8(ascii: ";") ? UInt8(ascii: ",") : $0 }, as: UTF8.self)
        }.joined(separator: "; ")
    }

    /// A web address with what may not stand in one written as its code (RFC 3986, section 2.1); nil when it is none.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func uri(_ url: String) -> String? {
        let bytes = Array(url.utf8)
        let scheme = ["http://", "https://"].first { bytes.starts(with: $0.utf8) }
        guard let scheme, bytes.count > scheme.utf8.count else { return nil }
        func isHex(_ place: Int) -> Bool {
            place < bytes.count && (bytes[place].isASCIIDigit || (0x61...0x66).contains(bytes[place] | 0x20))
        }
        let digits = Array("0123456789ABCDEF".utf8)
        let path = bytes[scheme.utf8.count...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
        let fragment = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
        var result: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            let isWhole =
                switch byte {
                case UInt8(ascii: "%"): isHex(place + 1) && isHex(place + 2)
                case UInt8(ascii: "["), UInt8(ascii: "]"): place < path
                case UInt8(ascii: "#"): place == fragment
                default: true
                }
            if byte > 0x20, byte < 0x7F, isWhole, !"<>\"{}|\\^`".utf8.contains(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Values without those that came before.
    static func unique(_ values: [String]) -> [String] {
        var seen: Set<String> = []
        return values.filter { seen.insert($0).inserted }
    }

    /// The year, month and day of an EDTF value as far as it gives them; nil for an interval or what is none.
    static func parts(_ edtf: String?) -> (year: Int, month: Int?, day: Int?)? {
        guard let edtf, !edtf.utf8.contains(UInt8(ascii: "/")), let bounds = DayBounds(edtf: edtf),
            let from = bounds.from, let to = bounds.to, from.year == to.year
        else { return nil }
        if from == to { return (from.year, from.month, from.day) }
        if from.month == to.month { return (from.year, from.month, nil) }
        return edtf.utf8.count == 4 ? (from.year, nil, nil) : nil
    }

    /// The one day of an EDTF value (ISO), nil when it is none.
    static func day(_ edtf: String?) -> String? {
        guard let bounds = edtf.flatMap(DayBounds.init(edtf:)), let from = bounds.from, bounds.length == 1 else {
            return nil
        }
        return from.iso
    }
}
