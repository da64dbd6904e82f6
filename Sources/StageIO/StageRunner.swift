internal import Dispatch
internal import Glibc
internal import Synchronization
internal import TextPrimitives

/// Why a line of input gave no output.
public struct StageFault: Error, Sendable {
    /// What is wrong and what was expected, without the line number.
    public let message: String

    /// Makes a fault.
    public init(_ message: String) { self.message = message }
}

/// Runs a stage filter over JSON Lines: lines in from a descriptor, lines out in the same order.
///
/// Lines are handled in batches by several threads; the output does not depend on their number.
public struct StageRunner: Sendable {
    /// The number of threads, at least 1.
    public let threads: Int
    /// The longest line that is read; a longer one is a fault and is skipped.
    public let maximumLine: Int

    /// Makes a runner.
    ///
    /// - Parameters:
    ///   - threads: The number of threads; 0 means one for each core.
    ///   - maximumLine: In bytes.
    public init(threads: Int = 0, maximumLine: Int = 256 << 20) {
        self.threads = threads > 0 ? threads : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        self.maximumLine = maximumLine
    }

    /// Feeds the lines of a descriptor to a function, one output line for each.
    ///
    /// - Parameters:
    ///   - descriptor: Where lines come from.
    ///   - transform: Gives the output line without its line feed, nil for none, or throws a fault.
    /// - Returns: 0, or 3 when a line was left out.
    public func run(
        from descriptor: Int32 = 0, _ transform: @Sendable @escaping ([UInt8]) throws(StageFault) -> [UInt8]?
    ) -> Int32 {
        var reader = LineReader(descriptor: descriptor, maximumLine: maximumLine)
        var status: Int32 = 0
        var number = 0
        var output: [UInt8] = []
        while true {
            var batch: [[UInt8]?] = []
            var size = 0
            while batch.count < 512, size < 1 << 20 * threads, let line = reader.next() {
                batch.append(line)
                size += line?.count ?? 0
            }
            if batch.isEmpty { break }
            let lines = batch
            let results = Mutex([Result<[UInt8]?, StageFault>?](repeating: nil, count: lines.count))
            let next = Atomic<Int>(0)
            let work: @Sendable (Int) -> Void = { _ in
                while true {
                    let index = next.add(1, ordering: .relaxed).oldValue
                    if index >= lines.count { return }
                    let result: Result<[UInt8]?, StageFault>
                    if let line = lines[index] {
                        if line.allSatisfy(\.isASCIISpace) {
                            result = .success(nil)
                        } else {
                            do throws(StageFault) { result = .success(try transform(line)) } catch {
                                result = .failure(error)
                            }
                        }
                    } else {
                        result = .failure(StageFault("longer than \(maximumLine) bytes; split the document"))
                    }
                    results.withLock { $0[index] = result }
                }
            }
            if threads == 1 || lines.count == 1 {
                work(0)
            } else {
                DispatchQueue.concurrentPerform(iterations: threads, execute: work)
            }
            for result in results.withLock({ $0 }) {
                number += 1
                switch result {
                case .success(let bytes?):
                    output.append(contentsOf: bytes)
                    output.append(10)
                    if output.count >= 1 << 17 {
                        if !StandardStreams.write(output) { return 3 }
                        output.removeAll(keepingCapacity: true)
                    }
                case .failure(let fault):
                    StandardStreams.complain("line \(number): \(fault.message)")
                    status = 3
                case .success(nil), nil: break
                }
            }
            if !StandardStreams.write(output) { return 3 }
            output.removeAll(keepingCapacity: true)
        }
        return status
    }
}

/// Reads lines from a descriptor with a bounded buffer.
public struct LineReader {
    private let descriptor: Int32
    private let maximumLine: Int
    private var buffer: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 1 << 18)
    private var position = 0
    private var isAtEnd = false
    private var isSkipping = false

    /// Makes a reader.
    public init(descriptor: Int32, maximumLine: Int = 256 << 20) {
        self.descriptor = descriptor
        self.maximumLine = maximumLine
    }

    /// The next line without its line feed; an inner nil for a line that is too long; nil at the end.
    ///
    /// - Complexity: O(*n*) in the line's bytes.
    public mutating func next() -> [UInt8]?? {
        var scanned = position
        while true {
            if let end = lineFeed(from: scanned) {
                let line = Array(buffer[position..<end])
                position = end + 1
                if isSkipping {
                    isSkipping = false
                    return .some(nil)
                }
                return .some(line)
            }
            scanned = buffer.count
            if isAtEnd {
                if position < buffer.count || isSkipping {
                    let line = Array(buffer[position...])
                    position = buffer.count
                    if isSkipping {
                        isSkipping = false
                        return .some(nil)
                    }
                    return .some(line)
                }
                return nil
            }
            if buffer.count - position > maximumLine {
                isSkipping = true
                buffer.removeAll()
                position = 0
                scanned = 0
            }
            if position > 1 << 18 {
                buffer.removeFirst(position)
                scanned -= position
                position = 0
            }
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count <= 0 {
                if count < 0, errno == EINTR { continue }
                isAtEnd = true
                continue
            }
            buffer.append(contentsOf: chunk[..<count])
        }
    }
}

extension LineReader {
    /// The offset of the next line feed in the buffer.
    private func lineFeed(from start: Int) -> Int? {
        guard start < buffer.count else { return nil }
        return unsafe buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base + start, 10, bytes.count - start) else {
                return nil
            }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}

/// Standard output and standard error, without Foundation.
public enum StandardStreams {
    /// The bytes of standard input when it is a file, else 0.
    public static var inputSize: Int {
        var status = stat()
        guard unsafe fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return Int(status.st_size)
    }

    /// Writes bytes to standard output; false when the reader has gone.
    @discardableResult
    public static func write(_ bytes: [UInt8], to descriptor: Int32 = 1) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            offset += count
        }
        return true
    }

    /// Writes a line to standard error.
    public static func complain(_ line: String) { write(Array((line + "\n").utf8), to: 2) }
}
