internal import EvidenceArchive
internal import TextPrimitives

/// The index of a bundle's captures: CDXJ in blocks of lines, and the list of the blocks (ZipNum), as WACZ 1.1.1 has them.
struct BundleIndex {
    private static let blockLines = 1_024
    private var lines: [(key: [UInt8], rest: [UInt8])] = []

    /// Adds a capture.
    ///
    /// - Parameters:
    ///   - url: Its address.
    ///   - date: Its moment, ISO 8601.
    ///   - mime: Its media type.
    ///   - status: The answer's status.
    ///   - sha256: The digest of its bytes.
    ///   - place: Where its record stands.
    ///   - file: The archive's name.
    mutating func add(
        url: String, date: String, mime: String, status: Int, sha256: String, place: Range<Int>, file: String
    ) {
        let value = JSONValue.pairs([
            "url": .string(url), "mime": .string(mime), "status": .string("\(status)"),
            "digest": .string("sha256:\(sha256)"), "length": .string("\(place.count)"),
            "offset": .string("\(place.lowerBound)"), "filename": .string(file),
        ])
        lines.append(
            (BundleIndex.key(url) + [0x20] + BundleIndex.stamp(date), [0x20] + Array(value.text.utf8) + [10]))
    }

    /// The moment as fourteen digits.
    static func stamp(_ date: String) -> [UInt8] { Array(date.utf8.filter(\.isASCIIDigit).prefix(14)) }

    /// The packed lines and the list of blocks.
    func files() -> (index: [UInt8], blocks: [UInt8]) {
        let sorted = lines.sorted { one, other in
            one.key == other.key
                ? one.rest.lexicographicallyPrecedes(other.rest) : one.key.lexicographicallyPrecedes(other.key)
        }
        var index: [UInt8] = []
        var blocks = Array("!meta 0 {\"format\": \"cdxj-gzip-1.0\", \"filename\": \"index.cdx.gz\"}\n".utf8)
        for start in stride(from: 0, to: sorted.count, by: BundleIndex.blockLines) {
            let block = sorted[start..<min(sorted.count, start + BundleIndex.blockLines)]
            let packed = Gzip.deflate(block.flatMap { $0.key + $0.rest })
            let value = JSONValue.pairs([
                "offset": .int(index.count), "length": .int(packed.count),
                "digest": .string("sha256:\(Digest.sha256(packed))"), "filename": .string("index.cdx.gz"),
            ])
            blocks += (block.first?.key ?? []) + [0x20] + Array(value.text.utf8) + [10]
            index += packed
        }
        return (index, blocks)
    }

    /// The sort-friendly form of an address (SURT), as indexes have it: `org,example)/path?query`.
    static func key(_ url: String) -> [UInt8] {
        let whole = url.utf8.map(\.asciiLowercased)
        guard let start = [Array("https://".utf8), Array("http://".utf8)].first(where: { whole.starts(with: $0) })
        else { return whole }
        let rest = whole.dropFirst(start.count).prefix { $0 != UInt8(ascii: "#") }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        var tail = rest[authority.endIndex...]
        var host = authority[...]
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
        var port: ArraySlice<UInt8> = []
        if let colon = host.lastIndex(of: UInt8(ascii: ":")) {
            port = host[colon...]
            host = host[..<colon]
            if port.elementsEqual((start.count == 8 ? ":443" : ":80").utf8) || port.count == 1 { port = [] }
        }
        let words = host.split(separator: UInt8(ascii: "."))
        let kept = words.first.map { isWWW($0) && words.count > 2 } == true ? words.dropFirst() : words[...]
        let query = tail.firstIndex(of: UInt8(ascii: "?"))
        var path = tail[..<(query ?? tail.endIndex)]
        while path.count > 1, path.last == UInt8(ascii: "/") { path = path.dropLast() }
        var result = Array(kept.reversed().joined(separator: [UInt8(ascii: ",")])) + port + [UInt8(ascii: ")")]
        result += path.isEmpty ? [UInt8(ascii: "/")] : escaped(path)
        if let query {
            tail = tail[(query + 1)...]
            let fields = tail.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
                .sorted { $0.lexicographicallyPrecedes($1) }
            if !tail.isEmpty {
                result.append(UInt8(ascii: "?"))
                result += escaped(ArraySlice(fields.joined(separator: [UInt8(ascii: "&")])))
            }
        }
        return result
    }

    private static func isWWW(_ word: ArraySlice<UInt8>) -> Bool {
        word.starts(with: "www".utf8) && word.dropFirst(3).allSatisfy(\.isASCIIDigit)
    }

    /// Bytes that are no ASCII as `%xx`.
    private static func escaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { byte in
            byte > 0x20 && byte < 0x7F ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
