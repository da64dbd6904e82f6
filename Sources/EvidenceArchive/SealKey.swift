internal import CStorageLibraries
internal import Glibc

/// A key that seals the head of a log: Ed25519, in files that minisign reads (https://jedisct1.github.io/minisign/, "Signature format").
public struct SealKey: Sendable {
    /// The key's number, as it stands in its files and in its signatures.
    let number: [UInt8]
    private let seed: [UInt8]
    private let publicKey: [UInt8]

    /// The half that checks.
    public var publicHalf: PublicSealKey { PublicSealKey(number: number, bytes: publicKey) }

    /// Makes a key of random bytes.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite` when the system gives none.
    public init() throws(ArchiveError) {
        var number = [UInt8](repeating: 0, count: 8)
        var seed = [UInt8](repeating: 0, count: 32)
        let isRandom = unsafe number.withUnsafeMutableBufferPointer { one in
            unsafe seed.withUnsafeMutableBufferPointer { other in
                guard let a = one.baseAddress, let b = other.baseAddress else { return false }
                return unsafe cseals_random(a, 8) == 1 && cseals_random(b, 32) == 1
            }
        }
        guard isRandom, let publicKey = SealKey.publicKey(seed) else {
            throw ArchiveError(.cannotWrite, "the system gave no random bytes for a key; run the command again.")
        }
        (self.number, self.seed, self.publicKey) = (number, seed, publicKey)
    }

    /// Sixty-four random hexadecimal digits, for a token.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite` when the system gives none.
    public static func randomDigits() throws(ArchiveError) -> String {
        try Digest.hexadecimal(SealKey().seed)
    }

    /// Reads the file of a key.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead` or `damaged`.
    public init(file path: String) throws(ArchiveError) {
        let bytes = try FileAccess.read(path, limit: 1 << 16)
        let lines = bytes.split(separator: 10)
        guard lines.count >= 2, let packed = Base64.decode(lines[1]), packed.count == 158 else {
            throw ArchiveError(.damaged, "\(path) is no key that `wirekin key` or minisign made; name another.")
        }
        guard packed[2] == 0, packed[3] == 0 else {
            throw ArchiveError(
                .damaged, "\(path) is a key with a password; make one without (`wirekin key`, or minisign -G -W).")
        }
        let number = Array(packed[54..<62])
        let seed = Array(packed[62..<94])
        guard Array(packed[126..<158]) == SealKey.check(number, Array(packed[62..<126])),
            let publicKey = SealKey.publicKey(seed)
        else { throw ArchiveError(.damaged, "\(path) is damaged: its check does not hold; restore it from a copy.") }
        (self.number, self.seed, self.publicKey) = (number, seed, publicKey)
    }

    private static func publicKey(_ seed: [UInt8]) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: 32)
        let isMade = unsafe seed.withUnsafeBufferPointer { source in
            unsafe key.withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return false }
                return unsafe cseals_public_key(from, to) == 1
            }
        }
        return isMade ? key : nil
    }

    private static func check(_ number: [UInt8], _ secret: [UInt8]) -> [UInt8] {
        Blake2b.hash(Array("Ed".utf8) + number + secret, length: 32)
    }

    /// The file of the key, without a password: only its owner may read it.
    public var file: [UInt8] {
        let secret = seed + publicKey
        let packed =
            Array("Ed".utf8) + [0, 0] + Array("B2".utf8) + [UInt8](repeating: 0, count: 48) + number + secret
            + SealKey.check(number, secret)
        return Array("untrusted comment: minisign encrypted secret key\n".utf8) + Base64.encode(packed) + [10]
    }

    private func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        unsafe seed.withUnsafeBufferPointer { key in
            unsafe message.withUnsafeBufferPointer { text in
                unsafe signature.withUnsafeMutableBufferPointer { target in
                    guard let from = key.baseAddress, let to = target.baseAddress else { return }
                    unsafe _ = cseals_sign(from, text.baseAddress, text.count, to)
                }
            }
        }
        return signature
    }

    /// The signature of a file as a file: prehashed with BLAKE2b, with a comment that is signed too.
    ///
    /// - Parameter comment: One line.
    public func signature(of file: [UInt8], comment: String) -> [UInt8] {
        let signature = sign(Blake2b.hash(file, length: 64))
        let all = sign(signature + Array(comment.utf8))
        return Array("untrusted comment: signature by wirekin seal\n".utf8)
            + Base64.encode(Array("ED".utf8) + number + signature) + Array("\ntrusted comment: \(comment)\n".utf8)
            + Base64.encode(all) + [10]
    }
}

