internal import Glibc

/// Where the bytes of a ``ByteStream`` come from: a file, standard input, bytes in memory or a member of a zip file.
@safe
final class ByteSource {
    private enum Kind {
        case descriptor(Int32)
        case memory([UInt8])
        case member(ZipMember)
    }

    private let kind: Kind
    private let name: String
    private var offset = 0
    private let closes: Bool
    /// The number of bytes, where it is known.
    let size: Int?

    /// Opens a file, or standard input for `-`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - acceptsPipe: Whether a pipe with a name may be read too.
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    init(path: String, acceptsPipe: Bool = false) throws(ArchiveError) {
        name = path
        let descriptor = path == "-" ? 0 : try FileAccess.open(path, acceptsPipe: acceptsPipe)
        kind = .descriptor(descriptor)
        closes = path != "-"
        var status = stat()
        let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isFile ? Int(status.st_size) : nil
    }

    /// Bytes in memory.
    init(_ bytes: [UInt8], name: String) {
        self.name = name
        kind = .memory(bytes)
        closes = false
        size = bytes.count
    }

    /// A member of a zip file, unpacked on the way.
    init(_ member: ZipMember) {
        name = member.name
        kind = .member(member)
        closes = false
        size = member.size
    }

    deinit { if closes, case .descriptor(let descriptor) = kind { close(descriptor) } }

    /// Reads some bytes into a place of an array.
    ///
    /// - Returns: How many; 0 at the end.
    /// - Throws: ``ArchiveError`` with code `cannotRead`, or `damaged` for a member of a zip file.
    func read(into bytes: inout [UInt8], at start: Int) throws(ArchiveError) -> Int {
        let room = bytes.count - start
        guard room > 0 else { return 0 }
        switch kind {
        case .memory(let held):
            let count = min(room, held.count - offset)
            guard count > 0 else { return 0 }
            unsafe bytes.withUnsafeMutableBytes { target in
                unsafe held.withUnsafeBytes { source in
                    guard let to = target.baseAddress, let from = source.baseAddress else { return }
                    unsafe (to + start).copyMemory(from: from + offset, byteCount: count)
                }
            }
            offset += count
            return count
        case .descriptor(let descriptor):
            while true {
                let count = unsafe bytes.withUnsafeMutableBytes { target in
                    unsafe target.baseAddress.map { unsafe Glibc.read(descriptor, $0 + start, room) } ?? 0
                }
                if count < 0, errno == EINTR { continue }
                if count < 0 {
                    throw ArchiveError(.cannotRead, "cannot read \(name): \(FileAccess.reason()); check the disk.")
                }
                offset += count
                return count
            }
        case .member(let member):
            let count = try member.read(into: &bytes, at: start)
            offset += count
            return count
        }
    }

    /// The bytes, when they are all in memory.
    var memory: [UInt8]? {
        if case .memory(let bytes) = kind { return bytes }
        return nil
    }

    /// Goes back to an offset; false when the source cannot.
    func rewind(to target: Int) -> Bool {
        switch kind {
        case .memory: break
        case .descriptor(let descriptor):
            guard size != nil, lseek(descriptor, off_t(target), SEEK_SET) == off_t(target) else { return false }
        case .member: return false
        }
        offset = target
        return true
    }
}
