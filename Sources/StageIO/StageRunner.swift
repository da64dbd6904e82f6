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
    /// The number of the first line where each is answered at once, for a ``RecordSupervisor``; else nil.
    let answersFrom: Int?

    /// Makes a runner that answers a ``RecordSupervisor`` where the limits say so.
    public init(_ limits: RecordLimits) {
        (threads, maximumLine, answersFrom) = (1, 256 << 20, limits.answersFrom)
        if limits.answersFrom != nil { WatchedProcess.follow(memory: limits.memory) }
    }

    /// Makes a runner.
    ///
    /// - Parameters:
    ///   - threads: The number of threads; 0 means one for each core.
    ///   - maximumLine: In bytes.
    public init(threads: Int = 0, maximumLine: Int = 256 << 20) {
        self.threads = threads > 0 ? threads : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        self.maximumLine = maximumLine
        answersFrom = nil
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
        if let answersFrom { return answer(from: descriptor, answersFrom, transform) }
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
                    do throws(StageFault) { result = .success(try made(of: lines[index], transform)) } catch {
                        result = .failure(error)
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

    private func made(of line: [UInt8]?, _ transform: ([UInt8]) throws(StageFault) -> [UInt8]?) throws(StageFault)
        -> [UInt8]?
    {
        guard let line else { throw StageFault("longer than \(maximumLine) bytes; split the document") }
        return line.allSatisfy(\.isASCIISpace) ? nil : try transform(line)
    }

    /// One line for each, an empty one where there is none, as soon as it is made.
    private func answer(
        from descriptor: Int32, _ first: Int, _ transform: ([UInt8]) throws(StageFault) -> [UInt8]?
    ) -> Int32 {
        var reader = LineReader(descriptor: descriptor, maximumLine: maximumLine)
        var status: Int32 = 0
        var number = first
        while let line = reader.next() {
            var answer: [UInt8] = []
            do throws(StageFault) { answer = try made(of: line, transform) ?? [] } catch {
                StandardStreams.complain("line \(number): \(error.message)")
                status = 3
            }
            answer.append(10)
            if !StandardStreams.write(answer) { return 3 }
            number += 1
        }
        return status
    }
}
