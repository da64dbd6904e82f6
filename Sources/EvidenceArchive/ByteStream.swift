internal import CStorageLibraries
internal import Glibc

/// The bytes of an input in order, unpacked on the way when it is gzipped; only a window of them is held.
///
/// The input is opened once, so that a pipe loses nothing when its first bytes are looked at.
@safe
public final class ByteStream {
    /// The name of the input, for messages.
    public let name: String
    let source: ByteSource
    var packed: [UInt8]
    var packedStart = 0
    var packedEnd = 0
    /// Where in the input the first byte of ``packed`` stands.
    var packedOffset = 0
    var isAtEnd = false
    let inflater: UnsafeMutablePointer<z_stream>?
    /// Unpacks members that fit as a whole; made when the first one comes.
    private var wholeInflater: OpaquePointer?
    /// How many members are left to zlib before the next is tried as a whole, and how many were after the last that did not fit.
    private var passing = 0
    private var passed = 0
    /// Unpacks members of a long input on another thread; made with it.
    private let ahead: MembersAhead?
    /// Where in the input the member begins that ``ahead`` gives next; nil when it has none.
    private var aheadPlace: Int?
    private var aheadIsRunning = false
    /// How far the input was read when ``ahead`` was last looked after.
    private var aheadEnd = 0
    /// The packed bytes of a long member among the last ones.
    private var usualMember = 0
    /// The room in ``window`` for what is unpacked next.
    private var room = 1 << 17
    /// Whether the last gzip member has ended and its checksum was right.
    var isBetweenMembers = true
    var memberStart = 0
    /// Where gzip members begin: in the unpacked bytes and in the input.
    private var members: [(unpacked: Int, packed: Int)] = []
    private var firstMember = 0
    /// What has been unpacked; what has not been taken stands from ``start`` to ``end``.
    private(set) var window: [UInt8] = []
    /// The first byte that has not been taken.
    private(set) var start = 0
    /// The byte after the last that has been unpacked.
    private(set) var end = 0
    private var origin = 0

    /// Opens a file, or standard input for `-`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - acceptsPipe: Whether a pipe with a name may be read too.
    /// - Throws: ``ArchiveError`` when it cannot be read.
    public convenience init(path: String, acceptsPipe: Bool = false) throws(ArchiveError) {
        try self.init(try ByteSource(path: path, acceptsPipe: acceptsPipe), name: path)
    }

    /// A stream of bytes in memory.
    ///
    /// - Throws: Nothing for bytes in memory but when zlib cannot start.
    public convenience init(_ bytes: [UInt8], name: String) throws(ArchiveError) {
        try self.init(ByteSource(bytes, name: name), name: name)
    }

    init(_ source: ByteSource, name: String) throws(ArchiveError) {
        self.name = name
        self.source = source
        // A small file needs no more room than it is long.
        let size = source.size ?? 1 << 18
        let isLong = size > 4 << 20 && MembersAhead.isOfUse
        packed = [UInt8](repeating: 0, count: min(isLong ? 1 << 20 : 1 << 18, max(1 << 13, size + 1)))
        while packedEnd < 1 << 12 {
            let count = try source.read(into: &packed, at: packedEnd)
            if count == 0 { break }
            packedEnd += count
        }
        guard packedEnd > 18, packed[0] == 0x1F, packed[1] == 0x8B, packed[2] == 8 else {
            unsafe inflater = nil
            ahead = nil
            swap(&window, &packed)
            end = packedEnd
            return
        }
        ahead = isLong ? MembersAhead() : nil
        window = [UInt8](repeating: 0, count: 1 << 19)
        let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe made.initialize(to: z_stream())
        unsafe _ = csystem_inflate_start(made, 0)
        unsafe inflater = made
    }

    deinit {
        if let inflater = unsafe inflater {
            unsafe inflateEnd(inflater)
            unsafe inflater.deallocate()
        }
        if let wholeInflater = unsafe wholeInflater { unsafe libdeflate_free_decompressor(wholeInflater) }
    }

    /// Whether the input is gzipped.
    public var isPacked: Bool { unsafe inflater != nil }
    /// The number of bytes that have not been taken and are held.
    var held: Int { end - start }
    /// The bytes of the input as it lies on the disk, where that is known.
    public var size: Int? { source.size }

