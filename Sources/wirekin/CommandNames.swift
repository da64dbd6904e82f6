internal import ArgumentParser
internal import TextPrimitives

/// What a reader may have meant: names of commands, and names of options that other programs use.
enum CommandNames {
    /// The names of all commands.
    static var all: [String] {
        let configuration = Wirekin.configuration
        let grouped = configuration.groupedSubcommands.flatMap(\.subcommands)
        return (configuration.subcommands + grouped + [])
            .compactMap { $0.configuration.commandName }.sorted()
    }

    /// What is wrong with the first word of the command line; nil when it is a command or an option.
    static func problem(_ arguments: [String]) -> String? {
        guard let first = arguments.first else { return nil }
        let asked = first == "help" ? arguments.dropFirst().first : first
        guard let asked, !asked.hasPrefix("-"), asked != "help", !all.contains(asked) else { return nil }
        let near =
            all.filter { $0.hasPrefix(asked) || asked.hasPrefix($0) }
            + all.filter { EditDistance.between($0, asked) <= 2 }
        return
            "there is no command “\(asked)”\(near.first.map { "; did you mean “\($0)”?" } ?? ".") `wirekin --help` lists them."
    }

    /// Options of other programs, or of the desk, with what they are called here.
    private static let others: [(name: String, here: String)] = [
        ("--undo", "--unset FIELD takes a value back"), ("--markdown", "--md prints Markdown"),
        ("--output", "--html FILE writes a file"), ("--start", "--from is the first day"),
        ("--end", "--to is the last day"),
        ("--max", "--limit N is the most that is shown"), ("--format", "--json, --csv and --md choose the form"),
    ]

    /// A message of the command line with what the reader may have meant.
    static func hinted(_ message: String) -> String {
        for (name, here) in others where message.contains("Unknown option '\(name)'") { return message + "\n\(here)." }
        return message
    }
}
