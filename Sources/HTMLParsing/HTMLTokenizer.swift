internal import TextPrimitives

/// A token of the HTML standard (section 13.2.5), as ranges of the page's bytes.
struct HTMLToken: Sendable {
    enum Kind: UInt8, Sendable {
        /// A run of characters without references, nulls or markup.
        case characters
        /// A character reference.
        case reference
        /// A null character.
        case null
        case startTag
        case endTag
        case comment
        case doctype
        case end
    }

    var kind: Kind = .end
    /// The bytes of the characters, of a tag's name, of a comment's data or of a doctype's name.
    var start = 0
    var end = 0
    /// The atom of a tag's name.
    var name: Int32 = 0
    /// The attributes, as indexes of the tree's columns.
    var firstAttribute = 0
    var lastAttribute = 0
    var isSelfClosing = false
    /// The scalars of a reference.
    var scalar: UInt32 = 0
    var second: UInt32 = 0
    /// The parts of a doctype; a negative start is a missing part.
    var publicStart = -1
    var publicEnd = -1
    var systemStart = -1
    var systemEnd = -1
    var hasName = false
    var forcesQuirks = false
}

/// Cuts a page into tokens as the HTML standard does, one at a time; the tree builder switches its state.
struct HTMLTokenizer {
    enum State: UInt8, Sendable {
        case data
        case rcdata
        case rawtext
        case script
        case plaintext
        case cdata
    }

