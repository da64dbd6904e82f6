import HTMLParsing
import Testing

/// Trees of the HTML standard, by small pages of our own; the whole suite is run by `make conformance`.
@Suite struct HTMLDocumentTests {
    @Test(arguments: [
        // A formatting element that is closed across a block is split (adoption agency).
        ("<p>1<b>2<i>3</b>4</i>5", "<p>\n  \"1\"\n  <b>\n    \"2\"\n    <i>\n      \"3\"\n  <i>\n    \"4\"\n  \"5\""),
        // What cannot stand in a table is put before it.
        ("<table>a<tr><td>b", "\"a\"\n<table>\n  <tbody>\n    <tr>\n      <td>\n        \"b\""),
        // A list item closes the one before; a paragraph ends at a block.
        ("<ul><li>a<li>b</ul><p>c<div>d", "<ul>\n  <li>\n    \"a\"\n  <li>\n    \"b\"\n<p>\n  \"c\"\n<div>\n  \"d\""),
        // References with and without a semicolon, in text and in values.
        ("<a href='?a=1&copy=2'>&copy &eacute;&#x41;&#128;</a>", "<a>\n  href=\"?a=1&copy=2\"\n  \"© éA€\""),
        // Foreign content keeps its capitals, and HTML breaks out of it.
        (
            "<svg viewbox=1><foreignobject>a</foreignobject><p>b",
            "<svg svg>\n  viewBox=\"1\"\n  <svg foreignObject>\n    \"a\"\n<p>\n  \"b\""
        ),
        // Raw text ends with its own end tag only.
        ("<textarea><b></textarea><xmp><i></xmp>", "<textarea>\n  \"<b>\"\n<xmp>\n  \"<i>\""),
        ("<template><td>a</template>", "<template>\n  content\n    <td>\n      \"a\""),
        // A select shows its first option, then the one that says that it is chosen.
        (
            "<select><button><selectedcontent></selectedcontent></button><option>a<i>b</i><option>c</select>",
            "<select>\n  <button>\n    <selectedcontent>\n      \"a\"\n      <i>\n        \"b\"\n  <option>\n    \"a\"\n    <i>\n      \"b\"\n  <option>\n    \"c\""
        ),
        (
            "<select><button><selectedcontent></selectedcontent></button><option disabled>a<option>b<option selected>c",
            "<select>\n  <button>\n    <selectedcontent>\n      \"c\"\n  <option>\n    disabled=\"\"\n    \"a\"\n  <option>\n    \"b\"\n  <option>\n    selected=\"\"\n    \"c\""
        ),
        (
            "<select multiple><button><selectedcontent></selectedcontent></button><option selected>a",
            "<select>\n  multiple=\"\"\n  <button>\n    <selectedcontent>\n  <option>\n    selected=\"\"\n    \"a\""
        ),
    ])
    func fragmentsBecomeTrees(_ page: String, _ tree: String) {
        let found = HTMLDocument(fragment: Array(page.utf8), context: "body").dump()
        #expect(found == tree.split(separator: "\n").map { "| \($0)" }.joined(separator: "\n"))
    }

    @Test func aPageHasHeadAndBody() {
        let tree = HTMLDocument(
            Array("<!doctype html><title>a</title><!-- b --><script><!--<script></script></script>c".utf8)
        ).dump()
        #expect(
            tree == """
                | <!DOCTYPE html>
                | <html>
                |   <head>
                |     <title>
                |       "a"
                |     <!--  b  -->
                |     <script>
                |       "<!--<script></script>"
                |   <body>
                |     "c"
                """)
    }

    @Test func hostilePagesEnd() {
        for piece in [
            "<select><selectedcontent></selectedcontent><option selected><table><td>",
            "<select><option selected>a<selectedcontent>",
            "<table>", "<a>x</p>", "<b><div>", "<svg><p>", "<select><option>", "<!--", "&amp",
        ] {
            #expect(HTMLDocument(Array(String(repeating: piece, count: 3000).utf8)).count > 0)
        }
    }
}
