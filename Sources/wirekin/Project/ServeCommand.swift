internal import ArchivePipeline
internal import ArgumentParser
internal import Dispatch
internal import Synchronization
internal import WebInterface

/// `wirekin serve`: the desk.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the desk, a local web page over the project.",
        discussion: "EXAMPLE\n  wirekin serve --project ./kp-ir --port 8700")

    @OptionGroup var options: ProjectOptions

    @Option(help: "The port; 0 for any that is free.")
    var port = 8700

    @Option(help: "The address to listen on; any but this machine's own needs --token.")
    var host = "127.0.0.1"

    @Option(help: "A token that every request must carry.")
    var token: String?

    /// The page that is named when the desk is there.
    var start = ""

    private enum CodingKeys: CodingKey { case options, port, host, token }

    func run() throws {
        guard (0...65_535).contains(port) else { throw ExitStatus.usage("\(port) is no port; give 0 to 65535.") }
        var configuration = DeskConfiguration(
            path: options.path, name: options.name, by: "wirekin serve \(Version.text)")
        configuration.host = host
        configuration.port = port
        configuration.token = token
        guard configuration.isLoopback || token != nil else {
            throw ExitStatus.usage("\(host) can be reached from other machines; give a --token that readers must know.")
        }
        if let token, token.utf8.count < 16 || !token.utf8.allSatisfy({ $0.isTokenByte }) {
            throw ExitStatus.usage("a token is 16 or more letters, digits, hyphens or underscores.")
        }
        // The project is opened before the socket, so that a wrong folder is told at once.
        _ = try options.open("serve", .writing)
        let isQuiet = options.quiet
        let start = start
        let settled = configuration
        try Blocking.run {
            try await DeskServer.run(settled) { address in
                if !isQuiet { Out.put("the desk is at \(address)\(start) · Ctrl-C ends it\n") }
            }
        }
    }
}

extension UInt8 {
    /// Whether the byte may stand in a token.
    fileprivate var isTokenByte: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x2D
            || self == 0x5F
    }
}

/// Runs asynchronous work from a command that is not.
enum Blocking {
    /// Waits until the work has ended.
    static func run(_ work: @escaping @Sendable () async throws -> Void) throws {
        let ended = DispatchSemaphore(value: 0)
        let failure = Outcome()
        Task {
            do { try await work() } catch {
                failure.error.withLock { $0 = "\(error)" }
                failure.isOfNetwork.withLock { $0 = error is ServerProblem }
            }
            ended.signal()
        }
        ended.wait()
        if let error = failure.error.withLock({ $0 }) {
            throw ExitStatus(code: failure.isOfNetwork.withLock { $0 } ? 4 : 3, message: error)
        }
    }

    /// What went wrong, told from one thread to another.
    private final class Outcome: Sendable {
        let error = Mutex<String?>(nil)
        /// Whether the network would not have it.
        let isOfNetwork = Mutex(false)
    }
}
