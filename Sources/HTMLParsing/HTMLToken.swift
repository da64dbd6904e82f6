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

    // Half as long with numbers of 32 bits: a token is handed on several times.
    private var (from, upTo): (Int32, Int32) = (0, 0)
    private var (firstOfAttributes, lastOfAttributes): (Int32, Int32) = (0, 0)
    private var (publicFrom, publicUpTo): (Int32, Int32) = (-1, -1)
    private var (systemFrom, systemUpTo): (Int32, Int32) = (-1, -1)
    /// The atom of a tag's name.
    var name: Int32 = 0
    /// The scalars of a reference.
    var scalar: UInt32 = 0
    var second: UInt32 = 0
    var kind: Kind = .end
    var isSelfClosing = false
    var hasName = false
    var forcesQuirks = false

    init(kind: Kind = .end, start: Int = 0, end: Int = 0) {
        self.kind = kind
        (from, upTo) = (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: end))
    }

    /// The bytes of the characters, of a tag's name, of a comment's data or of a doctype's name.
    var start: Int {
        @inline(__always) get { Int(from) }
        set { from = Int32(truncatingIfNeeded: newValue) }
    }
    var end: Int {
        @inline(__always) get { Int(upTo) }
        set { upTo = Int32(truncatingIfNeeded: newValue) }
    }
    /// The attributes, as indexes of the tree's columns.
    var firstAttribute: Int {
        @inline(__always) get { Int(firstOfAttributes) }
        set { firstOfAttributes = Int32(truncatingIfNeeded: newValue) }
    }
    var lastAttribute: Int {
        @inline(__always) get { Int(lastOfAttributes) }
        set { lastOfAttributes = Int32(truncatingIfNeeded: newValue) }
    }
    /// The parts of a doctype; a negative start is a missing part.
    var publicStart: Int {
        get { Int(publicFrom) }
        set { publicFrom = Int32(truncatingIfNeeded: newValue) }
    }
    var publicEnd: Int {
        get { Int(publicUpTo) }
        set { publicUpTo = Int32(truncatingIfNeeded: newValue) }
    }
    var systemStart: Int {
        get { Int(systemFrom) }
        set { systemFrom = Int32(truncatingIfNeeded: newValue) }
    }
    var systemEnd: Int {
        get { Int(systemUpTo) }
        set { systemUpTo = Int32(truncatingIfNeeded: newValue) }
    }
}

/// An attribute as ranges of the page's bytes.
@usableFromInline
struct HTMLAttribute: Sendable {
    var nameStart: Int32
    var nameEnd: Int32
    @usableFromInline var valueStart: Int32 = 0
    @usableFromInline var valueEnd: Int32 = 0
    /// 0 none, 1 xlink, 2 xml, 3 xmlns: in foreign content.
    var prefix: UInt8 = 0
    /// The name as foreign content writes it, -1 for the page's own.
    var adjusted: Int16 = -1
}
