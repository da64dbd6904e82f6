internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

/// Who acts or speaks in what is exported, each once, with the pages that name them.
struct ExportParties {
    /// A party and the pages on which it is named, ascending.
    struct Entry {
        var party: Party
        var pages: [Int]
    }

    /// The entries by the party's id.
    private(set) var entries: [String: Entry] = [:]
    /// The ids, sorted by bytes.
    let ids: [String]

    /// Collects the parties.
    ///
    /// - Complexity: O(*n* log *n*) in events and claims.
    init(_ source: ExportSource) {
        var found: [String: Entry] = [:]
        func add(_ party: Party, _ page: Int) {
            if found[party.id] == nil { found[party.id] = Entry(party: party, pages: []) }
            if found[party.id]?.pages.last != page { found[party.id]?.pages.append(page) }
        }
        source.visitClaims { claim, page in for party in claim.speaker { add(party, page) } }
        for event in source.events {
            for attestation in event.attestations {
                let report = source.collection.pages[attestation.document].events[attestation.event]
                for party in report.actors + report.recipients { add(party, attestation.document) }
            }
        }
        for id in found.keys {
            found[id]?.pages.sort()
            var last: Int?
            found[id]?.pages.removeAll { page in
                defer { last = page }
                return page == last
            }
        }
        ids = found.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        entries = found
    }
}
