internal import DocumentModel
internal import TextPrimitives
internal import TextReuse

/// `kin verify`: the links of pairs, by the words of their texts.
struct KinVerifyStep: StageStep {
    static let name = "kin verify"
    static let abstract = "A bucket of pairs, the groups that they are of and the documents of those, to links."
    static let parameters: [StepParameter] = [.file("BOILERPLATE"), .file("COUNTS")]

    private let boilerplate: Boilerplate
    private let statistics: WordStatistics
    private var batch = KinBatch()
    private var groups: [(key: UInt64, representative: String, members: [String], size: Int)] = []
    private var pairs: [(UInt64, UInt64)] = []

    init(_ values: [StepValue]) throws(StepFault) {
        boilerplate = try BoilerplateFile.read(values[0].bytes)
        guard let counts = WordStatistics(values[1].bytes) else {
            throw .broken("the file of counts is not one that `kin counts` wrote")
        }
        statistics = counts
    }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        if bytes[range.lowerBound] == UInt8(ascii: "{") {
            do { try batch.add(bytes, range) } catch { throw .broken(error.message) }
        } else if let line = StepLine(bytes, range, "compare", 4) {
            pairs.append((try line.number(2), try line.number(3)))
        } else if let line = StepLine(bytes, range, "group", 3) {
            let json = try line.json(2)
            guard let representative = json.string("representative"), let size = json.value("size")?.int,
                let members = json.value("members")?.array.compactMap(\.string), !members.isEmpty
            else { throw .broken("a group is broken") }
            groups.append((try line.number(1), representative, members, size))
        } else {
            throw .broken("lines of `kin buckets`, `kin groups` and documents are expected")
        }
    }

    mutating func finish(_ output: inout StepOutput) throws(StepFault) {
        var documents: [String: Int] = [:]
        for (index, id) in batch.ids.enumerated() { documents[id] = index }
        func document(_ id: String) throws(StepFault) -> Int {
            guard let found = documents[id] else { throw .broken("the text of \(id) is missing in its bucket") }
            return found
        }
        var known: [UInt64: Int] = [:]
        var held: [KinGroup] = []
        for group in groups where known[group.key] == nil {
            let representative = try document(group.representative)
            var members: [Int] = []
            for member in group.members { members.append(try document(member)) }
            known[group.key] = representative
            held.append(
                KinGroup(key: group.key, representative: representative, members: members, size: group.size))
        }
        var indexes: [(Int, Int)] = []
        for pair in pairs {
            guard let one = known[pair.0], let other = known[pair.1] else {
                throw .broken("the group \(known[pair.0] == nil ? pair.0 : pair.1) of a pair is missing in its bucket")
            }
            indexes.append((one, other))
        }
        let found = KinEngine(batch.corpus, ids: batch.ids).compare(
            indexes, held, Boilerplate(batch.corpus, like: boilerplate), statistics)
        for (link, condition) in found.links { output.put(KinLinkLine.bytes(link, condition, batch.ids)) }
        for (key, likeness) in found.nearest { output.put("near\t\(key)\t\(likeness.bitPattern)".utf8) }
    }
}

/// `kin links`: all links that stay, in their order.
struct KinLinksStep: StageStep {
    static let name = "kin links"
    static let abstract = "The links of all buckets and groups to those that stay, as the whole run prints them."
    static let parameters: [StepParameter] = []

    private struct Link {
        var copy: [UInt8]
        var place: UInt64
        var origin: [UInt8]
        var condition: KinComparison.Condition?
        var json: [UInt8]
    }

    private var links: [Link] = []
    private var nearest: [UInt64: Double] = [:]

    init(_ values: [StepValue]) {}

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        if let line = StepLine(bytes, range, "near", 3) {
            let key = try line.number(1)
            nearest[key] = max(nearest[key] ?? 0, Double(bitPattern: try line.number(2)))
            return
        }
        if StepLine(bytes, range, "group", 3) != nil || StepLine(bytes, range, "entries", 3) != nil { return }
        guard let line = StepLine(bytes, range, "link", 4) else {
            throw .broken("lines of `kin verify` and `kin groups` are expected")
        }
        let json = try line.json(3)
        guard let copy = json.utf8("copy"), let origin = json.utf8("origin") else { throw .broken("a link is broken") }
        links.append(
            Link(
                copy: copy, place: try line.number(1), origin: origin, condition: try condition(line.fields[2]),
                json: Array(line.fields[3])))
    }

    private func condition(_ field: ArraySlice<UInt8>) throws(StepFault) -> KinComparison.Condition? {
        if field.elementsEqual("-".utf8) { return nil }
        let numbers = field.split(separator: UInt8(ascii: " ")).compactMap {
            UInt64(String(decoding: $0, as: UTF8.self))
        }
        guard numbers.count == 3 else { throw .broken("the condition of a link is broken") }
        return KinComparison.Condition(
            first: numbers[0], second: numbers[1], likeness: Double(bitPattern: numbers[2]))
    }

    mutating func finish(_ output: inout StepOutput) {
        let nearest = nearest
        links.removeAll { link in !(link.condition.map { $0.holds { nearest[$0] } } ?? true) }
        links.sort { left, right in
            if left.copy != right.copy { return left.copy.lexicographicallyPrecedes(right.copy) }
            if left.place != right.place { return left.place < right.place }
            return left.origin.lexicographicallyPrecedes(right.origin)
        }
        for link in links { output.put(link.json) }
        links = []
    }
}

/// `kin families`: links and the ids of all documents to families.
struct KinFamiliesStep: StageStep {
    static let name = "kin families"
    static let abstract = "All links, in their order, and lines with the id of every document, to families."
    static let parameters: [StepParameter] = []

    private var ids: [String] = []
    private var lines: [JSONLine] = []

    init(_ values: [StepValue]) {}

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        let line: JSONLine
        do throws(JSONError) { line = try JSONLine(bytes, in: range) } catch { throw .broken(error.description) }
        if line.range("copy") != nil {
            lines.append(line.alone)
        } else if let id = line.string("id") {
            ids.append(id)
        } else {
            throw .broken("links, and documents or lines with their \"id\", are expected")
        }
    }

    mutating func finish(_ output: inout StepOutput) throws(StepFault) {
        ids.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var numbers: [String: Int] = [:]
        for (number, id) in ids.enumerated() {
            guard numbers.updateValue(number, forKey: id) == nil else { throw .broken("the id \(id) comes twice") }
        }
        var links: [KinLink] = []
        var places: [KinEnds: Int] = [:]
        for (place, line) in lines.enumerated() {
            guard let copy = line.string("copy").flatMap({ numbers[$0] }),
                let origin = line.string("origin").flatMap({ numbers[$0] }),
                let kind = line.string("kind").flatMap(KinKind.init(rawValue:))
            else { throw .broken("a link is broken, or of a document that is not here") }
            places[KinEnds(copy: copy, origin: origin)] = place
            links.append(
                KinLink(
                    copy: copy, origin: origin, kind: kind, score: 0, shared: 0, passages: [], direction: [],
                    isConfident: false))
        }
        for (index, family) in Families.build(count: ids.count, links: links).enumerated() {
            let value = KinFilter.family(index, family, ids) { link in
                places[KinEnds(copy: link.copy, origin: link.origin)].map { lines[$0].bytes } ?? []
            }
            output.put(value.text.utf8)
        }
    }
}

/// The two documents of a link.
private struct KinEnds: Hashable {
    var copy: Int
    var origin: Int
}
