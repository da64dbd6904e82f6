internal import CStorageLibraries

/// SHA-256 digests (FIPS 180-4), by OpenSSL's libcrypto.
public enum Digest {
    /// The digest of some bytes, as 64 small hexadecimal digits.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func sha256(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in self.bytes(bytes) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The digest of some bytes, as 32 bytes.
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

    /// The digest of a string's UTF-8.
    public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }
}
