internal import TextPrimitives

/// An index of web archives (CDXJ): which records it says stand where, checked against what was read.
///
/// Of each line two numbers are held, so that an index of ten million lines takes 160 MB.
struct ArchiveIndex {
    private var entries: [(key: UInt64, line: UInt32)] = []
    private var seen: [UInt64] = []
    private var lines = 0

    /// Reads the lines of an index; those that are none are told.
    ///
    /// - Complexity: O(*n*) in bytes; memory for one line beside the entries.
    mutating func read(_ stream: ByteStream, _ notice: (ArchiveNotice) -> Void) throws(ArchiveError) {
        var broken = 0
        var first = 0
        while let line = try stream.line(limit: 1 << 20) {
            lines += 1
            if line.isEmpty || line.first == UInt8(ascii: "!") { continue }
            guard let brace = line.firstIndex(of: UInt8(ascii: "{")),
                let value = try? JSONParser.parse(Array(line[brace...])),
                let file = value["filename"]?.string, let offset = ArchiveIndex.number(value["offset"])
            else {
                broken += 1
                if first == 0 { first = lines }
                continue
            }
            entries.append((ArchiveIndex.key(file, offset), UInt32(clamping: lines)))
        }
        if broken > 0 {
            notice(.damage("\(stream.name): \(broken) lines are no CDXJ, the first is line \(first); skipped."))
        }
    }

    private static func number(_ value: JSONValue?) -> Int? { value?.int ?? value?.string.flatMap { Int($0) } }

    private static func key(_ file: String, _ offset: Int) -> UInt64 {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(name)\t\(offset)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash
    }

    /// Whether it holds nothing.
    var isEmpty: Bool { entries.isEmpty }

    /// Takes note of a record that was read.
    mutating func see(_ file: String, _ offset: Int) {
        if !entries.isEmpty { seen.append(ArchiveIndex.key(file, offset)) }
    }

    /// Tells which entries name no record.
    ///
    /// - Complexity: O(*n* log *n*) in records.
    mutating func check(_ name: String, _ notice: (ArchiveNotice) -> Void) {
        guard !entries.isEmpty else { return }
        seen.sort()
        var missing = 0
        var first: UInt32 = 0
        for entry in entries {
            var (low, high) = (0, seen.count)
            while low < high {
                let middle = (low + high) / 2
                if seen[middle] < entry.key { low = middle + 1 } else { high = middle }
            }
            if low == seen.count || seen[low] != entry.key {
                missing += 1
                if first == 0 { first = entry.line }
            }
        }
        if missing > 0 {
            notice(
                .damage(
                    "\(name): \(missing) of \(entries.count) entries of the index name no record that was read, "
                        + "the first in line \(first)."))
        }
    }
}

/// The index that lies beside a web archive.
public enum ArchiveIndexFile {
    /// The path of the index of an archive: the archive's name with another ending; nil when there is none.
    public static func beside(_ archive: String) -> String? {
        var stem = archive[...]
        for ending in [".gz", ".warc"] where stem.hasSuffix(ending) { stem = stem.dropLast(ending.utf8.count) }
        guard stem.count < archive.count else { return nil }
        for ending in [".cdxj", ".cdxj.gz", ".cdx", ".warc.gz.cdxj", ".warc.cdxj"] {
            let path = String(stem) + ending
            if FileAccess.exists(path), !FileAccess.isFolder(path) { return path }
        }
        return nil
    }
}
