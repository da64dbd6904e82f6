/// It reads lines instead of documents, so that a million of them need no more memory than their texts do.
extension KinFilter: Stage {
    /// The switches of `kin`.
    public enum Flag: String, StageFlag {
        /// Families instead of links.
        case families
        /// Links as a table.
        case tsv

        /// What it does.
        public var help: String {
            switch self {
            case .families: "Print one line a family instead of one a link."
            case .tsv: "Print copy, origin, kind and score, tab-separated."
            }
        }
    }

    /// Its name.
    public static let name = "kin"
    /// What it does.
    public static let abstract = "Find which text is a copy of which, and which way it went."
    /// How it is called.
    public static let example = "wirekin read pages/* | wirekin kin"
    /// Its version.
    public static let version = 1

    /// Its steps: those on texts, those on hashes, those on pairs.
    public static let steps: [any StageStep.Type] = [
        KinLinesStep.self, KinBoilerplateStep.self, KinSampleStep.self, KinCountsStep.self, KinSignStep.self,
        KinGroupsStep.self, KinPairStep.self, KinCandidatesStep.self, KinBucketsStep.self, KinVerifyStep.self,
        KinLinksStep.self, KinFamiliesStep.self,
    ]
}
