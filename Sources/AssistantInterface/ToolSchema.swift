internal import TextPrimitives

/// A parameter of a tool: declared once, for its schema and for the check of what is given.
struct ToolParameter: Sendable {
    /// What may be given.
    enum Kind: Sendable {
        /// A text of at most so many bytes.
        case text(limit: Int)
        /// An integer in a range.
        case integer(ClosedRange<Int>)
        /// One of some words.
        case choice([String])
    }

    let name: String
    let kind: Kind
    let about: String
    var isRequired = false

    /// A text that may be left out.
    static func text(_ name: String, _ about: String, limit: Int = 1_000) -> ToolParameter {
        ToolParameter(name: name, kind: .text(limit: limit), about: about)
    }

    /// A text that must be given.
    static func needed(_ name: String, _ about: String, limit: Int = 1_000) -> ToolParameter {
        ToolParameter(name: name, kind: .text(limit: limit), about: about, isRequired: true)
    }

    /// How many are given at most.
    static func limit(_ most: Int) -> ToolParameter {
        ToolParameter(name: "limit", kind: .integer(1...most), about: "The most that are given of each list.")
    }

    /// How many are passed over.
    static let offset = ToolParameter(
        name: "offset", kind: .integer(0...10_000_000), about: "How many are passed over, to read on.")

    fileprivate var schema: JSONValue {
        switch kind {
        case .text(let limit):
            .pairs(["type": .string("string"), "description": .string(about), "maxLength": .int(limit)])
        case .integer(let range):
            .pairs([
                "type": .string("integer"), "description": .string(about), "minimum": .int(range.lowerBound),
                "maximum": .int(range.upperBound),
            ])
        case .choice(let words):
            .pairs(["type": .string("string"), "description": .string(about), "enum": .strings(words)])
        }
    }

    /// What is wrong with a value; nil when nothing is.
    fileprivate func fault(_ value: JSONValue) -> String? {
        switch kind {
        case .text(let limit):
            guard let text = value.string else { return "“\(name)” must be a text." }
            return text.utf8.count > limit ? "“\(name)” is longer than \(limit) bytes." : nil
        case .integer(let range):
            guard let number = value.int, range.contains(number) else {
                return "“\(name)” must be an integer from \(range.lowerBound) to \(range.upperBound)."
            }
            return nil
        case .choice(let words):
            guard let word = value.string, words.contains(word) else {
                return "“\(name)” must be one of \(words.joined(separator: ", "))."
            }
            return nil
        }
    }
}

/// Why a tool gave nothing: told to the assistant as the tool's result, so that it can ask better.
struct ToolFault: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// What a tool was given, checked.
struct ToolArguments: Sendable {
    private let values: [String: JSONValue]

    /// Checks what was given.
    ///
    /// - Throws: ``ToolFault`` when a parameter is missing, unknown or of another kind.
    init(_ given: JSONValue?, _ parameters: [ToolParameter]) throws(ToolFault) {
        var members: [JSONMember] = []
        switch given {
        case nil, .null?: break
        case .object(let found)?: members = found
        default: throw ToolFault("The arguments must be an object.")
        }
        var values: [String: JSONValue] = [:]
        for member in members {
            guard let parameter = parameters.first(where: { $0.name == member.name }) else {
                let names = parameters.map(\.name).joined(separator: ", ")
                throw ToolFault("There is no argument “\(member.name.prefix(80))”; the tool takes \(names).")
            }
            if member.value.isNull, !parameter.isRequired { continue }
            if let fault = parameter.fault(member.value) { throw ToolFault(fault) }
            values[member.name] = member.value
        }
        for parameter in parameters where parameter.isRequired && values[parameter.name] == nil {
            throw ToolFault("The argument “\(parameter.name)” is missing: \(parameter.about)")
        }
        self.values = values
    }

    /// A text; nil when it was left out or is empty.
    func text(_ name: String) -> String? { values[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// An integer, or what stands for one that was left out.
    func integer(_ name: String, _ other: Int) -> Int { values[name]?.int ?? other }
}

/// Schemas (JSON Schema 2020-12) of what tools take and give.
enum ToolSchema {
    /// The schema of a tool's parameters.
    static func parameters(_ parameters: [ToolParameter]) -> JSONValue {
        object(
            parameters.map { ($0.name, $0.schema) }, required: parameters.filter(\.isRequired).map(\.name))
    }

    /// An object; every member is always there unless only some are required.
    static func object(_ members: [(String, JSONValue)], required: [String]? = nil) -> JSONValue {
        .pairs([
            "type": .string("object"), "properties": .object(members.map { JSONMember(name: $0.0, value: $0.1) }),
            "required": .strings(required ?? members.map(\.0)), "additionalProperties": .bool(false),
        ])
    }

    /// A list.
    static func list(_ of: JSONValue) -> JSONValue { .pairs(["type": .string("array"), "items": of]) }

    /// A text.
    static let text: JSONValue = .pairs(["type": .string("string")])
    /// A text, or null where it is not known.
    static let known: JSONValue = .pairs(["type": .strings(["string", "null"])])
    /// An integer.
    static let integer: JSONValue = .pairs(["type": .string("integer")])
    /// A truth value.
    static let flag: JSONValue = .pairs(["type": .string("boolean")])
    /// Any object: what it holds is said in its description.
    static func any(_ about: String) -> JSONValue {
        .pairs(["type": .string("object"), "description": .string(about)])
    }

    /// Words of a page with their place.
    static let quote: JSONValue = object([
        ("page", text), ("text", text), ("sha256", text), ("start", integer), ("end", integer), ("quote", text),
        ("page_byte", .pairs(["type": .strings(["integer", "null"])])),
    ])

    /// The four counts.
    static let counts: JSONValue = object([
        ("pages", integer), ("texts", integer), ("voices", integer), ("sides", list(text)),
    ])

    /// A claim.
    static let claim: JSONValue = object([
        ("claim", text), ("text", text), ("speaker", text), ("country", known), ("via", list(text)), ("stance", text),
        ("endorses", flag), ("content", text), ("target", known), ("target_candidates", list(text)),
        ("quotes", list(quote)),
    ])

    /// The answer of a tool: where it comes from, then its own members.
    static func answer(_ members: [(String, JSONValue)], definitions: [(String, JSONValue)] = []) -> JSONValue {
        let log = object([("entries", integer), ("hash", text)])
        let whole = object([("project", text), ("log", log)] + members)
        if definitions.isEmpty { return whole }
        return .object(
            whole.members + [
                JSONMember(
                    name: "$defs", value: .object(definitions.map { JSONMember(name: $0.0, value: $0.1) }))
            ])
    }
}
