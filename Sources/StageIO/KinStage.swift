internal import NewsAnalysis
internal import TextPrimitives
internal import TextReuse

/// The `kin` stage from standard input to standard output: all documents in, then links or families out.
public enum KinStage {
    /// What is printed.
    public enum Form: Sendable {
        /// A line of JSON for each link.
        case links
        /// A line of JSON for each family.
        case families
        /// Copy, origin, kind and score of each link, tab-separated.
        case table
    }

    /// The bytes of an input file beyond which its texts are read again where they lie instead of being held.
    public static let heldLimit = 1 << 30

    /// Runs the stage on standard input and output.
    ///
    /// - Returns: 0, or 3 when a line was left out, or 2 when there are too many documents or the input changed while it was read.
    /// - Complexity: That of `KinFilter.links()`.
    public static func run(_ form: Form) -> Int32 {
        let (filter, source, status) = read(descriptor: 0, heldLimit: heldLimit)
        if filter.count > KinFilter.limit {
            StandardStreams.complain(
                "standard input: \(filter.count) documents are more than the \(KinFilter.limit) of one run; give them in parts"
            )
            return 2
        }
        let links = filter.links()
        if let source, source.hasChanged {
            StandardStreams.complain(
                "standard input: the file changed while it was read; run again when nothing writes to it")
            return 2
        }
        var output: [UInt8] = []
        func put(_ line: some Collection<UInt8>) {
            output.append(contentsOf: line)
            output.append(10)
            if output.count > 1 << 20 {
                StandardStreams.write(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        switch form {
        case .families: for family in filter.families(links) { put(family.text.utf8) }
        case .table: for link in links { put(filter.tsv(link).utf8) }
        case .links: for link in links { put(filter.json(link)) }
        }
        StandardStreams.write(output)
        return status
    }

    /// Reads all documents.
    ///
    /// - Parameters:
    ///   - descriptor: Where they come from.
    ///   - heldLimit: The bytes of a file beyond which its texts are not held.
    /// - Returns: The filter that has taken them, where it reads the texts again if it does not hold them, and the status as
    ///   ``run(_:)`` gives it.
    static func read(descriptor: Int32, heldLimit: Int) -> (filter: KinFilter, source: TextSource?, status: Int32) {
        let file = InputFile(descriptor: descriptor)
        let source = file.flatMap { file in
            file.size <= heldLimit ? nil : TextSource { file.read($0, $1, into: &$2) }
        }
        var filter = KinFilter(source: source)
        filter.reserve(bytes: file?.size ?? 0)
        let status = CollectionInput.feed(descriptor: descriptor) { filter.add($0, origin: $1) }
        return (filter, source, status)
    }
}
