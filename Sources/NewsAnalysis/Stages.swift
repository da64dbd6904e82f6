public import TextPrimitives

/// All stages, in the order in which they run.
public enum Stages {
    /// The list.
    public static let all: [any Stage.Type] = [
        ReadFilter.self, TimeFilter.self, CodeFilter.self, KinFilter.self, DriftFilter.self, LedgerFilter.self,
    ]

    /// The stage of a name.
    public static func named(_ name: String) -> (any Stage.Type)? { all.first { $0.name == name } }

    /// The step of a name, as `kin sign`.
    public static func step(_ name: String) -> (any StageStep.Type)? {
        all.lazy.flatMap { $0.steps }.first { $0.name == name }
    }

    /// The stages as JSON: name, version, what each does, its switches, its steps.
    public static var json: JSONValue {
        .array(all.map { json($0) })
    }

    private static func json<Some: Stage>(_ stage: Some.Type) -> JSONValue {
        .pairs([
            "name": .string(stage.name), "version": .int(stage.version), "abstract": .string(stage.abstract),
            "example": .string(stage.example),
            "flags": .array(
                Some.Flag.allCases.map { .pairs(["name": .string($0.rawValue), "help": .string($0.help)]) }),
            "steps": .array(
                stage.steps.map { step in
                    .pairs([
                        "name": .string(step.name), "abstract": .string(step.abstract),
                        "parameters": .strings(step.parameters.map(\.name)),
                    ])
                }),
        ])
    }
}
