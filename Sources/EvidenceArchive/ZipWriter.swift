internal import CStorageLibraries
internal import Glibc

/// Writes a zip file (APPNOTE 6.3.9) member by member, each as it comes; the same members give the same bytes by the same zlib.
///
/// Members bear no time, and may be larger than 4 GiB (zip64). The file is there whole or not at all.
@safe
public final class ZipWriter {
    /// A member as it was written.
    public struct Member: Sendable {
        /// Its path.
        public var name: String
        /// The number of its bytes.
        public var size: Int
        /// The digest of them.
        public var sha256: String
        var packedSize: Int
        var checksum: UInt32
        var offset: Int
        var isPacked: Bool
    }

    /// The members so far.
    public private(set) var members: [Member] = []
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var offset = 0
    private var buffer: [UInt8] = []
    private var current: (member: Member, deflater: Deflater?, digest: DigestStream)?
    private var isFinished = false

    /// Begins a file.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public init(path: String) throws(ArchiveError) {
        self.path = path
        temporary = "\(path).tmp-\(getpid())"
        descriptor = unsafe Glibc.open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ArchiveError(
                .cannotWrite, "cannot write \(path): \(FileAccess.reason()); check the folder's permissions.")
        }
    }

    deinit {
        close(descriptor)
        if !isFinished { FileAccess.remove(temporary) }
    }

    // MARK: Members

    /// Begins a member.
    ///
    /// - Parameters:
    ///   - name: Its path in the file.
    ///   - isPacked: Whether it is packed; what is packed already is not.
    public func begin(_ name: String, isPacked: Bool) throws(ArchiveError) {
        let member = Member(
            name: name, size: 0, sha256: "", packedSize: 0, checksum: 0, offset: offset, isPacked: isPacked)
        try put(ZipWriter.localHead(member))
        current = (member, isPacked ? Deflater(isRaw: true) : nil, DigestStream())
    }

    /// Where in the member the next byte stands.
    public var place: Int { current?.member.size ?? 0 }

    /// Writes bytes of the member.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public func write(_ bytes: [UInt8]) throws(ArchiveError) {
        guard case (var member, let deflater, let digest)? = current, !bytes.isEmpty else { return }
        member.size += bytes.count
        member.checksum = unsafe bytes.withUnsafeBufferPointer { source in
            unsafe UInt32(truncatingIfNeeded: crc32_z(UInt(member.checksum), source.baseAddress, source.count))
        }
        digest.take(bytes)
        if let deflater {
            var packed: [UInt8] = []
            deflater.pack(bytes, isLast: false, into: &packed)
            member.packedSize += packed.count
            try put(packed)
        } else {
            member.packedSize += bytes.count
            try put(bytes)
        }
        current = (member, deflater, digest)
    }

    /// Ends the member.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public func end() throws(ArchiveError) {
        guard case (var member, let deflater, let digest)? = current else { return }
        if let deflater {
            var packed: [UInt8] = []
            deflater.pack([], isLast: true, into: &packed)
            member.packedSize += packed.count
            try put(packed)
        }
        current = nil
        member.sha256 = digest.digest
        try flush()
        let head = ZipWriter.localHead(member)
        let count = unsafe head.withUnsafeBytes {
            unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(member.offset))
        }
        if count != head.count { throw fault() }
        members.append(member)
    }

    /// Writes a whole member.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public func add(_ name: String, _ bytes: [UInt8], isPacked: Bool = true) throws(ArchiveError) {
        try begin(name, isPacked: isPacked)
        try write(bytes)
        try end()
    }

    /// Writes the directory and puts the file in its place; on return it is on the disk.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`; then nothing of the file is left.
    public func finish() throws(ArchiveError) {
        let start = offset
        for member in members { try put(ZipWriter.directoryEntry(member)) }
        try put(ZipWriter.directoryEnd(members.count, start, offset - start))
        try flush()
        guard fsync(descriptor) == 0, FileAccess.rename(temporary, to: path) else { throw fault() }
        isFinished = true
        FileAccess.synchronise(folder: FileAccess.folder(of: path))
    }

    // MARK: Bytes

    private func fault() -> ArchiveError {
        ArchiveError(
            .cannotWrite, "cannot write \(path): \(FileAccess.reason()); free some space and run the command again.")
    }

    private func put(_ bytes: [UInt8]) throws(ArchiveError) {
        buffer += bytes
        offset += bytes.count
        if buffer.count >= 1 << 20 { try flush() }
    }

    private func flush() throws(ArchiveError) {
        var done = 0
        while done < buffer.count {
            let count = unsafe buffer.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + done }, $0.count - done)
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { throw fault() }
            done += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// Version, flags (names are UTF-8), method, no time, and the checksum.
    private static func common(_ member: Member) -> [UInt8] {
        little(45, 2) + little(1 << 11, 2) + little(member.isPacked ? 8 : 0, 2) + little(0, 2) + little(0x21, 2)
            + little(Int(member.checksum), 4)
    }

    private static func localHead(_ member: Member) -> [UInt8] {
        let name = Array(member.name.utf8)
        return little(0x0403_4B50, 4) + common(member) + little(0xFFFF_FFFF, 4) + little(0xFFFF_FFFF, 4)
            + little(name.count, 2) + little(20, 2) + name + little(1, 2) + little(16, 2) + little(member.size, 8)
            + little(member.packedSize, 8)
    }

    private static func directoryEntry(_ member: Member) -> [UInt8] {
        let name = Array(member.name.utf8)
        let limit = 0xFFFF_FFFF
        var extra: [UInt8] = []
        for value in [member.size, member.packedSize, member.offset] where value >= limit { extra += little(value, 8) }
        if !extra.isEmpty { extra = little(1, 2) + little(extra.count, 2) + extra }
        // Made on a system of files with modes (3): a file that all may read.
        return little(0x0201_4B50, 4) + little(3 << 8 | 45, 2) + common(member)
            + little(min(member.packedSize, limit), 4)
            + little(min(member.size, limit), 4) + little(name.count, 2) + little(extra.count, 2) + little(0, 2)
            + little(0, 2) + little(0, 2) + little(0o100644 << 16, 4) + little(min(member.offset, limit), 4) + name
            + extra
    }

    private static func directoryEnd(_ count: Int, _ start: Int, _ size: Int) -> [UInt8] {
        var result: [UInt8] = []
        if count >= 0xFFFF || start >= 0xFFFF_FFFF || size >= 0xFFFF_FFFF {
            result +=
                little(0x0606_4B50, 4) + little(44, 8) + little(3 << 8 | 45, 2) + little(45, 2) + little(0, 4)
                + little(0, 4) + little(count, 8) + little(count, 8) + little(size, 8) + little(start, 8)
            result += little(0x0706_4B50, 4) + little(0, 4) + little(start + size, 8) + little(1, 4)
        }
        return result + little(0x0605_4B50, 4) + little(0, 2) + little(0, 2) + little(min(count, 0xFFFF), 2)
            + little(min(count, 0xFFFF), 2) + little(min(size, 0xFFFF_FFFF), 4) + little(min(start, 0xFFFF_FFFF), 4)
            + little(0, 2)
    }
}
