import Glibc
import NewsAnalysis
import StageIO

/// The stage filters alone, for pipes and cluster workers: no project, no network, no Foundation.
let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.count > 1, let step = Stages.step("\(arguments[0]) \(arguments[1])") {
    exit(StepProgram.run(step, Array(arguments.dropFirst(2))))
}
if arguments == ["stages"] {
    StepProgram.printStages()
    exit(0)
}
guard let stage = arguments.first.flatMap(Stages.named) else {
    let names = Stages.all.map { $0.name }.joined(separator: "|")
    StandardStreams.complain("usage: wirekin-worker \(names) < documents.jsonl; `wirekin-worker stages` lists their steps")
    exit(2)
}
let flags = arguments.dropFirst().filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
let files = arguments.dropFirst().filter { !$0.hasPrefix("--") }
exit(StageProgram.run(stage, flags: Set(flags), files: Array(files), StageRunner(threads: 1)))
