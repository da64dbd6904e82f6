public import TextPrimitives

extension Article {
    static let names = [
        "title", "authors", "byline", "outlet", "language", "url", "via", "text", "published", "captured", "dates",
        "rejected", "segments", "provenance", "left_out",
    ]

    /// The members that the `read` filter adds, in its order.
    func members(in body: IndexedText, _ form: Document.Form) -> [JSONMember] {
        var result = [
            JSONMember(name: "title", value: .optional(title)),
            JSONMember(name: "authors", value: .strings(authors)),
            JSONMember(name: "byline", value: .optional(byline)),
            JSONMember(name: "outlet", value: .optional(outlet)),
            JSONMember(name: "language", value: .optional(language)),
            JSONMember(name: "url", value: .optional(url)),
            JSONMember(name: "via", value: .array(via.map { $0.json(in: body) })),
        ]
        if form != .withoutText {
            result.append(JSONMember(name: "text", value: .string(String(decoding: text, as: UTF8.self))))
        }
        result += [
            JSONMember(name: "published", value: .optional(published)),
            JSONMember(name: "captured", value: .optional(captured)),
            JSONMember(name: "dates", value: .array(dates.map(\.json))),
            JSONMember(name: "rejected", value: .optional(rejected)),
        ]
        guard form != .exchange else { return result }
        return result + [
            JSONMember(
                name: "segments",
                value: .array(
                    segments.map { .array([.int($0.textStart), .int($0.pageStart), .int($0.length)]) })),
            JSONMember(
                name: "provenance",
                value: .array(
                    provenance.map {
                        .pairs(["field": .string($0.field), "rule": .string($0.rule), "node": .string($0.node)])
                    })),
            JSONMember(
                name: "left_out",
                value: .array(leftOut.map { .pairs(["text": .string($0.text), "reason": .string($0.reason)]) })),
        ]
    }

    /// The members that the `read` filter adds, in its order, with the digest of the bytes as received.
    public func members(sha256: String) -> [JSONMember] {
        [JSONMember(name: "sha256", value: .string(sha256))] + members(in: IndexedText(text), .exchange)
    }

    /// What dates a text, and the text.
    init(datesOf line: JSONLine, text: [UInt8]) {
        self.init()
        self.text = text
        language = line.string("language")
        published = line.string("published")
        captured = line.string("captured")
    }

    /// Everything that a line says of a page, and the text.
    init(_ line: JSONLine, text: [UInt8]) {
        self.init(datesOf: line, text: text)
        title = line.string("title")
        authors = line.value("authors")?.array.compactMap(\.string) ?? []
        outlet = line.string("outlet")
        byline = line.string("byline")
        url = line.string("url")
        rejected = line.string("rejected")
        dates = (line.value("dates")?.array ?? []).compactMap { DateCandidate(json: $0) }
        if let list = line.value("via")?.array, !list.isEmpty {
            let body = IndexedText(text)
            via = list.compactMap { Via(json: $0, in: body) }
        }
        segments = (line.value("segments")?.array ?? []).compactMap { item in
            let numbers = item.array.compactMap(\.int)
            guard numbers.count == 3 else { return nil }
            return SourceSegment(textStart: numbers[0], pageStart: numbers[1], length: numbers[2])
        }
        provenance = (line.value("provenance")?.array ?? []).compactMap { item in
            guard let field = item["field"]?.string else { return nil }
            return FieldProvenance(
                field: field, rule: item["rule"]?.string ?? "", node: item["node"]?.string ?? "")
        }
        leftOut = (line.value("left_out")?.array ?? []).compactMap { item in
            item["text"]?.string.map { LeftOut(text: $0, reason: item["reason"]?.string ?? "") }
        }
    }
}

extension Via {
    fileprivate func json(in body: IndexedText) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember(name: "name", value: .string(name)), JSONMember(name: "kind", value: .string(kind)),
            JSONMember(name: "quote", value: .string(quote)),
        ]
        if let range {
            members.append(JSONMember(name: "start", value: .int(body.points.codePoint(atByte: range.start))))
            members.append(JSONMember(name: "end", value: .int(body.points.codePoint(atByte: range.end))))
        }
        return .object(members)
    }

    fileprivate init?(json: JSONValue, in body: IndexedText) {
        guard let name = json["name"]?.string else { return nil }
        self.init(
            name: name, kind: json["kind"]?.string ?? "outlet", quote: json["quote"]?.string ?? name,
            range: body.range(json))
    }
}

extension DateCandidate {
    fileprivate var json: JSONValue {
        .pairs([
            "edtf": .string(edtf), "role": .string(role.rawValue), "source": .string(source),
            "evidence": .string(evidence), "reason": .string(reason),
        ])
    }

    fileprivate init?(json: JSONValue) {
        guard let edtf = json["edtf"]?.string, let role = json["role"]?.string.flatMap(DateRole.init(rawValue:)) else {
            return nil
        }
        self.init(
            edtf: edtf, role: role, source: json["source"]?.string ?? "text",
            evidence: json["evidence"]?.string ?? "", reason: json["reason"]?.string ?? "")
    }
}
