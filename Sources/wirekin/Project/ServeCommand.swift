internal import ArchivePipeline
internal import ArgumentParser
internal import Dispatch
internal import EvidenceArchive
internal import Glibc
internal import Synchronization
internal import WebInterface

/// `wirekin serve`: the desk.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the desk, a local web page over the project.",
        discussion: """
            EXAMPLES
              wirekin serve --project ./kp-ir --port 8700
              wirekin serve --project ./kp-ir --host 0.0.0.0 --token-file ~/desk.token --name desk.example.org

            Beyond this machine the desk asks for a token: browsers on a login page, programs as `Authorization: Bearer TOKEN`. It is
            read from --token-file, which is made when it is not there, or from $WIREKIN_TOKEN. The desk speaks plain HTTP: put
            a server with a certificate before it where others can listen.
            """)

    @OptionGroup var options: ProjectOptions

    @Option(help: "The port; 0 for any that is free.")
    var port = 8700

    @Option(help: "The address to listen on; any but this machine's own needs a token.")
    var host = "127.0.0.1"

    @Option(help: "A file with the token that readers must know; made, for you only, when it is not there.")
    var tokenFile: String?

    @Option(
        help: "A further name under which the desk is asked, such as desk.example.org; may be given more than once.")
    var name: [String] = []

    /// The token of the file or the environment: an argument could be read by everybody on the machine.
    private func token() throws -> String? {
        guard let tokenFile else { return unsafe getenv("WIREKIN_TOKEN").map { unsafe String(cString: $0) } }
        do {
            if !FileAccess.exists(tokenFile) {
                let made = try SealKey.randomDigits()
                try FileAccess.writeAtomically(Array((made + "\n").utf8), to: tokenFile, mode: 0o600)
                return made
            }
            let bytes = try FileAccess.read(tokenFile, limit: 4_096)
            return String(decoding: bytes.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
        } catch { throw ExitStatus.failed(error) }
    }

    /// The page that is named when the desk is there.
    var start = ""

    private enum CodingKeys: CodingKey { case options, port, host, tokenFile, name }

    func run() throws {
        guard (0...65_535).contains(port) else { throw ExitStatus.usage("\(port) is no port; give 0 to 65535.") }
        var configuration = DeskConfiguration(
            path: options.path, name: options.name, by: "wirekin serve \(Version.text)")
        configuration.host = host
        configuration.port = port
        let token = try token()
        configuration.token = token
        configuration.names = name
        guard configuration.isLoopback || token != nil else {
            throw ExitStatus.usage(
                "\(host) can be reached from other machines; give a --token-file with a token that readers must know.")
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
