#if canImport(CZip)
internal import CStorageLibraries
internal import CZip
internal import Glibc

/// A zip file, read by libzip: its members by name, each as a stream.
@safe
public final class ZipArchive {
    private let handle: OpaquePointer
    /// The name of the file, for messages.
    public let name: String
    /// The names of the members, in the order of the file's directory.
    public let members: [String]

    /// Whether some bytes begin as a zip file does.
    public static func isZip(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
    }

    /// Opens a file.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged` when its directory cannot be read.
    public convenience init(path: String) throws(ArchiveError) {
        var fault: Int32 = 0
        try unsafe self.init(zip_open(path, ZIP_RDONLY, &fault), name: path)
    }

    /// Opens bytes in memory.
    ///
    /// - Throws: As ``init(path:)``.
    public convenience init(_ bytes: [UInt8], name: String) throws(ArchiveError) {
        // libzip frees the copy when the archive is closed.
        let copy = unsafe malloc(max(1, bytes.count))
        if let copy = unsafe copy {
            unsafe bytes.withUnsafeBytes { source in
                if let base = source.baseAddress { unsafe copy.copyMemory(from: base, byteCount: source.count) }
            }
        }
        var fault = unsafe zip_error_t()
        guard let buffer = unsafe zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, &fault) else {
            unsafe free(copy)
            throw ArchiveError(.damaged, "\(name) cannot be opened: there is no memory for it.")
        }
        let opened = unsafe zip_open_from_source(buffer, ZIP_RDONLY, &fault)
        if unsafe opened == nil { unsafe zip_source_free(buffer) }
        try unsafe self.init(opened, name: name)
    }

    private init(_ opened: OpaquePointer?, name: String) throws(ArchiveError) {
        guard let opened = unsafe opened else {
            throw ArchiveError(
                .damaged, "\(name) cannot be read: its zip directory is broken; fetch or copy it again.")
        }
        unsafe handle = opened
        self.name = name
        let count = unsafe zip_get_num_entries(opened, 0)
        members = (0..<max(0, count)).map { index in
            unsafe zip_get_name(opened, zip_uint64_t(index), 0).map { unsafe String(cString: $0) } ?? ""
        }
    }

    deinit { unsafe zip_discard(handle) }

    /// Opens a member.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged` when it is not there or cannot be read.
    func member(_ name: String) throws(ArchiveError) -> ZipMember {
        guard let index = members.firstIndex(of: name) else {
            throw ArchiveError(.damaged, "\(self.name): it names \(name) and does not hold it.")
        }
        var status = unsafe zip_stat_t()
        guard unsafe zip_stat_index(handle, zip_uint64_t(index), 0, &status) == 0,
            let file = unsafe zip_fopen_index(handle, zip_uint64_t(index), 0)
        else { throw ArchiveError(.damaged, "\(self.name): \(name) cannot be read; fetch or copy it again.") }
        let size = unsafe status.valid & zip_uint64_t(ZIP_STAT_SIZE) != 0 ? Int(clamping: status.size) : nil
        return unsafe ZipMember(self, file, name: "\(self.name), \(name)", size: size)
    }

    /// A member as a stream; one that is gzipped is unpacked on the way.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged`.
    public func lines(of name: String) throws(ArchiveError) -> ByteStream {
        let member = try member(name)
        return try ByteStream(ByteSource(member), name: member.name)
    }

    /// Whether a member has the same bytes as one of another file.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged`.
    /// - Complexity: O(*n*) in bytes.
    public func isSame(_ name: String, in other: ZipArchive) throws(ArchiveError) -> Bool {
        let (one, two) = (try member(name), try other.member(name))
        if one.size != two.size { return false }
        var (a, b) = ([UInt8](repeating: 0, count: 1 << 16), [UInt8](repeating: 0, count: 1 << 16))
        func fill(_ member: ZipMember, _ bytes: inout [UInt8]) throws(ArchiveError) -> Int {
            var count = 0
            while count < bytes.count {
                let more = try member.read(into: &bytes, at: count)
                if more == 0 { break }
                count += more
            }
            return count
        }
        while true {
            let (x, y) = (try fill(one, &a), try fill(two, &b))
            if x != y || a[..<x] != b[..<y] { return false }
            if x == 0 { return true }
        }
    }

    /// Gives the bytes of a member block by block.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged`, or what the function throws.
    /// - Complexity: O(*n*) in bytes.
    public func visit(_ name: String, _ take: ([UInt8]) throws -> Void) throws {
        let member = try member(name)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try member.read(into: &chunk, at: 0)
            if count == 0 { return }
            try take(Array(chunk[..<count]))
        }
    }

    /// The digest and the number of the bytes of a member.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged`.
    /// - Complexity: O(*n*) in bytes.
    public func digest(of name: String) throws(ArchiveError) -> (sha256: String, size: Int) {
        let member = try member(name)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var size = 0
        while true {
            let count = try member.read(into: &chunk, at: 0)
            if count == 0 { break }
            size += count
        }
        return (member.digest() ?? "", size)
    }

    /// The bytes of a member.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged`, or `tooLarge` beyond a limit.
    public func bytes(of name: String, limit: Int) throws(ArchiveError) -> [UInt8] {
        let member = try member(name)
        if let size = member.size, size > limit {
            throw ArchiveError(.tooLarge, "\(member.name) has \(size) bytes, more than the \(limit) that are taken.")
        }
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try member.read(into: &chunk, at: 0)
            if count == 0 { return result }
            result.append(contentsOf: chunk[..<count])
            if result.count > limit {
                throw ArchiveError(.tooLarge, "\(member.name) has more than the \(limit) bytes that are taken.")
            }
        }
    }
}

/// A member of a zip file as it is read; its digest is made on the way.
@safe
final class ZipMember {
    private let archive: ZipArchive
    private let file: OpaquePointer
    private let context: OpaquePointer?
    /// The names of file and member, for messages.
    let name: String
    /// The number of unpacked bytes, as the directory says.
    let size: Int?
    private(set) var isAtEnd = false

    init(_ archive: ZipArchive, _ file: OpaquePointer, name: String, size: Int?) {
        self.archive = archive
        unsafe self.file = file
        self.name = name
        self.size = size
        unsafe context = csystem_sha256_start()
    }

    deinit {
        unsafe zip_fclose(file)
        unsafe csystem_sha256_end(context)
    }

    /// Reads some bytes into a place of an array; 0 at the end.
    func read(into bytes: inout [UInt8], at start: Int) throws(ArchiveError) -> Int {
        let room = bytes.count - start
        let count = unsafe bytes.withUnsafeMutableBytes { target in
            guard let base = target.baseAddress else { return 0 }
            let count = unsafe Int(zip_fread(file, base + start, zip_uint64_t(room)))
            if count > 0 { unsafe csystem_sha256_more(context, base + start, count) }
            return count
        }
        if count < 0 { throw ArchiveError(.cannotRead, "\(name) is broken; fetch or copy it again.") }
        isAtEnd = count == 0
        return count
    }

    /// The SHA-256 digest of what was read, as hexadecimal digits; nil before the end.
    func digest() -> String? {
        guard isAtEnd else { return nil }
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe digest.withUnsafeMutableBufferPointer { unsafe csystem_sha256_peek(context, $0.baseAddress) }
        return Digest.hexadecimal(digest)
    }
}
#endif
