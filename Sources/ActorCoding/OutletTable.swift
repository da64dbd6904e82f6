internal import TextPrimitives

/// A newsroom: an agency, a broadcaster, a paper or a site.
public struct Outlet: Sendable {
    /// What it is, and who runs it.
    public enum Kind: String, CaseIterable, Sendable {
        /// A news agency, whoever owns it.
        case agency
        /// A broadcaster that a state runs and speaks through.
        case stateBroadcaster = "state-broadcaster"
        /// A broadcaster under public law, which is not its government's voice.
        case publicBroadcaster = "public-broadcaster"
        /// A paper that a state or its organs publish.
        case statePaper = "state-paper"
        /// A paper that a party publishes.
        case partyPaper = "party-paper"
        /// A paper or magazine in other hands.
        case paper
        /// A broadcaster in other hands.
        case broadcaster
        /// A site that has no paper and no programme.
        case site
        /// The site of a government, a ministry or another organ of state.
        case government
        /// A site that takes over what others write.
        case aggregator
    }

    /// The id, unique in the table.
    public let id: String
    /// The name.
    public let name: String
    /// All names, ``name`` first.
    public let names: [String]
    /// Those of ``names`` that are safe to look for in running text.
    public let runningNames: [String]
    /// Where the newsroom is: ISO 3166 alpha-3, `IGO`, or `XXX`.
    public let country: String
    /// The state whose voice it is; nil when it is nobody's but its own.
    public let speaksFor: String?
    /// The kind.
    public let kind: Kind
    /// The host names, without `www.`.
    public let hosts: [String]
}

/// The outlets and agencies of `actors/outlets.tsv`.
public struct OutletTable: Sendable {
    /// All outlets, in the order of the file.
    public private(set) var outlets: [Outlet] = []
    private var byHost: [String: Int] = [:]
    private var byName: [String: Int] = [:]

    /// The table that is compiled in.
    public static let shared = OutletTable()

    private init() {
        for fields in Resource.rows("actors/outlets.tsv", columns: 8) {
            guard let kind = Outlet.Kind(rawValue: fields[6]) else { continue }
            func list(_ column: Int) -> [String] {
                fields[column].utf8.split(separator: UInt8(ascii: "|")).map { String(Substring($0)) }
            }
            let names = [fields[1]] + list(2)
            let labels = list(3)
            let outlet = Outlet(
                id: fields[0], name: fields[1], names: names + labels.filter { !names.contains($0) },
                runningNames: names.filter { !labels.contains($0) }, country: fields[4],
                speaksFor: fields[5].isEmpty ? nil : fields[5], kind: kind, hosts: list(7))
            for host in outlet.hosts where byHost[host] == nil { byHost[host] = outlets.count }
            for name in outlet.names {
                let key = OutletTable.key(name)
                if byName[key] == nil { byName[key] = outlets.count }
            }
            outlets.append(outlet)
        }
    }

    /// A name without its case, its article and its signs.
    private static func key(_ name: String) -> String {
        var words = Folding.fold(name).utf8.split { [0x20, 0x2D, 0x2E, 0x2C, 0x27].contains($0) }[...]
        if words.count > 1, words[0].elementsEqual("the".utf8) { words.removeFirst() }
        return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
    }

    /// The outlet of a host name.
    ///
    /// - Parameter host: As an address has it: any case, with or without a port and `www.`; a host below a known one is the known one's.
    /// - Returns: The outlet, or nil when the host is not known.
    /// - Complexity: O(*n*) in the length of the host.
    public func outlet(forHost host: String) -> Outlet? {
        guard host.utf8.count <= 253 else { return nil }
        let bare = host.split(separator: ":").first ?? ""
        var labels = bare.lowercased().split(separator: ".")[...]
        while labels.count >= 2 {
            if let index = byHost[labels.joined(separator: ".")] { return outlets[index] }
            labels = labels.dropFirst()
        }
        return nil
    }

    /// The outlet of an address, such as `https://www.kcna.kp/en/article/q/1.html`.
    ///
    /// - Parameter address: An absolute address with `//`.
    /// - Returns: The outlet of its host, or nil.
    public func outlet(forAddress address: String) -> Outlet? {
        let bytes = Array(address.utf8.prefix(2048))
        guard let slashes = bytes.indices.dropLast().first(where: { bytes[$0] == 0x2F && bytes[$0 + 1] == 0x2F }) else {
            return nil
        }
        var host = bytes[(slashes + 2)...].prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
        if let at = host.lastIndex(of: 0x40) { host = host[(at + 1)...] }
        return outlet(forHost: String(decoding: host, as: UTF8.self))
    }

    /// The outlet of a whole name, as a by-line or a page's site name gives it.
    ///
    /// - Parameter name: Any of an outlet's names, in any case, with or without "The".
    /// - Returns: The outlet, or nil when the name is not known.
    /// - Complexity: O(*n*) in the length of the name.
    public func outlet(named name: String) -> Outlet? {
        guard name.utf8.count <= 200, let index = byName[OutletTable.key(name)] else { return nil }
        return outlets[index]
    }
}
