internal import TextPrimitives

/// The encoding of a page's bytes (HTML standard, section 13.2.3; Encoding standard), decoded by tables of our own.
public enum CharacterEncoding {
    private struct Table: Sendable {
        var names: [String: String] = [:]
        var methods: [String: EncodingMethod] = [:]
    }

    private static let table: Table = {
        var table = Table()
        let rows = Resource.rows("html/encodings.tsv", columns: 3) { row throws(ResourceFault) in
            (row[0], try row.value(1, as: EncodingMethod.self), row[2])
        }
        for (name, method, labels) in rows {
            table.methods[name] = method
            for label in labels.split(separator: " ") { table.names[String(label)] = name }
        }
        return table
    }()

    /// The name of the encoding that a label means, nil for an unknown one.
    public static func name(_ label: String) -> String? {
        table.names[label.lowercased().filter { $0 != " " && $0 != "\t" && $0 != "\n" && $0 != "\r" }]
    }

    // MARK: Sniffing

    /// The encoding that a page declares: by its byte order mark, then by a meta element among the first bytes.
    ///
    /// - Returns: The encoding's name; nil when nothing declares one.
    /// The standard looks at 1,024 bytes first and changes its mind when a meta element comes later; here all is scanned.
    ///
    /// - Complexity: O(*n*) in the bytes before the declaration.
    public static func declared(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "utf-8" }
        if bytes.starts(with: [0xFE, 0xFF]) { return "utf-16be" }
        if bytes.starts(with: [0xFF, 0xFE]) { return "utf-16le" }
        var scan = MetaScan(bytes: bytes)
        guard let found = scan.run() else { return nil }
        // A page whose meta element could be read is in no wide encoding.
        return found.hasPrefix("utf-16") ? "utf-8" : found
    }

    /// The prescan of a byte stream (section 13.2.3.2).
    private struct MetaScan {
        let bytes: [UInt8]
        var offset = 0

        func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

        func matches(_ text: String, at start: Int) -> Bool {
            var index = start
            for byte in text.utf8 {
                guard at(index).asciiLowercased == byte else { return false }
                index += 1
            }
            return true
        }

        mutating func run() -> String? {
            while offset < bytes.count {
                guard bytes[offset] == UInt8(ascii: "<") else {
                    offset += 1
                    continue
                }
                if matches("<!--", at: offset) {
                    offset += 2
                    while offset < bytes.count, !matches("-->", at: offset) { offset += 1 }
                    offset += 3
                } else if matches("<meta", at: offset),
                    HTMLTokenizer.isSpace(at(offset + 5)) || at(offset + 5) == UInt8(ascii: "/")
                {
                    offset += 6
                    if let found = meta() { return found }
                } else if at(offset + 1).isASCIILetter
                    || at(offset + 1) == UInt8(ascii: "/") && at(offset + 2).isASCIILetter
                {
                    while offset < bytes.count, !HTMLTokenizer.isSpace(bytes[offset]),
                        bytes[offset] != UInt8(ascii: ">")
                    { offset += 1 }
                    while attribute() != nil {}
                } else if [UInt8(ascii: "!"), UInt8(ascii: "/"), UInt8(ascii: "?")].contains(at(offset + 1)) {
                    while offset < bytes.count, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
                    offset += 1
                } else {
                    offset += 1
                }
            }
            return nil
        }

        private mutating func meta() -> String? {
            var isPragma = false
            var needsPragma: Bool?
            var found: String?
            var seen: Set<String> = []
            while let (name, value) = attribute() {
                guard seen.insert(name).inserted else { continue }
                if name == "http-equiv", value == "content-type" { isPragma = true }
                if name == "content", found == nil, let label = CharacterEncoding.label(inContent: value),
                    let name = CharacterEncoding.name(label)
                {
                    found = name
                    needsPragma = true
                }
                if name == "charset" {
                    found = CharacterEncoding.name(value)
                    needsPragma = false
                }
            }
            guard let needsPragma, !needsPragma || isPragma else { return nil }
            return found
        }

        /// The next attribute, in small letters; nil at the end of the tag.
        private mutating func attribute() -> (String, String)? {
            while offset < bytes.count, HTMLTokenizer.isSpace(bytes[offset]) || bytes[offset] == UInt8(ascii: "/") {
                offset += 1
            }
            guard offset < bytes.count, bytes[offset] != UInt8(ascii: ">") else {
                offset += 1
                return nil
            }
            var name: [UInt8] = []
            while offset < bytes.count {
                let byte = bytes[offset]
                if byte == UInt8(ascii: "="), !name.isEmpty { break }
                if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") || HTMLTokenizer.isSpace(byte) { break }
                name.append(byte.asciiLowercased)
                offset += 1
            }
            while offset < bytes.count, HTMLTokenizer.isSpace(bytes[offset]) { offset += 1 }
            guard at(offset) == UInt8(ascii: "="), offset < bytes.count else {
                return (String(decoding: name, as: UTF8.self), "")
            }
            offset += 1
            while offset < bytes.count, HTMLTokenizer.isSpace(bytes[offset]) { offset += 1 }
            var value: [UInt8] = []
            let quote = at(offset)
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                offset += 1
                while offset < bytes.count, bytes[offset] != quote {
                    value.append(bytes[offset].asciiLowercased)
                    offset += 1
                }
                offset += 1
            } else {
                while offset < bytes.count, !HTMLTokenizer.isSpace(bytes[offset]), bytes[offset] != UInt8(ascii: ">") {
                    value.append(bytes[offset].asciiLowercased)
                    offset += 1
                }
                // A tag without an end is no tag.
                if offset >= bytes.count { return nil }
            }
            return (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
        }
    }

    /// The label in "text/html; charset=…" (section 2.4.5).
    private static func label(inContent content: String) -> String? {
        var rest = content[...]
        while let range = String(rest).firstRange(of: "charset") {
            let text = String(rest)
            var tail = text[range.upperBound...].drop { $0 == " " || $0 == "\t" || $0 == "\n" }
            guard tail.first == "=" else {
                rest = Substring(String(text[range.upperBound...]))
                continue
            }
            tail = tail.dropFirst().drop { $0 == " " || $0 == "\t" || $0 == "\n" }
            guard let first = tail.first else { return nil }
            if first == "\"" || first == "'" {
                let inner = tail.dropFirst()
                guard let end = inner.firstIndex(of: first) else { return nil }
                return String(inner[..<end])
            }
            return String(tail.prefix { $0 != " " && $0 != ";" && $0 != "\t" && $0 != "\n" })
        }
        return nil
    }

    // MARK: Decoding

    /// The bytes of a page as UTF-8.
    ///
    /// Valid UTF-8 is believed before any declaration: text in another encoding is hardly ever valid by chance. Then the
    /// declared encoding, then the one that fits the bytes best, then windows-1252.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return UTF8Text.repaired(Array(bytes.dropFirst(3))) }
        let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        if !isWide, UTF8Text.index(bytes, of: [0x1B]) == nil, UTF8Text.isValid(bytes) { return bytes }
        let declared = self.declared(bytes)
        if let declared, isWide { return decode(Array(bytes.dropFirst(2)), declared) }
        if declared != "iso-2022-jp", UTF8Text.isValid(bytes) { return bytes }
        // A page that is UTF-8 but for a few broken sequences stays UTF-8.
        let broken = String(decoding: bytes, as: UTF8.self).utf8.count
        if declared == "utf-8", broken < bytes.count + bytes.count / 100 { return UTF8Text.repaired(bytes) }
        if let declared, declared != "utf-8", declared != "windows-1252" { return decode(bytes, declared) }
        return decode(bytes, guess(bytes) ?? "windows-1252")
    }

    /// Decodes; a byte that stands for nothing becomes U+FFFD.
    ///
    /// - Parameters:
    ///   - bytes: In the encoding.
    ///   - name: The encoding's name, as ``name(_:)`` gives it; another is taken for windows-1252.
    /// - Returns: UTF-8.
    /// - Complexity: O(*n*) in bytes.
    public static func decode(_ bytes: [UInt8], _ name: String) -> [UInt8] {
        guard let method = table.methods[name] else { return LegacyDecoder.decode(bytes, .single, "windows-1252") }
        return LegacyDecoder.decode(bytes, method, name)
    }

    /// The encoding that makes the most of the bytes beyond ASCII into the commoner letters of its script.
    private static func guess(_ bytes: [UInt8]) -> String? {
        let sample = Array(bytes.prefix(20_000))
        let high = sample.count { $0 >= 0x80 }
        guard high >= 20 else { return nil }
        var best: (name: String, share: Double)?
        let scripts: [(String, ClosedRange<UInt32>)] = [
            ("euc-kr", 0xAC00...0xD7A3), ("shift_jis", 0x3040...0x30FF), ("euc-jp", 0x3040...0x30FF),
            ("gb18030", 0x4E00...0x9FFF),
            ("big5", 0x4E00...0x9FFF), ("windows-1251", 0x430...0x44F), ("koi8-r", 0x430...0x44F),
            ("windows-1256", 0x621...0x64A),
            ("windows-1253", 0x3B1...0x3C9),
        ]
        for (name, script) in scripts {
            let text = decode(sample, name)
            var (inside, all, broken) = (0, 0, 0)
            var offset = 0
            while offset < text.count {
                let (value, length) = UTF8Text.scalar(in: text, at: offset)
                offset += length
                if value < 0x80 { continue }
                all += 1
                if script.contains(value) { inside += 1 }
                if value == 0xFFFD { broken += 1 }
            }
            guard all > 0, broken * 50 <= all else { continue }
            let share = Double(inside) / Double(all)
            // Kana are a part of Japanese only; the others fill their texts.
            let needed = name == "shift_jis" || name == "euc-jp" ? 0.35 : 0.7
            let weighed = name == "shift_jis" || name == "euc-jp" ? share + 0.45 : share
            if share >= needed, weighed > best?.share ?? 0 { best = (name, weighed) }
        }
        return best?.name
    }
}
