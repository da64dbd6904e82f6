internal import TextPrimitives

/// Text, references, and the contents of elements that hold no markup.
extension HTMLTokenizer {
    func token(_ kind: HTMLToken.Kind, _ start: Int, _ end: Int) -> HTMLToken {
        HTMLToken(kind: kind, start: start, end: end)
    }

    /// The offset of the next byte that ends a run: "<", "&", null, as asked; eight bytes at a time.
    @inline(__always)
    func endOfRun(_ start: Int, _ markup: Bool, _ references: Bool) -> Int {
        let count = bytes.count
        let span = bytes.span
        let raw = unsafe span.bytes
        var position = start
        let ones: UInt64 = 0x0101_0101_0101_0101
        while position + 8 <= count {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            var found = (word &- ones) & ~word
            if markup {
                let less = word ^ 0x3c3c_3c3c_3c3c_3c3c
                found |= (less &- ones) & ~less
            }
            if references {
                let and = word ^ 0x2626_2626_2626_2626
                found |= (and &- ones) & ~and
            }
            found &= 0x8080_8080_8080_8080
            if found != 0 { return position + found.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < count {
            let byte = span[position]
            if byte == 0 || markup && byte == UInt8(ascii: "<") || references && byte == UInt8(ascii: "&") { break }
            position += 1
        }
        return position
    }

    /// The offset of the next byte of a value, or the end; eight bytes at a time.
    @inline(__always)
    func endOf(_ byte: UInt8, _ start: Int) -> Int {
        let count = bytes.count
        let span = bytes.span
        let raw = unsafe span.bytes
        var position = start
        let wanted = UInt64(byte) &* 0x0101_0101_0101_0101
        while position + 8 <= count {
            let difference = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self) ^ wanted
            let found = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
            if found != 0 { return position + found.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < count, span[position] != byte { position += 1 }
        return position
    }

    /// A run of characters, a reference or a null; a "<" that begins no markup is a character.
    mutating func characters(stopsAtMarkup: Bool, hasReferences: Bool) -> HTMLToken {
        let start = offset
        let byte = bytes[start]
        if byte == 0 {
            offset += 1
            return token(.null, start, offset)
        }
        if hasReferences, byte == UInt8(ascii: "&"), let found = reference(start, bytes.count) { return found }
        var end = endOfRun(start + 1, stopsAtMarkup, hasReferences)
        // An ampersand that begins no reference goes on as text; so does a "<" that begins no markup.
        while end < bytes.count {
            if bytes[end] == UInt8(ascii: "&"), hasReferences,
                HTMLEntities.shared.reference(bytes, end, bytes.count, inAttribute: false) == nil
            {
                end = endOfRun(end + 1, stopsAtMarkup, hasReferences)
            } else if bytes[end] == UInt8(ascii: "<"), stopsAtMarkup, !beginsMarkup(end) {
                end = endOfRun(end + 1, stopsAtMarkup, hasReferences)
            } else {
                break
            }
        }
        offset = end
        return token(.characters, start, end)
    }

    mutating func reference(_ start: Int, _ limit: Int) -> HTMLToken? {
        guard let (first, second, length) = HTMLEntities.shared.reference(bytes, start, limit, inAttribute: false)
        else {
            return nil
        }
        offset = start + length
        var result = token(.reference, start, offset)
        result.scalar = first
        result.second = second
        return result
    }

    func beginsMarkup(_ start: Int) -> Bool {
        let next = at(start + 1)
        if next.isASCIILetter || next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return true }
        return next == UInt8(ascii: "/") && start + 2 < bytes.count
    }

    /// Text of an element that ends with its own end tag only.
    mutating func rawCharacters(hasReferences: Bool) -> HTMLToken {
        let start = offset
        if bytes[start] == 0 {
            offset += 1
            return token(.null, start, offset)
        }
        if hasReferences, bytes[start] == UInt8(ascii: "&"), let found = reference(start, bytes.count) { return found }
        var end = start + 1
        while true {
            end = endOfRun(end, true, hasReferences)
            guard end < bytes.count else { break }
            if bytes[end] == UInt8(ascii: "<"), endsRaw(end) == nil {
                end += 1
            } else if bytes[end] == UInt8(ascii: "&"),
                HTMLEntities.shared.reference(bytes, end, bytes.count, inAttribute: false) == nil
            {
                end += 1
            } else {
                break
            }
        }
        offset = end
        return token(.characters, start, end)
    }

    /// Whether the appropriate end tag begins here: the offset behind its name.
    func endsRaw(_ start: Int) -> Int? {
        let length = lastEnd > lastStart ? lastEnd - lastStart : givenName.count
        let end = start + 2 + length
        guard length > 0, at(start + 1) == UInt8(ascii: "/"), end < bytes.count else { return nil }
        var index = 0
        while index < length {
            let wanted = lastEnd > lastStart ? bytes[lastStart + index].asciiLowercased : givenName[index]
            if bytes[start + 2 + index].asciiLowercased != wanted { return nil }
            index += 1
        }
        let next = bytes[end]
        return HTMLTokenizer.isSpace(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: ">") ? end : nil
    }

    mutating func endTagOfRaw(_ start: Int) -> HTMLToken? {
        endsRaw(start) == nil ? nil : tag(start + 2, isEnd: true)
    }

    /// Script data with its escaped states (sections 13.2.5.15 to 31).
    mutating func scriptCharacters() -> HTMLToken {
        let start = offset
        if bytes[start] == 0 {
            offset += 1
            return token(.null, start, offset)
        }
        var end = start
        var dashes = 0
        while end < bytes.count, bytes[end] != 0 {
            if scriptEscape == 0 {
                end = endOfRun(end, true, false)
                if end >= bytes.count || bytes[end] == 0 { break }
            }
            let byte = bytes[end]
            if byte == UInt8(ascii: "-"), scriptEscape > 0 {
                dashes += 1
                end += 1
                continue
            }
            if byte == UInt8(ascii: ">"), scriptEscape > 0, dashes >= 2 {
                scriptEscape = 0
                dashes = 0
                end += 1
                continue
            }
            dashes = 0
            guard byte == UInt8(ascii: "<") else {
                end += 1
                continue
            }
            if scriptEscape < 2, end > start, endsRaw(end) != nil { break }
            switch scriptEscape {
            case 0:
                if at(end + 1) == UInt8(ascii: "!"), at(end + 2) == UInt8(ascii: "-"), at(end + 3) == UInt8(ascii: "-")
                {
                    scriptEscape = 1
                    dashes = 2
                    end += 4
                } else {
                    end += 1
                }
            case 1:
                if let after = scriptName(end + 1) {
                    scriptEscape = 2
                    end = after
                } else {
                    end += 1
                }
            default:
                if at(end + 1) == UInt8(ascii: "/"), let after = scriptName(end + 2) {
                    scriptEscape = 1
                    end = after
                } else {
                    end += 1
                }
            }
        }
        offset = end
        return token(.characters, start, end)
    }

    /// The offset behind "script" and the sign that ends the name.
    func scriptName(_ start: Int) -> Int? {
        var index = start
        for byte in "script".utf8 {
            guard at(index).asciiLowercased == byte else { return nil }
            index += 1
        }
        let next = at(index)
        guard index < bytes.count, HTMLTokenizer.isSpace(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: ">")
        else {
            return nil
        }
        return index + 1
    }

    mutating func cdata() -> HTMLToken {
        let start = offset
        var end = start
        while end < bytes.count {
            if bytes[end] == UInt8(ascii: "]"), at(end + 1) == UInt8(ascii: "]"), at(end + 2) == UInt8(ascii: ">") {
                break
            }
            if bytes[end] == 0 { break }
            end += 1
        }
        if end < bytes.count, bytes[end] == 0, end == start {
            offset += 1
            return token(.null, start, offset)
        }
        if end < bytes.count, bytes[end] != 0 {
            offset = end + 3
            state = .data
        } else {
            offset = end
        }
        return end > start ? token(.characters, start, end) : next()
    }
}
