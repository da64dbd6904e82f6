internal import NewsAnalysis
internal import TextPrimitives

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

    /// Runs the stage on standard input and output.
    ///
    /// - Returns: 0, or 3 when a line was left out.
    /// - Complexity: That of `KinFilter.links()`.
    public static func run(_ form: Form) -> Int32 {
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
        switch form {
        case .families: for family in filter.families(links) { put(family.text.utf8) }
        case .table: for link in links { put(filter.tsv(link).utf8) }
        case .links: for link in links { put(filter.json(link)) }
        }
        StandardStreams.write(output)
        return status
    }
}
