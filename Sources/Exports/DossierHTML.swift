public import ArchivePipeline
internal import DocumentModel
internal import Ledger
internal import TextPrimitives

/// A dossier as one HTML file: no request leaves it, every statement opens its words, and `verify` can check it.
public struct DossierHTML {
    private let dossier: Dossier
    private let shorts: [String: String]
    private let controls: String
    private let isLinked: Bool

    /// Makes a page.
    ///
    /// - Parameters:
    ///   - dossier: What is shown.
    ///   - collection: Where it comes from, for the names of pages.
    ///   - controls: HTML that stands under the counts: the desk's filters.
    ///   - isLinked: Whether quotes link to the desk's pages of the text and of the bytes.
    public init(
        _ dossier: Dossier, collection: Collection, controls: String = "", isLinked: Bool = false
    ) {
        self.dossier = dossier
        self.controls = controls
        self.isLinked = isLinked
        shorts = Dictionary(
            collection.texts.map { text in
                (text.name, text.pages.map { collection.pages[$0].short }.joined(separator: ", "))
            }
        ) { first, _ in first }
    }

    /// The page with what it says of itself, and zeros where its digest goes.
    func render(_ stamp: DossierStamp) -> String {
        let e = HTML.escape
        let css = String(decoding: Resource.bytes("desk/desk.css"), as: UTF8.self)
        let (a, b) = (dossier.pair[0], dossier.pair[1])
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>\(e(a)) and \(e(b)), pair dossier – wirekin</title>
            <style>
            \(css)
            </style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header class="mast"><div class="wrap"><span class="brand">wirekin</span><span class="project"><span class="vh">project </span>\(e(stamp.project))</span></div></header>
            <main id="main" class="wrap" tabindex="-1">
            \(body)
            </main>
            <footer class="foot"><div class="wrap"><span>This page makes no request outside this machine.</span><span>Made \(e(Wording.date(stamp.made))) by wirekin \(e(stamp.release)), analyser \(stamp.analyser)</span>
            <span>Log: entry <code class="hash">\(stamp.entries):\(e(stamp.hash))</code> of \(e(stamp.logged))</span>
            <span>sha256 of this file, with these 64 digits as zeros: <code class="hash" id="wirekin-digest">\(String(decoding: DossierDigest.zeros, as: UTF8.self))</code></span>
            <span>Checked by <code>wirekin verify</code>. Proves that these bytes have not changed since they were added, where the log’s entry is known from elsewhere. Does not prove what the site showed.</span></div></footer>
            <script type="application/json" id="wirekin-dossier">\(HTML.scriptSafe(stamp.json.text))</script>
            <script type="application/json" id="wirekin-quotes">\(HTML.scriptSafe(JSONValue.array(dossier.quotes.map(\.json)).text))</script>
            </body>
            </html>

            """
    }

    /// The content of the page, from its head to what is not known.
    public var body: String {
        let e = HTML.escape
        let sides = dossier.counts.sides.count
        return """
            <div class="head">
            <p class="kind">Pair dossier</p>
            <h1>\(code(0)) <span aria-hidden="true">⇄</span><span class="vh"> and </span> \(code(1))</h1>
            <p class="under">\(e(dossier.names[0])) and \(e(dossier.names[1])), as told by the pages in this project.</p>
            <dl class="chain">
            <div><dt>pages</dt><dd class="big">\(dossier.counts.pages)</dd><dd class="why">\(e(listed(dossier.texts.map { shorts[$0.name] ?? "" }))), as saved</dd></div>
            <div><dt>texts</dt><dd class="big">\(dossier.counts.texts)</dd><dd class="why">\(e(textReasons))</dd></div>
            <div><dt>voices at most</dt><dd class="big">\(dossier.counts.voices)</dd><dd class="why">\(e(listed(dossier.texts.map { "\($0.voice) (\($0.name))" })))</dd></div>
            <div><dt>of 2 sides</dt><dd class="big">\(heard(dossier.counts.sides))</dd><dd class="why">\(e(sideReasons))</dd></div>
            </dl>
            \(controls)
            <nav class="toc" aria-label="On this page"><a href="#happened">What happened</a><a href="#remembered">Remembered</a><a href="#said">What was said</a><a href="#flags">Flags</a><a href="#unknown">What we do not know</a></nav>
            </div>
            \(timeline)
            <section class="section" id="happened" aria-labelledby="h-happened">
            <header><h2 id="h-happened">What happened</h2><p>\(e(Wording.count(dossier.happened.count, "entry"))) from \(e(Wording.counts(pages: dossier.counts.pages, texts: dossier.counts.texts, voices: dossier.counts.voices, sides: sides))).</p></header>
            <ol class="regests">
            \(dossier.sure.map(regest).joined(separator: "\n"))
            </ol>
            \(possible)
            </section>
            <section class="section" id="remembered" aria-labelledby="h-rem">
            <header><h2 id="h-rem">Remembered</h2><p>An anniversary is a pointer to an old event, not a new one.</p></header>
            <ul class="entries">
            \(dossier.remembered.isEmpty ? "<li><div class=\"lead\"></div><div><p>No anniversary is told in this collection.</p></div></li>" : dossier.remembered.map(remembrance).joined(separator: "\n"))
            </ul>
            </section>
            <section class="section" id="said" aria-labelledby="h-said">
            <header><h2 id="h-said">What was said</h2><p>\(e(Wording.count(dossier.said.count, "claim"))) in \(e(Wording.count(Set(dossier.said.map(\.text)).count, "text")))\(e(tally))</p></header>
            <ul class="entries">
            \(dossier.said.map(claim).joined(separator: "\n"))
            </ul>
            </section>
            <section class="section" id="flags" aria-labelledby="h-flags">
            <header><h2 id="h-flags">Flags</h2><p>Places where a reader should stop. A flag says what does not fit; it gives no verdict.</p></header>
            <ul class="entries">
            \(dossier.flags.isEmpty ? "<li><div class=\"lead\"></div><div><p>None found.</p></div></li>" : dossier.flags.map(flag).joined(separator: "\n"))
            </ul>
            </section>
            <section class="section" id="unknown" aria-labelledby="h-unk">
            <header><h2 id="h-unk">What we do not know</h2></header>
            <ul class="plain">
            \(dossier.unknown.map { "<li>\(e($0))</li>" }.joined(separator: "\n"))
            </ul>
            </section>
            """
    }

    /// A list in words, cut where it would no longer be read.
    private func listed(_ items: [String], _ separator: String = ", ") -> String {
        items.count <= 12
            ? items.joined(separator: separator)
            : items.prefix(8).joined(separator: separator) + "\(separator)and \(items.count - 8) more"
    }

    private func heard(_ sides: [String]) -> Int { sides.count { side in dossier.sideCodes.contains(side) } }

    private func code(_ index: Int) -> String {
        "<abbr title=\"\(HTML.escape(dossier.names[index]))\">\(HTML.escape(dossier.pair[index]))</abbr>"
    }

    private var textReasons: String {
        listed(dossier.texts.map { "\($0.name) stands on \(Wording.count($0.pages.count, "page"))" }, "; ")
    }

    private var sideReasons: String {
        let heard = dossier.texts.map { text in
            "\(text.name): \(text.side.map { dossier.short($0) } ?? "side not named")\(text.through.map { " through \($0)" } ?? "")"
        }
        return listed(heard, "; ")
    }

    private var tally: String {
        var counts: [String: Int] = [:]
        for claim in dossier.said { counts[claim.stance.rawValue, default: 0] += 1 }
        let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        return parts.isEmpty ? "." : ": \(parts.joined(separator: ", "))."
    }

    private var timeline: String {
        let wide = TimelineSVG(dossier: dossier, width: 1180, suffix: "w").render()
        guard !wide.isEmpty else { return "" }
        let narrow = TimelineSVG(dossier: dossier, width: 340, suffix: "n").render()
        return """
            <figure class="tl" aria-label="Timeline">
            \(wide)
            \(narrow)
            <ul class="key">
            <li><svg aria-hidden="true" viewBox="0 0 26 12"><rect class="solid" x="1" y="1" width="24" height="10"/></svg>bounds stated</li>
            <li><svg aria-hidden="true" viewBox="0 0 26 12"><defs><pattern id="hk" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatchpaper" width="5" height="5"/><line class="hatchline" x1="0" y1="0" x2="0" y2="5"/></pattern></defs><rect class="unsure" fill="url(#hk)" x="1" y="1" width="24" height="10"/></svg>somewhere within; dashed: start not stated</li>
            <li><svg aria-hidden="true" viewBox="0 0 26 12"><path class="rem" d="M13,1 l5,5 l-5,5 l-5,-5z"/></svg>anniversary told in this project, joined to the old event</li>
            </ul>
            </figure>
            """
    }

    /// The entries that are only possible, folded.
    private var possible: String {
        let entries = dossier.possible
        guard !entries.isEmpty else { return "" }
        return """
            <details class="possible"><summary>\(HTML.escape(Wording.possible(entries.count)))</summary>
            <ol class="regests">
            \(entries.map(regest).joined(separator: "\n"))
            </ol>
            </details>
            """
    }

    private func regest(_ entry: DossierEntry) -> String {
        let e = HTML.escape
        let direction = entry.direction.split(separator: "→").map { e(String($0)) }.joined(separator: " → ")
        let byHand = entry.byHand + entry.parts.flatMap(\.byHand)
        let status = entry.polarity == .asserted ? "" : "<span class=\"tag\">\(entry.polarity.rawValue)</span> "
        let basis =
            entry.basis == .tense
            ? "no day given; told as past when published"
            : entry.basis == .notStated
                ? "no day given"
                : entry.dateWords.map { "“\($0)”, \(entry.basis.rawValue)" } ?? entry.basis.rawValue
        return """
            <li class="reg" id="e\(entry.number)">
            <div class="reg-date"><span class="no">\(entry.number)</span><span class="when">\(e(Wording.date(of: entry)))</span><span class="edtf">\(e(entry.when ?? ""))</span> <span class="prec">\(entry.precision?.rawValue ?? "unknown")</span></div>
            <div><h3><span class="dir">\(direction)</span>\(e(entry.kind))</h3>
            <p class="sum">\(status)\(e(entry.summary))</p>
            <p class="basis">\(e(basis)) · <span class="footing">\(e(entry.footing.words))</span>\(entry.deniedBy.isEmpty ? "" : " · denied by \(e(entry.deniedBy.joined(separator: ", ")))")</p>\(byHand.isEmpty ? "" : "<p class=\"basis\"><span class=\"tag\">by hand</span> \(e(byHand.joined(separator: "; ")))</p>")\(parts(entry))
            <div class="quotes">\(entry.quotes.map(quote).joined())\(entry.parts.flatMap(\.quotes).map(quote).joined())</div></div>
            <div class="reg-side"><span>\(entry.texts.map { "<span class=\"t\">\(e($0))</span>" }.joined(separator: " "))</span> · <span class="num counts"><span class="by by-pages">\(Wording.count(entry.counts.pages, "page"))</span><span class="by by-texts">\(Wording.count(entry.counts.texts, "text"))</span><span class="by by-voices">\(Wording.count(entry.counts.voices, "voice"))</span></span><br>Side: \(e(entry.counts.sides.isEmpty ? "not named" : entry.counts.sides.map { dossier.short($0) }.joined(separator: ", ")))</div>
            </li>
            """
    }

    /// Which text tells which part.
    private func parts(_ entry: DossierEntry) -> String {
        guard !entry.parts.isEmpty else { return "" }
        let names = dossier.texts.map(\.name).filter { name in
            entry.texts.contains(name) || entry.parts.contains { $0.texts.contains(name) }
        }
        let head = names.map { "<th scope=\"col\" class=\"has\">\(HTML.escape($0))</th>" }.joined()
        let rows = entry.parts.map { part in
            let cells = names.map {
                part.texts.contains($0)
                    ? "<td class=\"has\">told</td>" : "<td class=\"has no\">–<span class=\"vh\"> not told</span></td>"
            }.joined()
            return
                "<tr><th scope=\"row\">\(HTML.escape(part.kind)) <span class=\"quiet\">· \(HTML.escape(Wording.date(part.when)))\(part.polarity == .asserted ? "" : ", \(part.polarity.rawValue)")</span></th>\(cells)</tr>"
        }.joined()
        return
            "<table class=\"adds\"><caption>Parts, and which text tells them</caption><thead><tr><th scope=\"col\">Part</th>\(head)</tr></thead><tbody>\(rows)</tbody></table>"
    }

    private func remembrance(_ item: DossierRemembrance) -> String {
        let e = HTML.escape
        let told = item.told.map {
            "<b>\(Wording.ordinal($0.number))</b>, \($0.year), <span class=\"t\">\(e($0.text))</span>"
        }.joined(separator: " · ")
        let next =
            item.next.map {
                " Next: <time datetime=\"\($0.day.iso)\">\(e(Wording.date($0.day.iso)))</time>, \(Wording.ordinal($0.number))."
            } ?? ""
        return
            "<li><div class=\"lead\"><b>\(e(Wording.date(item.when)))</b></div><div><p>\(e(item.what))</p><p>\(told): in this project.\(next)</p><div class=\"quotes\">\(item.quotes.map(quote).joined())</div></div></li>"
    }

    private func claim(_ claim: DossierClaim) -> String {
        let e = HTML.escape
        let via = claim.via.isEmpty ? "" : " via \(claim.via.joined(separator: ", "))"
        let target =
            claim.target.map { " · answers \($0.uppercased())" }
            ?? (claim.candidates.isEmpty
                ? ""
                : " · target: unresolved, could be \(claim.candidates.map { $0.uppercased() }.joined(separator: " or "))")
        let verb = claim.endorses ? " <span class=\"quiet\">the verb is the page's and takes sides</span>" : ""
        return """
            <li><div class="lead"><b>\(e(claim.speaker.isEmpty ? "speaker not named" : claim.speaker))</b><span><span class="t">\(e(claim.text))</span> \(e(claim.id))</span></div><div><p><b>\(claim.stance.rawValue)</b>\(e(via)): \(e(claim.content))\(e(target))\(verb)</p><div class="quotes">\(claim.quotes.map(quote).joined())</div></div></li>
            """
    }

    private func flag(_ flag: DossierFlag) -> String {
        let e = HTML.escape
        return
            "<li id=\"\(e(flag.code))\"><div class=\"lead\"><b class=\"flagcode\">\(e(flag.code))</b><span>\(e(flag.title))</span></div><div><p>\(e(flag.note))\(flag.leansOnBackground ? " <span class=\"tag\">leans on background</span>" : "")</p><div class=\"quotes\">\(flag.quotes.map(quote).joined())</div></div></li>"
    }

    private func quote(_ quote: Quote) -> String {
        QuoteHTML.render(quote, pages: shorts[quote.text] ?? quote.short, isLinked: isLinked)
    }
}

extension Dossier {
    /// The codes of three letters of the two states.
    var sideCodes: Set<String> { Set(counts.sides.filter { pair.contains(short($0)) }) }

    /// The two letters of a side.
    public func short(_ side: String) -> String { Codes.alpha2(side) }
}

extension String {
    /// The text cut to a number of characters, at a word.
    public func shortened(_ limit: Int) -> String {
        guard count > limit else { return self }
        let cut = prefix(limit)
        return (cut.lastIndex(of: " ").map { String(cut[..<$0]) } ?? String(cut)) + " …"
    }

    /// Where some words first stand.
    func range(ofWords words: String) -> Range<String.Index>? {
        let (text, wanted) = (Array(utf8), Array(words.utf8))
        guard !wanted.isEmpty, text.count >= wanted.count else { return nil }
        for start in 0...(text.count - wanted.count)
        where text[start] == wanted[0] && text[start..<start + wanted.count].elementsEqual(wanted) {
            return utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: start + wanted.count)
        }
        return nil
    }
}
