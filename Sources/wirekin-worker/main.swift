import Glibc
import NewsAnalysis
import StageIO
import TextPrimitives

/// The stage filters alone, for pipes and cluster workers: no project, no network, no Foundation.
let arguments = Array(CommandLine.arguments.dropFirst())
let runner = StageRunner(threads: 1)
switch arguments.first {
case "time":
    exit(runner.run { line throws(StageFault) in try StageLine.run(line) { TimeFilter.apply($0) } })
case "kin":
    exit(KinStage.run(.links))
default:
    StandardStreams.complain("usage: wirekin-worker time|kin < documents.jsonl")
    exit(2)
}
