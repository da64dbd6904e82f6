internal import Glibc
public import TextPrimitives

/// An entry of the custody log.
public struct CustodyEntry: Sendable {
    /// The entry's number, from 1.
    public var number: Int
    /// When (ISO 8601, UTC).
    public var time: String
    /// What was done: `init`, `add`, `set`, `unset`, `rebuild` and so on.
    public var action: String
    /// The command and the program's version.
    public var by: String
    /// What it was done to and with, in a fixed order.
    public var details: [JSONMember]
    /// The hash of the entry before; 64 zeros for the first.
    public var previous: String
    /// The SHA-256 of the bytes of this entry's line up to this field, closed by a brace.
    public var hash: String

    /// A detail by name.
    public func detail(_ name: String) -> String? { details.last { $0.name == name }?.value.string }
}

/// The custody log: one JSON line an entry, each bound to the one before by its hash; only ever appended to.
public struct CustodyLog: Sendable {
    /// The log's file.
    public let path: String

    /// Opens a log.
    public init(path: String) { self.path = path }

    /// A finding of ``verify()``.
    public struct Finding: Sendable {
        /// The entry's line.
        public let line: Int
        /// One sentence.
        public let description: String
    }

    private static func members(_ entry: CustodyEntry) -> [JSONMember] {
        [
            JSONMember(name: "n", value: .int(entry.number)), JSONMember(name: "at", value: .string(entry.time)),
            JSONMember(name: "action", value: .string(entry.action)), JSONMember(name: "by", value: .string(entry.by)),
            JSONMember(name: "details", value: .object(entry.details)),
            JSONMember(name: "previous", value: .string(entry.previous)),
        ]
    }

    /// What ends a line behind the bytes that its hash is of.
    private static func tail(_ hash: String) -> [UInt8] { Array(",\"hash\":\"\(hash)\"}".utf8) }

    /// The hash of a line: of its bytes as they stand up to the hash, closed by a brace; nil when it does not end so.
    private static func hash(ofLine line: ArraySlice<UInt8>, _ entry: CustodyEntry) -> String? {
        let tail = tail(entry.hash)
        guard line.count > tail.count, line.suffix(tail.count).elementsEqual(tail) else { return nil }
        return Digest.sha256(line.dropLast(tail.count) + [UInt8(ascii: "}")])
    }

