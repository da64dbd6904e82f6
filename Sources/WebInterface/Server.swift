internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Synchronization
internal import TextPrimitives

/// How the desk is served.
public struct DeskConfiguration: Sendable {
    /// The project's folder.
    public var path: String
    /// The project's name, for headings.
    public var name: String
    /// The command and version, for the log.
    public var by: String
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 for any that is free.
    public var port = 8700
    /// A token that every request must carry, or a browser's login; needed on any address but loopback.
    public var token: String?
    /// Further names under which the desk may be asked, such as `desk.example.org`.
    public var names: [String] = []

    /// Describes a desk on loopback.
    public init(path: String, name: String, by: String) {
        self.path = path
        self.name = name
        self.by = by
    }

    /// Whether the address is this machine's own.
    public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

/// The desk: a local web page over a project.
public enum DeskServer {
    /// Serves until the process is told to stop.
    ///
    /// - Parameters:
    ///   - configuration: How.
    ///   - ready: Called with the desk's address once it answers.
    /// - Throws: ``ArchiveError``, ``StoreError``, or an error of the socket.
    public static func run(_ configuration: DeskConfiguration, ready: @escaping @Sendable (String) -> Void) async throws
    {
        let ports = PortBox()
        let router = try buildRouter(configuration, ports)
        let logger = buildLogger()
        let app = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [OldClients()], idleTimeout: .seconds(30),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port), serverName: "wirekin",
                reuseAddress: true),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                ports.set(port)
                ready("http://\(OwnNames(host: configuration.host, names: configuration.names).shown):\(port)/")
            },
            logger: logger)
        do { try await app.runService() } catch let error as IOError
            where [EADDRINUSE, EACCES, EADDRNOTAVAIL].contains(error.errnoCode)
        {
            throw ServerProblem(
                description: error.errnoCode == EADDRINUSE
                    ? "port \(configuration.port) of \(configuration.host) is taken, perhaps by another desk; give --port 0 for one that is free."
                    : error.errnoCode == EACCES
                        ? "port \(configuration.port) may not be listened on by you; give one above 1023, or --port 0 for one that is free."
                        : "\(configuration.host) is no address of this machine.")
        }
    }

    /// The desk as a function from a request to its answer: what ``run(_:ready:)`` serves, and what tests ask without a socket.
    ///
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    static func buildRouter(_ configuration: DeskConfiguration, _ ports: PortBox) throws -> Router<BasicRequestContext>
    {
        let desk = try Desk(path: configuration.path, name: configuration.name, by: configuration.by)
        let own = OwnNames(host: configuration.host, names: configuration.names)
        let entrance = configuration.token.map { token in
            Entrance(token: token) { message in
                desk.templates.render("login", ["title": "A desk with a token", "message": message])
            }
        }
        return Routes(desk).router(
            Guard(isOwn: { own.holds($0, port: ports.port) }, entrance: entrance) { status, message in
                Pages(desk).error(status, message)
            })
    }

    /// What the desk tells of its own faults.
    static func buildLogger() -> Logger {
        var logger = Logger(label: "wirekin.desk")
        logger.logLevel = .error
        return logger
    }
}

/// Why the desk cannot listen.
public struct ServerProblem: Error, CustomStringConvertible {
    /// One sentence.
    public let description: String
}

/// The port that the desk got, known once it listens.
final class PortBox: Sendable {
    private let value = Mutex(0)

    func set(_ port: Int) { value.withLock { $0 = port } }

    /// The port.
    var port: Int { value.withLock { $0 } }
}
