import Glibc
import NewsAnalysis
import StageIO

/// The stage filters alone, for pipes and cluster workers: no project, no network, no Foundation.
///
/// Stages of single records run in a process of their own: a record that takes it down is named and left out.
var arguments = Array(CommandLine.arguments.dropFirst())
guard let limits = RecordLimits(&arguments) else {
    StandardStreams.complain("usage: --seconds N and --memory MIB take a number above 0: what one record may take")
    exit(2)
}
if arguments.count > 1, let step = Stages.step("\(arguments[0]) \(arguments[1])") {
    exit(StepProgram.run(step, Array(arguments.dropFirst(2))))
}
if arguments == ["stages"] {
    StepProgram.printStages()
    exit(0)
}
guard let stage = arguments.first.flatMap(Stages.named) else {
    let names = Stages.all.map { $0.name }.joined(separator: "|")
    StandardStreams.complain(
        "usage: wirekin-worker \(names) < documents.jsonl; `wirekin-worker stages` lists their steps")
    exit(2)
}
let flags = Set(arguments.dropFirst().filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) })
let files = arguments.dropFirst().filter { !$0.hasPrefix("--") }
if limits.isSupervisor, StageProgram.takesRecords(stage, flags: flags),
    let status = RecordSupervisor.run(arguments, files: files.filter { $0 != "-" }, limits)
{
    exit(status)
}
exit(StageProgram.run(stage, flags: flags, files: files, StageRunner(limits)))
