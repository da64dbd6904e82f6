package import TextPrimitives

/// The tokens of a text in the form of the html5lib tokenizer tests.
package enum TokenDump {
    /// Cuts a text into tokens.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - state: The name of the state to begin in, such as `RCDATA state`.
    ///   - lastStartTag: The start tag that raw text belongs to.
    /// - Returns: An array of tokens; neighbouring characters are one.
    package static func tokens(_ bytes: [UInt8], state: String, lastStartTag: String) -> JSONValue {
        var tokenizer = HTMLTokenizer(bytes)
        let states: [String: HTMLTokenizer.State] = [
            "Data state": .data, "PLAINTEXT state": .plaintext, "RCDATA state": .rcdata, "RAWTEXT state": .rawtext,
            "Script data state": .script, "CDATA section state": .cdata,
        ]
        tokenizer.begin(states[state] ?? .data, lastStartTag: Array(lastStartTag.utf8))
        let page = HTMLDocument(empty: bytes)
        var result: [JSONValue] = []
        var text: [UInt8] = []
        func flush() {
            if !text.isEmpty {
                result.append(.array([.string("Character"), .string(String(decoding: text, as: UTF8.self))]))
            }
            text = []
        }
        while true {
            let isData = tokenizer.state == .data || tokenizer.state == .cdata
            let token = tokenizer.next()
            switch token.kind {
            case .end:
                flush()
                return .array(result)
            case .characters: text += page.decoded(token.start, token.end, references: false)
            case .reference:
                UTF8Text.append(token.scalar, to: &text)
                if token.second > 0 { UTF8Text.append(token.second, to: &text) }
            case .null: text += isData ? [0] : [0xEF, 0xBF, 0xBD]
            case .comment:
                flush()
                result.append(
                    .array([
                        .string("Comment"),
                        .string(
                            String(decoding: page.decoded(token.start, token.end, references: false), as: UTF8.self)),
                    ]))
            case .doctype:
                flush()
                func part(_ start: Int, _ end: Int) -> JSONValue {
                    start < 0
                        ? .null : .string(String(decoding: page.decoded(start, end, references: false), as: UTF8.self))
                }
                let name = HTMLDocument.repaired(bytes[token.start..<token.end].map(\.asciiLowercased))
                result.append(
                    .array([
                        .string("DOCTYPE"), token.hasName ? .string(name) : .null,
                        part(token.publicStart, token.publicEnd),
                        part(token.systemStart, token.systemEnd), .bool(!token.forcesQuirks),
                    ]))
            case .startTag, .endTag:
                flush()
                let name = JSONValue.string(
                    HTMLDocument.repaired(bytes[token.start..<token.end].map(\.asciiLowercased)))
                if token.kind == .endTag {
                    result.append(.array([.string("EndTag"), name]))
                    continue
                }
                let members = (token.firstAttribute..<token.lastAttribute).map { index -> JSONMember in
                    let item = tokenizer.attributes[index]
                    return JSONMember(
                        name: HTMLDocument.repaired(
                            bytes[Int(item.nameStart)..<Int(item.nameEnd)].map(\.asciiLowercased)),
                        value: .string(
                            String(
                                decoding: page.decoded(
                                    Int(item.valueStart), Int(item.valueEnd), references: true, inAttribute: true),
                                as: UTF8.self)))
                }
                var items: [JSONValue] = [.string("StartTag"), name, .object(members)]
                if token.isSelfClosing { items.append(.bool(true)) }
                result.append(.array(items))
            }
        }
    }
}
