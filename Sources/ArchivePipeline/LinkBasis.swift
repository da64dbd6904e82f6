public import CorpusStore
internal import TextPrimitives

/// What a link rests on, in words.
public enum LinkBasis {
    /// What the two texts share, and for a retelling what else they have in common.
    ///
    /// - Returns: Sentences without a stop, at least one.
    public static func words(_ link: StoredLink) -> [String] {
        let value = try? JSONParser.parse(Array(link.line.utf8))
        let share = Int((link.score * 100).rounded())
        // Of retold short texts the letters were compared.
        if link.kind == "rewrite" || link.kind == "rewording", value?["likeness"] != nil {
            return [
                "both are short: by their letters they come to \(share) of 100, where 50 is as much alike as different"
            ]
        }
        var result = ["shares \(share) % of the shorter text’s runs of words"]
        if let order = value?["order"], let found = order["in_place"]?.int, let shared = order["shared"]?.int,
            let chance = order["by_chance"]?.int
        {
            result.append(
                "\(found) of the \(shared) other words that both use stand at the same place of the story, "
                    + "\(chance) would by chance")
        }
        return result
    }
}
