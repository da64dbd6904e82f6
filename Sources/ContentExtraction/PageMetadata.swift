internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// What a page declares of itself in its head: meta elements, JSON-LD, links.
struct PageMetadata {
    /// Meta values by name or property, in small letters; the first of each name.
    private(set) var meta: [String: String] = [:]
    /// The objects of JSON-LD that are articles or pages.
    private var objects: [JSONValue] = []
    /// The articles among them, then the pages.
    private(set) var articles: [JSONValue] = []
    /// The title element's text.
    private(set) var title: String?
    /// The moments of publication and of updates that meta elements declare, by the order of their names.
    private(set) var published: [(name: String, value: String)] = []
    private(set) var modified: [(name: String, value: String)] = []
    /// The canonical address.
    private(set) var canonical: String?
    /// The declared language.
    private(set) var language: String?

    private static let metaTag = HTMLTag.number("meta")
    private static let linkTag = HTMLTag.number("link")
    /// Persons of the declared data by their ids.
    private var persons: [String: String] = [:]
    private static let scriptTag = HTMLTag.number("script")
    private static let titleTag = HTMLTag.number("title")
    private static let htmlTag = HTMLTag.number("html")

    /// Reads the head of a page.
    ///
    /// - Complexity: O(*n*) in the elements of the head and the bytes of declared data.
    init(_ index: PageIndex) {
        let tree = index.tree
        let (metaTag, linkTag, titleTag) = (PageMetadata.metaTag, PageMetadata.linkTag, PageMetadata.titleTag)
        let (htmlTag, scriptTag) = (PageMetadata.htmlTag, PageMetadata.scriptTag)
        meta.reserveCapacity(64)
        for node in index.heads {
            switch tree.tags[node] {
            case metaTag:
                guard tree.has(node, .content),
                    let name = tree.attribute(node, .property) ?? tree.attribute(node, .name)
                        ?? tree.attribute(node, .itemprop)
                else { continue }
                let key = name.lowercased()
                if meta[key] == nil { meta[key] = tree.attribute(node, .content)?.trimmingSpaces }
            case linkTag:
                if tree.attribute(node, .rel)?.lowercased() == "canonical", canonical == nil {
                    canonical = tree.attribute(node, .href)
                }
            case titleTag:
                if title == nil, let raw = tree.rawContents[Int32(node)] {
                    title = PageMetadata.collapsed(HTMLText.decoded(tree.bytes, Int(raw.start), Int(raw.end)))
                }
            case htmlTag:
                if language == nil {
                    language = [tree.attribute(node, .lang), tree.attribute(node, .xmlLang)]
                        .compactMap { $0?.trimmingSpaces }.first { !$0.isEmpty }
                }
            case scriptTag:
                guard let type = tree.attributeRange(node, .type),
                    PageMetadata.isDeclared(tree.bytes[type.start..<type.end]),
                    let raw = tree.rawContents[Int32(node)],
                    let value = LooseJSON.parse(Array(tree.bytes[Int(raw.start)..<Int(raw.end)]))
                else { continue }
                collect(value, depth: 0)
            default: break
            }
        }
        published = HTMLPage.publishedNames.compactMap { name in meta[name].map { (name, $0) } }
        modified = HTMLPage.modifiedNames.compactMap { name in meta[name].map { (name, $0) } }
        // The articles come before the pages.
        articles = objects.filter { rank($0) == 0 } + objects.filter { rank($0) > 0 }
    }

    /// Whether a script's type is that of declared data, `application/ld+json`.
    private static func isDeclared(_ type: ArraySlice<UInt8>) -> Bool {
        type.contains(UInt8(ascii: "+")) && UTF8Text.contains(type.map(\.asciiLowercased), Array("ld+json".utf8))
    }

    private static let kinds: Set<String> = [
        "newsarticle", "article", "blogposting", "reportagenewsarticle", "webpage", "liveblogposting", "posting",
        "opinionnewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "reviewnewsarticle",
        "askpublicnewsarticle",
        "satiricalarticle", "advertisercontentarticle", "techarticle", "scholarlyarticle", "report",
        "recipe", "howto", "creativework",
    ]