    /// Where in the input the next byte stands: of a gzipped one, where its member begins.
    var place: Int {
        guard isPacked else { return origin + start }
        while firstMember + 1 < members.count, members[firstMember + 1].unpacked <= origin + start { firstMember += 1 }
        if firstMember > 1 << 12 {
            members.removeFirst(firstMember)
            firstMember = 0
        }
        return firstMember < members.count ? members[firstMember].packed : memberStart
    }

    /// The bytes of the input from the next one to its end, where that is known without unpacking.
    var remaining: Int? { isPacked ? nil : source.size.map { $0 - origin - start } }

    // MARK: Filling

    /// Unpacks some more; false at the end.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged` when the gzip data are broken; ``skipDamage(to:)`` goes on behind them.
    func fill() throws(ArchiveError) -> Bool {
        makeRoom()
        guard isPacked else {
            let count = try source.read(into: &window, at: end)
            end += count
            return count > 0
        }
        while true {
            if packedStart == packedEnd, try !refill() {
                if isBetweenMembers { return false }
                isBetweenMembers = true
                throw ArchiveError(.damaged, "its gzip data is cut off; fetch or copy it again.")
            }
            if isBetweenMembers {
                // Zeros that fill a block up are common and harmless.
                while packedStart < packedEnd, packed[packedStart] == 0 { packedStart += 1 }
                if packedStart == packedEnd { continue }
                memberStart = packedOffset + packedStart
                if let produced = unpackedAhead() {
                    members.append((origin + end, memberStart))
                    end += produced
                    if produced > 0 { return true }
                    continue
                }
                isBetweenMembers = false
                members.append((origin + end, memberStart))
                if let produced = try inflateMember() {
                    isBetweenMembers = true
                    end += produced
                    if produced > 0 { return true }
                    continue
                }
            }
            let (produced, status) = inflateSome()
            end += produced
            if status == Z_STREAM_END {
                if let inflater = unsafe inflater { unsafe _ = inflateReset(inflater) }
                isBetweenMembers = true
            } else if status != Z_OK, status != Z_BUF_ERROR {
                throw ArchiveError(.damaged, "its gzip data is broken; fetch or copy it again.")
            }
            if produced > 0 { return true }
        }
    }

    /// Unpacks the whole gzip member at the next packed byte with libdeflate, which takes half of zlib's time.
    ///
    /// Nothing is taken of a member that is not held as a whole, is too long, has flags that zlib checks and libdeflate does not,
    /// or is damaged: zlib gives what can be had of it.
    ///
    /// - Returns: The bytes it gave; nil for a member that is left to zlib.
    private func inflateMember() throws(ArchiveError) -> Int? {
        if passing > 0 {
            passing -= 1
            return nil
        }
        // A member that is cut by the end of the buffer would be unpacked twice.
        if packedEnd - packedStart < usualMember, canMoveForMore { _ = try refill() }
        while true {
            let (from, available) = (packedStart, packedEnd - packedStart)
            guard GzipHead.begins(packed, at: from, end: packedEnd) else { return nil }
            if unsafe wholeInflater == nil { unsafe wholeInflater = libdeflate_alloc_decompressor() }
            guard let inflater = unsafe wholeInflater else { return nil }
            let (to, free) = (end, window.count - end)
            var (consumed, produced) = (0, 0)
            var status = LIBDEFLATE_BAD_DATA
            unsafe packed.withUnsafeBytes { source in
                unsafe window.withUnsafeMutableBytes { target in
                    guard let source = source.baseAddress, let target = target.baseAddress else { return }
                    status = unsafe libdeflate_gzip_decompress_ex(
                        inflater, source + from, available, target + to, free, &consumed, &produced)
                }
            }
            if status == LIBDEFLATE_SUCCESS {
                passed = 0
                usualMember = max(consumed, usualMember - usualMember / 8)
                packedStart += consumed
                return produced
            }
            if status == LIBDEFLATE_INSUFFICIENT_SPACE, room < MembersAhead.memberLimit {
                room = MembersAhead.memberLimit
                makeRoom()
                continue
            }
            if status == LIBDEFLATE_BAD_DATA, canMoveForMore, try refill() { continue }
            // Where members do not fit, the attempts grow rare.
            passed = min(1 << 10, max(1, passed * 2))
            passing = passed
            return nil
        }
    }

