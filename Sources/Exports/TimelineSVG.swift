internal import ArchivePipeline
internal import DocumentModel

/// The timeline of a dossier as SVG: bars for intervals, hatched where only somewhere within is known, arcs from remembrances.
struct TimelineSVG {
    let dossier: Dossier
    /// The width of the drawing.
    let width: Double
    /// A suffix that keeps ids apart when two drawings stand on one page.
    let suffix: String

    private struct Bar {
        var number: Int
        var label: String
        var from: Double
        var to: Double
        var isStated: Bool
        var isOpen: Bool
    }

    /// The drawing, or an empty string when nothing has a date.
    func render() -> String {
        var bars: [Bar] = []
        var years: [Double] = []
        for entry in dossier.sure {
            guard let bounds = entry.bounds, let to = bounds.to else { continue }
            let end = year(to)
            let isOpen = bounds.from == nil
            let start = bounds.from.map(year) ?? end - 3
            bars.append(
                Bar(
                    number: entry.number, label: entry.kind, from: start, to: end,
                    isStated: [.day, .range].contains(entry.precision) && entry.basis != .tense, isOpen: isOpen))
            years += [start, end]
        }
        for item in dossier.remembered { years += item.told.map { Double($0.year) } }
        guard let low = years.min(), let high = years.max() else { return "" }
        // A day at the least, so that one event has a place.
        let span = max(6.0 / 365, high - low)
        let from = low - span * 0.06
        let to = high + span * 0.06
        let label = width > 600 ? 4.0 : 2.0
        func x(_ year: Double) -> Double { ((year - from) / (to - from) * (width - 8 * label) + 4 * label) }
        func f(_ value: Double) -> String { String((value * 10).rounded() / 10) }
        let top = dossier.remembered.isEmpty ? 30.0 : 106.0
        var rows: [Double] = []
        var body = ""
        var grid = ""
        for (place, words) in ticks(from, to, most: width > 600 ? 14 : 6) {
            grid +=
                "<line class=\"grid\" x1=\"\(f(x(place)))\" x2=\"\(f(x(place)))\" y1=\"\(f(top))\" y2=\"HEIGHT\"/><text x=\"\(f(x(place)))\" y=\"\(f(top - 5))\" class=\"lab\" text-anchor=\"middle\">\(words)</text>"
        }
        for bar in bars.sorted(by: { $0.from < $1.from }) {
            let left = x(bar.from)
            let right = max(x(bar.to), left + 5)
            let text = width > 600 ? "\(bar.number) \(bar.label)" : "\(bar.number)"
            let textWidth = Double(text.utf8.count) * 6.4 + 10
            let isRight = right + textWidth < width
            let reach = isRight ? right + textWidth : right
            let begin = isRight ? left : left - textWidth
            var row = rows.firstIndex { $0 < begin } ?? rows.count
            if row == rows.count { rows.append(0) }
            rows[row] = reach + 4
            row = min(row, 40)
            let y = top + 14 + Double(row) * 22
            let shape =
                bar.isStated
                ? "<rect class=\"solid\" x=\"\(f(left))\" y=\"\(f(y))\" width=\"\(f(right - left))\" height=\"11\"/>"
                : "<rect class=\"unsure\" x=\"\(f(left))\" y=\"\(f(y))\" width=\"\(f(right - left))\" height=\"11\" fill=\"url(#h\(suffix))\"\(bar.isOpen ? " stroke-dasharray=\"2 3\"" : "")/>"
            let at = isRight ? right + 5 : left - 5
            body +=
                "\(shape)<a href=\"#e\(bar.number)\"><text x=\"\(f(at))\" y=\"\(f(y + 10))\" text-anchor=\"\(isRight ? "start" : "end")\"><tspan class=\"n\">\(bar.number)</tspan>\(width > 600 ? " \(HTML.escape(bar.label))" : "")</text></a>"
        }
        var arcs = ""
        // Where the last label of a row of labels ends: the next one that would touch it stands a row lower.
        var labelEnds = [-100.0, -100.0]
        for item in dossier.remembered {
            guard let bounds = item.when.flatMap(DayBounds.init(edtf:)), let old = bounds.from.map(year) else {
                continue
            }
            arcs += "<circle class=\"rem\" cx=\"\(f(x(old)))\" cy=\"64\" r=\"3\"/>"
            for (index, told) in item.told.enumerated() {
                let when = Double(told.year) + (old - old.rounded(.down))
                let peak = 40 - Double(index % 4) * 12
                arcs +=
                    "<path class=\"arc\" d=\"M\(f(x(when))),64 C\(f(x(when))),\(f(peak)) \(f(x(old))),\(f(peak)) \(f(x(old))),64\"/>"
                let row = labelEnds[0] < x(when) - 12 ? 0 : 1
                labelEnds[row] = x(when) + 16
                arcs +=
                    "<path class=\"rem\" d=\"M\(f(x(when))),59 l5,5 l-5,5 l-5,-5 z\"/><text x=\"\(f(x(when)))\" y=\"\(row == 0 ? 78 : 88)\" class=\"lab\" text-anchor=\"middle\">\(Wording.ordinal(told.number))</text>"
            }
        }
        let height = top + 22 + Double(max(1, rows.count)) * 22
        let gridDone = grid.split(separator: "HEIGHT", omittingEmptySubsequences: false).joined(separator: f(height))
        return """
            <svg class="\(width > 600 ? "wide" : "narrow")" viewBox="0 0 \(Int(width)) \(Int(height))" role="group" aria-labelledby="tlt\(suffix) tld\(suffix)">
            <title id="tlt\(suffix)">Timeline of \(HTML.escape(dossier.pair.joined(separator: " and "))), \(Int(low)) to \(Int(high))</title>
            <desc id="tld\(suffix)">Bars are the entries listed under What happened, by number. Arcs join remembrances to the old event. The same facts stand in the lists below.</desc>
            <defs><pattern id="h\(suffix)" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatchpaper" width="5" height="5"/><line class="hatchline" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>
            \(arcs)\(gridDone)<line class="axis" x1="4" x2="\(Int(width) - 4)" y1="\(f(top))" y2="\(f(top))"/>\(body)
            </svg>
            """
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
        let step = [1, 2, 5, 10, 20].first { span * 365 / Double($0) <= Double(most) } ?? 20
        return stride(from: 0, to: 800, by: step).compactMap { offset in
            let day = CivilDay(number: start + offset)
            let place = year(day)
            return from <= place && place <= to ? (place, Wording.date(day.iso)) : nil
        }
    }

    private func year(_ day: CivilDay) -> Double {
        Double(day.year) + Double(day.number - CivilDay.first(ofMonth: 1, year: day.year).number) / 365.25
    }
}
