internal import TextPrimitives

/// Comments, doctypes and what only looks like markup.
extension HTMLTokenizer {
    /// The markup that begins at a "<", nil when none does.
    mutating func markup() -> HTMLToken? {
        let start = offset
        let next = at(start + 1)
        if next.isASCIILetter { return tag(start + 1, isEnd: false) }
        if next == UInt8(ascii: "/") {
            guard start + 2 < bytes.count else { return nil }
            let third = bytes[start + 2]
            if third.isASCIILetter { return tag(start + 2, isEnd: true) }
            if third == UInt8(ascii: ">") {
                offset = start + 3
                return self.next()
            }
            return bogusComment(start + 2)
        }
        if next == UInt8(ascii: "?") { return bogusComment(start + 1) }
        guard next == UInt8(ascii: "!") else { return nil }
        if at(start + 2) == UInt8(ascii: "-"), at(start + 3) == UInt8(ascii: "-") { return comment(start + 4) }
        if matches(start + 2, "doctype") { return doctype(start + 9) }
        if allowsCDATA, bytes.count >= start + 9, Array(bytes[(start + 2)..<(start + 9)]) == Array("[CDATA[".utf8) {
            offset = start + 9
            state = .cdata
            return self.next()
        }
        return bogusComment(start + 2)
    }

    func matches(_ start: Int, _ word: StaticString) -> Bool {
        let wanted = word.description.utf8
        guard start + wanted.count <= bytes.count else { return false }
        for (index, byte) in wanted.enumerated() where bytes[start + index].asciiLowercased != byte { return false }
        return true
    }

    mutating func bogusComment(_ start: Int) -> HTMLToken {
        var end = start
        end = endOf(UInt8(ascii: ">"), end)
        offset = min(bytes.count, end + 1)
        return token(.comment, start, end)
    }

    mutating func comment(_ start: Int) -> HTMLToken {
        let count = bytes.count
        // "<!-->" and "<!--->".
        if at(start) == UInt8(ascii: ">"), start < count {
            offset = start + 1
            return token(.comment, start, start)
        }
        if at(start) == UInt8(ascii: "-"), at(start + 1) == UInt8(ascii: ">") {
            offset = start + 2
            return token(.comment, start, start)
        }
        var position = start
        while position < count {
            position = endOf(UInt8(ascii: "-"), position)
            if position >= count { break }
            guard at(position + 1) == UInt8(ascii: "-") else {
                position += 1
                continue
            }
            if at(position + 2) == UInt8(ascii: ">") {
                offset = position + 3
                return token(.comment, start, position)
            }
            if at(position + 2) == UInt8(ascii: "!") {
                if at(position + 3) == UInt8(ascii: ">") {
                    offset = position + 4
                    return token(.comment, start, position)
                }
                if position + 3 >= count {
                    offset = count
                    return token(.comment, start, position)
                }
            }
            position += 1
        }
        offset = count
        // At the end, the dashes that could have closed it are no data.
        var end = count
        if end - start >= 2, bytes[end - 1] == UInt8(ascii: "-"), bytes[end - 2] == UInt8(ascii: "-") {
            end -= 2
        } else if end > start, bytes[end - 1] == UInt8(ascii: "-") {
            end -= 1
        }
        return token(.comment, start, end)
    }

    mutating func doctype(_ start: Int) -> HTMLToken {
        let count = bytes.count
        var result = token(.doctype, start, start)
        var position = start
        func isEnd() -> Bool { position >= count || bytes[position] == UInt8(ascii: ">") }
        func skipSpace() { while position < count, HTMLTokenizer.isSpace(bytes[position]) { position += 1 } }
        skipSpace()
        if isEnd() {
            result.forcesQuirks = true
            offset = min(count, position + 1)
            return result
        }
        result.hasName = true
        result.start = position
        while !isEnd(), !HTMLTokenizer.isSpace(bytes[position]) { position += 1 }
        result.end = position
        skipSpace()
        if position >= count {
            result.forcesQuirks = true
        } else if bytes[position] != UInt8(ascii: ">") {
            if matches(position, "public") {
                position += 6
                skipSpace()
                if let (first, last, isClosed) = quoted(&position) {
                    (result.publicStart, result.publicEnd) = (first, last)
                    if !isClosed { result.forcesQuirks = true }
                    if isClosed {
                        skipSpace()
                        if position >= count {
                            result.forcesQuirks = true
                        } else if bytes[position] != UInt8(ascii: ">") {
                            readSystem(&result, &position)
                        }
                    }
                } else {
                    result.forcesQuirks = true
                }
            } else if matches(position, "system") {
                position += 6
                skipSpace()
                readSystem(&result, &position)
            } else {
                result.forcesQuirks = true
            }
        }
        while position < count, bytes[position] != UInt8(ascii: ">") { position += 1 }
        offset = min(count, position + 1)
        return result
    }

    func readSystem(_ result: inout HTMLToken, _ position: inout Int) {
        guard let (first, last, isClosed) = quoted(&position) else {
            result.forcesQuirks = true
            return
        }
        (result.systemStart, result.systemEnd) = (first, last)
        if !isClosed { result.forcesQuirks = true }
        while isClosed, position < bytes.count, HTMLTokenizer.isSpace(bytes[position]) { position += 1 }
        if position >= bytes.count { result.forcesQuirks = true }
    }

    /// A quoted part of a doctype; a ">" ends it unclosed.
    func quoted(_ position: inout Int) -> (Int, Int, Bool)? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
        else {
            return nil
        }
        let quote = bytes[position]
        let start = position + 1
        position = start
        while position < bytes.count, bytes[position] != quote, bytes[position] != UInt8(ascii: ">") { position += 1 }
        let end = position
        let isClosed = position < bytes.count && bytes[position] == quote
        if isClosed { position += 1 }
        return (start, end, isClosed)
    }
}
