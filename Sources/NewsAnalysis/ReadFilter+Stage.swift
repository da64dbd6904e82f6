extension ReadFilter: PageStage {
    /// It has no switches.
    public typealias Flag = NoFlag

    /// Its name.
    public static let name = "read"
    /// What it does.
    public static let abstract = "Read pages: article, metadata and date."
    /// How it is called.
    public static let example = "wirekin read pages/*.html > articles.jsonl"
    /// Its version.
    public static let version = 1
}
