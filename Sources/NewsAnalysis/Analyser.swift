/// The analyser as a whole: all stages of one document with their rules.
public enum Analyser {
    /// Its version, which every derived row carries: raised whenever a stage gives another output for some page.
    public static let version = 1
}
