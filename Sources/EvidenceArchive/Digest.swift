internal import CStorageLibraries

/// Digests (FIPS 180-4), by OpenSSL's libcrypto.
public enum Digest {
    /// The SHA-256 digest of some bytes, as 64 small hexadecimal digits.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func sha256(_ bytes: [UInt8]) -> String { hexadecimal(self.bytes(bytes)) }

    /// The SHA-256 digest of a string's UTF-8.
    public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

    /// The SHA-256 digest of some bytes, 32 bytes.
    static func bytes(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe bytes.withUnsafeBufferPointer { input in
            unsafe digest.withUnsafeMutableBufferPointer { output in
                guard let target = output.baseAddress else { return }
                unsafe csystem_sha256(input.baseAddress, input.count, target)
            }
        }
        return digest
    }

    /// The SHA-1 digest of some bytes, 20 bytes: web archives tell it, and nothing of this program rests on it.
    static func sha1Bytes(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        unsafe bytes.withUnsafeBufferPointer { input in
            unsafe digest.withUnsafeMutableBufferPointer { output in
                guard let target = output.baseAddress else { return }
                unsafe csystem_sha1(input.baseAddress, input.count, target)
            }
        }
        return digest
    }

    /// Bytes as small hexadecimal digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of 64 small hexadecimal digits; nil for anything else.
    static func bytes(hexadecimal text: String) -> [UInt8]? {
        guard text.utf8.count == 64 else { return nil }
        var result: [UInt8] = []
        var high: UInt8?
        for byte in text.utf8 {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            if let first = high {
                result.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return result
    }

    /// Bytes in base 32 (RFC 4648, section 6), in small letters and without padding.
    static func base32(_ bytes: [UInt8]) -> String {
        let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var text: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 5 {
                count -= 5
                text.append(digits[bits >> count & 31])
            }
        }
        if count > 0 { text.append(digits[bits << (5 - count) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A SHA-256 digest of bytes that come in pieces.
@safe
final class DigestStream {
    private let context: OpaquePointer?

    init() { unsafe context = csystem_sha256_start() }
    deinit { unsafe csystem_sha256_end(context) }

    /// Takes more bytes.
    func take(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe csystem_sha256_more(context, $0.baseAddress, $0.count) }
    }

    /// The digest of all bytes so far, as hexadecimal digits.
    var digest: String {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe digest.withUnsafeMutableBufferPointer { unsafe csystem_sha256_peek(context, $0.baseAddress) }
        return Digest.hexadecimal(digest)
    }
}
