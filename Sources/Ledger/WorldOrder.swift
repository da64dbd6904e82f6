public import DocumentModel

/// A claim that denies what its page tells.
public struct WorldDenial: Sendable {
    /// The claim, as `page#claim`.
    public var claim: String
    /// The ids of what it denies, in its page.
    public var denied: [String]

    /// The denials among the claims of a page, in their order.
    public static func all(_ page: String, _ claims: [Claim]) -> [WorldDenial] {
        claims.compactMap { claim in
            guard claim.isDenial, let target = claim.target else { return nil }
            let events = claims.first { $0.id == target }?.events ?? []
            return WorldDenial(claim: "\(page)#\(claim.id)", denied: [target] + events)
        }
    }
}

/// The order of events of the world, and what links them, by the places of their reports among all reports.
public struct WorldOrder: Sendable {
    /// An event as far as its order goes.
    public struct Outline: Sendable {
        /// The first day of the report that tells most, or its last when only that is known.
        public var day: Int?
        /// The places of its reports.
        public var reports: [Int32]

        /// Makes an outline.
        public init(day: Int?, reports: [Int32]) {
            self.day = day
            self.reports = reports
        }
    }

    /// The events in their order: by first day, those without a day last, then by their first report.
    public let order: [Int]
    /// The number of the event of each report in that order, -1 when of none.
    public let owner: [Int32]
    /// The number of the event that each event is a part of, as its own texts say; -1 when of none.
    public let wholes: [Int32]

    /// Orders events.
    ///
    /// - Parameters:
    ///   - events: The events, in any order.
    ///   - parts: For each report the place of the one that its page makes it a part of, else -1.
    /// - Complexity: O(*n* log *n*) in events, O(*n*) in reports.
    public init(_ events: [Outline], parts: [Int32]) {
        let keys = events.map { ($0.day ?? 1 << 30, $0.reports.first ?? 0) }
        let order = events.indices.sorted { keys[$0] < keys[$1] }
        var owner = [Int32](repeating: -1, count: parts.count)
        for (number, index) in order.enumerated() {
            for place in events[index].reports { owner[Int(place)] = Int32(number) }
        }
        var wholes = [Int32](repeating: -1, count: events.count)
        for (number, index) in order.enumerated() {
            for place in events[index].reports where parts[Int(place)] >= 0 {
                let whole = owner[Int(parts[Int(place)])]
                if whole < 0 || Int(whole) == number { continue }
                wholes[number] = whole
                break
            }
        }
        (self.order, self.owner, self.wholes) = (order, owner, wholes)
    }

    /// The claims that deny each event.
    ///
    /// - Parameter denials: For each claim the places of the reports that it denies, in the order of pages and claims.
    /// - Returns: The places of the claims, by the number of the event.
    public func denials(_ denials: some Sequence<[Int32]>) -> [[Int32]] {
        var result: [[Int32]] = Array(repeating: [], count: order.count)
        for (number, denied) in denials.enumerated() {
            for event in Set(denied.map { owner[Int($0)] }) where event >= 0 {
                result[Int(event)].append(Int32(number))
            }
        }
        return result
    }
}
