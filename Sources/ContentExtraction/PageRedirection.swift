internal import HTMLParsing
internal import TextPrimitives

/// The address that a page without an article sends its readers to.
///
/// Archives of pages hold many that only set a cookie or ask for consent and go on; where they go is where the article is.
/// Sources: HTML Standard, 4.2.5.3 (refresh) and 7.2.4 (the Location interface).
enum PageRedirection {
    private static let metaTag = HTMLTag.number("meta")
    private static let scriptTag = HTMLTag.number("script")
    /// What stands before the address in a script.
    private static let moves = ["location.href=", "location.replace(", "location.assign(", "window.location="].map {
        Array($0.utf8)
    }

    /// The address; nil when the page names none.
    ///
    /// - Complexity: O(*n*) in nodes and in the bytes of scripts.
    static func target(of tree: HTMLTree) -> String? {
        for node in 0..<tree.count {
            if tree.tags[node] == metaTag, tree.attribute(node, .httpEquiv)?.lowercased() == "refresh",
                let content = tree.attribute(node, .content), let address = refresh(Array(content.utf8))
            {
                return address
            }
            if tree.tags[node] == scriptTag, let raw = tree.rawContents[Int32(node)],
                let address = move(tree.bytes[Int(raw.start)..<Int(raw.end)].filter { !$0.isASCIISpace })
            {
                return address
            }
        }
        return nil
    }

    /// The address of `0; url=/2021/05/03/meeting`.
    private static func refresh(_ content: [UInt8]) -> String? {
        let small = content.map(\.asciiLowercased)
        guard let place = UTF8Text.index(small, of: Array("url=".utf8)) else { return nil }
        return address(content[(place + 4)...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") })
    }

    /// The address of `location.href="/2021/05/03/meeting"` in a script without white space.
    private static func move(_ script: [UInt8]) -> String? {
        for move in moves {
            guard let place = UTF8Text.index(script, of: move) else { continue }
            let rest = script[(place + move.count)...]
            guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { continue }
            if let address = address(rest.dropFirst()) { return address }
        }
        return nil
    }

    /// What stands to the next quotation mark or space, when it is an address that is whole or begins at the root.
    private static func address(_ bytes: ArraySlice<UInt8>) -> String? {
        let found = bytes.prefix { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
        guard found.count <= 2000, found.starts(with: "/".utf8) || found.starts(with: "http".utf8) else { return nil }
        return String(decoding: found, as: UTF8.self)
    }
}
