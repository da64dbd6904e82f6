internal import TextPrimitives

/// Names of elements as numbers: those that the standard speaks of are fixed, others are added as they come.
public enum HTMLAtom {
    /// The fixed names, in the order of their numbers.
    static let names: [String] =
        [
            "", "html", "head", "body", "p", "div", "article", "section", "main", "header", "footer", "nav", "aside", "h1",
            "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td",
            "th", "caption", "colgroup", "col", "blockquote", "pre", "listing", "figure", "figcaption", "form", "fieldset",
            "address", "hr", "br", "img", "image", "a", "span", "b", "i", "strong", "em", "script", "style", "noscript",
            "title", "meta", "link", "time", "button", "select", "option", "optgroup", "input", "textarea", "label",
            "iframe", "svg", "math", "video", "audio", "object", "embed", "base", "basefont", "bgsound", "source", "track",
            "wbr", "area", "param", "template", "details", "summary", "center", "small", "big", "sup", "sub", "abbr", "cite",
            "q", "code", "font", "u", "s", "strike", "tt", "nobr", "ins", "del", "picture", "canvas", "dialog", "dir",
            "hgroup", "menu", "search", "applet", "marquee", "frame", "frameset", "noframes", "noembed", "plaintext", "xmp",
            "keygen", "rb", "rp", "rt", "rtc", "ruby", "mi", "mo", "mn", "ms", "mtext", "annotation-xml", "malignmark",
            "mglyph", "foreignObject", "desc", "legend", "isindex", "command", "menuitem", "spacer", "var",
        ]

    private static let table: HashIndex = {
        var table = HashIndex(capacity: 512)
        for (number, name) in names.enumerated() where number > 0 { table.set(StableHash.of(name), Int32(number)) }
        return table
    }()

    /// The number of a name, 0 when the standard has no rule for it.
    public static func number(_ name: String) -> Int32 { max(0, table.value(StableHash.of(name))) }

    /// The number of a name by the hash of its bytes, -1 for none.
    @inline(__always)
    static func number(hash: UInt64) -> Int32 { table.value(hash) }

    /// The number of the names that are fixed.
    static let fixed = Int32(names.count)

    /// A set of names as flags by number.
    public static func flags(_ list: String) -> [Bool] {
        var result = [Bool](repeating: false, count: names.count)
        for name in list.split(separator: " ") { result[Int(number(String(name)))] = true }
        result[0] = false
        return result
    }
}

/// The numbers of the names that the parser asks for.
enum Tag {
    static let html = HTMLAtom.number("html"), head = HTMLAtom.number("head"), body = HTMLAtom.number("body")
    static let p = HTMLAtom.number("p"), table = HTMLAtom.number("table"), tbody = HTMLAtom.number("tbody")
    static let tr = HTMLAtom.number("tr"), td = HTMLAtom.number("td"), th = HTMLAtom.number("th")
    static let caption = HTMLAtom.number("caption"), colgroup = HTMLAtom.number("colgroup"), col = HTMLAtom.number("col")
    static let template = HTMLAtom.number("template"), script = HTMLAtom.number("script"), style = HTMLAtom.number("style")
    static let noscript = HTMLAtom.number("noscript"), title = HTMLAtom.number("title"), br = HTMLAtom.number("br")
    static let a = HTMLAtom.number("a"), nobr = HTMLAtom.number("nobr"), button = HTMLAtom.number("button")
    static let form = HTMLAtom.number("form"), li = HTMLAtom.number("li"), dd = HTMLAtom.number("dd")
    static let dt = HTMLAtom.number("dt"), select = HTMLAtom.number("select"), option = HTMLAtom.number("option")
    static let optgroup = HTMLAtom.number("optgroup"), hr = HTMLAtom.number("hr"), input = HTMLAtom.number("input")
    static let textarea = HTMLAtom.number("textarea"), plaintext = HTMLAtom.number("plaintext")
    static let image = HTMLAtom.number("image"), img = HTMLAtom.number("img"), xmp = HTMLAtom.number("xmp")
    static let iframe = HTMLAtom.number("iframe"), noembed = HTMLAtom.number("noembed"), pre = HTMLAtom.number("pre")
    static let listing = HTMLAtom.number("listing"), frameset = HTMLAtom.number("frameset")
    static let frame = HTMLAtom.number("frame"), noframes = HTMLAtom.number("noframes"), math = HTMLAtom.number("math")
    static let svg = HTMLAtom.number("svg"), rb = HTMLAtom.number("rb"), rp = HTMLAtom.number("rp")
    static let rt = HTMLAtom.number("rt"), rtc = HTMLAtom.number("rtc"), ruby = HTMLAtom.number("ruby")
    static let meta = HTMLAtom.number("meta"), font = HTMLAtom.number("font"), keygen = HTMLAtom.number("keygen")
    static let annotation = HTMLAtom.number("annotation-xml"), malignmark = HTMLAtom.number("malignmark")
    static let mglyph = HTMLAtom.number("mglyph"), foreignObject = HTMLAtom.number("foreignObject")
    static let desc = HTMLAtom.number("desc"), sarcasm: Int32 = -2

    static let special = HTMLAtom.flags(
        "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd "
            + "details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
            + "hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript "
            + "object ol p param plaintext pre script search section select source style summary table tbody td template "
            + "textarea tfoot th thead title tr track ul wbr xmp")
    static let formatting = HTMLAtom.flags("a b big code em font i nobr s small strike strong tt u")
    static let scope = HTMLAtom.flags("applet caption html table td th marquee object select template")
    static let listScope = HTMLAtom.flags("applet caption html table td th marquee object select template ol ul")
    static let buttonScope = HTMLAtom.flags("applet caption html table td th marquee object select template button")
    static let tableScope = HTMLAtom.flags("html table template")
    static let impliedEnd = HTMLAtom.flags("dd dt li optgroup option p rb rp rt rtc")
    static let impliedEndThoroughly = HTMLAtom.flags(
        "caption colgroup dd dt li optgroup option p rb rp rt rtc tbody td tfoot th thead tr")
    static let headings = HTMLAtom.flags("h1 h2 h3 h4 h5 h6")
    static let closesParagraph = HTMLAtom.flags(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup "
            + "main menu nav ol p search section summary ul")
    static let blockEnd = HTMLAtom.flags(
        "address article aside blockquote button center details dialog dir div dl fieldset figcaption figure footer header "
            + "hgroup listing main menu nav ol pre search section select summary ul")
    static let inHead = HTMLAtom.flags("base basefont bgsound link meta noframes script style template title")
    static let void = HTMLAtom.flags(
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
    static let tableContext = HTMLAtom.flags("table tbody tfoot thead tr")
    static let breakout = HTMLAtom.flags(
        "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
            + "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var")
}
