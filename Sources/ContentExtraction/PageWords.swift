internal import TextPrimitives

/// A list of words or signs that the reader of pages asks for, as `extraction/word-lists.tsv` gives it.
enum PageWords: String, CaseIterable, Sendable {
    /// Bars that part a title from the name of the site.
    case titleBar = "title-bar"
    /// Other signs that do.
    case titleSign = "title-sign"
    /// Signs that stand in headlines too, and part nothing but the very name.
    case titleExact = "title-exact"
    /// Articles that begin the name of a paper.
    case titleArticle = "title-article"
    /// Words before the outlet's name over other articles.
    case moreOf = "more-of"
    /// Names of meta elements that give an author.
    case authorMeta = "author-meta"
    /// Labels of an author's name on a card.
    case authorLabel = "author-label"

    /// The file that is compiled in.
    static let file = "extraction/word-lists.tsv"

    /// All words with their lists, in the order of the file.
    static let all: [(list: PageWords, word: String)] = Resource.rows(file, columns: 3) { row throws(ResourceFault) in
        (try row.value(0), row[1])
    }

    /// The words of the list, in the order of the file.
    ///
    /// - Complexity: O(*n*) in the words of all lists; keep what it gives.
    var words: [String] { PageWords.all.filter { $0.list == self }.map(\.word) }
}
