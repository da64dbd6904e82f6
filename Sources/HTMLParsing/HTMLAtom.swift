internal import TextPrimitives

/// Names of elements as numbers: those that the standard speaks of are fixed, others are added as they come.
public enum HTMLAtom {
    /// The fixed names, in the order of their numbers.
    static let names: [String] =
        [
            "", "html", "head", "body", "p", "div", "article", "section", "main", "header", "footer", "nav", "aside",
            "h1",
            "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr",
            "td",
            "th", "caption", "colgroup", "col", "blockquote", "pre", "listing", "figure", "figcaption", "form",
            "fieldset",
            "address", "hr", "br", "img", "image", "a", "span", "b", "i", "strong", "em", "script", "style", "noscript",
            "title", "meta", "link", "time", "button", "select", "option", "optgroup", "input", "textarea", "label",
            "iframe", "svg", "math", "video", "audio", "object", "embed", "base", "basefont", "bgsound", "source",
            "track",
            "wbr", "area", "param", "template", "details", "summary", "center", "small", "big", "sup", "sub", "abbr",
            "cite",
            "q", "code", "font", "u", "s", "strike", "tt", "nobr", "ins", "del", "picture", "canvas", "dialog", "dir",
            "hgroup", "menu", "search", "applet", "marquee", "frame", "frameset", "noframes", "noembed", "plaintext",
            "xmp",
            "keygen", "rb", "rp", "rt", "rtc", "ruby", "mi", "mo", "mn", "ms", "mtext", "annotation-xml", "malignmark",
            "mglyph", "foreignObject", "desc", "legend", "isindex", "command", "menuitem", "spacer", "var",
            "selectedcontent",
        ]

    private static let table: HashIndex = {
        var table = HashIndex(capacity: 160)
        for (number, name) in names.enumerated() where number > 0 { table.set(StableHash.of(name), Int32(number)) }
        return table
    }()

    /// The number of a name, 0 when the standard has no rule for it.
    public static func number(_ name: String) -> Int32 { max(0, table.value(StableHash.of(name))) }

    /// The number of a name by the hash of its bytes, -1 for none.
    @inline(__always)
    static func number(hash: UInt64) -> Int32 { table.value(hash) }

    /// The number of the names that are fixed.
    static let fixed: Int32 = 140

    /// A set of names as flags by number.
    public static func flags(_ list: String) -> [Bool] {
        var result = [Bool](repeating: false, count: names.count)
        for name in list.split(separator: " ") { result[Int(number(String(name)))] = true }
        result[0] = false
        return result
    }
}

/// The numbers of the names that the parser asks for, as literals: their places in ``HTMLAtom/names``.
enum Tag {
    static let html: Int32 = 1
    static let head: Int32 = 2
    static let body: Int32 = 3
    static let p: Int32 = 4
    static let table: Int32 = 25
    static let tbody: Int32 = 27
    static let tr: Int32 = 29
    static let td: Int32 = 30
    static let th: Int32 = 31
    static let caption: Int32 = 32
    static let colgroup: Int32 = 33
    static let col: Int32 = 34
    static let template: Int32 = 82
    static let script: Int32 = 53
    static let style: Int32 = 54
    static let noscript: Int32 = 55
    static let title: Int32 = 56
    static let br: Int32 = 44
    static let a: Int32 = 47
    static let nobr: Int32 = 99
    static let button: Int32 = 60
    static let form: Int32 = 40
    static let li: Int32 = 21
    static let dd: Int32 = 24
    static let dt: Int32 = 23
    static let select: Int32 = 61
    static let option: Int32 = 62
    static let selectedcontent: Int32 = 139
    static let optgroup: Int32 = 63
    static let hr: Int32 = 43
    static let input: Int32 = 64
    static let textarea: Int32 = 65
    static let plaintext: Int32 = 115
    static let image: Int32 = 46
    static let img: Int32 = 45
    static let xmp: Int32 = 116
    static let iframe: Int32 = 67
    static let noembed: Int32 = 114
    static let pre: Int32 = 36
    static let listing: Int32 = 37
    static let frameset: Int32 = 112
    static let frame: Int32 = 111
    static let noframes: Int32 = 113
    static let math: Int32 = 69
    static let svg: Int32 = 68
    static let rb: Int32 = 118
    static let rp: Int32 = 119
    static let rt: Int32 = 120
    static let rtc: Int32 = 121
    static let ruby: Int32 = 122
    static let meta: Int32 = 57
    static let font: Int32 = 94
    static let keygen: Int32 = 117
    static let annotation: Int32 = 128
    static let malignmark: Int32 = 129
    static let mglyph: Int32 = 130
    static let foreignObject: Int32 = 131
    static let desc: Int32 = 132
    static let address: Int32 = 42
    static let applet: Int32 = 109
    static let area: Int32 = 80
    static let base: Int32 = 74
    static let basefont: Int32 = 75
    static let bgsound: Int32 = 76
    static let div: Int32 = 5
    static let embed: Int32 = 73
    static let link: Int32 = 58
    static let marquee: Int32 = 110
    static let object: Int32 = 72
    static let param: Int32 = 81
    static let source: Int32 = 77
    static let tfoot: Int32 = 28
    static let thead: Int32 = 26
    static let track: Int32 = 78
    static let wbr: Int32 = 79

