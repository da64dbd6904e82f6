internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import TextPrimitives

/// What every request must pass, and what every answer carries.
///
/// The Host must be the address the desk listens on (against DNS rebinding), a write must come from the desk's own pages
/// (Origin or Sec-Fetch-Site), and with a token every request must carry it.
struct Guard<Context: RequestContext>: RouterMiddleware {
    /// Whether an authority is the desk's own: `127.0.0.1:8700`, `localhost:8700`.
    let isOwn: @Sendable (String) -> Bool
    /// Who may come in, where the desk asks for a token.
    let entrance: Entrance?
    /// Makes the page of an error.
    let page: @Sendable (HTTPResponse.Status, String) -> String

    /// The most bytes of an address.
    static var addressLimit: Int { 4_096 }

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        let (request, isForeign) = inOriginForm(request)
        if isForeign {
            response = answer(.misdirectedRequest, Self.foreign)
        } else if let refusal = refusal(request) {
            response = answer(refusal.status, refusal.message)
        } else if let entrance, !entrance.admits(request) {
            response = entrance.login(.unauthorized, "This desk asks for its token.")
        } else if let login = await entrance?.answer(request) {
            response = login
        } else {
            do { response = try await next(request, context) } catch let error as DeskError {
                response = answer(error.status, error.message)
            } catch let error as HTTPError {
                response = answer(error.status, error.body ?? "There is no such page.")
            } catch {
                context.logger.error("\(error)")
                response = answer(
                    .internalServerError,
                    "The desk could not answer (\(error)); run `wirekin verify`, and `wirekin rebuild` if it finds the database damaged."
                )
            }
        }
        for (name, value) in Headers.always where response.headers[name] == nil { response.headers[name] = value }
        return response
    }

    private static var foreign: String { "This desk answers only under its own address." }

    /// A request for a whole address as one for its path; such an address names the host, whatever the head says (RFC 9112,
    /// section 3.2.2).
    private func inOriginForm(_ request: Request) -> (request: Request, isForeign: Bool) {
        let address = Array((request.head.path ?? "/").utf8)
        let start = address.prefix(8).map(\.asciiLowercased)
        guard let scheme = ["http://", "https://"].first(where: { start.starts(with: $0.utf8) }) else {
            return (request, false)
        }
        let end = address[scheme.utf8.count...].firstIndex { [0x2F, 0x3F, 0x23].contains($0) } ?? address.count
        let authority = String(decoding: address[scheme.utf8.count..<end], as: UTF8.self)
        guard isOwn(authority) else { return (request, true) }
        let path = String(decoding: address[end...], as: UTF8.self)
        var head = request.head
        head.path = path.utf8.first == 0x2F ? path : "/" + path
        return (Request(head: head, body: request.body), false)
    }

    private func answer(_ status: HTTPResponse.Status, _ message: String) -> Response {
        // The page of an error names the project: who has not come in is not told of it.
        let text = entrance == nil ? page(status, message) : "<!doctype html><title>wirekin</title><p>\(message)</p>"
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func refusal(_ request: Request) -> (status: HTTPResponse.Status, message: String)? {
        if let name = HTTPField.Name("Host"), request.headers[name] != nil {
            return (.badRequest, "A request names its host once.")
        }
        guard let host = request.head.authority, isOwn(host) else {
            return (.misdirectedRequest, Self.foreign)
        }
        let path = request.head.path ?? "/"
        guard path.utf8.first == UInt8(ascii: "/") else { return (.badRequest, "A request asks for a path.") }
        if path.utf8.count > Guard.addressLimit { return (.uriTooLong, "The address is too long.") }
        if path.utf8.contains(where: { $0 < 0x21 || $0 == 0x7F }) {
            return (.badRequest, "The address holds a control character.")
        }
        switch request.method {
        case .get, .head: return nil
        case .post:
            let origin = request.headers[.origin]
            let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
            if let origin {
                let authority = ["http://", "https://"].first { origin.hasPrefix($0) }.map {
                    origin.dropFirst($0.count)
                }
                return authority.map { isOwn(String($0)) } == true
                    ? nil : (.forbidden, "A change must come from the desk's own pages.")
            }
            // Programs on this machine send neither header; a browser always sends one of them.
            if let site, site != "same-origin" { return (.forbidden, "A change must come from the desk's own pages.") }
            return nil
        default: return (.methodNotAllowed, "The desk answers GET and POST.")
        }
    }
}

/// Lets every answer show the project as it is now.
struct Freshness<Context: RequestContext>: RouterMiddleware {
    let desk: Desk

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        desk.refresh()
        return try await next(request, context)
    }
}

/// An error that is told to the reader.
struct DeskError: Error {
    let status: HTTPResponse.Status
    let message: String

    static func notFound(_ message: String) -> DeskError { DeskError(status: .notFound, message: message) }
    static func badRequest(_ message: String) -> DeskError { DeskError(status: .badRequest, message: message) }
}

/// Headers of answers.
enum Headers {
    /// No script but the desk's own, nothing from outside, no frame but the desk's.
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    /// For archived bytes: nothing at all.
    static let sandbox =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

    static let always: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
        (HTTPField.Name("Referrer-Policy"), "same-origin"),
        (HTTPField.Name("Cross-Origin-Opener-Policy"), "same-origin"),
        (HTTPField.Name("Cross-Origin-Resource-Policy"), "same-origin"),
        (HTTPField.Name("X-DNS-Prefetch-Control"), "off"),
        (HTTPField.Name("Permissions-Policy"), "camera=(), geolocation=(), microphone=()"),
    ].compactMap { name, value in name.map { ($0, value) } }
}
