internal import ArchivePipeline
internal import DocumentModel

/// The timeline of a dossier as SVG: a lane for each kind, bars for days that are stated, hatched where only somewhere within is
/// known, ticks for what was told without a day, arcs from remembrances, and a lane of the texts.
struct TimelineSVG {
    let dossier: Dossier
    /// The width of the drawing.
    let width: Double
    /// A suffix that keeps ids apart when two drawings stand on one page.
    let suffix: String

    /// Entries beyond which a lane counts instead of drawing each.
    static let countedFrom = 60
    /// The kinds that have a lane of their own.
    private static let lanes = 7

    /// One entry on the axis.
    private struct Mark {
        var number: Int
        var kind: String
        /// The first and the last day in years; equal for a tick.
        var from: Double
        var to: Double
        var isStated: Bool
        /// Whether only the day of its telling is known.
        var isTold: Bool
        /// Whether the start is open.
        var isOpen: Bool
    }

    /// The drawing, or an empty string when nothing has a date.
    func render() -> String {
        let marks = dossier.sure.compactMap(mark)
        var years = marks.flatMap { [$0.from, $0.to] }
        for item in dossier.remembered { years += item.told.map { Double($0.year) } }
        guard let low = years.min(), let high = years.max() else { return "" }
        return draw(
            marks, low: low, high: high, isLens: false,
            title: "Timeline of \(HTML.escape(dossier.pair.joined(separator: " and ")))")
    }

    /// Up to two spans where marks crowd, drawn at a finer scale; an empty string where none does.
    func lenses() -> String {
        let marks = dossier.sure.compactMap(mark).filter { !$0.isOpen }
        guard marks.count <= TimelineSVG.countedFrom, let low = marks.map(\.from).min(),
            let high = marks.map(\.to).max(), high - low > 4
        else { return "" }
        let span = (high - low) / 25
        var found: [(marks: [Mark], from: Double, to: Double)] = []
        for first in marks.sorted(by: { $0.from < $1.from }) {
            if let last = found.last, first.from <= last.to { continue }
            let inside = marks.filter { $0.from >= first.from && $0.to <= first.from + span }
            if inside.count >= 3 {
                found.append((inside, first.from, max(first.from + 0.02, inside.map(\.to).max() ?? first.from)))
            }
        }
        let chosen = found.sorted { $0.marks.count > $1.marks.count }.prefix(2).sorted { $0.from < $1.from }
        return chosen.enumerated().map { place, lens in
            let numbers = lens.marks.map { "\($0.number)" }.joined(separator: ", ")
            var small = self
            small = TimelineSVG(dossier: dossier, width: width, suffix: "\(suffix)\(place)")
            let drawing = small.draw(
                lens.marks, low: lens.from, high: lens.to, isLens: true, title: "Entries \(numbers) at a finer scale")
            return
                "<figure><figcaption><b>\(TimelineSVG.words(lens.from, lens.to))</b>: entries \(numbers)</figcaption>\(drawing)</figure>"
        }.joined()
    }

    private static func words(_ from: Double, _ to: Double) -> String {
        let (a, b) = (Int(from.rounded(.down)), Int(to.rounded(.down)))
        return a == b ? "\(a)" : "\(a)–\(b)"
    }

    private func mark(_ entry: DossierEntry) -> Mark? {
        guard let bounds = entry.bounds else { return nil }
        let isTold = entry.basis == .tense
        if isTold {
            guard let day = bounds.to ?? bounds.from else { return nil }
            return Mark(
                number: entry.number, kind: entry.kind, from: year(day), to: year(day), isStated: false, isTold: true,
                isOpen: false)
        }
        guard let to = bounds.to ?? bounds.from else { return nil }
        let from = bounds.from ?? to
        return Mark(
            number: entry.number, kind: entry.kind, from: year(from), to: year(to),
            isStated: [.day, .range].contains(entry.precision), isTold: false,
            isOpen: bounds.from == nil || bounds.to == nil)
    }

    private func f(_ value: Double) -> String { String((value * 10).rounded() / 10) }

