internal import Glibc

/// Reads lines from a descriptor with a bounded buffer.
public struct LineReader {
    private let descriptor: Int32
    private let maximumLine: Int
    /// What has been read: ``nextRange()`` says where a line stands in it.
    ///
    /// The buffer is written again by the next call; who holds it on makes that call copy it.
    public private(set) var buffer: [UInt8]
    /// The bytes of the input before ``buffer``.
    public private(set) var origin = 0
    /// The bytes of the buffer that have been read.
    private var filled = 0
    private var position = 0
    private var isAtEnd = false
    private var isSkipping = false
    /// The bytes that are asked for at once.
    private static let chunk = 1 << 18

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - descriptor: Where the bytes come from.
    ///   - maximumLine: The most bytes of a line.
    public init(descriptor: Int32, maximumLine: Int = 256 << 20) {
        self.descriptor = descriptor
        self.maximumLine = maximumLine
        buffer = Array(repeating: 0, count: 4 * LineReader.chunk)
    }

    /// The next line without its line feed; an inner nil for a line that is too long; nil at the end.
    ///
    /// - Complexity: O(*n*) in the line's bytes.
    public mutating func next() -> [UInt8]?? { nextRange().map { range in range.map { Array(buffer[$0]) } } }

    /// Where the next line stands in ``buffer``, without its line feed; an inner nil for a line that is too long; nil at the
    /// end.
    ///
    /// - Complexity: O(*n*) in the line's bytes.
    public mutating func nextRange() -> Range<Int>?? {
        var scanned = position
        while true {
            if let end = lineFeed(from: scanned) { return line(to: end, next: end + 1) }
            scanned = filled
            if isAtEnd {
                if position < filled || isSkipping { return line(to: filled, next: filled) }
                return nil
            }
            if filled - position > maximumLine {
                isSkipping = true
                origin += filled
                (filled, position, scanned) = (0, 0, 0)
            }
            if buffer.count - filled < LineReader.chunk {
                scanned -= position
                makeRoom()
            }
            fill()
        }
    }

    /// Whether the next line has been read already, or nothing more can be.
    var holdsLine: Bool { isAtEnd || lineFeed(from: position) != nil }

    /// The line that ends at an offset.
    private mutating func line(to end: Int, next: Int) -> Range<Int>?? {
        let line = position..<end
        position = next
        if isSkipping {
            isSkipping = false
            return .some(nil)
        }
        return .some(line)
    }

    /// Moves what has not been given yet to the beginning, and doubles the buffer when that is not enough.
    private mutating func makeRoom() {
        let (start, count) = (position, filled - position)
        if count + LineReader.chunk > buffer.count {
            var larger = Array(buffer[start..<filled])
            larger.reserveCapacity(2 * buffer.count)
            larger.append(contentsOf: repeatElement(0, count: 2 * buffer.count - count))
            buffer = larger
        } else if start > 0 {
            unsafe buffer.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                unsafe base.copyMemory(from: base + start, byteCount: count)
            }
        }
        origin += start
        (position, filled) = (0, count)
    }

    /// Reads once.
    private mutating func fill() {
        while true {
            let (start, room) = (filled, LineReader.chunk)
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe bytes.baseAddress.map { unsafe read(descriptor, $0 + start, room) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { isAtEnd = true } else { filled += count }
            return
        }
    }

    /// The offset of the next line feed that has been read.
    private func lineFeed(from start: Int) -> Int? {
        guard start < filled else { return nil }
        return unsafe buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base + start, 10, filled - start) else {
                return nil
            }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
