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
    private let shownPart: Range<Int>?
    private let isTurned: Bool

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
        self.init(dossier, shorts: DossierHTML.shorts(collection), controls: controls, isLinked: isLinked)
    }

    /// Makes a page from names of pages that were collected before.
    ///
    /// - Parameters:
    ///   - dossier: What is shown.
    ///   - shorts: The pages that carry each text, in words.
    ///   - controls: HTML that stands under the counts: the desk's filters.
    ///   - isLinked: Whether quotes link to the desk's pages of the text and of the bytes.
    ///   - shownPart: The entries and claims that are listed; nil for all. Counts and headings are of all.
    ///   - isTurned: Whether the second state of the pair is named first, as it was asked for.
    public init(
        _ dossier: Dossier, shorts: [String: String], controls: String = "", isLinked: Bool = false,
        shownPart: Range<Int>? = nil, isTurned: Bool = false
    ) {
        self.isTurned = isTurned
        self.dossier = dossier
        self.shownPart = shownPart
        self.shorts = shorts
        self.controls = controls
        self.isLinked = isLinked
    }

    /// The pages that carry each text, in words.
    public static func shorts(_ collection: Collection) -> [String: String] {
        Dictionary(
            collection.texts.map { text in
                (text.name, text.pages.map { collection.pages[$0].short }.joined(separator: ", "))
            }
        ) { first, _ in first }
    }

    /// The page with what it says of itself, and zeros where its digest goes.
    func render(_ stamp: DossierStamp, _ evidence: DossierEvidence? = nil) -> String {
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
            \(evidence?.html ?? "")            </body>
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
            <h1>\(code(isTurned ? 1 : 0)) <span aria-hidden="true">⇄</span><span class="vh"> and </span> \(code(isTurned ? 0 : 1))</h1>
            <p class="under">\(e(dossier.names[isTurned ? 1 : 0])) and \(e(dossier.names[isTurned ? 0 : 1])), as told by the pages in this project.</p>\(none)
            <dl class="chain">
            <div><dt>\(noun(dossier.counts.pages, "page"))</dt><dd class="big">\(Wording.number(dossier.counts.pages))</dd><dd class="why">\(e(pageReasons))</dd></div>
            <div><dt>\(noun(dossier.counts.texts, "text"))</dt><dd class="big">\(Wording.number(dossier.counts.texts))</dd><dd class="why">\(e(textReasons))</dd></div>
            <div><dt>\(noun(dossier.counts.voices, "voice")) at most</dt><dd class="big">\(Wording.number(dossier.counts.voices))</dd><dd class="why">\(e(voiceReasons))</dd></div>
            <div><dt>of 2 sides</dt><dd class="big">\(heard(dossier.counts.sides))</dd><dd class="why">\(e(sideReasons))</dd></div>
            </dl>
            \(controls)
            <nav class="toc" aria-label="On this page"><a href="#happened">What happened</a><a href="#remembered">Remembered</a><a href="#said">What was said</a><a href="#flags">Flags\(dossier.flags.isEmpty ? "" : " (\(dossier.flags.count))")</a><a href="#unknown">What we do not know</a></nav>
            </div>
            \(timeline)
            <section class="section" id="happened" aria-labelledby="h-happened">
            <header><h2 id="h-happened">What happened</h2><p>\(e(Wording.count(dossier.happened.count, "entry"))) from \(e(Wording.counts(pages: dossier.counts.pages, texts: dossier.counts.texts, voices: dossier.counts.voices, sides: sides))).</p></header>
            \(happened)
            </section>
            <section class="section" id="remembered" aria-labelledby="h-rem">
            <header><h2 id="h-rem">Remembered</h2><p>An anniversary is a pointer to an old event, not a new one.</p></header>
            <ul class="entries">
            \(dossier.remembered.isEmpty ? "<li><div class=\"lead\"></div><div><p>No anniversary is told in this collection.</p></div></li>" : dossier.remembered.map(remembrance).joined(separator: "\n"))
            </ul>
            </section>
            <section class="section" id="said" aria-labelledby="h-said">
            <header><h2 id="h-said">What was said</h2><p>\(e(Wording.count(dossier.said.count, "claim"))) in \(e(Wording.count(Set(dossier.said.map(\.text)).count, "text")))\(e(tally))</p></header>
            \(said)
            </section>
            <section class="section" id="flags" aria-labelledby="h-flags">
            <header><h2 id="h-flags">Flags</h2><p>Places where a reader should stop. A flag says what does not fit; it gives no verdict.</p></header>
            <ul class="entries">
            \(dossier.flags.isEmpty ? "<li><div class=\"lead\"></div><div><p>None found.</p></div></li>" : dossier.flags.map(flag).joined(separator: "\n"))
            </ul>
            </section>
            <section class="section" id="unknown" aria-labelledby="h-unk">
            <header><h2 id="h-unk">What we do not know</h2></header>
            \(unknown)
            </section>
            """
    }

    /// Kinds that a press tells by the dozen and that say little alone.
    private static let ballast: Set<String> = [
        "support", "praise", "appeal", "expression of support", "congratulation", "greeting", "optimism", "condolence",
    ]

    /// The entries, those of ballast kinds folded behind them.
    private var happened: String {
        let shown = Array(part(dossier.happened))
        let ballast = shown.count > 12 ? shown.filter { DossierHTML.ballast.contains($0.kind) && $0.flags.isEmpty } : []
        let numbers = Set(ballast.map(\.number))
        let rest = shown.filter { !numbers.contains($0.number) && $0.footing != .possible }
        let possible = shown.filter { !numbers.contains($0.number) && $0.footing == .possible }
        var result = "<ol class=\"regests\">\n\(rest.map(regest).joined(separator: "\n"))\n</ol>"
        if dossier.happened.isEmpty {
            result =
                "<p class=\"lead-in\">Nothing in this collection passes these limits. It may be attested elsewhere.\(isLinked ? " <a href=\"/pair\">The pairs that are held</a>" : "")</p>"
        }
        if !possible.isEmpty {
            result +=
                "\n<details class=\"more\"><summary>\(HTML.escape(Wording.possible(possible.count)))</summary><ol class=\"regests\">\n\(possible.map(regest).joined(separator: "\n"))\n</ol></details>"
        }
        if !ballast.isEmpty {
            let kinds = Array(Set(ballast.map(\.kind))).sorted().joined(separator: ", ")
            result +=
                "\n<details class=\"more\"><summary>\(Wording.count(ballast.count, "entry")) of \(HTML.escape(kinds))</summary><ol class=\"regests\">\n\(ballast.map(regest).joined(separator: "\n"))\n</ol></details>"
        }
        if !dossier.struck.isEmpty {
            let rows = dossier.struck.map { item in
                "<li><s>\(HTML.escape(item.words))</s> <span class=\"quiet\">\(HTML.escape(item.why))</span>\(correction([item.report], "undo-strike", "Undo"))</li>"
            }.joined()
            result +=
                "\n<details class=\"more\"><summary>Struck out by hand: \(dossier.struck.count)</summary><ul class=\"plain\">\(rows)</ul></details>"
        }
        return result
    }

    /// A button that corrects a row, on the desk only.
    private func correction(_ reports: [String], _ act: String, _ words: String) -> String {
        guard isLinked, !reports.isEmpty else { return "" }
        return
            "<form class=\"act\" method=\"post\" action=\"/rows\"><input type=\"hidden\" name=\"reports\" value=\"\(HTML.escape(reports.joined(separator: " ")))\"><input type=\"hidden\" name=\"back\" value=\"/pair/\(dossier.pair.joined(separator: "-"))\"><button name=\"act\" value=\"\(act)\">\(words)</button></form>"
    }

    /// What was said: denials first, with what they answer; then by issue and speaker.
    private var said: String {
        let shown = Array(part(dossier.said))
        let denials = shown.filter { $0.stance.isDenial }
        let others = shown.filter { !$0.stance.isDenial }
        var result = ""
        if !denials.isEmpty {
            result +=
                "<h3 class=\"sub\">Denied</h3><ul class=\"entries\">\n\(denials.map(claim).joined(separator: "\n"))\n</ul>"
        }
        var issues: [(name: String, claims: [DossierClaim])] = []
        for claim in others {
            if let place = issues.firstIndex(where: { $0.name == claim.issue }) {
                issues[place].claims.append(claim)
            } else {
                issues.append((claim.issue, [claim]))
            }
        }
        for issue in issues.filter({ !$0.name.isEmpty }) + issues.filter({ $0.name.isEmpty }) {
            let name =
                issue.name.isEmpty ? (issues.count > 1 || !denials.isEmpty ? "Other matters" : "") : "On \(issue.name)"
            var speakers: [String] = []
            for claim in issue.claims where !speakers.contains(claim.speaker) { speakers.append(claim.speaker) }
            let ordered = speakers.flatMap { speaker in issue.claims.filter { $0.speaker == speaker } }
            result +=
                "\(name.isEmpty ? "" : "<h3 class=\"sub\">\(HTML.escape(name))</h3>")<ul class=\"entries\">\n\(ordered.map(claim).joined(separator: "\n"))\n</ul>"
        }
        return result
    }

    /// What is not known, with the pages that it is not known of.
    private var unknown: String {
        let e = HTML.escape
        let groups = dossier.unknownOf.map { group in
            let items = group.items.prefix(40).map { item -> String in
                let title =
                    isLinked && item.sha256 != nil
                    ? "<a href=\"/article/\(item.sha256 ?? "")\" dir=\"auto\">\(e(item.title))</a>"
                    : "<bdi>\(e(item.title))</bdi>"
                return "<li><b class=\"id\">\(e(item.name))</b> \(title)</li>"
            }.joined()
            let more = group.items.count > 40 ? "<li>and \(group.items.count - 40) more</li>" : ""
            return
                "<li>\(e(group.reason)): \(e(Wording.count(group.items.count, "page"))).<details\(group.items.count < 6 ? " open" : "")><summary>Which</summary><ul class=\"plain\">\(items)\(more)</ul></details></li>"
        }
        let grouped = Set(dossier.unknownOf.map(\.reason))
        let sentences = dossier.unknown.filter { sentence in !grouped.contains { sentence.hasPrefix($0) } }
        return
            "<ul class=\"plain\">\n\((sentences.map { "<li>\(e($0))</li>" } + groups).joined(separator: "\n"))\n</ul>"
    }

    /// Whose voices: those with a name, each with its texts, then how many have none.
    private var voiceReasons: String {
        var texts: [String: [String]] = [:]
        var order: [String] = []
        var unnamed = 0
        for text in dossier.texts {
            if text.voice.hasPrefix("unnamed author of ") {
                unnamed += 1
                continue
            }
            if texts[text.voice] == nil { order.append(text.voice) }
            texts[text.voice, default: []].append(text.name)
        }
        order.sort { (texts[$1]?.count ?? 0, $0) < (texts[$0]?.count ?? 0, $1) }
        var parts = order.map { name -> String in
            let names = texts[name] ?? []
            return "\(name) (\(names.count > 3 ? "\(names.count) texts" : names.joined(separator: ", ")))"
        }
        if unnamed > 0 { parts.append("\(Wording.count(unnamed, "unnamed author"))") }
        return listed(parts)
    }

    /// The items of the part that is shown.
    private func part<Item>(_ items: [Item]) -> ArraySlice<Item> {
        guard let shownPart else { return items[...] }
        return items[min(shownPart.lowerBound, items.count)..<min(shownPart.upperBound, items.count)]
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

    private func noun(_ number: Int, _ noun: String) -> String { number == 1 ? noun : noun + "s" }

    /// What is said where no page names both states.
    private var none: String {
        guard dossier.texts.isEmpty else { return "" }
        let pairs = isLinked ? " <a href=\"/pair\">The pairs that pages name</a>." : ""
        return "<p>No page in this project names both.\(pairs)</p>"
    }

    private var pageReasons: String {
        dossier.texts.isEmpty ? "" : "\(listed(dossier.texts.map { shorts[$0.name] ?? "" })), as saved"
    }

    /// On how many pages the texts stand, those on most first.
    private var textReasons: String {
        let several = dossier.texts.enumerated().filter { $0.element.pages.count > 1 }
            .sorted { ($1.element.pages.count, $0.offset) < ($0.element.pages.count, $1.offset) }.map(\.element)
        let once = dossier.texts.count - several.count
        guard once < dossier.texts.count || once <= 3 else { return "each stands on 1 page" }
        var parts = several.map { "\($0.name) stands on \(Wording.count($0.pages.count, "page"))" }
        if once > 3 {
            parts = [listed(parts, "; "), "\(Wording.number(once)) others on 1 page each"]
        } else {
            parts += dossier.texts.filter { $0.pages.count == 1 }.map { "\($0.name) stands on 1 page" }
        }
        return listed(parts, "; ")
    }

    /// Which side the texts speak for: each side with its texts, or with their number.
    private var sideReasons: String {
        var texts: [String: [String]] = [:]
        var order: [String] = []
        for text in dossier.texts {
            let side =
                "\(text.side.map { dossier.short($0) } ?? "side not named")\(text.through.map { " through \($0)" } ?? "")"
            if texts[side] == nil { order.append(side) }
            texts[side, default: []].append(text.name)
        }
        let heard = order.map { side -> String in
            let names = texts[side] ?? []
            return "\(side): \(names.count > 3 ? Wording.count(names.count, "text") : names.joined(separator: ", "))"
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
        let lenses = TimelineSVG(dossier: dossier, width: 560, suffix: "l").lenses()
        return """
            <figure class="tl" aria-label="Timeline">
            \(wide)
            \(narrow)
            \(lenses.isEmpty ? "" : "<div class=\"lenses\">\(lenses)</div>")
            <ul class="key">
            <li><svg aria-hidden="true" viewBox="0 0 26 12"><rect class="solid" x="1" y="1" width="24" height="10"/></svg>days stated</li>
            <li><svg aria-hidden="true" viewBox="0 0 26 12"><defs><pattern id="hk" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatchpaper" width="5" height="5"/><line class="hatchline" x1="0" y1="0" x2="0" y2="5"/></pattern></defs><rect class="unsure" fill="url(#hk)" x="1" y="1" width="24" height="10"/></svg>somewhere within</li>
            <li><svg aria-hidden="true" viewBox="0 0 26 12"><line class="told" x1="13" x2="13" y1="0" y2="12"/></svg>told then, day not given</li>
            <li><svg aria-hidden="true" viewBox="0 0 26 12"><path class="rem" d="M13,1 l5,5 l-5,5 l-5,-5z"/></svg>anniversary told in this project, joined to the old event</li>
            </ul>
            </figure>
            """
    }

    private func regest(_ entry: DossierEntry) -> String {
        let e = HTML.escape
        let direction = entry.direction.split(separator: "→").map { e(String($0)) }.joined(separator: " → ")
        let byHand = entry.byHand + entry.parts.flatMap(\.byHand)
        let status = entry.polarity == .asserted ? "" : "<span class=\"tag\">\(entry.polarity.rawValue)</span> "
        let isOpen = entry.basis == .tense && entry.bounds?.from == nil || entry.bounds == nil
        let basis =
            entry.basis == .tense
            ? "no day given; told as past when published"
            : entry.basis == .notStated
                ? "no day given"
                : entry.dateWords.map { "“\($0)”, \(entry.basis.rawValue)" } ?? entry.basis.rawValue
        let first = entry.tellings.first
        let when = isOpen ? "told \(Wording.date(first?.day))" : Wording.date(entry.when)
        let told =
            entry.tellings.prefix(6).map { telling -> String in
                let name =
                    isLinked
                    ? "<a class=\"t\" href=\"/family/\(e(telling.text))\">\(e(telling.text))</a>"
                    : "<span class=\"t\">\(e(telling.text))</span>"
                return "\(name) <bdi>\(e(telling.outlet))</bdi>, \(e(Wording.date(telling.day)))"
            }.joined(separator: "; ") + (entry.tellings.count > 6 ? "; and \(entry.tellings.count - 6) more" : "")
        let sentence = entry.sentence.split(whereSeparator: \.isNewline).joined(separator: " ").shortened(320)
        let acts =
            entry.isConfirmed
            ? correction(entry.reports, "undo-confirm", "Undo confirming")
            : correction(entry.reports, "confirm", "Confirm") + correction(entry.reports, "strike", "Strike out")
        return """
            <li class="reg" id="e\(entry.number)" data-item>
            <div class="reg-date"><span class="no">\(entry.number)</span><span class="when">\(e(when))</span><span class="edtf">\(e(entry.when ?? ""))</span> <span class="prec">\(isOpen ? "no day given" : entry.precision?.rawValue ?? "unknown")</span></div>
            <div><h3><span class="dir">\(direction)</span>\(e(entry.kind))\(marks(entry.flags))</h3>
            <p class="sum">\(status)<span dir="auto">\(e(sentence))</span></p>
            <p class="basis">\(e(entry.summary)) · \(e(basis)) · \(e(entry.footing.words))\(entry.deniedBy.isEmpty ? "" : " · denied by \(entry.deniedBy.map { statement($0) }.joined(separator: ", "))")</p>
            <p class="basis">Told by \(told)</p>\(byHand.isEmpty ? "" : "<p class=\"basis\"><span class=\"tag\">by hand</span> \(e(byHand.joined(separator: "; ")))</p>")\(parts(entry))
            <div class="quotes">\(entry.quotes.map(quote).joined())\(entry.parts.flatMap(\.quotes).map(quote).joined())</div>\(acts.isEmpty ? "" : "<div class=\"row-acts\">\(acts)</div>")</div>
            <div class="reg-side"><span>\(entry.texts.map { "<span class=\"t\">\(e($0))</span>" }.joined(separator: " "))</span> · <span class="num counts"><span class="by by-pages">\(Wording.count(entry.counts.pages, "page"))</span><span class="by by-texts">\(Wording.count(entry.counts.texts, "text"))</span><span class="by by-voices">\(Wording.count(entry.counts.voices, "voice"))</span></span><br>Side: \(e(entry.counts.sides.isEmpty ? "not named" : entry.counts.sides.map { dossier.short($0) }.joined(separator: ", ")))</div>
            </li>
            """
    }

    /// The codes of flags, each a link to what it says.
    private func marks(_ codes: [String]) -> String {
        var seen: Set<String> = []
        return codes.filter { seen.insert($0).inserted }.map {
            " <a class=\"flagcode\" href=\"#\(HTML.escape($0))\">\(HTML.escape($0))</a>"
        }.joined()
    }

    /// `PAGE#c4` as it is written, on the desk a link to its words.
    private func statement(_ name: String) -> String {
        let parts = name.split(separator: "#")
        guard isLinked, parts.count == 2 else { return HTML.escape(name) }
        return
            "<a href=\"/article/\(HTML.escape(HTML.address(String(parts[0]))))#n-\(HTML.escape(String(parts[1])))\">\(HTML.escape(name))</a>"
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
                "<tr><th scope=\"row\">\(HTML.escape(part.kind))\(marks(part.flags)) <span class=\"quiet\">· \(HTML.escape(Wording.date(part.when)))\(part.polarity == .asserted ? "" : ", \(part.polarity.rawValue)")</span></th>\(cells)</tr>"
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
        let via = claim.via.isEmpty ? "" : " through \(claim.via.joined(separator: ", "))"
        let verb = claim.endorses ? " <span class=\"tag\">the verb takes sides</span>" : ""
        var answer = ""
        if claim.stance.isDenial {
            let targets = claim.targetWords.map {
                "<q dir=\"auto\" class=\"target\">\(e($0.words.shortened(200)))</q> (\(statement("\(claim.page)#\($0.id)")))"
            }
            answer =
                claim.target != nil
                ? "<p class=\"basis\">Answers \(targets.first ?? e(claim.target ?? "")).</p>"
                : targets.isEmpty
                    ? "<p class=\"basis\">Target: not in this text.</p>"
                    : "<p class=\"basis\">Target: unresolved; could be \(targets.joined(separator: " or ")).</p>"
        } else if let target = claim.target {
            answer = "<p class=\"basis\">Answers \(statement("\(claim.page)#\(target)")).</p>"
        }
        return """
            <li data-item><div class="lead"><b>\(e(claim.speaker.isEmpty ? "speaker not named" : claim.speaker))</b><span><span class="t">\(e(claim.text))</span> \(statement("\(claim.page)#\(claim.id.lowercased())"))</span></div><div><p><b>\(claim.stance.rawValue)</b>\(e(via)): <span dir="auto">\(e(claim.content.split(whereSeparator: \.isNewline).joined(separator: " ").shortened(420)))</span>\(verb)\(marks(claim.flags))</p>\(answer)<p class="basis"><bdi>\(e(claim.outlet))</bdi>, \(e(Wording.date(claim.day)))</p><div class="quotes">\(claim.quotes.map(quote).joined())</div></div></li>
            """
    }

    private func flag(_ flag: DossierFlag) -> String {
        let e = HTML.escape
        let sides = DenialHTML.columns(flag.sides)
        let diff =
            isLinked ? flag.diff.map { " <a data-diff href=\"\(e($0))\">The two texts side by side</a>" } ?? "" : ""
        return
            "<li id=\"\(e(flag.code))\" data-item><div class=\"lead\"><b class=\"flagcode\">\(e(flag.code))</b><span>\(e(flag.title))</span></div><div><p>\(e(flag.note))\(flag.leansOnBackground ? " <span class=\"tag\">leans on background</span>" : "")\(diff)</p>\(sides)<div class=\"quotes\">\(flag.quotes.map(quote).joined())</div></div></li>"
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