    private func draw(_ marks: [Mark], low: Double, high: Double, isLens: Bool, title: String) -> String {
        let isWide = width > 600
        let span = max(6.0 / 365, high - low)
        let (from, to) = (low - span * 0.04, high + span * 0.06)
        let left = isWide ? 132.0 : 78.0
        let right = width - 12
        func x(_ year: Double) -> Double { left + (year - from) / (to - from) * (right - left) }
        var arcs = ""
        let isRemembering = !isLens && !dossier.remembered.isEmpty
        var labelEnds = [-100.0, -100.0]
        if isRemembering {
            for item in dossier.remembered {
                guard let bounds = item.when.flatMap(DayBounds.init(edtf:)), let old = bounds.from.map(year) else {
                    continue
                }
                arcs += "<circle class=\"rem\" cx=\"\(f(x(old)))\" cy=\"44\" r=\"3\"/>"
                var labels: [(x: Double, words: String)] = []
                for (index, told) in item.told.sorted(by: { $0.year < $1.year }).enumerated() {
                    let when = Double(told.year) + (old - old.rounded(.down))
                    let peak = 24 - Double(index % 4) * 8
                    arcs +=
                        "<path class=\"arc\" d=\"M\(f(x(when))),44 C\(f(x(when))),\(f(peak)) \(f(x(old))),\(f(peak)) \(f(x(old))),44\"/><path class=\"rem\" d=\"M\(f(x(when))),39 l5,5 l-5,5 l-5,-5 z\"/>"
                    // Years that would touch share a label.
                    if let last = labels.last, x(when) - last.x < 30 {
                        labels[labels.count - 1].words += ", \(Wording.ordinal(told.number))"
                    } else {
                        labels.append((x(when), Wording.ordinal(told.number)))
                    }
                }
                for label in labels {
                    let half = Double(label.words.utf8.count) * 3.2
                    let center = min(max(label.x, half), width - half)
                    let row = labelEnds[0] < center - half ? 0 : 1
                    labelEnds[row] = center + half + 6
                    arcs +=
                        "<text x=\"\(f(center))\" y=\"\(row == 0 ? 60 : 72)\" class=\"lab\" text-anchor=\"middle\">\(label.words)</text>"
                }
            }
        }
        let top = isRemembering ? 96.0 : 22.0
        var grid = ""
        for (place, words) in ticks(from, to, most: isWide ? 12 : 4) {
            grid +=
                "<line class=\"grid\" x1=\"\(f(x(place)))\" x2=\"\(f(x(place)))\" y1=\"\(f(top))\" y2=\"HEIGHT\"/><text x=\"\(f(x(place)))\" y=\"\(f(top - 5))\" class=\"lab\" text-anchor=\"middle\">\(words)</text>"
        }
        var y = top + 8
        var body = ""
        for (name, members) in laned(marks) {
            body +=
                "<text x=\"2\" y=\"\(f(y + 11))\" class=\"lab\">\(HTML.escape(name.shortened(isWide ? 20 : 11)))</text>"
            let isCounted = marks.count > TimelineSVG.countedFrom
            y += isCounted ? counted(members, x, y, from, to, right, &body) : each(members, x, y, &body)
            body += "<line class=\"grid\" x1=\"\(f(left))\" x2=\"\(f(right))\" y1=\"\(f(y - 2))\" y2=\"\(f(y - 2))\"/>"
        }
        if !isLens {
            let undated = dossier.sure.filter { $0.bounds == nil }
            if !undated.isEmpty {
                let names = undated.prefix(isWide ? 20 : 6).map {
                    "<a href=\"#e\($0.number)\"><tspan class=\"n\">\($0.number)</tspan></a>"
                }.joined(separator: " ")
                body +=
                    "<text x=\"2\" y=\"\(f(y + 11))\" class=\"lab\">day not known</text><text x=\"\(f(left))\" y=\"\(f(y + 11))\">\(names)\(undated.count > (isWide ? 20 : 6) ? " …" : "")</text>"
                y += 20
            }
            let days = textDays().filter { $0 >= from && $0 <= to }
            if !days.isEmpty {
                body += "<text x=\"2\" y=\"\(f(y + 11))\" class=\"lab\">texts published</text>"
                for day in days {
                    body +=
                        "<line class=\"axis text\" x1=\"\(f(x(day)))\" x2=\"\(f(x(day)))\" y1=\"\(f(y + 1))\" y2=\"\(f(y + 13))\"/>"
                }
                y += 20
            }
        }
        let height = y + 6
        let gridDone = grid.split(separator: "HEIGHT", omittingEmptySubsequences: false).joined(separator: f(height))
        return """
            <svg class="\(isWide ? "wide" : "narrow")" viewBox="0 0 \(Int(width)) \(Int(height))" role="group" aria-labelledby="tlt\(suffix) tld\(suffix)">
            <title id="tlt\(suffix)">\(title), \(Int(low)) to \(Int(high))</title>
            <desc id="tld\(suffix)">A lane for each kind; numbers are those of the entries under What happened. Arcs join remembrances to the old event. The same facts stand in the lists below.</desc>
            <defs><pattern id="h\(suffix)" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatchpaper" width="5" height="5"/><line class="hatchline" x1="0" y1="0" x2="0" y2="5"/></pattern><linearGradient id="g\(suffix)"><stop offset="0" class="fadeout"/><stop offset="1" class="fadein"/></linearGradient></defs>
            \(arcs)\(gridDone)<line class="axis" x1="\(f(left))" x2="\(f(right))" y1="\(f(top))" y2="\(f(top))"/>\(body)
            </svg>
            """
    }

