internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
public import TextPrimitives

/// One file of an export: its name in the folder of a format of several files, and what writes it.
public struct ExportPart: Sendable {
    /// The file's name in the format's folder; empty where the format is one file.
    public let file: String
    /// Streams the file.
    public let write: @Sendable (ExportSource, ExportSink) throws -> Void

    init(_ file: String = "", _ write: @escaping @Sendable (ExportSource, ExportSink) throws -> Void) {
        self.file = file
        self.write = write
    }
}

/// A format that others open: all that the command line, the desk and the documentation say of it.
///
/// A new format is one file with one such value and its test; ``all`` is the only list of them.
public struct ExportFormat: Sendable {
    /// Where it is said what the format cannot hold.
    public enum Note: Sendable {
        /// In the file itself, or in a file of its folder.
        case within
        /// In a text file beside it, as the format has no place for words.
        case beside
    }

    /// The name: the option without its dashes.
    public let name: String
    /// One line: what it is and who opens it.
    public let abstract: String
    /// The ending of the file's name, without a dot; empty for a folder.
    public let fileExtension: String
    /// The media type (RFC 6838).
    public let mediaType: String
    /// What the format cannot hold, in one or two sentences.
    public let lacks: String
    /// Where that is said.
    public let note: Note
    /// Whether it is made of one pair of states only.
    public let needsPair: Bool
    /// Whether it is a list of references, so that one text can be cited in it.
    public let isCitation: Bool
    /// Whether it holds captures: it is written from a project's folder to a file, and not served by the desk.
    public let holdsCaptures: Bool
    /// Whether it has a place for the mark that an event was struck out.
    public let marksStruck: Bool
    /// Its files; one without a name where it is no folder.
    public let parts: [ExportPart]

    init(
        name: String, abstract: String, fileExtension: String, mediaType: String, lacks: String,
        note: Note = .within, needsPair: Bool = false, isCitation: Bool = false, holdsCaptures: Bool = false,
        marksStruck: Bool = false, parts: [ExportPart]
    ) {
        self.name = name
        self.abstract = abstract
        self.fileExtension = fileExtension
        self.mediaType = mediaType
        self.lacks = lacks
        self.note = note
        self.needsPair = needsPair
        self.isCitation = isCitation
        self.holdsCaptures = holdsCaptures
        self.marksStruck = marksStruck
        self.parts = parts
    }

    /// Whether it is a folder of files.
    public var isFolder: Bool { fileExtension.isEmpty }

    /// All formats, in the order in which they are shown.
    public static let all: [ExportFormat] = [
        .jsonLines, .csv, .plover, .gdelt, .ris, .bibTeX, .cslJSON, .followTheMoney, .stix, .provenance, .jsonLD,
        .annotations, .graphML, .gexf, .calendar, .atom, .markdown, .html, .warc,
        .wacz,
    ]

    /// The name by which a file is asked for where formats are served: no other has it.
    public func address(of part: ExportPart) -> String {
        if !isFolder { return name }
        return part.file == "README.txt" ? "\(name)-README.txt" : part.file
    }

    /// The formats that the desk serves.
    public static var served: [ExportFormat] { all.filter { !$0.holdsCaptures } }

    /// All formats as JSON: what the interface for programs says of them.
    public static var json: JSONValue {
        .pairs([
            "schema_version": .int(ExportSource.schemaVersion),
            "formats": .array(
                served.map { format in
                    .pairs([
                        "name": .string(format.name), "abstract": .string(format.abstract),
                        "extension": .optional(format.isFolder ? nil : format.fileExtension),
                        "media_type": .string(format.mediaType), "lacks": .string(format.lacks),
                        "needs_pair": .bool(format.needsPair),
                        "files": .strings(format.isFolder ? format.parts.map { format.address(of: $0) } : []),
                    ])
                }),
        ])
    }

    /// The format of a name, or nil.
    public static func named(_ name: String) -> ExportFormat? { all.first { $0.name == name } }

    /// What stands in a file's head or beside it: where it comes from and what it lacks.
    func words(_ source: ExportSource) -> [String] {
        [
            "wirekin \(source.release): \(source.title), as of entry \(source.log.entries) of the log (\(source.moment)).",
            "The log's last hash is \(source.log.hash).",
            "Values are what the pages say; an absent value is not known. Values that the analyst set are marked.",
            "Not in this format: \(lacks)",
        ]
    }

    /// The text of the file beside a format that has no place for words.
    public func sidecar(_ source: ExportSource) -> String { words(source).joined(separator: "\n") + "\n" }

    /// A format of one file.
    static func single(_ write: @escaping @Sendable (ExportSource, ExportSink) throws -> Void) -> [ExportPart] {
        [ExportPart("", write)]
    }
}