    // Sets of names, as bits of ``Tag/sets``.
    static let special: UInt32 = 1 << 0
    static let formatting: UInt32 = 1 << 1
    static let scope: UInt32 = 1 << 2
    static let listScope: UInt32 = 1 << 3
    static let buttonScope: UInt32 = 1 << 4
    static let tableScope: UInt32 = 1 << 5
    static let impliedEnd: UInt32 = 1 << 6
    static let impliedEndThoroughly: UInt32 = 1 << 7
    static let headings: UInt32 = 1 << 8
    static let closesParagraph: UInt32 = 1 << 9
    static let blockEnd: UInt32 = 1 << 10
    static let inHead: UInt32 = 1 << 11
    static let void: UInt32 = 1 << 12
    static let tableContext: UInt32 = 1 << 13
    static let breakout: UInt32 = 1 << 14
    static let tableFlags: UInt32 = 1 << 15
    static let bodyFlags: UInt32 = 1 << 16
    static let rowFlags: UInt32 = 1 << 17
    static let mathText: UInt32 = 1 << 18
    static let tableParts: UInt32 = 1 << 19
    static let reopens: UInt32 = 1 << 20
    static let reopensBody: UInt32 = 1 << 21

    /// The sets of each name, by number.
    static let sets: [UInt32] = {
        var result = [UInt32](repeating: 0, count: HTMLAtom.names.count)
        func add(_ bit: UInt32, _ list: String) {
            for name in list.split(separator: " ") where HTMLAtom.number(String(name)) > 0 {
                result[Int(HTMLAtom.number(String(name)))] |= bit
            }
        }
        add(
            special,
            "address applet area article aside base basefont bgsound blockquote body br button caption "
                + "center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form "
                + "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li "
                + "link listing main marquee menu meta nav noembed noframes noscript object ol p param "
                + "plaintext pre script search section select source style summary table tbody td template "
                + "textarea tfoot th thead title tr track ul wbr xmp ")
        add(
            formatting,
            "a b big code em font i nobr s small strike strong tt u ")
        add(
            scope,
            "applet caption html table td th marquee object select template ")
        add(
            listScope,
            "applet caption html table td th marquee object select template ol ul ")
        add(
            buttonScope,
            "applet caption html table td th marquee object select template button ")
        add(
            tableScope,
            "html table template ")
        add(
            impliedEnd,
            "dd dt li optgroup option p rb rp rt rtc ")
        add(
            impliedEndThoroughly,
            "caption colgroup dd dt li optgroup option p rb rp rt rtc tbody td tfoot th thead tr ")
        add(
            headings,
            "h1 h2 h3 h4 h5 h6 ")
        add(
            closesParagraph,
            "address article aside blockquote center details dialog dir div dl fieldset figcaption "
                + "figure footer header hgroup main menu nav ol p search section summary ul ")
        add(
            blockEnd,
            "address article aside blockquote button center details dialog dir div dl fieldset "
                + "figcaption figure footer header hgroup listing main menu nav ol pre search section select "
                + "summary ul ")
        add(
            inHead,
            "base basefont bgsound link meta noframes script style template title ")
        add(
            void,
            "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
                + "track wbr ")
        add(
            tableContext,
            "table tbody tfoot thead tr ")
        add(
            breakout,
            "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
                + "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
                + "var ")
        add(
            tableFlags,
            "table template html ")
        add(
            bodyFlags,
            "tbody tfoot thead template html ")
        add(
            rowFlags,
            "tr template html ")
        add(mathText, "mi mo mn ms mtext")
        add(tableParts, "caption col colgroup tbody td tfoot th thead tr")
        add(reopens, "head body html br")
        add(reopensBody, "body html br")
        return result
    }()
}
