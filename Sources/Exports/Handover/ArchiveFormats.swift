internal import ArchivePipeline
internal import EvidenceArchive
internal import Glibc
internal import TextPrimitives

extension ExportFormat {
    /// The captures as records of a web archive.
    static let warc: ExportFormat = ExportFormat(
        name: "warc", abstract: "all captures and their texts as a web archive (warcio, pywb)",
        fileExtension: "warc.gz", mediaType: "application/warc",
        lacks: "the log, its seals and proofs, and all that was read but the texts (wacz has them).", note: .beside,
        needsPair: true, holdsCaptures: true,
        parts: single { source, sink in
            try bundled(source) { path in
                let zip = try ZipArchive(path: path)
                // Members of gzip behind one another are one file of gzip.
                for name in [BundleFile.archive, BundleFile.texts] where zip.members.contains(name) {
                    try zip.visit(name) { try sink.put($0) }
                }
            }
        })

    /// The project as one file to hand over, as `wirekin bundle` writes it.
    static let wacz: ExportFormat = ExportFormat(
        name: "wacz", abstract: "the project as one file to hand over, as wirekin bundle writes it (Webrecorder)",
        fileExtension: "wacz", mediaType: "application/wacz", lacks: "nothing but other pairs' dossiers.",
        needsPair: true, holdsCaptures: true,
        parts: single { source, sink in
            try bundled(source) { path in try blocks(of: path) { try sink.put($0) } }
        })

    /// Writes the bundle to a file of its own and gives it to a function.
    private static func bundled(_ source: ExportSource, _ take: (String) throws -> Void) throws {
        guard let folder = source.folder, let pair = source.pair else { return }
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let path = temporary.path + "/bundle.wacz"
        _ = try BundleFile.write(
            folder, source.store, pair: pair, project: source.project, made: source.day, to: path)
        try take(path)
    }

    /// Gives a file block by block.
    private static func blocks(of path: String, _ take: ([UInt8]) throws -> Void) throws {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ArchiveError(.cannotRead, "cannot read \(path); run the command again.") }
        defer { close(descriptor) }
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe block.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw ArchiveError(.cannotRead, "cannot read \(path); run the command again.") }
            if count == 0 { return }
            try take(Array(block[..<count]))
        }
    }
}
