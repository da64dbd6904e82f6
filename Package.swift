// swift-tools-version: 6.2
import PackageDescription

/// The house's compiler settings: the same for every Swift target (see CONTRIBUTING.md, "Language").
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

func core(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "wirekin",
    products: [
        .executable(name: "wirekin", targets: ["wirekin"]),
        .executable(name: "wirekin-worker", targets: ["wirekin-worker"]),
        .library(name: "HTMLParsing", targets: ["HTMLParsing"]),
        .library(name: "ContentExtraction", targets: ["ContentExtraction"]),
        .library(name: "TemporalTagging", targets: ["TemporalTagging"]),
        .library(name: "TextReuse", targets: ["TextReuse"]),
        .library(name: "EventCoding", targets: ["EventCoding"]),
        .library(name: "NewsAnalysis", targets: ["NewsAnalysis"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // L0: values and bytes.
        .target(name: "CLexicons"),
        .target(name: "CIconv"),
        core("TextPrimitives", ["CLexicons"]),
        core("DocumentModel", ["TextPrimitives"]),
        // L1: one technique each.
        core("HTMLParsing", ["CIconv", "TextPrimitives"]),
        core("TemporalTagging", ["DocumentModel", "TextPrimitives"]),
        core("TextReuse", ["DocumentModel", "TextPrimitives"]),
        core("ActorCoding", ["DocumentModel", "TextPrimitives"]),
        // L2: one reading of a document each.
        core("ContentExtraction", ["HTMLParsing", "TemporalTagging", "DocumentModel", "TextPrimitives"]),
        core("EventCoding", ["ActorCoding", "TemporalTagging", "DocumentModel", "TextPrimitives"]),
        core("QuotationAttribution", ["ActorCoding", "DocumentModel", "TextPrimitives"]),
        core("DriftDetection", ["ActorCoding", "DocumentModel", "TextPrimitives"]),
        // L3: whole documents, whole collections.
        core("Ledger", ["TextReuse", "DocumentModel", "TextPrimitives"]),
        core(
            "NewsAnalysis",
            [
                "ContentExtraction", "EventCoding", "QuotationAttribution", "TemporalTagging", "TextReuse", "Ledger",
                "ActorCoding", "DriftDetection", "HTMLParsing", "DocumentModel", "TextPrimitives",
            ]),
        // ===== below this line: I/O =====
        .target(name: "CSystem", linkerSettings: [.linkedLibrary("crypto"), .linkedLibrary("z")]),
        core("StageIO", ["NewsAnalysis", "TextPrimitives"]),
        core("EvidenceArchive", ["CSystem", "DocumentModel", "TextPrimitives"]),
        core(
            "CorpusStore",
            ["DocumentModel", "Ledger", "TextPrimitives", .product(name: "GRDB", package: "GRDB.swift")]),
        core(
            "ArchivePipeline",
            [
                "EvidenceArchive", "CorpusStore", "NewsAnalysis", "Ledger", "DocumentModel", "TextPrimitives",
                "ContentExtraction", "TextReuse", "TemporalTagging",
            ]),
        core("Exports", ["ArchivePipeline", "Ledger", "DocumentModel", "TextPrimitives"]),
        .executableTarget(
            name: "wirekin",
            dependencies: [
                "ArchivePipeline", "CorpusStore", "Exports", "StageIO", "NewsAnalysis", "EvidenceArchive", "Ledger",
                "DocumentModel", "TextPrimitives", argumentParser,
            ],
            swiftSettings: house),
        .executableTarget(
            name: "wirekin-worker",
            dependencies: ["StageIO", "NewsAnalysis", "TextPrimitives"],
            swiftSettings: house),
        .executableTarget(
            name: "html-conformance",
            dependencies: [
                "DocumentModel", "HTMLParsing", "NewsAnalysis", "EvidenceArchive", "StageIO", "TextPrimitives",
            ],
            swiftSettings: house),
        .testTarget(
            name: "TextPrimitivesTests", dependencies: ["TextPrimitives", "DocumentModel"], swiftSettings: house),
        .testTarget(
            name: "TemporalTaggingTests", dependencies: ["TemporalTagging", "DocumentModel", "TextPrimitives"],
            swiftSettings: house),
        .testTarget(
            name: "ContentExtractionTests",
            dependencies: ["ContentExtraction", "HTMLParsing", "NewsAnalysis", "DocumentModel", "TextPrimitives"],
            swiftSettings: house),
        .testTarget(
            name: "TextReuseTests", dependencies: ["TextReuse", "Ledger", "DocumentModel", "TextPrimitives"],
            swiftSettings: house),
        .testTarget(
            name: "CodingTests", dependencies: ["NewsAnalysis", "ActorCoding", "DocumentModel", "TextPrimitives"],
            swiftSettings: house),
        .testTarget(
            name: "ProjectTests",
            dependencies: [
                "ArchivePipeline", "EvidenceArchive", "CorpusStore", "Exports", "Ledger", "DocumentModel",
                "TextPrimitives", "wirekin",
            ],
            swiftSettings: house),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
