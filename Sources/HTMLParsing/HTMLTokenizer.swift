internal import TextPrimitives

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
    var offset = 0
    var state = State.data
    /// Where the name of the last start tag stands, which alone ends raw text; the bytes of a name that a test gives.
    var lastStart = 0
    var lastEnd = 0
    var givenName: [UInt8] = []
    /// Whether a CDATA section may begin: the current node is not of HTML.
    var allowsCDATA = false
    /// The atoms of names beyond the fixed ones.
    var addedNames: [[UInt8]] = []
    var added = HashIndex(capacity: 64)
    /// Attributes: name range and value range, document order; a value's start is -1 when there is none.
    var attributes: [HTMLAttribute] = []
    /// In script data: 0 plain, 1 escaped, 2 double escaped.
    var scriptEscape = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        attributes.reserveCapacity(bytes.count / 60)
    }

    @inline(__always)
    func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

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
}