    /// Gathers articles and pages at any depth: arrays, @graph, mainEntity.
    private mutating func collect(_ value: JSONValue, depth: Int) {
        guard depth < 6 else { return }
        switch value {
        case .array(let elements): for element in elements { collect(element, depth: depth + 1) }
        case .object:
            let types = PageMetadata.types(value)
            if types.contains(where: { PageMetadata.kinds.contains($0.lowercased()) }) { objects.append(value) }
            if types.contains("Person"), let id = value["@id"]?.string, let name = value["name"]?.string {
                persons[id] = name
            }
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                if let inner = value[name] { collect(inner, depth: depth + 1) }
            }
        default: break
        }
    }

    /// The types of an object without the address of their vocabulary.
    private static func types(_ value: JSONValue) -> [String] {
        let names = value["@type"].map { $0.string.map { [$0] } ?? $0.array.compactMap(\.string) } ?? []
        return names.map { $0.split { $0 == "/" || $0 == "#" || $0 == ":" }.last.map(String.init) ?? $0 }
    }

    /// A text with its white space as single spaces.
    static func collapsed(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isParted = false
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            let isWide = byte == 0xC2 && offset + 1 < bytes.count && bytes[offset + 1] == 0xA0
            if isWide || byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D {
                isParted = true
                offset += isWide ? 2 : 1
                continue
            }
            if isParted, !result.isEmpty { result.append(0x20) }
            isParted = false
            result.append(byte)
            offset += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func rank(_ value: JSONValue) -> Int {
        let type = (PageMetadata.types(value).first ?? "").lowercased()
        return type == "webpage" || type == "creativework" ? 1 : 0
    }

    /// The first string of a member of the JSON-LD articles.
    func declared(_ name: String) -> String? {
        for object in articles {
            if let text = object[name]?.string, !text.isEmpty {
                return PageMetadata.collapsed(HTMLText.decoded(Array(text.utf8), 0, text.utf8.count))
            }
        }
        return nil
    }

    /// The name of the site, or of who publishes it; a field that was left empty says nothing.
    var siteName: String? {
        ([meta["og:site_name"]] + declaredNames("publisher")).lazy.compactMap { $0 }.first { name in
            name.utf8.contains { $0 > 0x20 }
        }
    }

    /// The names of persons in a member: a string, an object with a name, or a list of them.
    ///
    /// - Parameters:
    ///   - name: The member.
    ///   - isOrganisation: Whether organisations are wanted instead of persons; nil for both.
    func declaredNames(_ name: String, isOrganisation: Bool? = nil) -> [String] {
        func names(_ value: JSONValue) -> [String] {
            switch value {
            case .string(let text):
                return text.hasPrefix("http") || isOrganisation == true
                    ? [] : [PageMetadata.collapsed(HTMLText.decoded(Array(text.utf8), 0, text.utf8.count))]
            case .object:
                let isOrganised = PageMetadata.types(value).contains {
                    $0.hasSuffix("Organization") || $0 == "Corporation"
                }
                if let isOrganisation, isOrganised != isOrganisation { return [] }
                let whole = value["name"].map { $0["@value"] ?? $0 } ?? value["@value"]
                if let whole, case .array(let elements) = whole { return elements.compactMap(\.string) }
                if let text = whole?.string, !text.trimmingSpaces.isEmpty {
                    return [PageMetadata.collapsed(HTMLText.decoded(Array(text.utf8), 0, text.utf8.count))]
                }
                let parts = ["givenName", "additionalName", "familyName"].compactMap {
                    value[$0]?.string?.trimmingSpaces
                }
                if !parts.isEmpty { return [parts.joined(separator: " ")] }
                // A reference to a person that stands elsewhere in the data.
                guard let id = value["@id"]?.string, let person = persons[id] else { return [] }
                return [person]
            case .array(let elements): return elements.flatMap(names)
            default: return []
            }
        }
        for object in articles {
            if let value = object[name] { let found = names(value); if !found.isEmpty { return found } }
        }
        return []
    }
}
