import Glibc
import NewsAnalysis
import StageIO

/// The stage filters alone, for pipes and cluster workers: no project, no network, no Foundation.
let arguments = Array(CommandLine.arguments.dropFirst())
let options = Set(arguments.dropFirst())
let runner = StageRunner(threads: 1)

/// Runs a filter over the documents of standard input, one output line for each.
func run(_ filter: @Sendable @escaping ([UInt8]) throws(StageFault) -> [UInt8]?) -> Never { exit(runner.run(filter)) }

switch arguments.first {
case "read": exit(ReadStage.run(Array(arguments.dropFirst()), runner))
case "time": run { line throws(StageFault) in try StageLine.run(line) { TimeFilter.apply($0) } }
case "code" where options.contains("--ledger"): exit(CollectionStages.codedItems())
case "code":
    let addsRejected = options.contains("--rejected")
    run { line throws(StageFault) in try StageLine.run(line) { CodeFilter.apply($0, addsRejected: addsRejected) } }
case "kin":
    exit(KinStage.run(options.contains("--families") ? .families : options.contains("--tsv") ? .table : .links))
case "drift": run { line throws(StageFault) in try StageLine.run(line) { DriftFilter.apply($0) } }
case "ledger": exit(CollectionStages.ledger())
default:
    StandardStreams.complain("usage: wirekin-worker read|time|code|kin|drift|ledger < documents.jsonl")
    exit(2)
}
