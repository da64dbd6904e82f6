internal import ContentExtraction
internal import EvidenceArchive
internal import TextPrimitives

/// The addresses that lists beside web archives name: of such archives only these pages are taken.
public final class AddressList {
    private struct Entry {
        var file: String
        var address: String
        var isFound = false
    }

    private var entries: [Entry] = []
    private var places: [String: [Int]] = [:]
    /// The pages that were left out, by the file of their archive.
    private var left: [String: Int] = [:]
    /// The files that are lists.
    public private(set) var files: Set<String> = []
    /// The most bytes of a list.
    private static let limit = 64 << 20

    /// Reads the lists among some files; nil when there is none, or no web archive beside it.
    ///
    /// - Complexity: O(*n*) in files; their beginnings are read where a web archive is among them.
    public init?(among paths: [String]) {
        guard paths.contains(where: { ["warc", "wacz"].contains(CaptureKind.suffix(of: $0)) }) else { return nil }
        for path in paths where ["txt", "lst", "urls", ""].contains(CaptureKind.suffix(of: path)) && path != "-" {
            guard let stream = try? ByteStream(path: path),
                CaptureKind.of(stream.peek(1 << 14), name: FileAccess.name(of: path)) == .addresses
            else { continue }
            read(stream, path)
        }
        if entries.isEmpty { return nil }
    }

    private func read(_ stream: ByteStream, _ path: String) {
        guard let bytes = try? stream.rest(limit: AddressList.limit) else { return }
        files.insert(path)
        for line in bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let start = line.drop { $0.isASCIISpace }
            let bare = start.prefix { !$0.isASCIISpace }
            guard bare.starts(with: "http".utf8) else { continue }
            let address = String(decoding: bare, as: UTF8.self)
            places[AddressList.key(address), default: []].append(entries.count)
            entries.append(Entry(file: path, address: address))
        }
    }

    /// An address without what does not tell pages apart: its scheme, its fragment, the case of its host, a stroke as its path.
    static func key(_ address: String) -> String {
        var bytes = Array(address.utf8)[...]
        for scheme in ["http://", "https://"] where bytes.starts(with: scheme.utf8) {
            bytes = bytes.dropFirst(scheme.utf8.count)
            break
        }
        if let fragment = bytes.firstIndex(of: UInt8(ascii: "#")) { bytes = bytes[..<fragment] }
        let host = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        var rest = bytes.dropFirst(host.count)
        if rest.elementsEqual([UInt8(ascii: "/")]) { rest = [] }
        return String(decoding: host.map(\.asciiLowercased) + rest, as: UTF8.self)
    }

    /// Whether a page is taken: it is no page of an archive, or its address is named.
    public func takes(_ page: IncomingPage) -> Bool {
        if page.origin.record == nil { return true }
        let file = page.file
        guard let address = page.origin.url, let found = places[AddressList.key(address)] else {
            left[file, default: 0] += 1
            return false
        }
        for place in found { entries[place].isFound = true }
        return true
    }

    /// What became of the lists: for each file a sentence.
    public var notes: [(file: String, text: String)] {
        var result: [(file: String, text: String)] = []
        for file in files.sorted() {
            let own = entries.filter { $0.file == file }
            let missing = own.filter { !$0.isFound }.map(\.address)
            let names = missing.isEmpty ? "" : "; not held by any: \(missing.prefix(10).joined(separator: ", "))"
            let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
            result.append(
                (
                    file,
                    "\(file): of \(own.count) addresses \(own.count - missing.count) are held by the web archives beside it\(names)\(more)."
                ))
        }
        for file in left.keys.sorted() {
            result.append((file, "\(file): \(left[file] ?? 0) pages were left out, as no list beside it names them."))
        }
        return result
    }
}
