internal import ArchivePipeline
public import DocumentModel
internal import NewsAnalysis
internal import TextPrimitives

/// A session of the Model Context Protocol over lines: what an assistant asks of a project, and what it is told.
///
/// Only reading is offered, so that an assistant can say what the evidence holds and nothing else can come of it. Every line
/// that is a request has one line as its answer; a line that cannot be read has an error as its answer, and the session
/// goes on.
public final class AssistantSession {
    /// The versions of the protocol that are spoken, the newest last.
    static let versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
    /// The most bytes of a line.
    public static let lineLimit = 1 << 20

    private let project: AssistantProject

    /// Opens a project for reading.
    ///
    /// - Parameters:
    ///   - path: Its folder.
    ///   - name: Its name.
    ///   - by: The command and the version.
    ///   - today: The day from which the next anniversaries are told; nil for the clock's.
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    public init(path: String, name: String, by: String, today: CivilDay? = nil) throws {
        project = try AssistantProject(path: path, name: name, by: by, today: today)
    }

    /// The answer to a line that is longer than ``lineLimit``.
    public static var tooLong: [UInt8] {
        RPCAnswer.error(.invalid("The line is longer than \(lineLimit) bytes."), id: .null)
    }

    /// The answer to a line, ended by a line feed; nil when there is none to give.
    ///
    /// - Complexity: That of what is asked.
    public func answer(_ line: [UInt8]) -> [UInt8]? {
        if line.allSatisfy(\.isASCIISpace) { return nil }
        switch RPCMessage(line) {
        case .silent: return nil
        case .broken(let error, let id): return RPCAnswer.error(error, id: id)
        case .request(let id, let method, let parameters):
            do { return RPCAnswer.result(try result(method, parameters), id: id) } catch let error as RPCError {
                return RPCAnswer.error(error, id: id)
            } catch { return RPCAnswer.error(.failed("\(error)"), id: id) }
        }
    }

    private func result(_ method: String, _ parameters: JSONValue) throws -> JSONValue {
        switch method {
        case "initialize": return try initialized(parameters)
        case "ping": return .object([])
        case "tools/list": return .pairs(["tools": .array(AssistantTool.all.map(\.json))])
        case "tools/call": return try called(parameters)
        case "resources/list":
            try project.follow()
            return try AssistantResources.list(parameters, project)
        case "resources/templates/list": return AssistantResources.templates
        case "resources/read":
            try project.follow()
            return try AssistantResources.read(parameters, project)
        default: throw RPCError.noMethod(method)
        }
    }

    private func initialized(_ parameters: JSONValue) throws -> JSONValue {
        guard let asked = parameters["protocolVersion"]?.string else {
            throw RPCError.parameters("The parameter protocolVersion is missing.")
        }
        let newest = AssistantSession.versions.last ?? asked
        return .pairs([
            "protocolVersion": .string(AssistantSession.versions.contains(asked) ? asked : newest),
            "capabilities": .pairs([
                "tools": .pairs(["listChanged": .bool(false)]),
                "resources": .pairs(["subscribe": .bool(false), "listChanged": .bool(false)]),
            ]),
            "serverInfo": .pairs([
                "name": .string("wirekin"), "title": .string("wirekin: \(project.name)"),
                "version": .string(Analyser.release),
            ]),
            "instructions": .string(AssistantSession.instructions),
        ])
    }

    private static let instructions =
        "A project of saved pages: which are copies of which, what they tell of states, who says so. Nothing here is guessed: null means that it is not known, and it is to be said so. Support each statement with a quote given here, its page and its offsets; start and end count code points of the text at wirekin://text/SHA256, the page as received is wirekin://capture/SHA256. Say “in A, not in B”, “the earliest copy held”, “not attested in this collection”. A text repeats what its voice says: name the voice, and do not take reprints for confirmation."

    private func called(_ parameters: JSONValue) throws -> JSONValue {
        guard let name = parameters["name"]?.string else { throw RPCError.parameters("The parameter name is missing.") }
        guard let tool = AssistantTool.named(name) else {
            throw RPCError.parameters("There is no tool “\(name.prefix(80))”; tools/list has them.")
        }
        try project.follow()
        do {
            let answer = try tool.answer(parameters["arguments"], project)
            return .pairs([
                "content": .array([.pairs(["type": .string("text"), "text": .string(answer.text)])]),
                "structuredContent": answer, "isError": .bool(false),
            ])
        } catch let fault as ToolFault {
            return .pairs([
                "content": .array([.pairs(["type": .string("text"), "text": .string(fault.message)])]),
                "isError": .bool(true),
            ])
        }
    }
}
