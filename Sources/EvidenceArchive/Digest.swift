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
