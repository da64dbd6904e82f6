internal import EvidenceArchive

/// Rendered answers, packed; those that nobody asked for the longest make room for others.
struct KeptAnswers {
    private var answers: [String: (type: String, body: PackedBytes, asked: Int)] = [:]
    private var bytes = 0
    private var asked = 0

    /// The packed bytes that are kept.
    private static let limit = 32 << 20
    /// What an answer takes besides its body and its address.
    private static let overhead = 256

    /// The answer to an address, as it is kept.
    mutating func find(_ key: String) -> (type: String, body: PackedBytes)? {
        guard let found = answers[key] else { return nil }
        asked += 1
        answers[key]?.asked = asked
        return (found.type, found.body)
    }

    /// Keeps an answer; where it would be too much, the half that was asked for last stays.
    mutating func keep(_ key: String, _ type: String, _ body: PackedBytes) {
        let size = KeptAnswers.size(key, body)
        guard size < KeptAnswers.limit / 8 else { return }
        if bytes + size > KeptAnswers.limit {
            let last = answers.values.map(\.asked).sorted()[answers.count / 2]
            answers = answers.filter { $0.value.asked > last }
            bytes = answers.reduce(0) { $0 + KeptAnswers.size($1.key, $1.value.body) }
        }
        asked += 1
        if let before = answers.updateValue((type, body, asked), forKey: key) {
            bytes -= KeptAnswers.size(key, before.body)
        }
        bytes += size
    }

    private static func size(_ key: String, _ body: PackedBytes) -> Int {
        body.size + key.utf8.count + overhead
    }
}
