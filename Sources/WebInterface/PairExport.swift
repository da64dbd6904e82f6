internal import ArchivePipeline
internal import EvidenceArchive
internal import Exports

/// What a project holds of a pair as a file in the format of others.
struct PairExport {
    /// The file.
    let bytes: [UInt8]
    /// Its media type.
    let type: String
    /// Its name.
    let file: String

    /// Makes the file.
    ///
    /// - Parameters:
    ///   - pair: Two codes of two letters, in any order.
    ///   - name: A format, or a file of one that is a folder: `events.csv`.
    ///   - desk: The desk.
    /// - Throws: ``DeskError`` when there is no such pair or format.
    init(_ pair: String, _ name: String, _ desk: Desk) throws {
        let found = ExportFormat.all.lazy.compactMap { format -> (ExportFormat, ExportPart)? in
            format.parts.first { format.isFolder ? $0.file == name : format.name == name }.map { (format, $0) }
        }.first
        guard let (format, part) = found else {
            throw DeskError.notFound("There is no format “\(name.prefix(40))”; /api/v1/exports lists them.")
        }
        guard
            let source = try ExportSource(
                desk.store, log: desk.folder.log, last: try desk.folder.log.last(), name: desk.name, pair: pair),
            let codes = source.pair
        else { throw DeskError.notFound("“\(pair.prefix(20))” is no pair of states; write it as KP-IR.") }
        var made: [UInt8] = []
        let sink = ExportSink { made += $0 }
        try part.write(source, sink)
        try sink.flush()
        bytes = made
        type = format.mediaType
        file = format.isFolder ? "\(codes)-\(name)" : "\(codes).\(format.fileExtension)"
    }
}
