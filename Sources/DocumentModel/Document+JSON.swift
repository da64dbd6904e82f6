public import TextPrimitives

/// An object that is no document.
public struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is missing, and what was expected.
    public let description: String

    /// Makes an error.
    public init(description: String) { self.description = description }

    /// There is no text.
    public static let noText = DocumentError(
        description: "no \"text\"; expected a document as `wirekin read` gives it")
}

extension Document {
    /// What of a document is read from JSON, or written to it.
    public struct Parts: OptionSet, Sendable {
        /// One bit for each part.
        public let rawValue: UInt8

        /// Makes a set of parts.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// All that the page says of itself; without it only what dates a text is read: `published`, `captured`, `language`.
        public static let article = Parts(rawValue: 1)
        /// What the `time` stage found.
        public static let time = Parts(rawValue: 2)
        /// What the `code` stage found.
        public static let coding = Parts(rawValue: 4)
        /// What this version does not know.
        public static let unknown = Parts(rawValue: 8)
        /// Everything.
        public static let all: Parts = [.article, .time, .coding, .unknown]
    }

    /// How a document is written.
    public enum Form: Sendable {
        /// As the filters print it and others read it.
        case exchange
        /// With what is for this program alone: where the text stands in the page, how each field was found, what was left out.
        case whole
        /// As ``whole``, without the text, for one who keeps that elsewhere.
        case withoutText
    }

    /// Reads a document.
    ///
    /// Members of the wrong type count as absent, and items of a list that are none of ours are left out; neither is an error.
    ///
    /// - Parameters:
    ///   - line: One JSON object.
    ///   - text: The text, when it is kept elsewhere; nil for the member `text`.
    ///   - parts: What is needed: the rest is left undecoded.
    /// - Throws: ``DocumentError`` when there is no text.
    /// - Complexity: O(*n*) in bytes.
    public init(_ line: JSONLine, text: [UInt8]? = nil, _ parts: Parts = .all) throws(DocumentError) {
        guard let text = text ?? line.utf8("text") else { throw .noText }
        let article = parts.contains(.article) ? Article(line, text: text) : Article(datesOf: line, text: text)
        self.init(id: line.string("id") ?? "", sha256: line.string("sha256"), article: article)
        if parts.contains(.time) { time = TimeAnnotations(line, in: body) }
        if parts.contains(.coding) { coding = Coding(line, in: body) }
        if parts.contains(.unknown) {
            unknown = line.members.filter { !Document.names.contains($0.name) }.map {
                JSONMember(name: $0.name, value: .raw(Array(line.bytes[$0.value])))
            }
        }
    }

    /// The members of all parts.
    private static let names: Set<String> = Set(
        ["id", "sha256"] + Article.names + TimeAnnotations.names + Coding.names)

    /// The members of some parts, as the filters that make them print them.
    public func members(_ parts: Parts, _ form: Form = .exchange) -> [JSONMember] {
        var result: [JSONMember] = []
        if parts.contains(.article) {
            if let sha256 { result.append(JSONMember(name: "sha256", value: .string(sha256))) }
            result += article.members(in: body, form)
        }
        if parts.contains(.time), let time { result += time.members(in: body, form) }
        if parts.contains(.coding), let coding { result += coding.members(in: body) }
        if parts.contains(.unknown) { result += unknown }
        return result
    }

    /// The document as one JSON object without a line feed.
    ///
    /// What was read back from it is the same document, if the form is not ``Form/exchange``.
    ///
    /// - Complexity: O(*n*) in bytes written.
    public func line(_ form: Form = .whole) -> [UInt8] {
        var writer = JSONWriter(capacity: article.text.count * 4)
        writer.write(.object([JSONMember(name: "id", value: .string(id))] + members(.all, form)))
        return writer.bytes
    }
}

extension TimeAnnotations {
    static let names = ["timex", "published_bounds", "date_clashes"]

    /// The annotations of a line; nil when the `time` stage has not run on it.
    init?(_ line: JSONLine, in text: IndexedText) {
        guard let list = line.value("timex") else { return nil }
        self.init()
        for item in list.array {
            guard let timex = Timex(json: item, in: text) else { continue }
            let isEnd = timex.rule.hasSuffix(Timex.fromEnd) || timex.rule.hasSuffix(Timex.toEnd)
            if isEnd { rangeEnds.append(timex) } else { timexes.append(timex) }
        }
        publicationBounds = line.value("published_bounds").flatMap { PublicationBounds(json: $0, in: text) }
        clashes = (line.value("date_clashes")?.array ?? []).compactMap { DateClash(json: $0, in: text) }
    }

    func members(in text: IndexedText, _ form: Document.Form) -> [JSONMember] {
        let all = withEnds
        var writer = JSONWriter(capacity: all.count * 256)
        writer.write(raw: "[")
        for (index, timex) in all.enumerated() {
            if index > 0 { writer.write(raw: ",") }
            timex.write(to: &writer, in: text)
        }
        writer.write(raw: "]")
        return [
            JSONMember(name: "timex", value: .raw(writer.bytes)),
            JSONMember(name: "published_bounds", value: publicationBounds?.json(in: text, form) ?? .null),
            JSONMember(name: "date_clashes", value: .array(clashes.map { $0.json(in: text) })),
        ]
    }
}

extension Coding {
    static let names = ["events", "claims", "rejected_candidates"]

    /// The coding of a line; nil when the `code` stage has not run on it.
    init?(_ line: JSONLine, in text: IndexedText) {
        guard let events = line.value("events"), let claims = line.value("claims") else { return nil }
        self.init(
            events: events.array.compactMap { Event(json: $0, in: text) },
            claims: claims.array.compactMap { Claim(json: $0, in: text) },
            rejected: line.value("rejected_candidates").map {
                $0.array.compactMap { RejectedCandidate(json: $0, in: text) }
            })
    }

    func members(in text: IndexedText) -> [JSONMember] {
        var members = [
            JSONMember(name: "events", value: .array(events.map { $0.json(in: text) })),
            JSONMember(name: "claims", value: .array(claims.map { $0.json(in: text) })),
        ]
        if let rejected {
            members.append(
                JSONMember(name: "rejected_candidates", value: .array(rejected.map { $0.json(in: text) })))
        }
        return members
    }
}
