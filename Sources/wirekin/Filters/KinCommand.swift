internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO
internal import TextPrimitives

/// `wirekin kin`: texts in, copies and the way they went out.
struct KinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kin", abstract: "Find which text is a copy of which, and which way it went.",
        discussion: "EXAMPLE\n  wirekin read pages/* | wirekin kin")

    @OptionGroup var options: FilterOptions

    @Flag(help: "Print one line a family instead of one a link.")
    var families = false

    @Flag(help: "Print copy, origin, kind and score, tab-separated.")
    var tsv = false

    func run() throws {
        var filter = KinFilter()
        filter.reserve(bytes: StandardStreams.inputSize)
        let status = CollectionInput.feed { filter.add($0) }
        let links = filter.links()
        var output: [UInt8] = []
        func put(_ line: some Collection<UInt8>) {
            output.append(contentsOf: line)
            output.append(10)
            if output.count > 1 << 20 {
                StandardStreams.write(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        if families {
            for family in filter.families(links) { put(family.text.utf8) }
        } else {
            for link in links { if tsv { put(filter.tsv(link).utf8) } else { put(filter.json(link)) } }
        }
        StandardStreams.write(output)
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}
