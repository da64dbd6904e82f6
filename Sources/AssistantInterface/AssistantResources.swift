internal import ArchivePipeline
internal import CorpusStore
internal import EvidenceArchive
internal import TextPrimitives

/// Captures and texts as resources: the bytes as they were received, and the article's text in which quotes are placed.
enum AssistantResources {
    /// The pages of one part of the list.
    private static let part = 100
    /// The most bytes of a capture that are sent; more would fill an assistant many times over.
    private static let limit = 8 << 20
    private static let captures = "wirekin://capture/"
    private static let texts = "wirekin://text/"

    /// One part of the list of resources.
    ///
    /// - Throws: ``RPCError`` when the cursor is none.
    static func list(_ parameters: JSONValue, _ project: AssistantProject) throws -> JSONValue {
        var start = 0
        if let cursor = parameters["cursor"], !cursor.isNull {
            guard let number = cursor.string.flatMap({ Int($0) }), number > 0 else {
                throw RPCError.parameters("The cursor is none that was given.")
            }
            start = number
        }
        let numbers = try project.store.numbers()
        let shown = Array(numbers.dropFirst(start).prefix(part))
        let resources = try project.store.articles(shown).flatMap { article in
            var both: [JSONValue] = [
                .pairs([
                    "uri": .string(captures + article.sha256), "name": .string(article.id),
                    "title": .string("\(article.title ?? article.id), as received"),
                    "description": .string("The bytes of the capture, \(article.size) of them."),
                    "mimeType": .string("application/octet-stream"), "size": .int(article.size),
                ])
            ]
            if article.rejected == nil {
                both.append(
                    .pairs([
                        "uri": .string(texts + article.sha256), "name": .string("\(article.id), text"),
                        "title": .string(article.title ?? article.id),
                        "description": .string(
                            "The article's text, in whose code points quotes are placed; SHA-256 \(article.textSHA256)."
                        ), "mimeType": .string("text/plain"), "size": .int(article.text.utf8.count),
                    ]))
            }
            return both
        }
        var members = [JSONMember(name: "resources", value: .array(resources))]
        if start + shown.count < numbers.count {
            members.append(JSONMember(name: "nextCursor", value: .string("\(start + shown.count)")))
        }
        return .object(members)
    }

    /// The forms of the addresses of resources.
    static let templates: JSONValue = .pairs([
        "resourceTemplates": .array([
            .pairs([
                "uriTemplate": .string(captures + "{sha256}"), "name": .string("capture"),
                "title": .string("A capture"), "description": .string("The bytes of a page as they were received."),
                "mimeType": .string("application/octet-stream"),
            ]),
            .pairs([
                "uriTemplate": .string(texts + "{sha256}"), "name": .string("text"), "title": .string("A text"),
                "description": .string(
                    "The article's text of the capture of this digest; start and end of quotes count its code points."),
                "mimeType": .string("text/plain"),
            ]),
        ])
    ])

    /// Reads a resource.
    ///
    /// - Throws: ``RPCError`` when there is none of that address, or it is too large to be sent.
    static func read(_ parameters: JSONValue, _ project: AssistantProject) throws -> JSONValue {
        guard let address = parameters["uri"]?.string else {
            throw RPCError.parameters("The parameter uri is missing.")
        }
        let isText = address.hasPrefix(texts)
        let digest = Array(address.utf8.dropFirst(isText ? texts.utf8.count : captures.utf8.count))
        let isDigest =
            digest.count == 64 && digest.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isText || address.hasPrefix(captures), isDigest,
            let number = try project.store.number(of: String(decoding: digest, as: UTF8.self)),
            let article = try project.store.articles([number]).first,
            article.sha256.utf8.elementsEqual(digest), !isText || article.rejected == nil
        else { throw RPCError.noResource("There is no resource “\(address.prefix(120))”; resources/list has them.") }
        var members = [JSONMember(name: "uri", value: .string(address))]
        if isText {
            members += AssistantTool.members(["mimeType": .string("text/plain"), "text": .string(article.text)])
        } else {
            guard article.size <= limit else {
                throw RPCError.noResource(
                    "The capture has \(article.size) bytes, more than the \(limit) that are sent; its file is in the project."
                )
            }
            let bytes = try project.project.folder.captures.bytes(of: article.sha256)
            members += AssistantTool.members([
                "mimeType": .string("application/octet-stream"),
                "blob": .string(String(decoding: Base64.encode(bytes), as: UTF8.self)),
            ])
        }
        return .pairs(["contents": .array([.object(members)])])
    }
}
