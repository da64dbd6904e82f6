internal import DocumentModel
public import NewsAnalysis
internal import TextPrimitives

/// Runs any stage from standard input to standard output, as its declaration says.
public enum StageProgram {
    /// Runs a stage.
    ///
    /// - Parameters:
    ///   - stage: One of ``Stages``.
    ///   - flags: The names of the switches that are on; unknown ones are left aside.
    ///   - files: Pages, for a stage that reads pages; none for standard input.
    ///   - runner: Runs the lines of a stage that takes them one by one.
    /// - Returns: 0, or 3 when a line or a data file was left out, or 2 when the input cannot be used or the output not be written.
    public static func run(_ stage: any Stage.Type, flags: Set<String>, files: [String] = [], _ runner: StageRunner)
        -> Int32
    {
        let status = dispatch(stage, flags, files, runner)
        // No build that passed its tests has any.
        for fault in Resource.faults { StandardStreams.complain("wirekin: \(fault.description); the file is left out") }
        return StandardStreams.settled(Resource.faults.isEmpty ? status : max(status, 3))
    }

    /// Whether a stage takes its records one by one with some switches.
    public static func takesRecords(_ stage: any Stage.Type, flags: Set<String>) -> Bool {
        func takes<Some: LineStage>(_ stage: Some.Type) -> Bool {
            stage.collection(Set(flags.compactMap(Some.Flag.init(rawValue:)))) == nil
        }
        if let lines = stage as? any LineStage.Type { return takes(lines) }
        return stage is any PageStage.Type
    }

    private static func dispatch(
        _ stage: any Stage.Type, _ flags: Set<String>, _ files: [String], _ runner: StageRunner
    ) -> Int32 {
        switch stage {
        case is any PageStage.Type: ReadStage.run(files, runner)
        case is KinFilter.Type:
            KinStage.run(
                flags.contains(KinFilter.Flag.families.rawValue)
                    ? .families : flags.contains(KinFilter.Flag.tsv.rawValue) ? .table : .links)
        case let lines as any LineStage.Type: run(lines: lines, flags, runner)
        case let collecting as any CollectionStage.Type: run(collecting: collecting, flags)
        default: 2
        }
    }

    private static func run<Some: LineStage>(lines stage: Some.Type, _ flags: Set<String>, _ runner: StageRunner)
        -> Int32
    {
        let flags = Set(flags.compactMap(Some.Flag.init(rawValue:)))
        if let collection = stage.collection(flags) { return run(collection) }
        return runner.run { line throws(StageFault) in
            try StageLine.run(line) { line throws(DocumentError) in try stage.run(line, flags) }
        }
    }

    private static func run<Some: CollectionStage>(collecting stage: Some.Type, _ flags: Set<String>) -> Int32 {
        run(stage.init(Set(flags.compactMap(Some.Flag.init(rawValue:)))))
    }

    private static func run(_ collection: some DocumentCollection) -> Int32 {
        var collection = collection
        let status = CollectionInput.feed { line, _ in collection.add(line) }
        var output: [UInt8] = []
        collection.write(to: &output)
        StandardStreams.write(output)
        return status
    }
}
