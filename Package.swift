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
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    ],
    targets: [
        // L0: values and bytes.
        .target(name: "CLexicons"),
        .target(name: "CByteBlocks"),
        .target(name: "CLargePages"),
        core("TextPrimitives", ["CByteBlocks", "CLargePages", "CLexicons"]),
        core("DocumentModel", ["TextPrimitives"]),
        // L1: one technique each.
        core("HTMLParsing", ["TextPrimitives"]),
        core("TemporalTagging", ["DocumentModel", "TextPrimitives"]),
        core("TextReuse", ["CByteBlocks", "DocumentModel", "TextPrimitives"]),
        core("ActorCoding", ["DocumentModel", "TextPrimitives"]),
        core("GrammarParsing", ["DocumentModel", "TextPrimitives"]),
        // L2: one reading of a document each.
        core("ContentExtraction", ["HTMLParsing", "TemporalTagging", "DocumentModel", "TextPrimitives"]),
        core(
            "EventCoding", ["ActorCoding", "GrammarParsing", "DocumentModel", "TextPrimitives"]),
        core("QuotationAttribution", ["ActorCoding", "EventCoding", "DocumentModel", "TextPrimitives"]),
        core("DriftDetection", ["ActorCoding", "DocumentModel", "TextPrimitives"]),
        // L3: whole documents, whole collections.
        core("Ledger", ["DocumentModel", "TextPrimitives"]),
        core(
            "NewsAnalysis",
            [
                "ContentExtraction", "EventCoding", "QuotationAttribution", "TemporalTagging", "TextReuse", "Ledger",
                "ActorCoding", "DriftDetection", "DocumentModel", "TextPrimitives",
            ]),
        // ===== below this line: I/O =====
        .target(
            name: "CStorageLibraries",
            linkerSettings: [
                .linkedLibrary("brotlidec"), .linkedLibrary("crypto"), .linkedLibrary("deflate"), .linkedLibrary("z"),
            ]),
        .target(name: "CDatabaseSettings", linkerSettings: [.linkedLibrary("sqlite3")]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "CPoppler", linkerSettings: [.linkedLibrary("poppler-cpp")]),
        core("EvidenceArchive", ["CStorageLibraries", "CZip", "DocumentModel", "TextPrimitives"]),
        core(
            "Intake",
            ["CPoppler", "EvidenceArchive", "NewsAnalysis", "ContentExtraction", "DocumentModel", "TextPrimitives"]),
        core(
            "StageIO",
            [
                "Intake", "EvidenceArchive", "NewsAnalysis", "ContentExtraction", "TextReuse", "DocumentModel",
                "TextPrimitives",
            ]),
        core(
            "CorpusStore",
            [
                "CDatabaseSettings", "EvidenceArchive", "TextPrimitives", "TextReuse",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        core(
            "ArchivePipeline",
            [
                "EvidenceArchive", "Intake", "CorpusStore", "NewsAnalysis", "Ledger", "DocumentModel", "TextPrimitives",
                "ContentExtraction", "TextReuse", "ActorCoding",
            ]),
        core(
            "Exports",
            [
                "ArchivePipeline", "CorpusStore", "EvidenceArchive", "NewsAnalysis", "Ledger", "DocumentModel",
                "TextPrimitives",
            ]),
        core(
            "WebInterface",
            [
                "ArchivePipeline", "CorpusStore", "Exports", "EvidenceArchive", "Intake", "NewsAnalysis", "Ledger",
                "ContentExtraction", "HTMLParsing", "DocumentModel", "TextPrimitives",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        core(
            "AssistantInterface",
            [
                "ArchivePipeline", "CorpusStore", "Exports", "EvidenceArchive", "NewsAnalysis", "Ledger",
                "DocumentModel", "TextPrimitives",
            ]),
        .executableTarget(
            name: "wirekin",
            dependencies: [
                "ArchivePipeline", "AssistantInterface", "CorpusStore", "Exports", "WebInterface", "StageIO",
                "NewsAnalysis",
                "EvidenceArchive", "Ledger", "ContentExtraction",
                "DocumentModel", "TextPrimitives", argumentParser,
            ],
            swiftSettings: house),
        .executableTarget(
            name: "wirekin-worker",
            dependencies: ["StageIO", "NewsAnalysis"],
            swiftSettings: house),
        .executableTarget(
            name: "html-conformance",
            dependencies: [
                "DocumentModel", "HTMLParsing", "NewsAnalysis", "EvidenceArchive", "StageIO", "TextPrimitives",
            ],
            swiftSettings: house),
        .executableTarget(
            name: "grammar-conllu", dependencies: ["GrammarParsing", "DocumentModel", "TextPrimitives"],
            swiftSettings: house),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
        .testTarget(
            name: "TextPrimitivesTests",
            dependencies: ["CByteBlocks", "TextPrimitives", "DocumentModel", "TestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "GrammarParsingTests",
            dependencies: ["GrammarParsing", "EvidenceArchive", "DocumentModel", "TextPrimitives", "TestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "TemporalTaggingTests",
            dependencies: ["TemporalTagging", "DocumentModel", "TextPrimitives", "TestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "ContentExtractionTests",
            dependencies: ["ContentExtraction", "HTMLParsing", "NewsAnalysis", "DocumentModel", "TextPrimitives"],
            swiftSettings: house),
        .testTarget(
            name: "TextReuseTests",
            dependencies: ["TextReuse", "Ledger", "DocumentModel", "TestSupport", "TextPrimitives"],
            swiftSettings: house),
        .testTarget(
            name: "CodingTests",
            dependencies: [
                "NewsAnalysis", "ActorCoding", "EventCoding", "TestSupport", "DocumentModel", "TextPrimitives",
            ],
            swiftSettings: house),
        .testTarget(
            name: "WebInterfaceTests",
            dependencies: [
                "WebInterface", "ArchivePipeline", "CorpusStore", "EvidenceArchive", "TextPrimitives",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "InputTests",
            dependencies: [
                "EvidenceArchive", "Intake", "StageIO", "NewsAnalysis", "ContentExtraction", "DocumentModel",
                "TextPrimitives", "TestSupport",
            ],
            swiftSettings: house),
        .testTarget(
            name: "ProjectTests",
            dependencies: [
                "ArchivePipeline", "EvidenceArchive", "CorpusStore", "Exports", "Ledger", "NewsAnalysis",
                "DocumentModel",
                "CDatabaseSettings", "StageIO", "TextReuse", "TextPrimitives", "TestSupport", "wirekin",
            ],
            swiftSettings: house),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)

// WIREKIN_CORE=1 leaves out what needs a package: the engines, the worker and their tests build in a third of the time.
if Context.environment["WIREKIN_CORE"] != nil {
    let packaged: Set = [
        "CDatabaseSettings", "CorpusStore", "ArchivePipeline", "Exports", "WebInterface", "wirekin", "ProjectTests",
        "WebInterfaceTests", "AssistantInterface", "AssistantInterfaceTests",
    ]
    package.dependencies = []
    package.targets.removeAll { packaged.contains($0.name) }
    package.products.removeAll { $0.name == "wirekin" }
}

// WIREKIN_STATIC=1 makes the worker one file that needs nothing but the kernel: what reads zip and PDF files is left out, and
// such files are refused in a sentence. `Scripts/static-worker.sh` builds it.
if Context.environment["WIREKIN_STATIC"] != nil {
    let shared: Set = ["CZip", "CPoppler"]
    package.targets.removeAll { shared.contains($0.name) }
    for target in package.targets {
        target.dependencies.removeAll {
            if case .byNameItem(let name, _) = $0 { shared.contains(name) } else { false }
        }
        if target.name == "CStorageLibraries" { target.linkerSettings?.append(.linkedLibrary("brotlicommon")) }
    }
}
