internal import TextPrimitives

/// The header fields of a record or a message (ISO 28500, RFC 9112): where their names and values stand in other bytes.
struct HeaderFields {
    /// The first line, which is no field.
    private(set) var first = 0..<0
    private var fields: [(name: Range<Int>, value: Range<Int>)] = []

    /// Cuts the lines of a head; a line that is no field is passed over, one that is folded belongs to the field before.
    ///
    /// - Complexity: O(*n*) in bytes.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        var line = range.lowerBound
        var isFirst = true
        fields.reserveCapacity(12)
        while line < range.upperBound {
            let next = bytes.first(10, in: line..<range.upperBound) ?? range.upperBound
            let content = HeaderFields.trimmed(bytes, line..<next)
            if isFirst {
                first = content
                isFirst = false
            } else if bytes[line] == 32 || bytes[line] == 9 {
                if let last = fields.indices.last, fields[last].value.isEmpty { fields[last].value = content }
            } else if let colon = bytes.first(UInt8(ascii: ":"), in: content) {
                fields.append(
                    (
                        HeaderFields.trimmed(bytes, content.lowerBound..<colon),
                        HeaderFields.trimmed(bytes, (colon + 1)..<content.upperBound)
                    ))
            }
            line = next + 1
        }
    }

    /// Where the value of a field stands, the last when there are several.
    ///
    /// - Parameter name: In small letters.
    func range(_ name: [UInt8], _ bytes: [UInt8]) -> Range<Int>? {
        fields.last { bytes.isFolded(name, $0.name) }?.value
    }

    /// The value of a field.
    func text(_ name: [UInt8], _ bytes: [UInt8]) -> String? {
        range(name, bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// The value of a field without the brackets and marks that some programs write around it.
    func bare(_ name: [UInt8], _ bytes: [UInt8]) -> String? {
        bareRange(name, bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Where the value of a field stands without the brackets and marks that some programs write around it.
    func bareRange(_ name: [UInt8], _ bytes: [UInt8]) -> Range<Int>? {
        guard var value = range(name, bytes) else { return nil }
        while value.count >= 2, let close = HeaderFields.closing(bytes[value.lowerBound]),
            bytes[value.upperBound - 1] == close
        {
            value = HeaderFields.trimmed(bytes, (value.lowerBound + 1)..<(value.upperBound - 1))
        }
        return value
    }

    private static func closing(_ opening: UInt8) -> UInt8? {
        switch opening {
        case UInt8(ascii: "<"): UInt8(ascii: ">")
        case UInt8(ascii: "\""): opening
        default: nil
        }
    }

    /// The value of a field as a number of bytes; nil when it is none.
    func length(_ name: [UInt8], _ bytes: [UInt8]) -> Int? {
        guard let value = range(name, bytes), !value.isEmpty else { return nil }
        var result = 0
        for index in value {
            guard bytes[index].isASCIIDigit else { return nil }
            let (product, isOver) = result.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = product.addingReportingOverflow(Int(bytes[index]) - 48)
            if isOver || isOverToo { return nil }
            result = sum
        }
        return result
    }

    /// A range without the white space at its ends.
    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (first, last) = (range.lowerBound, range.upperBound)
        while first < last, bytes[first].isASCIISpace { first += 1 }
        while last > first, bytes[last - 1].isASCIISpace { last -= 1 }
        return first..<last
    }
}