    /// Puts what another thread has unpacked of the member at the next packed byte behind the window's bytes.
    ///
    /// - Returns: The bytes it gave; nil when it is yet to be unpacked.
    private func unpackedAhead() -> Int? {
        guard let ahead else { return nil }
        if let place = aheadPlace {
            if memberStart < place { return nil }
            if aheadIsRunning {
                ahead.wait()
                aheadIsRunning = false
            }
            if memberStart == place, let next = ahead.next, next.packed <= packedEnd - packedStart {
                if window.count - end < next.unpacked {
                    room = max(room, next.unpacked)
                    makeRoom()
                }
                ahead.take(to: &window, at: end)
                packedStart += next.packed
                aheadPlace = place + next.packed
                return next.unpacked
            }
            aheadPlace = nil
        }
        // The second half of what has been read since; looked through once.
        let (available, read) = (packedEnd - packedStart, packedOffset + packedEnd)
        guard passing == 0, available >= 1 << 16, read - aheadEnd >= 1 << 16 else { return nil }
        aheadEnd = read
        if let place = GzipHead.first(in: packed, (packedStart + available / 2)..<packedEnd) {
            aheadPlace = packedOffset + place
            aheadIsRunning = true
            ahead.start(packed[place..<packedEnd])
        }
        return nil
    }

    /// Whether more packed bytes may be had without waiting for a pipe, and more are read than are moved for it.
    private var canMoveForMore: Bool { source.size != nil && packedStart > packed.count / 2 }

    /// One step of zlib from ``packed`` into the end of ``window``.
    private func inflateSome() -> (produced: Int, status: Int32) {
        guard let inflater = unsafe inflater else { return (0, Z_STREAM_ERROR) }
        let (from, available) = (packedStart, packedEnd - packedStart)
        let (to, room) = (end, window.count - end)
        var (produced, consumed) = (0, 0)
        var status: Int32 = 0
        unsafe packed.withUnsafeMutableBufferPointer { source in
            unsafe window.withUnsafeMutableBufferPointer { target in
                unsafe inflater.pointee.next_in = source.baseAddress.map { unsafe $0 + from }
                unsafe inflater.pointee.avail_in = UInt32(available)
                unsafe inflater.pointee.next_out = target.baseAddress.map { unsafe $0 + to }
                unsafe inflater.pointee.avail_out = UInt32(min(room, 1 << 30))
                status = unsafe CStorageLibraries.inflate(inflater, Z_NO_FLUSH)
                produced = unsafe min(room, 1 << 30) - Int(inflater.pointee.avail_out)
                consumed = unsafe available - Int(inflater.pointee.avail_in)
            }
        }
        packedStart += consumed
        return (produced, status)
    }

