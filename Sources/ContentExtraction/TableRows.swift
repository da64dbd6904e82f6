internal import TextPrimitives

/// The rows of a table of comma-separated values (RFC 4180; also with semicolons or tabs).
public struct TableRows: Sendable {
    /// What parts the values of a row.
    public let separator: UInt8
    /// The names of the columns.
    public let names: [String]

    /// Reads the line of names; nil when it is none.
    ///
    /// - Parameter header: The first row, as it stands in the file.
    public init?(header: [UInt8]) {
        let bare = header.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(header.dropFirst(3)) : header
        let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), 9].map { sign in (sign, bare.count { $0 == sign }) }
        guard let best = counts.max(by: { $0.1 < $1.1 }), let row = TableRows.values(bare, best.0) else { return nil }
        separator = best.0
        names = row.map { MIMEPart.trimmed(String(decoding: $0, as: UTF8.self)) }
        if names.allSatisfy(\.isEmpty) { return nil }
    }

    /// The values of a row; nil when its quotation marks are broken or it has another number of values than names.
    ///
    /// - Complexity: O(*n*) in bytes.
    public func values(_ row: [UInt8]) -> [[UInt8]]? {
        guard let values = TableRows.values(row, separator), values.count == names.count else { return nil }
        return values
    }

    /// Whether a row's quotation marks are all closed, so that it ends with its line.
    public static func isClosed(_ row: some Sequence<UInt8>) -> Bool {
        row.reduce(0) { $0 &+ ($1 == UInt8(ascii: "\"") ? 1 : 0) } & 1 == 0
    }

    private static func values(_ row: [UInt8], _ separator: UInt8) -> [[UInt8]]? {
        var result: [[UInt8]] = []
        var at = 0
        let end = row.last == 13 ? row.count - 1 : row.count
        while true {
            var value: [UInt8] = []
            if at < end, row[at] == UInt8(ascii: "\"") {
                at += 1
                while true {
                    guard let close = row[at..<end].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
                    value += row[at..<close]
                    at = close + 1
                    guard at < end, row[at] == UInt8(ascii: "\"") else { break }
                    value.append(UInt8(ascii: "\""))
                    at += 1
                }
                guard at == end || row[at] == separator else { return nil }
            } else {
                let next = row[at..<end].firstIndex(of: separator) ?? end
                value += row[at..<next]
                at = next
            }
            result.append(value)
            if at >= end { return result }
            at += 1
            // A separator at the end opens one more value.
            if at == end {
                result.append([])
                return result
            }
        }
    }

    /// The first row of some bytes and the bytes behind it.
    ///
    /// - Complexity: O(*n*) in the row's bytes.
    public static func first(_ bytes: ArraySlice<UInt8>) -> (row: [UInt8], rest: ArraySlice<UInt8>) {
        var isOpen = false
        for index in bytes.indices {
            if bytes[index] == UInt8(ascii: "\"") { isOpen.toggle() }
            if bytes[index] == 10, !isOpen { return (Array(bytes[bytes.startIndex..<index]), bytes[(index + 1)...]) }
        }
        return (Array(bytes), bytes[bytes.endIndex...])
    }
}
