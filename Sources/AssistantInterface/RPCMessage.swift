internal import TextPrimitives

/// An error as JSON-RPC 2.0 names it, with the codes of that standard and of the Model Context Protocol.
struct RPCError: Error, Hashable {
    let code: Int
    let message: String

    /// The line is no JSON.
    static func parse(_ why: String) -> RPCError { RPCError(code: -32700, message: why) }
    /// The line is no request.
    static func invalid(_ why: String) -> RPCError { RPCError(code: -32600, message: why) }
    /// There is no such method.
    static func noMethod(_ name: String) -> RPCError {
        RPCError(code: -32601, message: "There is no method “\(name.prefix(80))”.")
    }
    /// The parameters are not those of the method.
    static func parameters(_ why: String) -> RPCError { RPCError(code: -32602, message: why) }
    /// There is no such resource.
    static func noResource(_ why: String) -> RPCError { RPCError(code: -32002, message: why) }
    /// The project could not be read.
    static func failed(_ why: String) -> RPCError { RPCError(code: -32603, message: why) }
}

/// A line of a client, as JSON-RPC 2.0 reads it.
enum RPCMessage {
    /// Asks for an answer.
    case request(id: JSONValue, method: String, parameters: JSONValue)
    /// Tells something, or answers what was never asked; nothing is said to it.
    case silent
    /// Cannot be read; the id where one was found.
    case broken(RPCError, id: JSONValue)

    /// The deepest nesting of a message.
    private static let depth = 40

    /// Reads a line.
    ///
    /// - Complexity: O(*n*) in bytes.
    init(_ line: [UInt8]) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(line, maximumDepth: RPCMessage.depth) } catch {
            self = .broken(.parse("The line is \(error.description)."), id: .null)
            return
        }
        guard case .object = value else {
            self = .broken(.invalid("A message is one JSON object a line; lists of them are not taken."), id: .null)
            return
        }
        let id = RPCMessage.id(value["id"])
        func broken(_ why: String) -> RPCMessage { .broken(.invalid(why), id: id ?? .null) }
        guard value["jsonrpc"]?.string == "2.0" else {
            self = broken("The member jsonrpc must be \"2.0\".")
            return
        }
        guard let named = value["method"] else {
            // The answer to a question that this side never asks.
            let isAnswer = value["result"] != nil || value["error"] != nil
            self = isAnswer ? .silent : broken("The member method is missing.")
            return
        }
        guard let method = named.string else {
            self = broken("The member method must be a string.")
            return
        }
        if value["id"] == nil {
            self = .silent
            return
        }
        guard let id else {
            self = broken("The member id must be a string or an integer.")
            return
        }
        switch value["params"] {
        case nil, .null?: self = .request(id: id, method: method, parameters: .object([]))
        case .object(let members)?: self = .request(id: id, method: method, parameters: .object(members))
        default: self = .broken(.parameters("The member params must be an object."), id: id)
        }
    }

    /// An id that may be sent back; nil when it is none.
    private static func id(_ value: JSONValue?) -> JSONValue? {
        switch value {
        case .string(let text)? where text.utf8.count <= 1 << 12: .string(text)
        case .int(let number)?: .int(number)
        default: nil
        }
    }
}

/// What is sent back, one line each.
enum RPCAnswer {
    /// The result of a request.
    static func result(_ value: JSONValue, id: JSONValue) -> [UInt8] {
        line(.pairs(["jsonrpc": .string("2.0"), "id": id, "result": value]))
    }

    /// An error.
    static func error(_ error: RPCError, id: JSONValue) -> [UInt8] {
        line(
            .pairs([
                "jsonrpc": .string("2.0"), "id": id,
                "error": .pairs(["code": .int(error.code), "message": .string(error.message)]),
            ]))
    }

    private static func line(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(value)
        return writer.bytes + [10]
    }
}
