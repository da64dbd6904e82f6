internal import TextPrimitives

/// A step of a stage, before and behind which a shuffle can stand: lines in, lines out, whatever part of them is here.
///
/// What goes from step to step begins with a channel and, where lines must come together, the range or the key that they come
/// together by, each followed by a tab: `entries<TAB>3<TAB>…`. A step leaves lines of other channels aside where it says so.
public protocol StageStep: Sendable {
    /// The words that call it: `kin sign`.
    static var name: String { get }
    /// What it does, one sentence.
    static var abstract: String { get }
    /// What it takes behind its name, in order.
    static var parameters: [StepParameter] { get }
    /// Makes the step.
    ///
    /// - Parameter values: One for each parameter.
    /// - Throws: ``StepFault`` when one cannot be used.
    init(_ values: [StepValue]) throws(StepFault)
    /// Takes a line.
    ///
    /// - Parameters:
    ///   - bytes: The bytes that it stands in; who holds them on has them copied.
    ///   - range: Where it stands in them, without its line feed.
    ///   - output: Where lines are written.
    /// - Throws: ``StepFault`` when the line is not for this step.
    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault)
    /// Writes what can be written when all lines are here.
    mutating func finish(_ output: inout StepOutput) throws(StepFault)
}

/// What a step takes behind its name.
public enum StepParameter: Sendable, Hashable {
    /// A number, with its name in capitals.
    case number(String)
    /// A file, with its name in capitals.
    case file(String)

    /// Its name in capitals.
    public var name: String {
        switch self {
        case .number(let name), .file(let name): name
        }
    }
}

/// What was given for a parameter.
public enum StepValue: Sendable {
    /// A number.
    case number(Int)
    /// The bytes of a file.
    case file([UInt8])

    /// A number of 1 or more.
    func count() throws(StepFault) -> Int {
        guard case .number(let number) = self, number >= 1, number <= 1 << 20 else {
            throw .broken("a number from 1 to 1048576 is expected")
        }
        return number
    }

    var bytes: [UInt8] {
        guard case .file(let bytes) = self else { return [] }
        return bytes
    }
}

/// Why a step did not take a line.
public enum StepFault: Error, Sendable {
    /// A line of those that come from outside is left out; the others go on.
    case leftOut(String)
    /// What came from another step is broken or incomplete: nothing that would be found holds.
    case broken(String)

    /// What is wrong.
    public var message: String {
        switch self {
        case .leftOut(let message), .broken(let message): message
        }
    }
}

/// Where a step writes its lines.
public struct StepOutput {
    private var bytes: [UInt8] = []
    private let sink: ([UInt8]) -> Void

    /// Makes an output.
    ///
    /// - Parameter sink: Takes whole lines, many at once.
    public init(_ sink: @escaping ([UInt8]) -> Void) { self.sink = sink }

    /// Writes bytes and a line feed.
    public mutating func put(_ line: some Collection<UInt8>) {
        bytes.append(contentsOf: line)
        bytes.append(10)
        if bytes.count > 1 << 17 { flush() }
    }

    /// Writes bytes as they are.
    public mutating func put(raw: [UInt8]) {
        flush()
        sink(raw)
    }

    /// Hands on what was written.
    public mutating func flush() {
        if bytes.isEmpty { return }
        sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}

/// The ranges that hashes are divided into, one part of a collection each.
struct HashRanges: Sendable {
    let count: Int

    /// The range of a hash; the hashes of a range follow one another.
    func range(of hash: UInt64) -> Int { Int(hash.multipliedFullWidth(by: UInt64(count)).high) }
}

/// Records of bytes on their way to ranges, many in one line.
struct RangeBlocks: Sendable {
    private let channel: String
    private var blocks: [[UInt8]]
    /// The bytes of a full line.
    private static let limit = 24_000

    init(_ channel: String, _ ranges: HashRanges) {
        self.channel = channel
        blocks = Array(repeating: [], count: ranges.count)
    }

    /// Writes a record.
    mutating func append(to range: Int, _ output: inout StepOutput, _ write: (inout [UInt8]) -> Void) {
        write(&blocks[range])
        if blocks[range].count > RangeBlocks.limit { flush(range, &output) }
    }

    /// Writes all lines that are not full.
    mutating func finish(_ output: inout StepOutput) {
        for range in blocks.indices where !blocks[range].isEmpty { flush(range, &output) }
    }

    private mutating func flush(_ range: Int, _ output: inout StepOutput) {
        var line = Array("\(channel)\t\(range)\t".utf8)
        Base64.encode(blocks[range], to: &line)
        output.put(line)
        blocks[range].removeAll(keepingCapacity: true)
    }
}

/// Reads the numbers of a record.
struct RecordReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place >= bytes.count }

    /// The next number of so many bytes, the lowest first.
    mutating func number(_ width: Int) throws(StepFault) -> UInt64 {
        guard place + width <= bytes.count else { throw .broken("a record ends too soon") }
        var result: UInt64 = 0
        for index in 0..<width { result |= UInt64(bytes[place + index]) << UInt64(8 * index) }
        place += width
        return result
    }

    /// Appends a number of so many bytes.
    static func append(_ number: UInt64, _ width: Int, to bytes: inout [UInt8]) {
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index))) }
    }
}

/// The fields of a line between steps.
struct StepLine {
    let fields: [ArraySlice<UInt8>]

    /// Cuts a line into a channel and what follows.
    ///
    /// - Parameter count: How many fields there are; the last may hold tabs.
    init?(_ bytes: [UInt8], _ range: Range<Int>, _ channel: StaticString, _ count: Int) {
        var fields: [ArraySlice<UInt8>] = []
        var start = range.lowerBound
        while fields.count + 1 < count, let end = bytes[start..<range.upperBound].firstIndex(of: 9) {
            fields.append(bytes[start..<end])
            start = end + 1
        }
        fields.append(bytes[start..<range.upperBound])
        guard fields.count == count,
            channel.withUTF8Buffer({ name in unsafe fields[0].elementsEqual(name) })
        else { return nil }
        self.fields = fields
    }

    /// A field as a decimal number.
    func number(_ field: Int) throws(StepFault) -> UInt64 {
        guard let number = UInt64(String(decoding: fields[field], as: UTF8.self)) else {
            throw .broken("a number is expected")
        }
        return number
    }

    /// A field's bytes from their letters.
    func records(_ field: Int) throws(StepFault) -> RecordReader {
        guard let bytes = Base64.decode(fields[field]) else { throw .broken("the letters of a block are broken") }
        return RecordReader(bytes)
    }

    /// A field as JSON.
    func json(_ field: Int) throws(StepFault) -> JSONLine {
        do throws(JSONError) { return try JSONLine(Array(fields[field])) } catch {
            throw .broken(error.description)
        }
    }
}
