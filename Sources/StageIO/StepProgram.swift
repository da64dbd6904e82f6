internal import Glibc
public import NewsAnalysis
internal import TextPrimitives

/// Runs a step of a stage from standard input to standard output.
public enum StepProgram {
    /// Runs a step.
    ///
    /// - Parameters:
    ///   - step: One of those that ``Stages`` declares.
    ///   - arguments: What was given behind its name.
    /// - Returns: 0; 3 when lines were left out; 2 when what is needed is missing or broken, and then nothing that was written
    ///   holds.
    public static func run(_ step: any StageStep.Type, _ arguments: [String]) -> Int32 {
        do throws(StepFault) { return try take(step, arguments) } catch {
            StandardStreams.complain("\(step.name): \(error.message)")
            return 2
        }
    }

    /// Prints the stages and their steps as JSON.
    public static func printStages() { StandardStreams.write(Array((Stages.json.text + "\n").utf8)) }

    private static func take<Some: StageStep>(_ type: Some.Type, _ arguments: [String]) throws(StepFault) -> Int32 {
        guard arguments.count == type.parameters.count else {
            let names = type.parameters.map(\.name).joined(separator: " ")
            throw .broken("usage: wirekin-worker \(type.name) \(names) < lines. \(type.abstract)")
        }
        var values: [StepValue] = []
        for (parameter, argument) in zip(type.parameters, arguments) {
            switch parameter {
            case .number(let name):
                guard let number = Int(argument) else { throw .broken("\(name) is no number: \(argument)") }
                values.append(.number(number))
            case .file(let name): values.append(.file(try bytes(of: argument, name)))
            }
        }
        var step = try type.init(values)
        var isWritten = true
        var output = StepOutput { isWritten = StandardStreams.write($0) && isWritten }
        let status = try CollectionInput.lines(descriptor: 0) {
            (bytes, range, _, number) throws(StepFault) -> String? in
            if range.isEmpty { return nil }
            do throws(StepFault) { try step.add(bytes, range, &output) } catch {
                guard case .leftOut(let message) = error else {
                    throw .broken("line \(number): \(error.message)")
                }
                return message
            }
            return nil
        }
        try step.finish(&output)
        output.flush()
        if !isWritten { throw .broken("the output cannot be written") }
        return status
    }

    /// All bytes of a file.
    private static func bytes(of path: String, _ name: String) throws(StepFault) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .broken("\(name) cannot be read: \(path)") }
        defer { close(descriptor) }
        guard let file = InputFile(descriptor: descriptor) else { throw .broken("\(name) is no file: \(path)") }
        var bytes: [UInt8] = []
        file.read(0, file.size, into: &bytes)
        guard bytes.count == file.size else { throw .broken("\(name) cannot be read whole: \(path)") }
        return bytes
    }
}