    /// The marks by kind: the kinds with the most marks first, the others together.
    private func laned(_ marks: [Mark]) -> [(String, [Mark])] {
        var byKind: [String: [Mark]] = [:]
        for mark in marks { byKind[mark.kind, default: []].append(mark) }
        let order = byKind.keys.sorted { (byKind[$1]?.count ?? 0, $0) < (byKind[$0]?.count ?? 0, $1) }
        guard order.count > TimelineSVG.lanes + 1 else { return order.map { ($0, byKind[$0] ?? []) } }
        let rest = order.dropFirst(TimelineSVG.lanes)
        return order.prefix(TimelineSVG.lanes).map { ($0, byKind[$0] ?? []) }
            + [("\(rest.count) other kinds", rest.flatMap { byKind[$0] ?? [] })]
    }

    /// Draws each mark of a lane; gives the lane's height.
    private func each(_ marks: [Mark], _ x: (Double) -> Double, _ y: Double, _ body: inout String) -> Double {
        var rows: [Double] = []
        for mark in marks.sorted(by: { ($0.from, $0.number) < ($1.from, $1.number) }) {
            let start = x(mark.from)
            let end = max(x(mark.to), start + (mark.isTold ? 2 : 5))
            let textWidth = Double("\(mark.number)".utf8.count) * 7 + 8
            let begin = mark.isOpen ? start - 40 : start
            let isRight = end + textWidth < width
            let row = rows.firstIndex { $0 < begin - (isRight ? 0 : textWidth) } ?? rows.count
            if row == rows.count { rows.append(0) }
            rows[row] = (isRight ? end + textWidth : end) + 3
            let top = y + Double(min(row, 12)) * 16
            if mark.isTold {
                body +=
                    "<line class=\"told\" x1=\"\(f(start))\" x2=\"\(f(start))\" y1=\"\(f(top))\" y2=\"\(f(top + 12))\"/>"
            } else if mark.isOpen {
                body +=
                    "<rect class=\"fading\" x=\"\(f(start - 40))\" y=\"\(f(top + 1))\" width=\"\(f(end - start + 40))\" height=\"10\" fill=\"url(#g\(suffix))\"/>"
            } else if mark.isStated {
                body +=
                    "<rect class=\"solid\" x=\"\(f(start))\" y=\"\(f(top + 1))\" width=\"\(f(end - start))\" height=\"10\"/>"
            } else {
                body +=
                    "<rect class=\"unsure\" x=\"\(f(start))\" y=\"\(f(top + 1))\" width=\"\(f(end - start))\" height=\"10\" fill=\"url(#h\(suffix))\"/>"
            }
            body +=
                "<a href=\"#e\(mark.number)\"><text x=\"\(f(isRight ? end + 4 : begin - 4))\" y=\"\(f(top + 11))\" text-anchor=\"\(isRight ? "start" : "end")\"><tspan class=\"n\">\(mark.number)</tspan></text></a>"
        }
        return Double(max(1, min(rows.count, 13))) * 16 + 6
    }

