internal import TextPrimitives

/// Tags with their attributes.
extension HTMLTokenizer {
    /// A tag whose name begins at an offset; at the end of the page an unfinished tag is dropped.
    mutating func tag(_ start: Int, isEnd: Bool) -> HTMLToken {
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

    mutating func attribute(_ start: Int, first: Int) -> Int {
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

    func isSameName(_ first: HTMLAttribute, _ second: HTMLAttribute) -> Bool {
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

    mutating func atom(_ hash: UInt64, _ start: Int, _ end: Int) -> Int32 {
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
