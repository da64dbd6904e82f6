public import ArchivePipeline
public import CorpusStore
internal import DocumentModel
public import EvidenceArchive
internal import TextPrimitives

/// A dossier as a file to hand over.
public enum DossierFile {
    /// The bytes of the file; the same for the same project, pair and day.
    ///
    /// - Parameters:
    ///   - store: The derived data.
    ///   - pair: Two codes of two letters, as `KP-IR`.
    ///   - project: The project's name.
    ///   - made: The day that it says it was made on (ISO).
    ///   - log: The last entry of the log.
    ///   - folder: The project, to carry its captures and its log; nil to carry neither.
    /// - Returns: The file with its stamp; nil when the pair is none.
    /// - Throws: ``StoreError`` when the database cannot be read.
    public static func make(
        _ store: CorpusStore, pair: String, project: String, made: String, log: CustodyEntry?,
        carrying folder: ProjectFolder? = nil
    ) throws -> (bytes: [UInt8], dossier: Dossier)? {
        guard let collection = try PairPages.collection(store, pair: pair),
            let dossier = try PairPages.dossier(collection, store, pair: pair, today: CivilDay(iso: made) ?? .today)
        else { return nil }
        let stamp = DossierStamp(dossier, project: project, made: made, log: log)
        let digests = dossier.texts.flatMap(\.pages).map { collection.pages[$0].article.sha256 }
        let evidence = try folder.flatMap { try DossierEvidence(digests, $0, entries: log?.number ?? 0) }
        return (bytes(dossier, collection, stamp, evidence), dossier)
    }

    static func bytes(
        _ dossier: Dossier, _ collection: Collection, _ stamp: DossierStamp, _ evidence: DossierEvidence? = nil
    ) -> [UInt8] {
        let page = DossierHTML(dossier, collection: collection).render(stamp, evidence)
        return DossierDigest.filled(Array(page.utf8))
    }
}
