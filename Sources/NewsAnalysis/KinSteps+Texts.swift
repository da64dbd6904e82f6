internal import DocumentModel
internal import TextPrimitives
internal import TextReuse

/// Documents that are read together and forgotten.
struct KinBatch: Sendable {
    private(set) var corpus = ReuseCorpus()
    private(set) var ids: [String] = []
    private var size = 0

    /// Whether they are enough.
    var isFull: Bool { size > 1 << 22 || ids.count >= 4_096 }

    /// Takes a line of a document.
    mutating func add(_ bytes: [UInt8], _ range: Range<Int>) throws(StepFault) {
        let line: JSONLine
        do throws(JSONError) { line = try JSONLine(bytes, in: range) } catch {
            throw .leftOut("\(error.description); expected one JSON object")
        }
        guard let id = line.string("id"), let metadata = KinFilter.metadata(line) else {
            throw .leftOut("no \"id\" or no \"text\"; expected documents as `wirekin read` gives them")
        }
        guard corpus.append(metadata, writing: { line.append("text", to: &$0) }) else {
            throw .leftOut("\"text\" of \(id) is no string")
        }
        ids.append(id)
        size += range.count
    }
}

/// Reads the lines of boilerplate that `kin boilerplate` wrote, of all ranges one after the other.
enum BoilerplateFile {
    static func read(_ bytes: [UInt8]) throws(StepFault) -> Boilerplate {
        var lines: [UInt64] = []
        for text in bytes.split(separator: 10) {
            guard let line = UInt64(String(decoding: text, as: UTF8.self), radix: 16) else {
                throw .broken("the file of boilerplate has a line that is no hash")
            }
            lines.append(line)
        }
        return Boilerplate(ReuseCorpus(), masked: lines.sorted())
    }
}

/// `kin lines`: the lines of texts with their neighbours, by which boilerplate is known.
struct KinLinesStep: StageStep {
    static let name = "kin lines"
    static let abstract = "Documents to the records of their lines, by ranges of the lines' hashes."
    static let parameters: [StepParameter] = [.number("RANGES")]

    private let ranges: HashRanges
    private var blocks: RangeBlocks
    private var batch = KinBatch()

    init(_ values: [StepValue]) throws(StepFault) {
        ranges = HashRanges(count: try values[0].count())
        blocks = RangeBlocks("records", ranges)
    }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        try batch.add(bytes, range)
        if batch.isFull { write(&output) }
    }

    mutating func finish(_ output: inout StepOutput) {
        write(&output)
        blocks.finish(&output)
    }

    private mutating func write(_ output: inout StepOutput) {
        let boilerplate = Boilerplate(batch.corpus, masked: [])
        for document in 0..<batch.corpus.count where boilerplate.isFirst[document] {
            for record in boilerplate.records(of: document) {
                blocks.append(to: ranges.range(of: record.line), &output) { bytes in
                    RecordReader.append(record.line, 8, to: &bytes)
                    RecordReader.append(UInt64(record.order), 4, to: &bytes)
                    RecordReader.append(UInt64(record.before), 4, to: &bytes)
                    RecordReader.append(UInt64(record.after), 4, to: &bytes)
                }
            }
        }
        batch = KinBatch()
    }
}

/// `kin boilerplate`: which lines of a range of hashes are boilerplate.
struct KinBoilerplateStep: StageStep {
    static let name = "kin boilerplate"
    static let abstract = "The records of a range of lines to the hashes of those that are boilerplate."
    static let parameters: [StepParameter] = []

    private var records: [LineRecord] = []

    init(_ values: [StepValue]) {}

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        guard let line = StepLine(bytes, range, "records", 3) else {
            throw .broken("lines of `kin lines` are expected")
        }
        var reader = try line.records(2)
        while !reader.isAtEnd {
            records.append(
                LineRecord(
                    line: try reader.number(8), order: UInt32(try reader.number(4)),
                    before: UInt32(try reader.number(4)), after: UInt32(try reader.number(4))))
        }
    }

    mutating func finish(_ output: inout StepOutput) {
        for line in Boilerplate.lines(among: &records) { output.put(String(line, radix: 16).utf8) }
        records = []
    }
}

/// `kin sample`: the documents by which words are counted.
struct KinSampleStep: StageStep {
    static let name = "kin sample"
    static let abstract = "Documents to those of them by which words and formulas are counted."
    static let parameters: [StepParameter] = [.number("DOCUMENTS")]

    private let share: UInt64

    init(_ values: [StepValue]) throws(StepFault) {
        guard case .number(let count) = values[0], count >= 0 else { throw .broken("the number of documents is none") }
        share = WordStatistics.share(of: count)
    }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        var batch = KinBatch()
        try batch.add(bytes, range)
        if Boilerplate(batch.corpus, masked: []).wholes[0] % share == 0 { output.put(bytes[range]) }
    }

    mutating func finish(_ output: inout StepOutput) {}
}

