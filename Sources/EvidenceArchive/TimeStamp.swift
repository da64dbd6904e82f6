internal import CStorageLibraries

/// Time stamps by an authority (RFC 3161): only a digest leaves the machine.
public enum TimeStamp {
    /// What a response says.
    public enum Answer: Sendable, Hashable {
        /// The authority saw the digest at a moment (ISO 8601).
        case confirmed(at: String)
        /// It is none, or not for this digest or request: why.
        case invalid(String)
    }

    /// A request for the digest of some bytes, for an authority.
    ///
    /// - Returns: The request (DER); empty when it could not be made.
    public static func request(for file: [UInt8]) -> [UInt8] {
        let digest = digest(file)
        var request = [UInt8](repeating: 0, count: 512)
        let count = unsafe digest.withUnsafeBufferPointer { source in
            unsafe request.withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return 0 }
                return unsafe cseals_request(from, to, 512)
            }
        }
        return Array(request[..<count])
    }

    /// Reads an authority's response.
    ///
    /// - Parameters:
    ///   - response: As it came (DER).
    ///   - file: The bytes whose digest was asked for.
    ///   - request: The request, where it was kept.
    ///   - authorities: A file of certificates (PEM) against which the signature is checked; nil to leave that out.
    public static func read(_ response: [UInt8], of file: [UInt8], request: [UInt8]?, authorities: String?) -> Answer {
        let digest = digest(file)
        var time = [CChar](repeating: 0, count: 64)
        let asked = request ?? []
        let code = unsafe response.withUnsafeBufferPointer { answer in
            unsafe digest.withUnsafeBufferPointer { wanted in
                unsafe asked.withUnsafeBufferPointer { question in
                    unsafe time.withUnsafeMutableBufferPointer { target in
                        guard let answered = answer.baseAddress, let hash = wanted.baseAddress,
                            let to = target.baseAddress
                        else { return Int32(1) }
                        let asked = request == nil ? nil : question.baseAddress
                        guard let authorities else {
                            return unsafe cseals_response(
                                answered, answer.count, hash, asked, question.count, nil, to, 64)
                        }
                        return unsafe authorities.withCString { path in
                            unsafe cseals_response(
                                answered, answer.count, hash, asked, question.count, path, to, 64)
                        }
                    }
                }
            }
        }
        switch code {
        case 0: return .confirmed(at: moment(time))
        case 2: return .invalid("the authority refused it")
        case 3: return .invalid("it is for another digest")
        case 4: return .invalid("it does not answer the request")
        case 5: return .invalid("its signature does not hold for these authorities")
        default: return .invalid("it is no time-stamp response")
        }
    }

    private static func digest(_ file: [UInt8]) -> [UInt8] { Digest.bytes(file) }

    /// `20261129213000Z` as `2026-11-29T21:30:00Z`.
    private static func moment(_ time: [CChar]) -> String {
        let digits = time.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        guard digits.count >= 15 else { return String(decoding: digits, as: UTF8.self) }
        func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    }
}
