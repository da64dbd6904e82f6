internal import CStorageLibraries
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Gzip members that another thread unpacks while those before them are read.
///
/// Where a member may begin can be guessed from its first bytes alone; the work counts only when the reading arrives at that very
/// place, so that nothing is given that reading in order would not have given.
final class MembersAhead: Sendable {
    /// A member that was unpacked, in bytes of the input and of what it gave.
    struct Member {
        var packed: Int
        var unpacked: Int
    }

    private struct Work {
        var input: [UInt8] = []
        var count = 0
        var output: [UInt8] = []
        var members: [Member] = []
        var next = 0
        var given = 0
    }

    private let work = Mutex(Work())
    private let done = DispatchSemaphore(value: 0)
    private let queue = DispatchQueue(label: "wirekin.members")
    /// The most bytes that a member unpacked as a whole may give; longer ones go through zlib piece by piece.
    static let memberLimit = 1 << 20
    /// The most bytes that all of them together may give.
    private static let limit = 4 << 20

    /// Whether there are cores for it.
    static let isOfUse = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1

    /// Starts with the members that begin in some bytes; ``wait()`` is called once before the next start.
    func start(_ bytes: ArraySlice<UInt8>) {
        work.withLock { work in
            if work.input.count < bytes.count { work.input = [UInt8](repeating: 0, count: bytes.count) }
            work.count = bytes.count
            unsafe work.input.withUnsafeMutableBytes { target in
                unsafe bytes.withUnsafeBytes { source in unsafe target.copyMemory(from: UnsafeRawBufferPointer(source))
                }
            }
            work.members.removeAll(keepingCapacity: true)
            (work.next, work.given) = (0, 0)
        }
        queue.async { [self] in
            work.withLock { MembersAhead.unpack(&$0) }
            done.signal()
        }
    }

    /// Waits until the work is done.
    func wait() { done.wait() }

    /// The next member that was unpacked, not taken yet.
    var next: Member? { work.withLock { $0.next < $0.members.count ? $0.members[$0.next] : nil } }

    /// Takes the next member to a place of an array that has room for it.
    func take(to target: inout [UInt8], at place: Int) {
        work.withLock { work in
            let member = work.members[work.next]
            unsafe target.withUnsafeMutableBytes { target in
                unsafe work.output.withUnsafeBytes { source in
                    unsafe UnsafeMutableRawBufferPointer(rebasing: target[place...])
                        .copyMemory(
                            from: UnsafeRawBufferPointer(rebasing: source[work.given..<(work.given + member.unpacked)]))
                }
            }
            work.next += 1
            work.given += member.unpacked
        }
    }

    /// Unpacks whole members one after the other, until one is cut, damaged or too long.
    private static func unpack(_ work: inout Work) {
        guard let inflater = unsafe libdeflate_alloc_decompressor() else { return }
        defer { unsafe libdeflate_free_decompressor(inflater) }
        var (from, to) = (0, 0)
        while GzipHead.begins(work.input, at: from, end: work.count) {
            if work.output.count - to < memberLimit {
                guard to < limit else { return }
                work.output.append(contentsOf: repeatElement(0, count: memberLimit))
            }
            let (start, end, room) = (from, work.count, memberLimit)
            var (packed, unpacked) = (0, 0)
            let status = unsafe work.input.withUnsafeBytes { source in
                unsafe work.output.withUnsafeMutableBytes { target in
                    guard let source = source.baseAddress, let target = target.baseAddress else {
                        return LIBDEFLATE_BAD_DATA
                    }
                    return unsafe libdeflate_gzip_decompress_ex(
                        inflater, source + start, end - start, target + to, room, &packed, &unpacked)
                }
            }
            guard status == LIBDEFLATE_SUCCESS else { return }
            work.members.append(Member(packed: packed, unpacked: unpacked))
            from += packed
            to += unpacked
        }
    }
}

/// What can be seen of a gzip member at its head (RFC 1952, section 2.3).
enum GzipHead {
    /// Whether a member may begin at a place.
    ///
    /// - Parameter isWhole: Whether only one that libdeflate unpacks as zlib does: with no flags but for a name, extra bytes and a comment.
    static func begins(_ bytes: [UInt8], at place: Int, end: Int, isWhole: Bool = true) -> Bool {
        end - place > (isWhole ? 18 : 3) && bytes[place] == 0x1F && bytes[place + 1] == 0x8B && bytes[place + 2] == 8
            && bytes[place + 3] & (isWhole ? 0xE2 : 0xE0) == 0
    }

    /// The first place in a range at which a member may begin.
    ///
    /// - Complexity: O(*n*) in the range's bytes, many at a time.
    static func first(in bytes: [UInt8], _ range: Range<Int>, isWhole: Bool = true) -> Int? {
        var at = range.lowerBound
        while let found = bytes.first(0x1F, in: at..<range.upperBound) {
            if begins(bytes, at: found, end: range.upperBound, isWhole: isWhole) { return found }
            at = found + 1
        }
        return nil
    }
}
