/// What one record may take of a worker, and how the worker runs.
public struct RecordLimits: Sendable {
    /// The processor seconds that a record may take.
    public var seconds: Double = 120
    /// The most MiB of memory that the process of a stage may have, nil for no limit of its own.
    public var memory: Int?
    /// The number of the first record where this process answers to another one that watches it; nil where it is no such process.
    var answersFrom: Int?
    /// Whether this process watches another.
    public var isSupervisor: Bool { answersFrom == nil }

    /// The limits among the arguments of a worker, which are taken out: `--seconds N`, `--memory MIB`.
    ///
    /// - Parameter arguments: What was given, without the program's name.
    /// - Returns: nil when the value of one of them is no number above nothing.
    public init?(_ arguments: inout [String]) {
        var rest: [String] = []
        var values = arguments.makeIterator()
        while let argument = values.next() {
            switch argument {
            case "--seconds":
                guard let value = values.next().flatMap(Double.init), value > 0 else { return nil }
                seconds = value
            case "--memory":
                guard let value = values.next().flatMap(Int.init), value > 0 else { return nil }
                memory = value
            case RecordLimits.answering:
                guard let value = values.next().flatMap(Int.init), value > 0 else { return nil }
                answersFrom = value
            default: rest.append(argument)
            }
        }
        arguments = rest
    }

    /// The seconds as they are told.
    var secondsText: String { seconds == seconds.rounded() && seconds < 1e9 ? String(Int(seconds)) : String(seconds) }

    /// What tells a process that it answers each record: with one line, an empty one for a record that gives none.
    static let answering = "--answer-from"

    /// The arguments of a process that answers from a record on.
    func arguments(from number: Int) -> [String] {
        [RecordLimits.answering, String(number)] + (memory.map { ["--memory", String($0)] } ?? [])
    }
}
