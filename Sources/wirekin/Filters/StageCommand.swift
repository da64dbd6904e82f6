internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO

/// A stage as a command: lines in, lines out, with the switches that the stage declares.
struct StageCommand<Declared: Stage>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Declared.name, abstract: Declared.abstract, discussion: "EXAMPLE\n  \(Declared.example)")
    }

    @OptionGroup var options: FilterOptions

    @Flag var flags: [StageSwitch<Declared>] = []

    func run() throws {
        let status = StageProgram.run(Declared.self, flags: Set(flags.map(\.flag.rawValue)), options.runner)
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}

/// A stage without switches as a command.
struct PlainStageCommand<Declared: Stage>: ParsableCommand {
    static var configuration: CommandConfiguration { StageCommand<Declared>.configuration }

    @OptionGroup var options: FilterOptions

    func run() throws {
        let status = StageProgram.run(Declared.self, flags: [], options.runner)
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}

/// The switches of a stage as the parser of the command line wants them.
struct StageSwitch<Declared: Stage>: EnumerableFlag {
    let flag: Declared.Flag

    static var allCases: [StageSwitch] { Declared.Flag.allCases.map { StageSwitch(flag: $0) } }

    static func name(for value: StageSwitch) -> NameSpecification { .customLong(value.flag.rawValue) }

    static func help(for value: StageSwitch) -> ArgumentHelp? { ArgumentHelp(value.flag.help) }
}

/// The commands of all stages, in their order.
enum StageCommands {
    static var all: [any ParsableCommand.Type] { Stages.all.map { command($0) } }

    private static func command<Declared: Stage>(_ stage: Declared.Type) -> any ParsableCommand.Type {
        if stage is any PageStage.Type { return ReadCommand.self }
        // The parser knows no list of switches that is empty.
        if Declared.Flag.allCases.isEmpty { return PlainStageCommand<Declared>.self }
        return StageCommand<Declared>.self
    }
}