/// The public half of a key: checks signatures.
public struct PublicSealKey: Sendable, Hashable {
    let number: [UInt8]
    let bytes: [UInt8]

    /// The key's number as people write it.
    public var name: String {
        number.reversed().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }.joined()
    }

    init(number: [UInt8], bytes: [UInt8]) {
        self.number = number
        self.bytes = bytes
    }

    /// Reads the file of a public key.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead` or `damaged`.
    public init(file path: String) throws(ArchiveError) {
        let lines = try FileAccess.read(path, limit: 1 << 16).split(separator: 10)
        guard let line = lines.last(where: { !$0.starts(with: "untrusted".utf8) }), let packed = Base64.decode(line),
            packed.count == 42, packed.starts(with: "Ed".utf8)
        else {
            throw ArchiveError(.damaged, "\(path) is no public key that `wirekin key` or minisign made; name another.")
        }
        self.init(number: Array(packed[2..<10]), bytes: Array(packed[10..<42]))
    }

    /// The file of the key.
    public var file: [UInt8] {
        Array("untrusted comment: minisign public key \(name)\n".utf8)
            + Base64.encode(Array("Ed".utf8) + number + bytes) + [10]
    }

    private func holds(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
        guard signature.count == 64 else { return false }
        return unsafe bytes.withUnsafeBufferPointer { key in
            unsafe message.withUnsafeBufferPointer { text in
                unsafe signature.withUnsafeBufferPointer { given in
                    guard let one = key.baseAddress, let two = given.baseAddress else { return false }
                    return unsafe cseals_verify(one, text.baseAddress, text.count, two) == 1
                }
            }
        }
    }

    /// What is wrong with the signature of a file, or nil when it holds.
    ///
    /// - Parameters:
    ///   - signature: The signature's file.
    ///   - file: The signed bytes.
    public func problem(_ signature: [UInt8], of file: [UInt8]) -> String? {
        let lines = signature.split(separator: 10, omittingEmptySubsequences: false)
        let head = Array("trusted comment: ".utf8)
        guard lines.count >= 4, let packed = Base64.decode(lines[1]), packed.count == 74,
            lines[2].starts(with: head), let all = Base64.decode(lines[3])
        else { return "its signature is broken" }
        if Array(packed[2..<10]) != number { return "it is signed by another key than \(name)" }
        let isHashed = packed.starts(with: "ED".utf8)
        guard isHashed || packed.starts(with: "Ed".utf8) else { return "its signature is of a kind that is not read" }
        let given = Array(packed[10...])
        guard holds(given, isHashed ? Blake2b.hash(file, length: 64) : file) else {
            return "its signature does not hold"
        }
        let comment = Array(lines[2].dropFirst(head.count))
        return holds(all, given + comment) ? nil : "the comment of its signature was changed"
    }
}

/// Base64 (RFC 4648, section 4).
public enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each byte as a digit; 255 for what is none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    /// The bytes as text.
    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            var value = 0
            for index in 0..<3 { value = value << 8 | (index < part.count ? Int(part[start + index]) : 0) }
            for index in 0..<4 {
                result.append(index <= part.count ? digits[value >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return result
    }

    /// The bytes; nil when there is another sign among them.
    public static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let values = values
        var result: [UInt8] = []
        var (value, bits) = (0, 0)
        for byte in text where byte != UInt8(ascii: "=") && byte != 13 && byte != 0x20 {
            let digit = values[Int(byte)]
            guard digit < 64 else { return nil }
            value = (value << 6 | Int(digit)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: value >> bits))
            }
        }
        return result
    }
}
