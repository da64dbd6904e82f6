internal import TextPrimitives

/// Bytes in an encoding of the web to UTF-8 (Encoding standard, sections 9 to 14).
///
/// What stands for nothing becomes U+FFFD; an ASCII byte that was taken for the second of a pair is read again by itself, so
/// that a broken character never swallows a tag.
struct LegacyDecoder {
    private let bytes: [UInt8]
    private var offset = 0
    private var result: [UInt8] = []

    /// Decodes.
    ///
    /// - Parameters:
    ///   - bytes: In the encoding.
    ///   - method: How its bytes become characters.
    ///   - name: The encoding's name, for those of one byte a character.
    /// - Returns: UTF-8.
    /// - Complexity: O(*n*) in bytes.
    static func decode(_ bytes: [UInt8], _ method: EncodingMethod, _ name: String) -> [UInt8] {
        var decoder = LegacyDecoder(bytes)
        switch method {
        case .utf8: return UTF8Text.repaired(bytes)
        case .single: decoder.single(EncodingIndexes.single[name] ?? [])
        case .gb18030: decoder.gb18030(EncodingIndexes.gb18030)
        case .big5: decoder.big5(EncodingIndexes.big5)
        case .eucJP: decoder.eucJP(EncodingIndexes.jis0208, EncodingIndexes.jis0212)
        case .iso2022JP: decoder.iso2022JP(EncodingIndexes.jis0208)
        case .shiftJIS: decoder.shiftJIS(EncodingIndexes.jis0208)
        case .eucKR: decoder.eucKR(EncodingIndexes.eucKR)
        case .utf16BE: decoder.utf16(first: 0, second: 1)
        case .utf16LE: decoder.utf16(first: 1, second: 0)
        }
        return decoder.result
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        result.reserveCapacity(bytes.count + bytes.count / 2)
    }

    // MARK: Pieces

    private mutating func emit(_ scalar: UInt32) { UTF8Text.append(scalar, to: &result) }

    private mutating func emitNothing() { UTF8Text.append(EncodingIndexes.none, to: &result) }

    /// Copies ASCII from here on; false at the end of the bytes.
    private mutating func skipASCII() -> Bool {
        var end = offset
        while end < bytes.count, bytes[end] < 0x80 { end += 1 }
        if end > offset { result.append(contentsOf: bytes[offset..<end]) }
        offset = end
        return offset < bytes.count
    }

    /// Takes a pair of bytes: the character at a pointer, or nothing; then an ASCII byte is left for itself.
    private mutating func pair(_ index: [UInt32], _ pointer: Int?) {
        let second = bytes[offset + 1]
        let scalar = pointer.flatMap { $0 >= 0 && $0 < index.count ? index[$0] : nil } ?? EncodingIndexes.none
        emit(scalar)
        offset += scalar == EncodingIndexes.none && second < 0x80 ? 1 : 2
    }

    // MARK: One byte a character

    private mutating func single(_ table: [UInt32]) {
        guard table.count == 128 else { return result = UTF8Text.repaired(bytes) }
        while skipASCII() {
            emit(table[Int(bytes[offset]) - 0x80])
            offset += 1
        }
    }

    // MARK: Chinese

    private mutating func gb18030(_ index: [UInt32]) {
        while skipASCII() {
            let first = bytes[offset]
            if first == 0x80 {
                emit(0x20AC)
                offset += 1
                continue
            }
            guard first != 0xFF, offset + 1 < bytes.count else {
                emitNothing()
                offset += 1
                continue
            }
            let second = bytes[offset + 1]
            if (0x30...0x39).contains(second) {
                four(first, second)
            } else {
                let base = second < 0x7F ? 0x40 : 0x41
                let fits = (0x40...0x7E).contains(second) || (0x80...0xFE).contains(second)
                pair(index, fits ? (Int(first) - 0x81) * 190 + Int(second) - base : nil)
            }
        }
    }

    private mutating func four(_ first: UInt8, _ second: UInt8) {
        guard offset + 3 < bytes.count, (0x81...0xFE).contains(bytes[offset + 2]),
            (0x30...0x39).contains(bytes[offset + 3])
        else {
            emitNothing()
            offset += offset + 2 < bytes.count ? 1 : bytes.count - offset
            return
        }
        let (third, fourth) = (bytes[offset + 2], bytes[offset + 3])
        let high = (UInt32(first) - 0x81) * 12_600 + (UInt32(second) - 0x30) * 1_260
        let scalar = EncodingIndexes.gb18030(rangePointer: high + (UInt32(third) - 0x81) * 10 + UInt32(fourth) - 0x30)
        emit(scalar)
        offset += 4
    }

    private mutating func big5(_ index: [UInt32]) {
        while skipASCII() {
            let first = bytes[offset]
            guard (0x81...0xFE).contains(first), offset + 1 < bytes.count else {
                emitNothing()
                offset += 1
                continue
            }
            let second = bytes[offset + 1]
            let fits = (0x40...0x7E).contains(second) || (0xA1...0xFE).contains(second)
            let pointer = (Int(first) - 0x81) * 157 + Int(second) - (second < 0x7F ? 0x40 : 0x62)
            // Four pairs are a letter with a combining mark.
            let marked: [Int: [UInt32]] = [
                1133: [0xCA, 0x304], 1135: [0xCA, 0x30C], 1164: [0xEA, 0x304], 1166: [0xEA, 0x30C],
            ]
            if fits, first == 0x88, let scalars = marked[pointer] {
                for scalar in scalars { emit(scalar) }
                offset += 2
            } else {
                pair(index, fits ? pointer : nil)
            }
        }
    }

