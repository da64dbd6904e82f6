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

    init(token: String? = nil, adding files: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.path + "/wirekin-desk-\(UUID().uuidString)"
        _ = try ProjectFolder.create(folder, by: "test")
        let project = try Project(path: folder, by: "test")
        try project.add([FileManager.default.currentDirectoryPath + "/Examples"]) { _ in }
        let source = FileManager.default.temporaryDirectory.path + "/wirekin-pages-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: source) }
        for (name, text) in files { try text.write(toFile: "\(source)/\(name)", atomically: true, encoding: .utf8) }
        if !files.isEmpty { try project.add([source]) { _ in } }
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
            "/", "/search?q=delegation", "/pair", "/pair/KP-SY", "/families", "/rewordings", "/family/T1", "/article/D04.txt",
            "/claims", "/claims/D06.txt", "/outlets", "/calendar", "/captures", "/log", "/add",
            "/diff/D04.txt/D05.html",
            "/diff/D04.txt/D05.html?view=inline",
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
            "openapi.json", "search?q=delegation", "claims", "article/D04.txt", "family/T1", "rewordings", "pairs", "pair/KP-SY",
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

    /// A page of an agency; every third and more of the words of the second wording are others.
    static func wording(_ number: Int) -> String {
        var state: UInt64 = 7
        func next(_ below: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % below)
        }
        let syllables = ["ka", "ro", "mi", "tel", "dun", "sha", "ver", "lo", "bri", "zan", "hep", "gol"]
        func word() -> String { (0..<3).map { _ in syllables[next(12)] }.joined() }
        var words: [String] = []
        for place in 0..<220 {
            let (one, other) = (word(), word())
            words.append(number == 2 && place % 7 < 3 ? other : one)
            if place % 15 == 14 { words[place] += "." }
        }
        return """
            <html lang="en"><head><title>Talks in the capital \(number)</title><meta property="og:site_name" content="Harbour Wire">
            <meta property="article:published_time" content="2024-05-0\(number)"></head><body><article><h1>Talks in the capital</h1>
            <p>\(words.joined(separator: " "))</p></article></body></html>
            """
    }

    @Test func twoWordingsOfOneReportStandTogetherWithWhatChanged() async throws {
        let none = try DeskCaller()
        #expect(try await none.ask("/rewordings").body.contains("No report of this project stands in two wordings"))
        let desk = try DeskCaller(adding: ["w1.html": DeskTests.wording(1), "w2.html": DeskTests.wording(2)])
        let page = try await desk.ask("/rewordings").body
        #expect(page.contains("1 report in two wordings"))
        #expect(page.contains("<del class=\"only-a\">") && page.contains("<ins class=\"only-b\">"))
        #expect(page.contains("+1 day") && page.contains("Harbour Wire"))
        #expect(try await desk.ask("/families").body.contains("href=\"/rewordings\""))
        #expect(try await desk.ask("/rewordings?part=2").status == 404)
        let value = try JSONParser.parse(Array(try await desk.ask("/api/v1/rewordings").body.utf8))
        let pair = try #require(value["rewordings"]?.array.first)
        #expect(pair["days"]?.int == 1)
        #expect(pair["diff"]?["pieces"]?.array.contains { $0["side"]?.string == "second" } == true)
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