    /// Counts the marks of a lane in steps of the axis; gives the lane's height.
    private func counted(
        _ marks: [Mark], _ x: (Double) -> Double, _ y: Double, _ from: Double, _ to: Double, _ right: Double,
        _ body: inout String
    ) -> Double {
        let steps = width > 600 ? 60 : 24
        var counts = [Int](repeating: 0, count: steps)
        for mark in marks {
            let place = Int((mark.to - from) / (to - from) * Double(steps))
            counts[min(max(place, 0), steps - 1)] += 1
        }
        let most = max(1, counts.max() ?? 1)
        for (place, count) in counts.enumerated() where count > 0 {
            let start = x(from + (to - from) * Double(place) / Double(steps))
            let end = x(from + (to - from) * Double(place + 1) / Double(steps))
            let height = max(2, 20 * Double(count) / Double(most))
            body +=
                "<rect class=\"solid\" x=\"\(f(start + 0.5))\" y=\"\(f(y + 22 - height))\" width=\"\(f(max(1, end - start - 1)))\" height=\"\(f(height))\"><title>\(count)</title></rect>"
        }
        body += "<text x=\"\(f(right))\" y=\"\(f(y + 11))\" class=\"lab\" text-anchor=\"end\">\(marks.count)</text>"
        return 28
    }

    /// The days on which the texts were published.
    private func textDays() -> [Double] {
        var seen: Set<String> = []
        return dossier.happened.flatMap(\.tellings).filter { seen.insert($0.text).inserted }.compactMap { telling in
            telling.day.flatMap(DayBounds.init(edtf:)).flatMap { $0.length == 1 ? $0.from : nil }.map(year)
        }.sorted()
    }

    /// The marks of the axis: years in steps of 1, 2, 5 and so on, else months, else days.
    private func ticks(_ from: Double, _ to: Double, most: Int) -> [(place: Double, words: String)] {
        let span = to - from
        if span >= 2.5 {
            let step = [1.0, 2, 5, 10, 20, 50, 100].first { span / $0 <= Double(most) } ?? 100
            return stride(from: (from / step).rounded(.up) * step, through: to, by: step).map { ($0, "\(Int($0))") }
        }
        let firstYear = Int(from.rounded(.down))
        if span * 12 >= 2.5 {
            let step = [1, 2, 3, 6].first { span * 12 / Double($0) <= Double(most) } ?? 6
            var result: [(Double, String)] = []
            for month in stride(from: 0, to: 48, by: step) {
                let day = CivilDay.first(ofMonth: month % 12 + 1, year: firstYear + month / 12)
                let place = year(day)
                if from <= place, place <= to {
                    result.append((place, Wording.date(String(day.iso.prefix(7)))))
                }
            }
            return result
        }
        let start = CivilDay.first(ofMonth: 1, year: firstYear).number
        let step = [1, 2, 5, 10, 20, 40].first { span * 365 / Double($0) <= Double(most) } ?? 40
        return stride(from: 0, to: 1_200, by: step).compactMap { offset in
            let day = CivilDay(number: start + offset)
            let place = year(day)
            return from <= place && place <= to ? (place, Wording.date(day.iso)) : nil
        }
    }

    private func year(_ day: CivilDay) -> Double {
        Double(day.year) + Double(day.number - CivilDay.first(ofMonth: 1, year: day.year).number) / 365.25
    }
}
