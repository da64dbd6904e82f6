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
