internal import Glibc
internal import TextPrimitives

/// Runs a stage of single records in a process that a record may take down: that record is named and left out, the others go on.
///
/// The process answers each record with one line, so the record on which it ended is the first that has no answer. Records of files
/// are announced by their ids, since only the process finds them.
public struct RecordSupervisor {
    /// A record that was sent and has no answer yet.
    private struct Sent {
        var number: Int
        var line: [UInt8]
    }

    private let arguments: [String]
    private let hasInput: Bool
    private let limits: RecordLimits
    private var process: WatchedProcess
    private var reader = LineReader(descriptor: 0)
    private var isInputDone: Bool
    /// The number of the last record that was read.
    private var number = 0
    /// Those without an answer, from `firstSent` on.
    private var sent: [Sent] = []
    private var firstSent = 0
    private var sentBytes = 0
    /// What is still to be written to the process, from `written` on.
    private var pending: [UInt8] = []
    private var written = 0
    /// The begin of a line of the process.
    private var rest: [UInt8] = []
    private var output: [UInt8] = []
    /// The id of the record of a file that is being read.
    private var announced: String?
    /// The records that have an answer or were left out.
    private var answered = 0
    private var status: Int32 = 0
    /// The processor time of the process at its last answer.
    private var begun = 0.0
    private var isSlow = false
    /// How often the process ended on the first record that it got, one time after the other.
    private var failures = 0
    private var hasAnswered = false

    /// The records and the bytes that are on their way at once.
    private static let window = (records: 256, bytes: 4 << 20)
    /// When the process ends so often on its first record, it is not the records' fault.
    private static let mostFailures = 16
    private static let announcement: UInt8 = 1

    /// Runs a stage.
    ///
    /// - Parameters:
    ///   - arguments: The stage, its switches and its files.
    ///   - files: Those of them that are files; none where the records are the lines of standard input.
    ///   - limits: What a record may take.
    /// - Returns: 0, or 3 when a record was left out, or 2 when the stage cannot go on; nil when nothing was begun, because no process
    ///   can be started or a file cannot be read twice.
    public static func run(_ arguments: [String], files: [String], _ limits: RecordLimits) -> Int32? {
        for file in files {
            var found = stat()
            guard unsafe stat(file, &found) != 0 || found.st_mode & S_IFMT == S_IFREG else { return nil }
        }
        guard var supervisor = RecordSupervisor(arguments, hasInput: files.isEmpty, limits) else { return nil }
        signal(SIGPIPE, SIG_IGN)
        return supervisor.run()
    }

    private init?(_ arguments: [String], hasInput: Bool, _ limits: RecordLimits) {
        guard let process = WatchedProcess(arguments + limits.arguments(from: 1), hasInput: hasInput) else {
            return nil
        }
        (self.arguments, self.hasInput, self.limits, self.process) = (arguments, hasInput, limits, process)
        isInputDone = !hasInput
    }

    // MARK: What process and supervisor say to each other

    /// The announcement of a record of a file.
    static func announcement(of id: String) -> [UInt8] {
        [announcement] + id.utf8.map { $0 == 10 ? UInt8(ascii: " ") : $0 } + [10]
    }

    private mutating func take(_ line: some Collection<UInt8>) {
        if line.first == RecordSupervisor.announcement {
            announced = String(decoding: line.dropFirst(), as: UTF8.self)
            return
        }
        if hasInput {
            guard firstSent < sent.count else { return }
            sentBytes -= sent[firstSent].line.count
            sent[firstSent].line = []
            firstSent += 1
            if firstSent > 4_096 {
                sent.removeFirst(firstSent)
                firstSent = 0
            }
        }
        (announced, hasAnswered, failures) = (nil, true, 0)
        answered += 1
        if line.isEmpty { return }
        output.append(contentsOf: line)
        output.append(10)
    }

    // MARK: The loop

    private mutating func run() -> Int32 {
        while true {
            feed()
            guard let isOver = turn() else { return abandon(StandardStreams.settled(3)) }
            if !isOver { continue }
            if let end = ended() { return end }
        }
    }

    /// Takes lines while there is room for them.
    private mutating func feed() {
        while !isInputDone, sent.count - firstSent < RecordSupervisor.window.records,
            sentBytes < RecordSupervisor.window.bytes, reader.holdsLine || isReadable(0)
        {
            guard let item = reader.nextRange() else {
                isInputDone = true
                break
            }
            number += 1
            var line: [UInt8] = []
            if let range = item {
                line = Array(reader.buffer[range])
            } else {
                StandardStreams.complain("line \(number): too long; split the document")
                status = 3
            }
            send(Sent(number: number, line: line))
        }
    }

    private mutating func send(_ record: Sent) {
        sent.append(record)
        sentBytes += record.line.count
        pending.append(contentsOf: record.line)
        pending.append(10)
    }

