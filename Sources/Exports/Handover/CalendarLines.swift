/// Lines of calendars (RFC 5545).
public enum CalendarLines {
    /// A TEXT value, its signs written out where they would end it.
    ///
    /// - Complexity: O(*n*) in signs.
    public static func text(_ text: String) -> String {
        var result = ""
        for scalar in ExportText.plain(text, keepsLines: true).unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result += "\\\(scalar)"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A line cut at 75 octets, never within a sign, and ended by CR LF.
    ///
    /// - Complexity: O(*n*) in signs.
    public static func folded(_ line: String) -> String {
        var result = ""
        var length = 0
        for scalar in line.unicodeScalars {
            let size = scalar.utf8.count
            if length + size > 75 {
                result += "\r\n "
                length = 1
            }
            result.unicodeScalars.append(scalar)
            length += size
        }
        return result + "\r\n"
    }
}
