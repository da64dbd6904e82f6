internal import NewsAnalysis
internal import TextPrimitives

/// What a bundle says of itself: what it was made of, by which program, and where the log stood.
public struct BundleStamp: Sendable, Equatable {
    /// The pair of states of its dossier.
    public var pair: String
    /// The project's name.
    public var project: String
    /// The day that it was made on (ISO).
    public var made: String
    /// The program's version.
    public var release = Analyser.release
    /// The analyser's version.
    public var analyser = Analyser.version
    /// The number of the log's last entry.
    public var entries: Int
    /// Its hash.
    public var hash: String
    /// When it was written.
    public var logged: String
    /// The root of the tree over the log.
    public var tree: String

    init(pair: String, project: String, made: String, entries: Int, hash: String, logged: String, tree: String) {
        (self.pair, self.project, self.made) = (pair, project, made)
        (self.entries, self.hash, self.logged, self.tree) = (entries, hash, logged, tree)
    }

    /// Reads a stamp; nil when something is missing from it.
    init?(_ value: JSONValue) {
        guard value["format"]?.int == 1, let pair = value["pair"]?.string, let project = value["project"]?.string,
            let made = value["made"]?.string, let release = value["release"]?.string,
            let analyser = value["analyser"]?.int, let log = value["log"], let entries = log["entries"]?.int,
            let hash = log["hash"]?.string, let logged = log["at"]?.string, let tree = log["tree"]?.string
        else { return nil }
        self.init(
            pair: pair, project: project, made: made, entries: entries, hash: hash, logged: logged, tree: tree)
        (self.release, self.analyser) = (release, analyser)
    }

    var json: JSONValue {
        .pairs([
            "format": .int(1), "pair": .string(pair), "project": .string(project), "made": .string(made),
            "release": .string(release), "analyser": .int(analyser),
            "log": .pairs([
                "entries": .int(entries), "hash": .string(hash), "at": .string(logged), "tree": .string(tree),
            ]),
        ])
    }
}