    let bytes: [UInt8]
    private(set) var offset = 0
    var state = State.data
    /// Where the name of the last start tag stands, which alone ends raw text; the bytes of a name that a test gives.
    private var lastStart = 0
    private var lastEnd = 0
    private var givenName: [UInt8] = []
    /// Whether a CDATA section may begin: the current node is not of HTML.
    var allowsCDATA = false
    /// The atoms of names beyond the fixed ones.
    private(set) var addedNames: [[UInt8]] = []
    private var added = HashIndex(capacity: 64)
    /// Attributes: name range and value range, document order; a value's start is -1 when there is none.
    private(set) var attributes: [HTMLAttribute] = []
    /// In script data: 0 plain, 1 escaped, 2 double escaped.
    private var scriptEscape = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        attributes.reserveCapacity(bytes.count / 60)
    }

    @inline(__always)
    private func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0C || byte == 0x0D
    }

    /// The next token.
    mutating func next() -> HTMLToken {
        let count = bytes.count
        guard offset < count else { return HTMLToken(kind: .end, start: count, end: count) }
        switch state {
        case .data:
            let byte = bytes[offset]
            if byte == UInt8(ascii: "<"), let token = markup() { return token }
            return characters(stopsAtMarkup: true, hasReferences: true)
        case .rcdata, .rawtext:
            if bytes[offset] == UInt8(ascii: "<"), let token = endTagOfRaw(offset) { return token }
            return rawCharacters(hasReferences: state == .rcdata)
        case .script:
            if bytes[offset] == UInt8(ascii: "<"), scriptEscape < 2, let token = endTagOfRaw(offset) {
                scriptEscape = 0
                return token
            }
            return scriptCharacters()
        case .plaintext:
            return characters(stopsAtMarkup: false, hasReferences: false)
        case .cdata:
            return cdata()
        }
    }

    // MARK: Characters

    private func token(_ kind: HTMLToken.Kind, _ start: Int, _ end: Int) -> HTMLToken {
        var token = HTMLToken()
        token.kind = kind
        token.start = start
        token.end = end
        return token
    }

    /// The offset of the next byte that ends a run: "<", "&", null, as asked; eight bytes at a time.
    @inline(__always)
    private func endOfRun(_ start: Int, _ markup: Bool, _ references: Bool) -> Int {
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
    private func endOf(_ byte: UInt8, _ start: Int) -> Int {
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
    private mutating func characters(stopsAtMarkup: Bool, hasReferences: Bool) -> HTMLToken {
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

    private mutating func reference(_ start: Int, _ limit: Int) -> HTMLToken? {
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

    private func beginsMarkup(_ start: Int) -> Bool {
        let next = at(start + 1)
        if next.isASCIILetter || next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return true }
        return next == UInt8(ascii: "/") && start + 2 < bytes.count
    }

    /// Text of an element that ends with its own end tag only.
    private mutating func rawCharacters(hasReferences: Bool) -> HTMLToken {
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
    private func endsRaw(_ start: Int) -> Int? {
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

    private mutating func endTagOfRaw(_ start: Int) -> HTMLToken? {
        endsRaw(start) == nil ? nil : tag(start + 2, isEnd: true)
    }

    /// Script data with its escaped states (sections 13.2.5.15 to 31).
    private mutating func scriptCharacters() -> HTMLToken {
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
    private func scriptName(_ start: Int) -> Int? {
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

    private mutating func cdata() -> HTMLToken {
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

    // MARK: Markup

    /// The markup that begins at a "<", nil when none does.
    private mutating func markup() -> HTMLToken? {
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

    private func matches(_ start: Int, _ word: StaticString) -> Bool {
        let wanted = word.description.utf8
        guard start + wanted.count <= bytes.count else { return false }
        for (index, byte) in wanted.enumerated() where bytes[start + index].asciiLowercased != byte { return false }
        return true
    }

    private mutating func bogusComment(_ start: Int) -> HTMLToken {
        var end = start
        end = endOf(UInt8(ascii: ">"), end)
        offset = min(bytes.count, end + 1)
        return token(.comment, start, end)
    }

    private mutating func comment(_ start: Int) -> HTMLToken {
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

    private mutating func doctype(_ start: Int) -> HTMLToken {
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

    private func readSystem(_ result: inout HTMLToken, _ position: inout Int) {
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
    private func quoted(_ position: inout Int) -> (Int, Int, Bool)? {
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

    // MARK: Tags

    /// A tag whose name begins at an offset; at the end of the page an unfinished tag is dropped.
    private mutating func tag(_ start: Int, isEnd: Bool) -> HTMLToken {
        let count = bytes.count
        var position = start
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        while position < count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || HTMLTokenizer.isSpace(byte) { break }
            hash = (hash ^ UInt64(byte.asciiLowercased)) &* 0x100_0000_01b3
            position += 1
        }
        var result = token(isEnd ? .endTag : .startTag, start, position)
        result.firstAttribute = attributes.count
        while true {
            while position < count, HTMLTokenizer.isSpace(bytes[position]) || bytes[position] == UInt8(ascii: "/") {
                // A "/" closes only directly before the ">".
                if bytes[position] == UInt8(ascii: "/"), at(position + 1) == UInt8(ascii: ">") {
                    result.isSelfClosing = true
                }
                position += 1
            }
            guard position < count else {
                offset = count
                attributes.removeLast(attributes.count - result.firstAttribute)
                return token(.end, count, count)
            }
            if bytes[position] == UInt8(ascii: ">") { break }
            position = attribute(position, first: result.firstAttribute)
        }
        offset = position + 1
        if state != .data { state = .data }
        result.lastAttribute = attributes.count
        result.name = atom(StableHash.mix(hash), start, result.end)
        if !isEnd { (lastStart, lastEnd) = (start, result.end) }
        return result
    }

    private mutating func attribute(_ start: Int, first: Int) -> Int {
        let count = bytes.count
        // A "=" may begin a name.
        var position = start + 1
        while position < count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
                || HTMLTokenizer.isSpace(byte)
            {
                break
            }
            position += 1
        }
        var result = HTMLAttribute(nameStart: Int32(start), nameEnd: Int32(position))
        var after = position
        while after < count, HTMLTokenizer.isSpace(bytes[after]) { after += 1 }
        if after < count, bytes[after] == UInt8(ascii: "=") {
            position = after + 1
            while position < count, HTMLTokenizer.isSpace(bytes[position]) { position += 1 }
            if position < count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'") {
                let quote = bytes[position]
                position += 1
                result.valueStart = Int32(position)
                position = endOf(quote, position)
                result.valueEnd = Int32(position)
                // Without its closing mark the tag has no end.
                position = min(count, position + 1)
            } else if position < count, bytes[position] != UInt8(ascii: ">") {
                result.valueStart = Int32(position)
                while position < count, bytes[position] != UInt8(ascii: ">"), !HTMLTokenizer.isSpace(bytes[position]) {
                    position += 1
                }
                result.valueEnd = Int32(position)
            } else {
                result.valueStart = Int32(position)
                result.valueEnd = Int32(position)
            }
        }
        // The first of several attributes of one name counts; only so many are compared.
        var known = max(first, attributes.count - 64)
        while known < attributes.count, !isSameName(attributes[known], result) { known += 1 }
        if known == attributes.count { attributes.append(result) }
        return position
    }

    private func isSameName(_ first: HTMLAttribute, _ second: HTMLAttribute) -> Bool {
        let length = first.nameEnd - first.nameStart
        guard length == second.nameEnd - second.nameStart else { return false }
        for index in 0..<Int(length)
        where bytes[Int(first.nameStart) + index].asciiLowercased
            != bytes[Int(second.nameStart) + index].asciiLowercased
        {
            return false
        }
        return true
    }

    private mutating func atom(_ hash: UInt64, _ start: Int, _ end: Int) -> Int32 {
        let fixed = HTMLAtom.number(hash: hash)
        if fixed >= 0 { return fixed }
        let known = added.value(hash)
        if known >= 0 { return known }
        let number = HTMLAtom.fixed + Int32(addedNames.count)
        addedNames.append(bytes[start..<end].map(\.asciiLowercased))
        added.set(hash, number)
        return number
    }

    /// Starts at a state, for fragments and tests.
    mutating func begin(_ state: State, lastStartTag: [UInt8]) {
        self.state = state
        givenName = lastStartTag
    }

    /// Copies attributes to the end of the columns, those of a range and then those of another that it lacks.
    mutating func merge(_ first: Range<Int>, _ second: Range<Int>) -> Range<Int> {
        let start = attributes.count
        for index in first { attributes.append(attributes[index]) }
        for index in second where !attributes[start...].contains(where: { isSameName($0, attributes[index]) }) {
            attributes.append(attributes[index])
        }
        return start..<attributes.count
    }

    /// Gives an attribute another name.
    mutating func rename(_ index: Int, prefix: UInt8, name: Int16) {
        attributes[index].prefix = prefix
        attributes[index].adjusted = name
    }
}

/// An attribute as ranges of the page's bytes.
struct HTMLAttribute: Sendable {
    var nameStart: Int32
    var nameEnd: Int32
    var valueStart: Int32 = 0
    var valueEnd: Int32 = 0
    /// 0 none, 1 xlink, 2 xml, 3 xmlns: in foreign content.
    var prefix: UInt8 = 0
    /// The name as foreign content writes it, -1 for the page's own.
    var adjusted: Int16 = -1
}
