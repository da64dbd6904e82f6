/// The analyser as a whole: all stages of one document with their rules.
public enum Analyser {
    /// Its version, which every derived row carries: raised whenever a stage gives another output for some page.
    public static let version = 1
    /// The release of wirekin that this is.
    public static let release = "0.1.0"
}