    private func isReadable(_ descriptor: Int32) -> Bool {
        var one = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&one, 1, 0) > 0
    }

    /// Waits until something can be read or written, and does it; true when the process has ended, nil when the output cannot be written.
    private mutating func turn() -> Bool? {
        let hasRoom =
            !isInputDone && sent.count - firstSent < RecordSupervisor.window.records
            && sentBytes < RecordSupervisor.window.bytes
        if isInputDone, written == pending.count, process.input >= 0 { process.closeInput() }
        var descriptors = [
            pollfd(fd: process.output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: written < pending.count ? process.input : -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: hasRoom ? 0 : -1, events: Int16(POLLIN), revents: 0),
        ]
        _ = unsafe poll(&descriptors, nfds_t(descriptors.count), 1_000)
        if descriptors[1].revents != 0 { write() }
        var isOver = false
        if descriptors[0].revents != 0 {
            let before = answered
            isOver = read()
            if answered != before { begun = process.seconds }
        } else if !isSlow, firstSent < sent.count || announced != nil, process.seconds - begun > limits.seconds {
            isSlow = true
            process.kill()
        }
        if output.isEmpty { return isOver }
        guard StandardStreams.write(output) else { return nil }
        output.removeAll(keepingCapacity: true)
        return isOver
    }

    private mutating func write() {
        let (start, count) = (written, pending.count - written)
        let done = unsafe pending.withUnsafeBytes { bytes in
            unsafe Glibc.write(process.input, bytes.baseAddress.map { unsafe $0 + start }, count)
        }
        // A process that has gone says so at its output.
        if done > 0 { written += done }
        if written > 1 << 20, written < pending.count {
            pending.removeFirst(written)
            written = 0
        }
        if written == pending.count {
            pending.removeAll(keepingCapacity: true)
            written = 0
        }
    }

    /// Reads what the process says; true at its end.
    private mutating func read() -> Bool {
        var block = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe block.withUnsafeMutableBytes { unsafe Glibc.read(process.output, $0.baseAddress, $0.count) }
        if count < 0 { return errno != EAGAIN && errno != EINTR }
        if count == 0 { return true }
        var start = 0
        while let end = block[start..<count].firstIndex(of: 10) {
            if rest.isEmpty {
                take(block[start..<end])
            } else {
                rest.append(contentsOf: block[start..<end])
                take(rest)
                rest.removeAll(keepingCapacity: true)
            }
            start = end + 1
        }
        rest.append(contentsOf: block[start..<count])
        return false
    }

    private mutating func abandon(_ status: Int32) -> Int32 {
        process.kill()
        _ = process.end()
        return status
    }

    // MARK: Its end

    /// What follows from the end of the process: the status of all, or nil when another has taken its place.
    private mutating func ended() -> Int32? {
        let ending = process.end()
        let hasOpen = firstSent < sent.count || announced != nil
        if case .status(let code) = ending, !isSlow, code == 0 || code == 3, isInputDone, !hasOpen {
            return StandardStreams.settled(max(status, code))
        }
        if ending == .status(2) { return 2 }
        let reason =
            isSlow ? "it took more than \(limits.secondsText) s of processor time" : "the process \(ending.words) on it"
        guard let name = open else {
            StandardStreams.complain(
                "wirekin: behind record \(answered) the process \(ending.words); nothing more can be read")
            return 2
        }
        failures = hasAnswered ? 0 : failures + 1
        if failures >= RecordSupervisor.mostFailures {
            StandardStreams.complain(
                "wirekin: the process \(ending.words) on \(failures) records one after the other; see the limits of memory and time"
            )
            return 2
        }
        StandardStreams.complain("record \(name): \(reason); it is left out")
        status = 3
        return again() ? nil : 2
    }

    /// The name of the record without an answer.
    private var open: String? {
        guard hasInput else { return announced }
        guard firstSent < sent.count else { return nil }
        let record = sent[firstSent]
        let id = (try? JSONLine(record.line))?.string("id")
        return id.map { "\($0) (line \(record.number))" } ?? "of line \(record.number)"
    }

    /// Starts another process behind the record that the last one ended on.
    private mutating func again() -> Bool {
        let left = hasInput ? Array(sent[(firstSent + 1)...]) : []
        answered += 1
        let next = hasInput ? sent[firstSent].number + 1 : answered + 1
        guard let process = WatchedProcess(arguments + limits.arguments(from: next), hasInput: hasInput) else {
            StandardStreams.complain("wirekin: no further process can be started")
            return false
        }
        self.process = process
        (sent, firstSent, sentBytes, pending, written, rest) = ([], 0, 0, [], 0, [])
        (announced, begun, isSlow, hasAnswered) = (nil, 0, false, false)
        for record in left { send(record) }
        return true
    }
}
