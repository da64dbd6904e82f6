internal import Glibc
internal import TextPrimitives

/// The names under which a desk may be asked, against DNS rebinding: a page from elsewhere cannot ask under any of them.
struct OwnNames: Sendable {
    /// The address that the desk listens on.
    let host: String
    /// Further names, such as `desk.example.org`.
    let names: [String]

    /// Whether the desk listens on all addresses of its machine.
    var isEverywhere: Bool { host == "0.0.0.0" || host == "::" }

    /// The name to be told to who starts the desk.
    var shown: String {
        if let name = names.first { return name }
        let name = isEverywhere ? OwnNames.machine ?? host : host
        return name.contains(":") ? "[\(name)]" : name
    }

    /// This machine's name.
    private static let machine: String? = {
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&name, name.count - 1) == 0 else { return nil }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).lowercased()
        return text.isEmpty ? nil : text
    }()

    /// Whether an authority, as `127.0.0.1:8700`, is the desk's own.
    func holds(_ authority: String, port: Int) -> Bool {
        let bytes = Array(authority.lowercased().utf8)
        var name = bytes[...]
        var given = 80
        if let colon = bytes.lastIndex(of: UInt8(ascii: ":")), bytes.last != UInt8(ascii: "]"),
            let number = Int(String(decoding: bytes[(colon + 1)...], as: UTF8.self))
        {
            name = bytes[..<colon]
            given = number
        }
        let whole = String(decoding: name, as: UTF8.self)
        // Behind a server with a certificate the desk is asked under that server's name and port.
        if names.contains(where: { $0.lowercased() == whole }) { return true }
        guard given == port else { return false }
        if name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]") { name = name.dropFirst().dropLast() }
        let text = String(decoding: name, as: UTF8.self)
        if text == host.lowercased() { return true }
        let isOwnMachine = host == "localhost" || host == "::1" || host.hasPrefix("127.")
        if isOwnMachine || isEverywhere, ["127.0.0.1", "localhost", "::1"].contains(text) { return true }
        // An address in numbers is nobody's name: no page from elsewhere is read under it.
        return isEverywhere && (OwnNames.isNumeric(text) || text == OwnNames.machine)
    }

    private static func isNumeric(_ text: String) -> Bool {
        var address = in6_addr()
        var old = in_addr()
        return unsafe inet_pton(AF_INET, text, &old) == 1 || inet_pton(AF_INET6, text, &address) == 1
    }
}
