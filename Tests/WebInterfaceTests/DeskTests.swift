import ArchivePipeline
import CorpusStore
import EvidenceArchive
import Exports
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

    /// - Parameters:
    ///   - texts: The files of the project; nil for the examples.
    ///   - files: More files by their names.
    init(
        token: String? = nil, texts: [(name: String, text: String)]? = nil, adding files: [String: String] = [:]
    ) throws {
        folder = FileManager.default.temporaryDirectory.path + "/wirekin-desk-\(UUID().uuidString)"
        _ = try ProjectFolder.create(folder, by: "test")
        let project = try Project(path: folder, by: "test")
        if let texts {
            try project.add(uploads: texts.map { ($0.name, Array($0.text.utf8)) }) { _ in }
        } else {
            try project.add([FileManager.default.currentDirectoryPath + "/Examples"]) { _ in }
        }
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
        let api = API(try Desk(path: folder, name: "test", by: "test"))
        return api.routes.map(\.path) + api.files.map(\.path)
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
            "/", "/search?q=delegation", "/pair", "/pair/KP-SY", "/families", "/rewordings", "/family/T1",
            "/article/D04.txt",
            "/claims", "/claims/D06.txt", "/outlets", "/calendar", "/captures", "/log", "/add",
            "/diff/D04.txt/D05.html",
            "/diff/D04.txt/D05.html?view=inline", "/events", "/events?kind=visit&pair=KP-SY&order=earliest",
            "/claims?stance=denies",
            "/claims?state=SY&from=2010", "/persons", "/persons?q=haddad", "/phrases?least=2", "/tour",
            "/search?q=tag:none%20OR%20visit*",
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
            "openapi.json", "search?q=delegation", "claims", "article/D04.txt", "family/T1", "rewordings", "pairs",
            "pair/KP-SY",
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

    /// The menus are made of the registry, and every address in them answers.
    @Test func everyFormatIsHadFromTheDesk() async throws {
        let desk = try DeskCaller()
        for (page, base) in [("/pair/KP-SY", "/pair/KP-SY/export/"), ("/search?q=delegation", "/search/export/")] {
            let body = try await desk.ask(page).body
            for format in ExportFormat.served where !format.needsPair || base.hasPrefix("/pair") {
                for part in format.parts {
                    let path = base + format.address(of: part)
                    #expect(body.contains("\"\(path)\"") || body.contains("\"\(path)?"), "\(path)")
                    for address in [path, "/api/v1" + path] {
                        let answer = try await desk.ask(address + "?q=delegation")
                        #expect(answer.status == 200, "\(address)")
                        #expect(answer.headers[.contentType] == format.mediaType, "\(address)")
                    }
                }
            }
        }
        for (path, status) in [
            ("/search/export/md", 400), ("/search/export/none", 404), ("/pair/KP-SY/export/none", 404),
            ("/api/v1/pair/XX-YY/export/ris", 404),
        ] { #expect(try await desk.ask(path).status == status, "\(path)") }
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
        let desk = try DeskCaller(token: "a-token-of-sixteen")
        let refused = try await desk.ask("/")
        #expect(refused.status == 401 && refused.body.contains("action=\"/login\""))
        // Nothing of the project, and no token in an address.
        #expect(!refused.body.contains("entries"))
        #expect(try await desk.ask("/?token=a-token-of-sixteen").status == 401)
        #expect(try await desk.ask("/api/v1/log").status == 401)
        #expect(try await desk.ask("/desk.css").status == 200)
        var headers: HTTPFields = [.authorization: "Bearer a-token-of-sixteen"]
        #expect(try await desk.ask("/", headers: headers).status == 200)
        headers[.authorization] = "Bearer a-token-of-sixteeN"
        #expect(try await desk.ask("/", headers: headers).status == 401)
    }

    @Test func aBrowserComesInByTheLoginPage() async throws {
        let desk = try DeskCaller(token: "a-token-of-sixteen")
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.origin] = "http://127.0.0.1:8700"
        #expect(try await desk.ask("/login").status == 200)
        let wrong = try await desk.ask("/login", method: .post, headers: headers, body: "token=another")
        #expect(wrong.status == 401 && wrong.headers[.setCookie] == nil)
        let right = try await desk.ask("/login", method: .post, headers: headers, body: "token=a-token-of-sixteen")
        let cookie = try #require(right.headers[.setCookie])
        #expect(right.status == 303 && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        #expect(!cookie.contains("a-token-of-sixteen"))
        let mark = String(cookie.prefix { $0 != ";" })
        #expect(try await desk.ask("/", headers: [.cookie: "other=1; \(mark)"]).status == 200)
        #expect(try await desk.ask("/", headers: [.cookie: "wirekin=a-token-of-sixteen"]).status == 401)
        headers[.origin] = "http://evil.example"
        let foreign = try await desk.ask("/login", method: .post, headers: headers, body: "token=a-token-of-sixteen")
        #expect(foreign.status == 403)
        let long = String(repeating: "a", count: 9_000)
        headers[.origin] = "http://127.0.0.1:8700"
        #expect(try await desk.ask("/login", method: .post, headers: headers, body: "token=\(long)").status == 413)
    }

    @Test func theDeskAnswersUnderItsOwnNamesOnly() {
        let here = OwnNames(host: "127.0.0.1", names: [])
        for name in ["127.0.0.1:8700", "localhost:8700", "LOCALHOST:8700", "[::1]:8700"] {
            #expect(here.holds(name, port: 8700), "\(name)")
        }
        for name in ["127.0.0.1:8701", "127.0.0.1", "evil.example:8700", "10.0.0.1:8700", "", ":8700", "[::1]"] {
            #expect(!here.holds(name, port: 8700), "\(name)")
        }
        #expect(here.holds("localhost", port: 80))
        let everywhere = OwnNames(host: "0.0.0.0", names: ["desk.example.org"])
        for name in ["127.0.0.1:8700", "192.168.7.9:8700", "[2001:db8::1]:8700", "desk.example.org:8700"] {
            #expect(everywhere.holds(name, port: 8700), "\(name)")
        }
        for name in ["evil.example:8700", "1.2.3.4.evil.example:8700", "192.168.7.9:80", "[evil]:8700", "0x7f.1:8700"] {
            #expect(!everywhere.holds(name, port: 8700), "\(name)")
        }
    }

    @Test func aRequestNamesItsHostOnceAndAsksForAPath() async throws {
        let desk = try DeskCaller()
        var headers = HTTPFields()
        if let name = HTTPField.Name("Host") { headers[name] = "127.0.0.1:8700" }
        #expect(try await desk.ask("/", headers: headers).status == 400)
        #expect(try await desk.ask("*").status == 400)
    }

    @Test func aWholeAddressNamesItsHostWhateverTheHeadSays() async throws {
        let desk = try DeskCaller()
        for address in [
            "http://evil.example/", "HTTP://evil.example:8700/log", "https://evil.example", "http:///log",
            "http://127.0.0.1:8700@evil.example/", "http://127.0.0.1:8701/", "http://evil.example?/127.0.0.1:8700/",
        ] {
            #expect(try await desk.ask(address).status == 421, "\(address)")
        }
        let plain = try await desk.ask("/log")
        for address in ["http://127.0.0.1:8700/log", "HTTP://LOCALHOST:8700/log"] {
            let answer = try await desk.ask(address)
            #expect(answer.status == 200 && answer.body == plain.body, "\(address)")
        }
        #expect(try await desk.ask("http://127.0.0.1:8700").status == 200)
        // Under a foreign name in the head the host check holds all the same.
        #expect(try await desk.ask("http://127.0.0.1:8700/log", host: "evil.example").status == 421)
    }

    @Test func headGivesWhatGetGivesWithoutItsBody() async throws {
        let desk = try DeskCaller()
        for path in ["/", "/log", "/desk.css", "/api/v1/log"] {
            let answer = try await desk.ask(path, method: .head)
            #expect(answer.status == 200 && answer.body.isEmpty, "\(path)")
        }
    }

    @Test func aClientOfHTTP10GetsItsConnectionClosed() throws {
        let channel = EmbeddedChannel(handler: FirstLine())
        func pass(_ parts: [String]) throws -> String {
            for part in parts { try channel.writeInbound(ByteBuffer(string: part)) }
            var result = ""
            while let bytes = try channel.readInbound(as: ByteBuffer.self) { result += String(buffer: bytes) }
            return result
        }
        let asked = try pass(["GET / HT", "TP/1.0\r\nHost", ": a\r\n\r\n"])
        #expect(asked == "GET / HTTP/1.0\r\nConnection: close\r\nHost: a\r\n\r\n")
        #expect(try pass(["GET / HTTP/1.0\r\n"]) == "GET / HTTP/1.0\r\n")
        let other = EmbeddedChannel(handler: FirstLine())
        try other.writeInbound(ByteBuffer(string: "GET / HTTP/1.1\r\n"))
        #expect(try other.readInbound(as: ByteBuffer.self).map { String(buffer: $0) } == "GET / HTTP/1.1\r\n")
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