    /// Moves what has not been taken to the front, and makes the window larger when that is not enough.
    private func makeRoom() {
        let chunk = room
        guard window.count - end < chunk else { return }
        let count = end - start
        if start > 0 {
            let from = start
            unsafe window.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                unsafe memmove(base, base + from, count)
            }
            origin += start
            (start, end) = (0, count)
        }
        if window.count - end < chunk { window.append(contentsOf: repeatElement(0, count: max(chunk, window.count))) }
    }

    /// Reads packed bytes behind those that are left; false at the end of the input.
    func refill() throws(ArchiveError) -> Bool {
        if isAtEnd { return false }
        let left = packedEnd - packedStart
        if packedStart > 0 {
            let from = packedStart
            unsafe packed.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                unsafe memmove(base, base + from, left)
            }
            packedOffset += packedStart
            (packedStart, packedEnd) = (0, left)
        }
        let count = try source.read(into: &packed, at: packedEnd)
        packedEnd += count
        isAtEnd = count == 0
        return count > 0
    }

    // MARK: Taking

    /// Unpacks until a number of bytes is held; false when the input ends before.
    func ensure(_ count: Int) throws(ArchiveError) -> Bool {
        while end - start < count { guard try fill() else { return false } }
        return true
    }

    /// Takes the bytes up to a line feed, without it and a carriage return before it; nil at the end.
    ///
    /// A line that is longer than a limit is given in pieces.
    public func line(limit: Int) throws(ArchiveError) -> [UInt8]? {
        var scanned = 0
        while true {
            if let feed = window.first(10, in: (start + scanned)..<end) {
                var line = Array(window[start..<feed])
                if line.last == 13 { line.removeLast() }
                start = feed + 1
                return line
            }
            scanned = held
            if held >= limit {
                defer { advance(limit) }
                return Array(window[start..<(start + limit)])
            }
            guard try fill() else {
                guard held > 0 else { return nil }
                defer { drop() }
                return Array(window[start..<end])
            }
        }
    }

    /// Passes over bytes that are held.
    func advance(_ count: Int) { start = min(end, start + count) }

    /// Passes over all bytes that are held.
    func drop() { start = end }

    /// Where the first gzip member begins that is right, among the next bytes that are held, not at their first.
    func memberStart(within count: Int, where isRight: (Int) -> Bool) -> Int? {
        guard isPacked else { return nil }
        let first = origin + start
        for member in members[min(firstMember, members.count)...]
        where member.unpacked > first && member.unpacked < first + count && member.unpacked < origin + end {
            if isRight(member.unpacked - first) { return member.unpacked - first }
        }
        return nil
    }

    /// Whether a gzip member begins at the next byte.
    var isAtMemberStart: Bool {
        isPacked && members[min(firstMember, members.count)...].contains { $0.unpacked == origin + start }
    }

    /// All bytes from the next one on.
    ///
    /// - Throws: ``ArchiveError`` with code `tooLarge` beyond a limit, `damaged` for broken data.
    public func rest(limit: Int) throws(ArchiveError) -> [UInt8] {
        while true {
            if held > limit {
                throw ArchiveError(.tooLarge, "\(name) has more than the \(limit) bytes that are taken; split it.")
            }
            guard try fill() else { break }
        }
        let result = Array(window[start..<end])
        drop()
        return result
    }

    /// The first bytes of the input, unpacked, at most so many and as far as they are at hand; nothing is taken.
    ///
    /// Of broken gzip data, what could be unpacked.
    public func peek(_ count: Int) -> [UInt8] {
        guard isPacked else {
            // A short input is read to its end, so that its kind is judged by all of it.
            while held < count { guard (try? fill()) == true else { break } }
            return Array(window[start..<min(end, start + count)])
        }
        return probe(from: packedStart, count)
    }

    /// The whole input as it lies on the disk, when nothing but its first bytes has been looked at.
    ///
    /// - Throws: ``ArchiveError`` with code `tooLarge` beyond a limit.
    public func raw(limit: Int) throws(ArchiveError) -> [UInt8] {
        if let size = source.size, size > limit {
            throw ArchiveError(.tooLarge, "\(name) has \(size) bytes, more than the \(limit) that are taken; split it.")
        }
        if let bytes = source.memory {
            drop()
            return bytes
        }
        let peeked = isPacked ? packed[packedStart..<packedEnd] : window[start..<end]
        packedStart = packedEnd
        var count = peeked.count
        // What follows is read to where it stays; a byte more shows the end.
        var result = [UInt8](repeating: 0, count: max(source.size ?? 1 << 18, count) + 1)
        result.replaceSubrange(0..<count, with: peeked)
        drop()
        while true {
            if count == result.count { result += [UInt8](repeating: 0, count: max(1 << 16, count / 2)) }
            let more = try source.read(into: &result, at: count)
            if more == 0 { break }
            count += more
            if count > limit {
                throw ArchiveError(.tooLarge, "\(name) has more than the \(limit) bytes that are taken; split it.")
            }
        }
        result.removeLast(result.count - count)
        return result
    }

    /// Takes the bytes up to a line feed, without it; an inner nil for a line that is longer than a limit; nil at the end.
    ///
    /// - Complexity: O(*n*) in the line's bytes; memory for the limit at most.
    public func boundedLine(limit: Int) throws(ArchiveError) -> [UInt8]?? {
        var isTooLong = false
        var scanned = 0
        while true {
            if let feed = window.first(10, in: (start + scanned)..<end) {
                let line: [UInt8]? = isTooLong || feed - start > limit ? nil : Array(window[start..<feed])
                start = feed + 1
                return .some(line)
            }
            scanned = held
            if held > limit {
                isTooLong = true
                drop()
                scanned = 0
            }
            guard try fill() else {
                guard held > 0 || isTooLong else { return nil }
                let line: [UInt8]? = isTooLong ? nil : Array(window[start..<end])
                drop()
                return .some(line)
            }
        }
    }
}
