internal import TextPrimitives

/// A tool that an assistant can call: one value with its description, its parameters, the schema of what it gives, and what
/// makes that.
///
/// A new tool is one such value in ``all``.
struct AssistantTool: Sendable {
    let name: String
    let title: String
    /// What it gives and when to use it.
    let about: String
    let parameters: [ToolParameter]
    /// The schema of its answer.
    let output: JSONValue
    /// Makes the members of the answer behind those that every answer has.
    let make: @Sendable (ToolArguments, AssistantProject) throws -> [JSONMember]

    /// Makes a tool.
    ///
    /// - Parameters:
    ///   - members: The members of its answer, with their schemas.
    ///   - definitions: Schemas that refer to themselves.
    init(
        _ name: String, title: String, about: String, _ parameters: [ToolParameter],
        gives members: [(String, JSONValue)], definitions: [(String, JSONValue)] = [],
        _ make: @escaping @Sendable (ToolArguments, AssistantProject) throws -> [JSONMember]
    ) {
        self.name = name
        self.title = title
        self.about = about
        self.parameters = parameters
        output = ToolSchema.answer(members, definitions: definitions)
        self.make = make
    }

    /// All tools, in the order in which they are listed.
    static let all: [AssistantTool] = [.search, .pair, .family, .claims, .events, .explain, .cite]

    /// The tool of a name, or nil.
    static func named(_ name: String) -> AssistantTool? { all.first { $0.name == name } }

    /// What the list of tools says of it.
    var json: JSONValue {
        .pairs([
            "name": .string(name), "title": .string(title), "description": .string(about),
            "inputSchema": ToolSchema.parameters(parameters), "outputSchema": output,
            "annotations": .pairs([
                "title": .string(title), "readOnlyHint": .bool(true), "destructiveHint": .bool(false),
                "idempotentHint": .bool(true), "openWorldHint": .bool(false),
            ]),
        ])
    }

    /// Calls it.
    ///
    /// - Throws: ``ToolFault`` when it was asked wrongly; ``StoreError`` or ``ArchiveError`` when the project cannot be read.
    func answer(_ given: JSONValue?, _ project: AssistantProject) throws -> JSONValue {
        let arguments = try ToolArguments(given, parameters)
        return .object(try project.head() + make(arguments, project))
    }

    /// Members of an answer, in order.
    static func members(_ pairs: KeyValuePairs<String, JSONValue>) -> [JSONMember] {
        pairs.map { JSONMember(name: $0.key, value: $0.value) }
    }
}
