internal import EvidenceArchive
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Who may come in to a desk that asks for a token: programs with the token, browsers with the mark that the login page gives.
///
/// The token stands in no address and in no cookie.
struct Entrance: Sendable {
    private let token: String
    /// What a browser carries after the login: made from the token, which cannot be had back from it.
    private let mark: String
    /// Makes the login page.
    let page: @Sendable (String) -> String

    /// The most bytes of the form of the login page.
    private static let formLimit = 4_096
    /// What the login page needs, and nothing of the project.
    private static let open: Set<String> = ["/desk.css", "/icon.svg", "/login"]

    init(token: String, page: @escaping @Sendable (String) -> String) {
        self.token = token
        mark = Digest.sha256("wirekin desk session\n\(token)")
        self.page = page
    }

    /// Whether two texts are the same; how long that takes does not tell where they differ.
    static func isSame(_ one: some StringProtocol, _ other: String) -> Bool {
        let (a, b) = (Array(Digest.sha256(String(one)).utf8), Array(Digest.sha256(other).utf8))
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Whether a request may pass.
    func admits(_ request: Request) -> Bool {
        if Entrance.open.contains(request.uri.path) { return true }
        if let given = request.headers[.authorization], given.hasPrefix("Bearer ") {
            return Entrance.isSame(given.dropFirst(7), token)
        }
        return request.headers[values: .cookie].contains { value in
            value.split(separator: ";").contains { part in
                let pair = part.drop { $0 == " " }
                return pair.hasPrefix("wirekin=") && Entrance.isSame(pair.dropFirst(8), mark)
            }
        }
    }

    /// The answer of the login page; nil for every other address.
    func answer(_ request: Request) async -> Response? {
        guard request.uri.path == "/login" else { return nil }
        guard request.method == .post else { return login(.ok, "This desk asks for its token.") }
        var form = request
        guard let body = try? await form.collectBody(upTo: Entrance.formLimit) else {
            return login(.contentTooLarge, "That is no token of this desk.")
        }
        let given = FormData.fields(Array(body.readableBytesView))["token"] ?? ""
        guard Entrance.isSame(given, token) else { return login(.unauthorized, "That is not the token of this desk.") }
        return Response(
            status: .seeOther,
            headers: [.location: "/", .setCookie: "wirekin=\(mark); HttpOnly; SameSite=Strict; Path=/"])
    }

    /// The login page as an answer.
    func login(_ status: HTTPResponse.Status, _ message: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page(message))))
    }
}
