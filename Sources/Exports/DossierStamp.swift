public import ArchivePipeline
internal import DocumentModel
public import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// What a dossier file says of itself: of which pair and project, made when, by which program, and at which entry of the log.
public struct DossierStamp: Sendable, Hashable {
    /// The pair, as `KP-IR`.
    public var pair: String
    /// The project's name.
    public var project: String
    /// The day on which it was made (ISO).
    public var made: String
    /// The release of wirekin that made it.
    public var release: String
    /// The version of its analyser.
    public var analyser: Int
    /// The number of the log's last entry.
    public var entries: Int
    /// The hash of that entry.
    public var hash: String
    /// When it was written (ISO 8601), empty when not known.
    public var logged: String
    /// The number of quotes.
    public var quotes: Int

    /// Makes the stamp of a dossier.
    ///
    /// - Parameters:
    ///   - dossier: What is shown.
    ///   - project: The project's name.
    ///   - made: The day (ISO).
    ///   - log: The log's last entry.
    public init(_ dossier: Dossier, project: String, made: String, log: CustodyEntry?) {
        pair = dossier.pair.joined(separator: "-")
        self.project = project
        self.made = made
        release = Analyser.release
        analyser = Analyser.version
        entries = log?.number ?? 0
        hash = log?.hash ?? ""
        logged = log?.time ?? ""
        quotes = dossier.quotes.count
    }

    /// Reads a stamp; nil when something is missing from it.
    init?(_ value: JSONValue) {
        guard value["format"]?.int == 1, let pair = value["pair"]?.string, let project = value["project"]?.string,
            let made = value["made"]?.string, let release = value["release"]?.string,
            let analyser = value["analyser"]?.int, let entries = value["log"]?["entries"]?.int,
            let hash = value["log"]?["hash"]?.string, let logged = value["log"]?["at"]?.string,
            let quotes = value["quotes"]?.int
        else { return nil }
        (self.pair, self.project, self.made, self.release) = (pair, project, made, release)
        (self.analyser, self.entries, self.hash, self.logged, self.quotes) = (analyser, entries, hash, logged, quotes)
    }

    /// The stamp as JSON.
    var json: JSONValue {
        .pairs([
            "format": .int(1), "pair": .string(pair), "project": .string(project), "made": .string(made),
            "release": .string(release), "analyser": .int(analyser),
            "log": .pairs(["entries": .int(entries), "hash": .string(hash), "at": .string(logged)]),
            "quotes": .int(quotes),
        ])
    }
}

/// The digest that a dossier file carries of itself: SHA-256 of its bytes with the digest's own 64 digits as zeros.
enum DossierDigest {
    static let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: 64)
    /// What stands before the digits.
    static let marker = Array("<code class=\"hash\" id=\"wirekin-digest\">".utf8)

    /// The file with its digest in place of the zeros.
    static func filled(_ page: [UInt8]) -> [UInt8] {
        guard let place = places(page).first else { return page }
        var result = page
        result.replaceSubrange(place..<(place + 64), with: Digest.sha256(page).utf8)
        return result
    }

    /// Where the digits stand.
    static func places(_ page: [UInt8]) -> [Int] {
        Bytes.places(of: marker, in: page).map { $0 + marker.count }.filter { $0 + 64 <= page.count }
    }

    /// The digest that a file says it has, and the one that it has; nil when it does not carry one, and only one.
    static func check(_ page: [UInt8]) -> (said: String, found: String)? {
        let places = places(page)
        guard places.count == 1, let place = places.first else { return nil }
        var plain = page
        plain.replaceSubrange(place..<(place + 64), with: zeros)
        return (String(decoding: page[place..<(place + 64)], as: UTF8.self), Digest.sha256(plain))
    }
}

/// Looking for bytes in bytes.
enum Bytes {
    /// Where some bytes begin, in order and without overlaps.
    ///
    /// - Complexity: O(*n*) in bytes, for marks that seldom begin.
    static func places(of mark: [UInt8], in bytes: [UInt8], from start: Int = 0) -> [Int] {
        var result: [Int] = []
        var at = start
        while let found = first(mark, in: bytes, from: at) {
            result.append(found)
            at = found + mark.count
        }
        return result
    }

    /// Where some bytes first begin at or behind a place.
    static func first(_ mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let head = mark.first else { return nil }
        var at = start
        while at + mark.count <= bytes.count, let found = bytes[at...].firstIndex(of: head) {
            if found + mark.count > bytes.count { return nil }
            if bytes[found..<(found + mark.count)].elementsEqual(mark) { return found }
            at = found + 1
        }
        return nil
    }
}
