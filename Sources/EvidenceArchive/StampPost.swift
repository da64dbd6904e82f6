internal import Glibc

/// Sends a time-stamp request to an authority over plain HTTP, as RFC 3161 (section 3.4) has it: the only request that leaves the
/// machine, and only the digest is in it.
public enum StampPost {
    private static let seconds = 30

    /// Sends a request and gives the response.
    ///
    /// - Parameters:
    ///   - request: The request (DER).
    ///   - address: The authority's address, `http://host[:port]/path`.
    /// - Throws: ``ArchiveError`` with code `cannotRead` when there is no answer, or another than a time stamp.
    public static func send(_ request: [UInt8], to address: String) throws(ArchiveError) -> [UInt8] {
        guard address.hasPrefix("http://"), let place = parts(address) else {
            throw ArchiveError(
                .cannotRead,
                "“\(address)” is no address of the form http://host/path; send the .tsq file another way and give the answer with --response."
            )
        }
        let descriptor = try connect(place.host, place.port)
        defer { close(descriptor) }
        let head =
            "POST \(place.path) HTTP/1.0\r\nHost: \(place.authority)\r\nContent-Type: application/timestamp-query\r\nContent-Length: \(request.count)\r\n\r\n"
        let message = Array(head.utf8) + request
        var sent = 0
        while sent < message.count {
            let count = unsafe message.withUnsafeBytes {
                unsafe Glibc.send(
                    descriptor, $0.baseAddress.map { unsafe $0 + sent }, message.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 {
                throw ArchiveError(.cannotRead, "\(address) does not take the request: \(FileAccess.reason()).")
            }
            sent += count
        }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while answer.count < 1 << 20 {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count <= 0 { break }
            answer += chunk[..<count]
        }
        guard let message = HTTPMessage(answer, in: 0..<answer.count), message.status == 200,
            message.type(answer) ?? "application/timestamp-reply" == "application/timestamp-reply"
        else { throw ArchiveError(.cannotRead, "\(address) gives no time stamp; try it again later.") }
        let rest = answer[message.body...]
        return Array(rest.prefix(message.fields.length(HTTPMessage.contentLength, answer) ?? rest.count))
    }

    private static func parts(_ address: String) -> (authority: String, host: String, port: String, path: String)?
    {
        let rest = Array(address.utf8.dropFirst(7))
        let authority = rest.prefix { $0 != UInt8(ascii: "/") }
        let path = rest.dropFirst(authority.count)
        guard !authority.isEmpty, rest.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let colon = authority.lastIndex(of: UInt8(ascii: ":"))
        let host = colon.map { authority[..<$0] } ?? authority[...]
        let port = colon.map { String(decoding: authority[($0 + 1)...], as: UTF8.self) } ?? "80"
        return (
            String(decoding: authority, as: UTF8.self), String(decoding: host, as: UTF8.self), port,
            path.isEmpty ? "/" : String(decoding: path, as: UTF8.self)
        )
    }

    private static func connect(_ host: String, _ port: String) throws(ArchiveError) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, port, &hints, &list) == 0 else {
            throw ArchiveError(.cannotRead, "\(host) is not known; check the address.")
        }
        defer { unsafe freeaddrinfo(list) }
        var next = unsafe list
        while let found = unsafe next {
            let descriptor = unsafe socket(
                found.pointee.ai_family, found.pointee.ai_socktype, found.pointee.ai_protocol)
            if descriptor >= 0 {
                var limit = timeval(tv_sec: seconds, tv_usec: 0)
                for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                    unsafe _ = setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
                }
                if unsafe Glibc.connect(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 {
                    return descriptor
                }
                close(descriptor)
            }
            unsafe next = found.pointee.ai_next
        }
        throw ArchiveError(.cannotRead, "\(host) does not answer: \(FileAccess.reason()); try it again later.")
    }
}