    // MARK: Korean

    private mutating func eucKR(_ index: [UInt32]) {
        while skipASCII() {
            let first = bytes[offset]
            guard (0x81...0xFE).contains(first), offset + 1 < bytes.count else {
                emitNothing()
                offset += 1
                continue
            }
            let second = bytes[offset + 1]
            let fits = (0x41...0xFE).contains(second)
            pair(index, fits ? (Int(first) - 0x81) * 190 + Int(second) - 0x41 : nil)
        }
    }

    // MARK: Japanese

    private mutating func eucJP(_ index: [UInt32], _ supplement: [UInt32]) {
        while skipASCII() {
            let first = bytes[offset]
            guard first == 0x8E || first == 0x8F || (0xA1...0xFE).contains(first), offset + 1 < bytes.count else {
                emitNothing()
                offset += 1
                continue
            }
            let second = bytes[offset + 1]
            if first == 0x8E, (0xA1...0xDF).contains(second) {
                emit(0xFF61 - 0xA1 + UInt32(second))
                offset += 2
            } else if first == 0x8F, (0xA1...0xFE).contains(second), offset + 2 < bytes.count {
                offset += 1
                let third = bytes[offset + 1]
                pair(supplement, (0xA1...0xFE).contains(third) ? (Int(second) - 0xA1) * 94 + Int(third) - 0xA1 : nil)
            } else {
                let fits = (0xA1...0xFE).contains(first) && (0xA1...0xFE).contains(second)
                pair(index, fits ? (Int(first) - 0xA1) * 94 + Int(second) - 0xA1 : nil)
            }
        }
    }

    private mutating func shiftJIS(_ index: [UInt32]) {
        while skipASCII() {
            let first = bytes[offset]
            if first == 0x80 || (0xA1...0xDF).contains(first) {
                emit(first == 0x80 ? 0x80 : 0xFF61 - 0xA1 + UInt32(first))
                offset += 1
                continue
            }
            guard first <= 0xFC, first != 0xA0, offset + 1 < bytes.count else {
                emitNothing()
                offset += 1
                continue
            }
            let second = bytes[offset + 1]
            let fits = (0x40...0x7E).contains(second) || (0x80...0xFC).contains(second)
            let pointer =
                (Int(first) - (first < 0xA0 ? 0x81 : 0xC1)) * 188 + Int(second) - (second < 0x7F ? 0x40 : 0x41)
            if fits, (8836...10715).contains(pointer) {
                emit(UInt32(0xE000 - 8836 + pointer))
                offset += 2
            } else {
                pair(index, fits ? pointer : nil)
            }
        }
    }

    private enum Shift { case ascii, roman, katakana, double }

    private mutating func iso2022JP(_ index: [UInt32]) {
        var shift = Shift.ascii
        // Two escapes with nothing between them are told by a sign that something is missing.
        var isAfterEscape = false
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == 0x1B {
                let next = offset + 2 < bytes.count ? (bytes[offset + 1], bytes[offset + 2]) : (0, 0)
                switch next {
                case (0x28, 0x42): shift = .ascii
                case (0x28, 0x4A): shift = .roman
                case (0x28, 0x49): shift = .katakana
                case (0x24, 0x40), (0x24, 0x42): shift = .double
                default:
                    emitNothing()
                    isAfterEscape = false
                    offset += 1
                    continue
                }
                if isAfterEscape { emitNothing() }
                isAfterEscape = true
                offset += 3
                continue
            }
            isAfterEscape = false
            switch shift {
            case .ascii where byte < 0x80 && byte != 0x0E && byte != 0x0F: emit(UInt32(byte))
            case .roman where byte < 0x80 && byte != 0x0E && byte != 0x0F:
                emit(byte == 0x5C ? 0xA5 : byte == 0x7E ? 0x203E : UInt32(byte))
            case .katakana where (0x21...0x5F).contains(byte): emit(0xFF61 - 0x21 + UInt32(byte))
            case .double where (0x21...0x7E).contains(byte) && offset + 1 < bytes.count:
                let second = bytes[offset + 1]
                // An escape after half a character begins a new shift.
                guard second != 0x1B else {
                    emitNothing()
                    break
                }
                let fits = (0x21...0x7E).contains(second)
                let pointer = (Int(byte) - 0x21) * 94 + Int(second) - 0x21
                emit(fits && pointer < index.count ? index[pointer] : EncodingIndexes.none)
                offset += 1
            default: emitNothing()
            }
            offset += 1
        }
    }

    // MARK: UTF-16

    private mutating func utf16(first: Int, second: Int) {
        func unit(_ start: Int) -> UInt32 { UInt32(bytes[start + first]) << 8 | UInt32(bytes[start + second]) }
        while offset + 1 < bytes.count {
            let lead = unit(offset)
            offset += 2
            if (0xD800...0xDBFF).contains(lead), offset + 1 < bytes.count {
                let trail = unit(offset)
                if (0xDC00...0xDFFF).contains(trail) {
                    emit(0x10000 + (lead - 0xD800) << 10 + (trail - 0xDC00))
                    offset += 2
                    continue
                }
            }
            emit(lead)
        }
        if offset < bytes.count { emitNothing() }
    }
}