/// `kin counts`: the words and formulas of a sample.
struct KinCountsStep: StageStep {
    static let name = "kin counts"
    static let abstract = "The documents of a sample to the counts of their words and their formulas, as bytes."
    static let parameters: [StepParameter] = [.number("DOCUMENTS")]

    private let count: Int
    private var lines: [(id: [UInt8], bytes: [UInt8])] = []

    init(_ values: [StepValue]) throws(StepFault) {
        guard case .number(let count) = values[0], count >= 0 else { throw .broken("the number of documents is none") }
        self.count = count
    }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        guard let id = try? JSONLine(bytes, in: range).utf8("id") else {
            throw .broken("documents as `kin sample` gives them are expected")
        }
        lines.append((id, Array(bytes[range])))
    }

    mutating func finish(_ output: inout StepOutput) throws(StepFault) {
        // Of documents with the same lines the first counts, as in a whole run over documents in the order of their ids.
        lines.sort { $0.id.lexicographicallyPrecedes($1.id) }
        var batch = KinBatch()
        for line in lines { try batch.add(line.bytes, 0..<line.bytes.count) }
        lines = []
        let boilerplate = Boilerplate(batch.corpus, masked: [])
        output.put(raw: WordStatistics(sampleOf: count, batch.corpus, boilerplate).bytes)
    }
}

/// `kin sign`: documents to what is needed to find equal texts and candidates.
struct KinSignStep: StageStep {
    static let name = "kin sign"
    static let abstract = "Documents to signatures of their words and sampled shingles, by ranges of the words' hashes."
    static let parameters: [StepParameter] = [.number("RANGES"), .file("BOILERPLATE")]

    private let ranges: HashRanges
    private let boilerplate: Boilerplate
    private var batch = KinBatch()

    init(_ values: [StepValue]) throws(StepFault) {
        ranges = HashRanges(count: try values[0].count())
        boilerplate = try BoilerplateFile.read(values[1].bytes)
    }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        try batch.add(bytes, range)
        if batch.isFull { write(&output) }
    }

    mutating func finish(_ output: inout StepOutput) { write(&output) }

    private mutating func write(_ output: inout StepOutput) {
        let here = Boilerplate(batch.corpus, like: boilerplate)
        for document in 0..<batch.corpus.count {
            let sketch = KinSketch(of: document, in: batch.corpus, here)
            // Without words there is nothing to follow.
            guard let key = sketch.words else { continue }
            let signature = KinSignature(
                id: batch.ids[document], key: key, lines: here.wholes[document], words: sketch.count,
                codePoints: batch.corpus.codePoints(document), metadata: batch.corpus.metadata[document],
                shingles: sketch.shingles)
            output.put(Array("signature\t\(ranges.range(of: key))\t".utf8) + signature.json)
        }
        batch = KinBatch()
    }
}

extension KinSignature {
    /// The signature as it goes from step to step.
    var json: [UInt8] {
        var packed: [UInt8] = []
        packed.reserveCapacity(5 * shingles.count)
        for shingle in shingles { RecordReader.append(shingle, 5, to: &packed) }
        var letters: [UInt8] = []
        Base64.encode(packed, to: &letters)
        var writer = JSONWriter(capacity: letters.count + 256)
        writer.write(raw: "{\"id\":")
        writer.write(string: id)
        writer.write(raw: ",\"key\":\"\(String(key))\",\"lines\":\"\(String(lines))\",\"words\":".utf8)
        writer.write(integer: words)
        writer.write(raw: ",\"points\":")
        writer.write(integer: codePoints)
        if let published = metadata.published {
            writer.write(raw: ",\"published\":")
            writer.write(integer: published)
            if metadata.isDayOnly { writer.write(raw: ",\"day\":true") }
        }
        if let outlet = metadata.outlet {
            writer.write(raw: ",\"outlet\":")
            writer.write(string: outlet)
        }
        if !metadata.via.isEmpty {
            writer.write(raw: ",")
            writer.write(JSONMember(name: "via", value: .strings(metadata.via)))
        }
        writer.write(raw: ",\"shingles\":\"")
        writer.write(raw: letters)
        writer.write(raw: "\"}")
        return writer.bytes
    }

    /// Reads a signature; nil when it is none.
    init?(_ line: JSONLine) {
        guard let id = line.string("id"), let key = line.string("key").flatMap({ UInt64($0) }),
            let lines = line.string("lines").flatMap({ UInt64($0) }), let words = line.value("words")?.int,
            let points = line.value("points")?.int,
            let packed = line.utf8("shingles").flatMap({ Base64.decode($0[...]) })
        else { return nil }
        let metadata = ReuseCorpus.Metadata(
            published: line.value("published")?.int, isDayOnly: line.range("day") != nil,
            outlet: line.string("outlet"), via: line.value("via")?.array.compactMap(\.string) ?? [])
        var reader = RecordReader(packed)
        var shingles: [UInt64] = []
        while !reader.isAtEnd {
            guard let shingle = try? reader.number(5) else { return nil }
            shingles.append(shingle)
        }
        self.init(
            id: id, key: key, lines: lines, words: words, codePoints: points, metadata: metadata, shingles: shingles)
    }
}