    /// The entries, without checking the chain.
    ///
    /// A last line that was cut off by a crash is left out: it was never acknowledged.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    public func entries() throws(ArchiveError) -> [CustodyEntry] {
        var result: [CustodyEntry] = []
        try visit { result.append($0) }
        return result
    }

    /// Gives each entry to a function, in order; only one is held at a time.
    ///
    /// - Parameters:
    ///   - offset: Where in the file to begin: 0, or what an earlier visit gave, for the entries that have come since.
    ///   - take: The function.
    /// - Returns: The offset behind the last whole entry.
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    @discardableResult
    public func visit(from offset: Int = 0, _ take: (CustodyEntry) -> Void) throws(ArchiveError) -> Int {
        try visitLines(from: offset) { _, line in if let entry = CustodyLog.entry(line) { take(entry) } }
    }

    /// The entries of some numbers; lines outside are not parsed.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    public func entries(_ numbers: Range<Int>) throws(ArchiveError) -> [CustodyEntry] {
        var result: [CustodyEntry] = []
        try visitLines { number, line in
            if numbers.contains(number), let entry = CustodyLog.entry(line) { result.append(entry) }
        }
        return result
    }

    /// The line of an entry as it stands, without its line feed; nil when there is none of that number.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    public func line(_ entry: Int) throws(ArchiveError) -> [UInt8]? {
        var result: [UInt8]?
        try visitLines { number, line in if number == entry { result = Array(line) } }
        return result
    }

    /// The lines of some entries as they stand, without their line feeds, with their numbers, in order.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    public func lines(_ entries: Set<Int>) throws(ArchiveError) -> [(number: Int, line: [UInt8])] {
        var result: [(number: Int, line: [UInt8])] = []
        try visitLines { number, line in if entries.contains(number) { result.append((number, Array(line))) } }
        return result
    }

    /// The entries in whose line some text stands, as it stands in JSON.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    /// - Complexity: O(*n*) in the log's bytes; only lines with the text are parsed.
    public func entries(naming text: String) throws(ArchiveError) -> [CustodyEntry] {
        let needle = Array(text.utf8)
        var result: [CustodyEntry] = []
        try visitLines { _, line in
            if line.holds(needle), let entry = CustodyLog.entry(line) { result.append(entry) }
        }
        return result
    }

    /// The last whole entry; nil when there is none.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    /// - Complexity: O(1) unless the last line is longer than 64 KiB.
    public func last() throws(ArchiveError) -> CustodyEntry? {
        let tail = FileAccess.tail(path, 1 << 16)
        if let end = tail.lastIndex(of: 10), let start = tail[..<end].lastIndex(of: 10),
            let entry = CustodyLog.entry(tail[(start + 1)..<end])
        {
            return entry
        }
        var result: CustodyEntry?
        try visit { result = $0 }
        return result
    }

    /// The whole lines from an offset with their numbers, from 1, and the offset behind the last.
    ///
    /// A last line that was cut off by a crash is left out: it was never acknowledged.
    @discardableResult
    func visitLines(from offset: Int = 0, _ take: (Int, ArraySlice<UInt8>) -> Void) throws(ArchiveError) -> Int {
        guard FileAccess.exists(path) else { return offset }
        let bytes = try FileAccess.read(path, from: offset)
        var start = 0
        var number = 0
        while let end = bytes[start...].firstIndex(of: 10) {
            number += 1
            take(number, bytes[start..<end])
            start = end + 1
        }
        return offset + start
    }

    static func entry(_ line: ArraySlice<UInt8>) -> CustodyEntry? {
        guard let value = try? JSONParser.parse(Array(line)), let number = value["n"]?.int,
            let time = value["at"]?.string,
            let action = value["action"]?.string, let by = value["by"]?.string,
            let previous = value["previous"]?.string,
            let hash = value["hash"]?.string
        else { return nil }
        return CustodyEntry(
            number: number, time: time, action: action, by: by, details: value["details"]?.members ?? [],
            previous: previous, hash: hash)
    }

    /// Appends entries; on return they are on the disk.
    ///
    /// - Parameters:
    ///   - items: An action and its details for each entry.
    ///   - by: The command and the version.
    ///   - time: The moment, ISO 8601 in UTC.
    ///   - last: The last entry, so that the file need not be read.
    /// - Returns: The entries as written.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`; then nothing was appended.
    public func append(
        _ items: [(action: String, details: [JSONMember])], by: String, time: String, after last: CustodyEntry?
    ) throws(ArchiveError) -> [CustodyEntry] {
        var previous = last?.hash ?? CustodyLog.zeros
        var number = last?.number ?? 0
        var written: [CustodyEntry] = []
        var bytes: [UInt8] = []
        for (action, details) in items {
            number += 1
            var entry = CustodyEntry(
                number: number, time: time, action: action, by: by, details: details, previous: previous, hash: "")
            var writer = JSONWriter()
            writer.write(.object(CustodyLog.members(entry)))
            entry.hash = Digest.sha256(writer.bytes)
            previous = entry.hash
            bytes.append(contentsOf: writer.bytes.dropLast())
            bytes.append(contentsOf: CustodyLog.tail(entry.hash))
            bytes.append(10)
            written.append(entry)
        }
        try dropTornTail()
        try FileAccess.append(bytes, to: path)
        return written
    }

    /// Cuts off a last line without its line feed: a crash left it, and nobody was told of it.
    private func dropTornTail() throws(ArchiveError) {
        guard FileAccess.exists(path), FileAccess.tail(path, 1).last.map({ $0 != 10 }) ?? false else { return }
        let bytes = try FileAccess.read(path)
        FileAccess.truncate(path, to: bytes.lastIndex(of: 10).map { $0 + 1 } ?? 0)
    }

    /// The seconds by which a clock may be set back without being told.
    private static let clockTolerance = 5

    /// Walks the chain.
    ///
    /// A last line without its line feed is left out: a stopped run leaves it, and nobody was told of it.
    ///
    /// - Returns: One finding for each line that is broken, out of order, dated before the one before it, or does not follow it.
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    public func verify() throws(ArchiveError) -> [Finding] {
        guard FileAccess.exists(path) else {
            return [Finding(line: 0, description: "the log \(path) is gone; restore it from a copy.")]
        }
        var findings: [Finding] = []
        var previous: CustodyEntry?
        var count = 0
        try visitLines { number, line in
            count = number
            func find(_ what: String) { findings.append(Finding(line: number, description: what)) }
            guard let entry = CustodyLog.entry(line) else {
                find("log line \(number) is no entry")
                return
            }
            let expected = (previous?.number ?? 0) + 1
            if entry.number != expected { find("log entry \(entry.number) stands where \(expected) should") }
            if entry.previous != previous?.hash ?? CustodyLog.zeros {
                find("log entry \(entry.number) does not follow the one before it")
            }
            if CustodyLog.hash(ofLine: line, entry) != entry.hash {
                find("log entry \(entry.number) was changed after it was written")
            }
            if let before = previous, Clock.seconds(entry.time) < Clock.seconds(before.time) - CustodyLog.clockTolerance
            {
                find(
                    "log entry \(entry.number) is dated \(entry.time), before the one before it (\(before.time)): a clock was set back"
                )
            }
            previous = entry
        }
        if count == 0 { findings.append(Finding(line: 0, description: "the log \(path) holds no entry")) }
        return findings
    }

    private static let zeros = String(repeating: "0", count: 64)
}

extension ArraySlice<UInt8> {
    /// Whether other bytes stand somewhere in these.
    fileprivate func holds(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        var at = startIndex
        while let found = self[at...].firstIndex(of: first), found + needle.count <= endIndex {
            if self[found..<(found + needle.count)].elementsEqual(needle) { return true }
            at = found + 1
        }
        return false
    }
}
