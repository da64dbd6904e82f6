internal import ArgumentParser
internal import ContentExtraction

/// How the records of tables and lists are read: the same on every command that takes files.
struct RecordOptions: ParsableArguments {
    @Option(help: "Which columns of tables and members of JSON objects are which: title=headline,text=body.")
    var map: String?

    /// The map; the names that are common when none is given.
    func fields() throws -> FieldMap {
        guard let map else { return .standard }
        guard let fields = FieldMap(map) else {
            throw ExitStatus.usage("--map takes FIELD=NAME,…; the fields are \(FieldMap.fields).")
        }
        return fields
    }
}
