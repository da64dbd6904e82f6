internal import ArchivePipeline
internal import CorpusStore
internal import EvidenceArchive
internal import Exports
internal import HTTPTypes
internal import Hummingbird

/// What a project holds of a pair, or what a search finds, as a file in the format of others.
struct DeskExport {
    /// The texts of a search that are exported at most; more are for `wirekin export`.
    private static let textLimit = 5_000

    /// The file.
    let bytes: [UInt8]
    /// Its media type.
    let type: String
    /// Its name.
    let file: String

    /// Makes the file of a pair.
    ///
    /// - Parameters:
    ///   - pair: Two codes of two letters, in any order.
    ///   - name: A format, or a file of one that is a folder: `events.csv`.
    ///   - desk: The desk.
    /// - Throws: ``DeskError`` when there is no such pair or format.
    init(pair: String, _ name: String, _ desk: Desk) throws {
        let found = try DeskExport.format(name)
        guard
            let source = try ExportSource(
                desk.store, log: desk.folder.log, last: try desk.folder.log.last(), name: desk.name, pair: pair),
            let codes = source.pair
        else { throw DeskError.notFound("“\(pair.prefix(20))” is no pair of states; write it as KP-IR.") }
        try self.init(found, source, name, codes)
    }

    /// Makes the file of what a search finds, all pages of its texts.
    ///
    /// - Throws: ``DeskError`` when there is no such format, or it is made of a pair only.
    init(search: SearchQuery, _ name: String, _ desk: Desk) throws {
        let found = try DeskExport.format(name)
        if found.format.needsPair {
            throw DeskError.badRequest("\(found.format.name) is made of a pair; open its dossier and export that.")
        }
        var query = search
        (query.limit, query.offset) = (DeskExport.textLimit, 0)
        let texts = try desk.index.search(query, in: desk.store).found
        let numbers = Set(try texts.flatMap { try desk.store.pages(ofText: $0.text) }).sorted()
        guard
            let source = try ExportSource(
                desk.store, log: desk.folder.log, last: try desk.folder.log.last(), name: desk.name, pages: numbers)
        else { throw DeskError.notFound("The search could not be read.") }
        try self.init(found, source, name, "search")
    }

    private static func format(_ name: String) throws -> (format: ExportFormat, part: ExportPart) {
        let found = ExportFormat.served.lazy.compactMap { format -> (ExportFormat, ExportPart)? in
            format.parts.first { format.isFolder ? $0.file == name : format.name == name }.map { (format, $0) }
        }.first
        guard let found else {
            throw DeskError.notFound("There is no format “\(name.prefix(40))”; /api/v1/exports lists them.")
        }
        return found
    }

    private init(
        _ found: (format: ExportFormat, part: ExportPart), _ source: ExportSource, _ name: String, _ stem: String
    ) throws {
        var made: [UInt8] = []
        let sink = ExportSink { made += $0 }
        try found.part.write(source, sink)
        try sink.flush()
        bytes = made
        type = found.format.mediaType
        file = found.format.isFolder ? "\(stem)-\(name)" : "\(stem).\(found.format.fileExtension)"
    }
}

extension DeskExport {
    /// The file as an answer.
    var answer: Response {
        Answers.bytes(
            bytes, type: type, headers: [.contentDisposition: "attachment; filename=\"\(file)\""])
    }
}

/// The menu of exports: made of the registry of formats.
enum ExportMenu {
    /// What the template shows.
    ///
    /// - Parameters:
    ///   - path: What stands before the name of a format, or of a file of one that is a folder.
    ///   - isPair: Whether formats that are made of a pair are shown.
    ///   - address: Makes the address of a path.
    static func values(_ path: String, isPair: Bool, _ address: (String) -> String = { $0 }) -> [Templates.Values] {
        ExportFormat.served.filter { isPair || !$0.needsPair }.flatMap { format in
            format.parts.map { part in
                let file = format.isFolder ? part.file : format.name
                let about = format.isFolder ? "one table of \(format.name)" : format.abstract
                return [
                    "file": file, "address": address(path + FormData.encode(file)),
                    "about": "\(about); without \(format.lacks)",
                ]
            }
        }
    }
}
