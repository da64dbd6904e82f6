import ArchivePipeline
import CorpusStore
import EvidenceArchive
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import Testing
import TextPrimitives

@testable import WebInterface

/// A desk over a project of the examples, asked without a socket.
final class DeskCaller: Sendable {
    private let folder: String
    private let responder: RouterResponder<BasicRequestContext>

    /// - Parameter texts: The files of the project; nil for the examples.
    init(token: String? = nil, texts: [(name: String, text: String)]? = nil) throws {
        folder = FileManager.default.temporaryDirectory.path + "/wirekin-desk-\(UUID().uuidString)"
        _ = try ProjectFolder.create(folder, by: "test")
        let project = try Project(path: folder, by: "test")
        if let texts {
            try project.add(uploads: texts.map { ($0.name, Array($0.text.utf8)) }) { _ in }
        } else {
            try project.add([FileManager.default.currentDirectoryPath + "/Examples"]) { _ in }
        }
        try project.store.close()
        var configuration = DeskConfiguration(path: folder, name: "test", by: "test")
        configuration.token = token
        let ports = PortBox()
        ports.set(8700)
        responder = try DeskServer.buildRouter(configuration, ports).buildResponder()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The addresses of the interface for programs.
    func addresses() throws -> [String] {
        API(try Desk(path: folder, name: "test", by: "test")).routes.map(\.path)
    }

    /// The answer to a request.
    func ask(
        _ path: String, method: HTTPRequest.Method = .get, host: String = "127.0.0.1:8700",
        headers: HTTPFields = [:], body: String = ""
    ) async throws -> (status: Int, headers: HTTPFields, body: String) {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: host, path: path, headerFields: headers)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let context = BasicRequestContext(
            source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: DeskServer.buildLogger()))
        let response = try await responder.respond(to: request, context: context)
        let bytes = Collected()
        try await response.body.write(Collector(bytes: bytes))
        return (response.status.code, response.headers, String(buffer: bytes.buffer))
    }

    private final class Collected: @unchecked Sendable {
        // One task writes it and reads it when that is done.
        var buffer = ByteBuffer()
    }

    private struct Collector: ResponseBodyWriter {
        let bytes: Collected

        mutating func write(_ buffer: ByteBuffer) async throws {
            var buffer = buffer
            bytes.buffer.writeBuffer(&buffer)
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

@Suite struct DeskTests {
    @Test func everyPageAnswersAndCarriesTheHeadersOfTheHouse() async throws {
        let desk = try DeskCaller()
        for path in [
            "/", "/search?q=delegation", "/pair", "/pair/KP-SY", "/families", "/family/T1", "/article/D04.txt",
            "/claims", "/claims/D06.txt", "/outlets", "/calendar", "/captures", "/log", "/add",
            "/diff/D04.txt/D05.html",
            "/diff/D04.txt/D05.html?view=inline", "/events", "/events?kind=visit&pair=KP-SY&order=earliest", "/claims?stance=denies",
            "/claims?state=SY&from=2010", "/persons", "/persons?q=haddad", "/phrases?least=2", "/tour", "/search?q=tag:none%20OR%20visit*",
            "/pair/KP-SY?from=2010&to=2020&stance=says",
        ] {
            let answer = try await desk.ask(path)
            #expect(answer.status == 200, "\(path)")
            #expect(answer.body.contains("<html"), "\(path)")
            #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src") == true, "\(path)")
        }
    }

    @Test func theInterfaceAnswersWithJSONOfTheSameThings() async throws {
        let desk = try DeskCaller()
        for path in [
            "openapi.json", "search?q=delegation", "claims", "article/D04.txt", "family/T1", "pairs", "pair/KP-SY",
            "diff/D04.txt/D05.html", "outlets", "capture/D04.txt", "log", "stages",
        ] {
            let answer = try await desk.ask("/api/v1/\(path)")
            #expect(answer.status == 200, "\(path)")
            let value = try JSONParser.parse(Array(answer.body.utf8))
            #expect(!value.members.isEmpty || !value.array.isEmpty, "\(path)")
        }
        let article = try JSONParser.parse(Array(try await desk.ask("/api/v1/article/D04.txt").body.utf8))
        #expect(article["id"]?.string == "D04.txt" && article["events"]?.array.isEmpty == false)
    }

    /// Every address of the description answers, and every one that answers is described.
    @Test func theDescriptionNamesWhatThereIs() async throws {
        let description = try JSONParser.parse(Resource.bytes("desk/openapi.json"))
        let described = Set(description["paths"]?.members.map(\.name) ?? [])
        let desk = try DeskCaller()
        let answered = try desk.addresses().map { path in
            path.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
        }.map { "/" + $0.joined(separator: "/") }
        #expect(Set(answered) == described)
    }

    @Test func whatIsNotThereIsSaidInASentence() async throws {
        let desk = try DeskCaller()
        for (path, status) in [
            ("/article/none", 404), ("/pair/XX-YY", 400), ("/nowhere", 404), ("/family/T999", 404),
            ("/api/v1/article/none", 404),
        ] {
            let answer = try await desk.ask(path)
            #expect(answer.status == status, "\(path)")
            #expect(!answer.body.contains("Optional("), "\(path)")
        }
    }

    @Test func anotherHostIsTurnedAway() async throws {
        let desk = try DeskCaller()
        #expect(try await desk.ask("/", host: "evil.example:8700").status == 421)
        #expect(try await desk.ask("/", host: "localhost:8700").status == 200)
    }

    @Test func aWriteFromAnotherPageIsTurnedAway() async throws {
        let desk = try DeskCaller()
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.origin] = "http://evil.example"
        let answer = try await desk.ask("/add", method: .post, headers: headers, body: "text=x")
        #expect(answer.status == 403)
        #expect(try await desk.ask("/log").body.contains("evil") == false)
    }

    @Test func withATokenEveryRequestMustCarryIt() async throws {
        let desk = try DeskCaller(token: "secret")
        let refused = try await desk.ask("/")
        #expect(refused.status == 401 || refused.status == 403)
        let answer = try await desk.ask("/?token=secret")
        #expect(answer.status == 200)
        #expect(answer.headers[.setCookie]?.contains("HttpOnly") == true)
    }

    @Test func theFrameOfACaptureIsNoPageOfItsOwn() async throws {
        let desk = try DeskCaller()
        var headers = HTTPFields()
        if let name = HTTPField.Name("Sec-Fetch-Dest") { headers[name] = "document" }
        #expect([302, 303, 307].contains(try await desk.ask("/capture/D02.html/frame", headers: headers).status))
        let frame = try await desk.ask("/capture/D02.html/frame")
        #expect(frame.status == 200)
        #expect(frame.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
        #expect(!frame.body.lowercased().contains("<script"))
    }
}
