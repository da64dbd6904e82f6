public import ArchivePipeline

/// A footnote that opens its words in place, and from there the bytes.
public enum QuoteHTML {
    /// The element.
    ///
    /// - Parameters:
    ///   - quote: The words and where they stand.
    ///   - pages: The pages that carry the text, in words.
    ///   - isLinked: Whether it links to the desk's pages of the text and of the bytes.
    ///   - isWhole: Whether the sentence stands in the summary, the words marked in it, instead of the words alone.
    public static func render(_ quote: Quote, pages: String, isLinked: Bool, isWhole: Bool = false) -> String {
        let e = HTML.escape
        let language = quote.language.map { " lang=\"\(e($0))\"" } ?? ""
        var passage = e(quote.passage)
        if let range = quote.passage.range(ofWords: quote.words) {
            passage =
                "\(e(String(quote.passage[..<range.lowerBound])))<mark>\(e(quote.words))</mark>\(e(String(quote.passage[range.upperBound...])))"
        }
        let bytes = quote.pageByte.map { ", byte \($0) of the page" } ?? ""
        let place = "\(quote.sha256)?start=\(quote.start)&amp;end=\(quote.end)"
        let links =
            isLinked
            ? "<a href=\"/article/\(place)#words\">in the text</a><a href=\"/capture/\(place)\">in the bytes</a>" : ""
        if isWhole {
            return """
                <details class="quote whole"><summary><span\(language) dir="auto">\(passage)</span></summary>
                <p class="src"><span>page \(e(pages)), characters \(quote.start)–\(quote.end) of the text\(bytes)</span><span>sha256 <code class="hash">\(e(String(quote.sha256.prefix(8))))</code></span>\(links)</p></details>
                """
        }
        let number = quote.number > 0 ? "<sup>\(quote.number)</sup> " : ""
        return """
            <details class="quote"><summary>\(number)<span class="t">\(e(quote.text))</span> <q\(language)>\(e(quote.words.shortened(90)))</q></summary>
            <blockquote\(language) dir="auto">\(passage)</blockquote>
            <p class="src"><span>page \(e(pages)), characters \(quote.start)–\(quote.end) of the text\(bytes)</span><span>sha256 <code class="hash">\(e(String(quote.sha256.prefix(8))))</code></span>\(links)</p></details>
            """
    }
}
