internal import TextPrimitives

/// Exports of Zotero, as RDF or as JSON: which files hold the pages of which items.
public enum ZoteroExport {
    /// A page that is attached to an item.
    public struct Attachment: Sendable {
        /// The file, below the folder of the export.
        public var path = ""
        /// The item's address.
        public var url: String?
        /// When the page was saved (EDTF).
        public var captured: String?
        /// The item's headline.
        public var title: String?
        /// The item's day of publication (EDTF).
        public var published: String?
        /// The publication that the item is part of.
        public var outlet: String?
    }

    /// The attachments of an item in JSON; none when it has none.
    public static func attachments(json bytes: [UInt8]) -> [Attachment] {
        guard UTF8Text.index(bytes, of: Array("\"attachments\"".utf8)) != nil, let item = try? JSONLine(bytes),
            let attachments = item.value("attachments")?.array
        else { return [] }
        return attachments.compactMap { value in
            guard let path = value["path"]?.string ?? value["localPath"]?.string, !path.isEmpty else { return nil }
            var result = Attachment()
            result.path = path
            result.url = item.string("url") ?? value["url"]?.string
            result.captured = (value["accessDate"]?.string ?? item.string("accessDate")).flatMap(StatedFields.day)
            result.title = item.string("title")
            result.published = item.string("date").flatMap(StatedFields.day)
            result.outlet = item.string("publicationTitle") ?? item.string("websiteTitle")
            return result
        }
    }

    /// The attachments of an export as RDF, and how many of its items have none.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func attachments(rdf bytes: [UInt8]) -> (attachments: [Attachment], others: Int) {
        let scanner = XMLScanner(bytes: bytes)
        guard let root = scanner.tag(from: 0, bytes.count) else { return ([], 0) }
        var items: [(item: Attachment, links: [String])] = []
        var files: [String: Attachment] = [:]
        // What is named by an address of its own is an item, unless it stands right behind the tag of what it belongs to.
        func isItem(_ tag: XMLScanner.Tag, _ inside: XMLScanner.Tag) -> Bool {
            scanner.attribute("rdf:about", tag) != nil
                && !bytes[inside.range.upperBound..<tag.range.lowerBound].allSatisfy(\.isASCIISpace)
        }
        for (name, tag, content) in scanner.children(root.range.upperBound..<bytes.count, beginningAnew: isItem) {
            var found = Attachment()
            var links: [String] = []
            for (field, child, inner) in scanner.children(content) {
                switch field {
                case "rdf:resource": found.path = scanner.attribute("rdf:resource", child) ?? found.path
                case "link:link": links += [scanner.attribute("rdf:resource", child)].compactMap { $0 }
                case "dc:title": found.title = FeedItem.line(scanner.text(inner))
                case "dc:date": found.published = StatedFields.day(FeedItem.line(scanner.text(inner)))
                case "dcterms:datesubmitted": found.captured = StatedFields.day(FeedItem.line(scanner.text(inner)))
                case "dc:identifier":
                    let address = FeedItem.line(scanner.text(inner))
                    if address.hasPrefix("http") { found.url = address }
                case "dcterms:ispartof":
                    found.outlet = title(scanner, inner)
                default: continue
                }
            }
            if name == "z:attachment" {
                if let about = scanner.attribute("rdf:about", tag) { files[about] = found }
            } else if name.hasPrefix("bib:") || name.hasPrefix("z:") || name == "rdf:description" {
                items.append((found, links))
            }
        }
        var result: [Attachment] = []
        var others = 0
        for (item, links) in items {
            var hasPage = false
            for link in links {
                guard let file = files[link], !file.path.isEmpty else { continue }
                hasPage = true
                var attachment = item
                attachment.path = file.path
                attachment.url = item.url ?? file.url
                attachment.captured = file.captured ?? item.captured
                result.append(attachment)
            }
            if !hasPage { others += 1 }
        }
        return (result, others)
    }

    /// The title of what an item is part of.
    private static func title(_ scanner: XMLScanner, _ range: Range<Int>) -> String? {
        for (name, _, content) in scanner.children(range) {
            if name == "dc:title" {
                let title = FeedItem.line(scanner.text(content))
                return title.isEmpty ? nil : title
            }
            for (inner, _, text) in scanner.children(content) where inner == "dc:title" {
                let title = FeedItem.line(scanner.text(text))
                return title.isEmpty ? nil : title
            }
        }
        return nil
    }
}
