/// How far two words are apart (Levenshtein 1966).
public enum EditDistance {
    /// The least number of bytes to put in, take out or change that makes one word the other.
    ///
    /// - Complexity: O(*n* · *m*) in bytes.
    public static func between(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first.utf8), Array(second.utf8))
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var previous = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let cost = previous + (left == right ? 0 : 1)
                previous = row[j + 1]
                row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
