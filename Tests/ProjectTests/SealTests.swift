import CorpusStore
import Dispatch
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing
import TextPrimitives

@testable import ArchivePipeline
@testable import EvidenceArchive

/// OpenSSL's program, where it is installed: another hand that reads what we write.
private enum OpenSSL {
    static let path = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Runs it in a folder; gives its exit status.
    static func run(_ arguments: [String], in folder: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "/usr/bin/false")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

@Suite struct SealTests {
    @Test func digestsAreThoseOfTheStandard() {
        // RFC 7693, appendix A.
        let abc = Blake2b.hash(Array("abc".utf8), length: 64).map { String($0, radix: 16) }
        #expect(abc.prefix(8) == ["ba", "80", "a5", "3f", "98", "1c", "4d", "d"])
        #expect(Blake2b.hash([], length: 32).prefix(4) == [0x0E, 0x57, 0x51, 0xC0])
        var generator = SeededGenerator(state: 5)
        for count in [0, 1, 2, 3, 4, 63, 64, 127, 128, 129, 256, 300] {
            let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Array(Data(bytes).base64EncodedString().utf8) == Base64.encode(bytes))
        }
        #expect(Base64.decode("a b*".utf8) == nil)
    }

    @Test func aKeyIsReadAgainAndItsSignaturesHold() throws {
        let scratch = Scratch()
        let key = try SealKey()
        try FileAccess.writeAtomically(key.file, to: scratch.path + "/key", mode: 0o600)
        try FileAccess.writeAtomically(key.publicHalf.file, to: scratch.path + "/key.pub")
        let again = try SealKey(file: scratch.path + "/key")
        let half = try PublicSealKey(file: scratch.path + "/key.pub")
        #expect(again.publicHalf == half)
        let file = Array("a file of any length\n".utf8)
        let signature = again.signature(of: file, comment: "timestamp:1")
        #expect(half.problem(signature, of: file) == nil)
        // Every byte of it counts but those of the untrusted comment.
        #expect(half.problem(signature, of: file + [0x20]) == "its signature does not hold")
        #expect(try SealKey().publicHalf.problem(signature, of: file) != nil)
        let text = String(decoding: signature, as: UTF8.self)
        #expect(
            half.problem(Array(text.replacingOccurrences(of: "timestamp:1", with: "timestamp:2").utf8), of: file) != nil
        )
        for cut in stride(from: 0, to: signature.count - 1, by: 7) {
            #expect(half.problem(Array(signature[..<cut]), of: file) != nil)
        }
        var damaged = key.file
        damaged[150] = damaged[150] == 0x41 ? 0x42 : 0x41
        try FileAccess.writeAtomically(damaged, to: scratch.path + "/damaged")
        #expect(throws: ArchiveError.self) { try SealKey(file: scratch.path + "/damaged") }
    }

    @Test(.enabled(if: OpenSSL.path != nil, "openssl is not installed"))
    func anotherProgramFindsTheSignatureGood() throws {
        let scratch = Scratch()
        let key = try SealKey()
        let file = Array("wirekin log head\n".utf8)
        let lines = key.signature(of: file, comment: "c").split(separator: 10)
        let packed = try #require(Base64.decode(lines[1]))
        func write(_ bytes: [UInt8], _ name: String) throws {
            try FileAccess.writeAtomically(bytes, to: "\(scratch.path)/\(name)")
        }
        // An Ed25519 public key in the form of RFC 8410.
        let der: [UInt8] =
            [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + key.publicHalf.bytes
        try write(der, "key.der")
        try write(file, "file")
        try write(Array(packed[10...]), "signature")
        #expect(try OpenSSL.run(["dgst", "-blake2b512", "-binary", "-out", "hash", "file"], in: scratch.path) == 0)
        #expect(
            try OpenSSL.run(
                [
                    "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-rawin", "-in", "hash",
                    "-sigfile", "signature",
                ],
                in: scratch.path) == 0)
    }

    @Test func sealsHoldUntilTheLogIsCutOrWrittenAnew() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt", examples + "/D03.txt"]).project
        let path = scratch.path + "/p"
        let key = try SealKey()
        let seals = Seals(project.folder)
        let head = try seals.write(try #require(project.lastEntry), tree: nil)
        try seals.sign(head, with: key, at: Clock.now())
        let sealed = try Project.verify(path: path, key: key.publicHalf)
        #expect(sealed.findings.isEmpty && sealed.seals.count == 1)
        #expect(try !Project.verify(path: path, key: SealKey().publicHalf).findings.isEmpty)
        // It holds while the log grows.
        try project.add([examples + "/D04.txt"]) { _ in }
        #expect(try project.verify().findings.isEmpty)
        // Another head under the same signature.
        let text = try String(contentsOfFile: head.path, encoding: .utf8)
        try text.replacingOccurrences(of: "written: 2", with: "written: 1").write(
            toFile: head.path, atomically: true, encoding: .utf8)
        #expect(try !Seals(project.folder).check(project.folder.log, key: nil, authorities: nil).findings.isEmpty)
        try text.write(toFile: head.path, atomically: true, encoding: .utf8)
        // The whole log made anew, and everything derived from it.
        var generator = SeededGenerator(state: 1)
        try #require(Forger.ofLog.first { $0.name.hasPrefix("the chain made anew") }).edit(path, &generator)
        try project.store.close()
        _ = try Project.rebuild(path: path, by: "test")
        let forged = try Project.verify(path: path, key: key.publicHalf)
        #expect(forged.findings.count == 1 && forged.findings[0].hasPrefix("seal 3.head: "))
    }

    @Test(.enabled(if: OpenSSL.path != nil, "openssl is not installed"))
    func anAuthorityStampsAHead() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt"]).project
        let seals = Seals(project.folder)
        let head = try seals.write(try #require(project.lastEntry), tree: nil)
        let request = try seals.request(head)
        #expect(try project.verify().seals == ["seal 2.head: a time stamp is asked for and pending."])
        // Only the digest is in it: 32 bytes, found as they are.
        #expect(request.count < 100)
        let digest = Digest.bytes(head.bytes)
        #expect((0...(request.count - 32)).contains { Array(request[$0..<($0 + 32)]) == digest })
        let folder = scratch.path
        let configuration = """
            [tsa]
            default_tsa = one
            [one]
            serial = \(folder)/serial
            crypto_device = builtin
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ordering = yes
            ess_cert_id_alg = sha256
            [v3]
            extendedKeyUsage = critical,timeStamping
            """
        try configuration.write(toFile: folder + "/tsa.cnf", atomically: true, encoding: .utf8)
        try "01\n".write(toFile: folder + "/serial", atomically: true, encoding: .utf8)
        for arguments in [
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj",
                "/CN=Test CA",
                "-days", "2",
            ],
            ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test TSA"],
            [
                "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out",
                "tsa.pem", "-days",
                "2", "-extfile", "tsa.cnf", "-extensions", "v3",
            ],
            [
                "ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile", head.path + ".tsq", "-signer",
                "tsa.pem",
                "-inkey", "tsa.key", "-out", "answer.tsr",
            ],
        ] { #expect(try OpenSSL.run(arguments, in: folder) == 0, "\(arguments[0])") }
        let answer = try FileAccess.read(folder + "/answer.tsr")
        // Of another head, by another authority, cut off.
        #expect(TimeStamp.read(answer, of: [1], request: nil, authorities: nil) == .invalid("it is for another digest"))
        #expect(
            TimeStamp.read(answer, of: head.bytes, request: TimeStamp.request(for: head.bytes), authorities: nil)
                == .invalid("it does not answer the request"))
        #expect(
            TimeStamp.read(answer, of: head.bytes, request: request, authorities: folder + "/tsa.pem")
                == .invalid("its signature does not hold for these authorities"))
        #expect(throws: ArchiveError.self) { try seals.keep(Array(answer.dropLast(9)), for: head, authorities: nil) }
        let time = try seals.keep(answer, for: head, authorities: folder + "/ca.pem")
        #expect(time.hasPrefix("20") && time.hasSuffix("Z"))
        let report = try Project.verify(path: scratch.path + "/p", authorities: folder + "/ca.pem")
        #expect(report.findings.isEmpty)
        #expect(report.seals == ["seal 2.head: an authority saw it at \(time)."])
        // Another program agrees.
        #expect(
            try OpenSSL.run(
                ["ts", "-verify", "-data", head.path, "-in", head.path + ".tsr", "-CAfile", "ca.pem"], in: folder) == 0)
    }

    /// What one connection to a port of this machine was sent, and what it is answered.
    private final class Loopback: Sendable {
        let port: Int
        private let listener: Int32
        private let asked = Mutex<[UInt8]>([])
        private let ended = DispatchSemaphore(value: 0)

        init(answer: [UInt8]) throws {
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            self.listener = listener
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isOpen = unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(listener, $0, length) == 0 && listen(listener, 1) == 0
                        && getsockname(listener, $0, &length) == 0
                }
            }
            try #require(isOpen)
            port = Int(UInt16(bigEndian: address.sin_port))
            let (held, ended) = (self, self.ended)
            Thread.detachNewThread {
                let client = accept(listener, nil, nil)
                var bytes: [UInt8] = []
                var chunk = [UInt8](repeating: 0, count: 4_096)
                while client >= 0, !Loopback.isWhole(bytes) {
                    let count = unsafe recv(client, &chunk, chunk.count, 0)
                    if count <= 0 { break }
                    bytes += chunk[..<count]
                }
                held.asked.withLock { $0 = bytes }
                unsafe _ = send(client, answer, answer.count, Int32(MSG_NOSIGNAL))
                close(client)
                ended.signal()
            }
        }

        deinit { close(listener) }

        private static func isWhole(_ bytes: [UInt8]) -> Bool {
            guard let message = String(decoding: bytes, as: UTF8.self).range(of: "\r\n\r\n") else { return false }
            let text = String(decoding: bytes, as: UTF8.self)
            let head = text[..<message.lowerBound]
            let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
                .flatMap { Int($0.dropFirst(16)) }
            return bytes.count >= head.utf8.count + 4 + (length ?? 0)
        }

        /// What was asked, once the answer is sent.
        func request() -> [UInt8] {
            _ = ended.wait(timeout: .now() + .seconds(10))
            return asked.withLock { $0 }
        }
    }

    @Test func onlyTheRequestIsSentToAnAuthority() throws {
        let request = TimeStamp.request(for: Array("a head".utf8))
        let stamp: [UInt8] = [0x30, 0x03, 0x02, 0x01, 0x00]
        func answer(_ status: String, _ type: String) -> [UInt8] {
            Array("HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: 5\r\n\r\n".utf8) + stamp + [1, 2]
        }
        let server = try Loopback(answer: answer("200 OK", "application/timestamp-reply"))
        #expect(try StampPost.send(request, to: "http://127.0.0.1:\(server.port)/tsa?a=b") == stamp)
        let asked = server.request()
        let head = "POST /tsa?a=b HTTP/1.0\r\nHost: 127.0.0.1:\(server.port)\r\nContent-Type: application/timestamp-query\r\n"
        #expect(asked.starts(with: Array(head.utf8)))
        #expect(Array(asked.suffix(request.count)) == request)
        #expect(asked.count == head.utf8.count + "Content-Length: \(request.count)\r\n\r\n".utf8.count + request.count)
        for (status, type) in [
            ("500 No", "application/timestamp-reply"), ("200 OK", "text/html"), ("302 Found", "text/html"),
        ] {
            let server = try Loopback(answer: answer(status, type))
            #expect(throws: ArchiveError.self) { try StampPost.send(request, to: "http://127.0.0.1:\(server.port)/") }
            _ = server.request()
        }
        let silent = try Loopback(answer: [])
        #expect(throws: ArchiveError.self) { try StampPost.send(request, to: "http://127.0.0.1:\(silent.port)/") }
        _ = silent.request()
        for address in ["https://127.0.0.1/", "127.0.0.1", "http://", "http://a b/", "http://127.0.0.1:1/\r\nX: y"] {
            #expect(throws: ArchiveError.self) { try StampPost.send(request, to: address) }
        }
    }
}
