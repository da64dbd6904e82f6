public import DocumentModel

/// An event of the world as far as its place among the others and its links to them go.
public struct WorldOutline: Sendable {
    /// A report of it.
    public struct Report: Sendable {
        /// The number of its page, in the order of pages.
        public var page: Int
        /// Its place among the events of its page.
        public var position: Int
        /// Its id in its page.
        public var id: String
        /// The id of the event that its page makes it a part of.
        public var partOf: String?

        /// Makes a report.
        public init(page: Int, position: Int, id: String, partOf: String?) {
            self.page = page
            self.position = position
            self.id = id
            self.partOf = partOf
        }
    }

    /// The first day of the report that tells most, or its last when only that is known.
    public var day: CivilDay?
    /// Its reports.
    public var reports: [Report]

    /// Makes an outline.
    public init(day: CivilDay?, reports: [Report]) {
        self.day = day
        self.reports = reports
    }
}

/// A claim that denies what its page tells.
public struct WorldDenial: Sendable {
    /// The number of its page.
    public var page = 0
    /// The claim, as `page#claim`.
    public var claim: String
    /// The ids of what it denies, in its page.
    public var denied: [String]

    /// Makes a denial.
    public init(page: Int = 0, claim: String, denied: [String]) {
        self.page = page
        self.claim = claim
        self.denied = denied
    }

    /// The denials among the claims of a page, which are numbered by the caller.
    public static func all(_ page: String, _ claims: [Claim]) -> [WorldDenial] {
        claims.compactMap { claim in
            guard claim.isDenial, let target = claim.target else { return nil }
            let events = claims.first { $0.id == target }?.events ?? []
            return WorldDenial(claim: "\(page)#\(claim.id)", denied: [target] + events)
        }
    }
}

/// The order of events of the world, and what links them.
public enum WorldOrder {
    /// The places of events in their order: by first day, those without a day last, then by their first report.
    ///
    /// - Complexity: O(*n* log *n*).
    public static func order(_ events: [WorldOutline]) -> [Int] {
        func key(_ event: WorldOutline) -> (Int, Int, Int) {
            (event.day?.number ?? 1 << 30, event.reports.first?.page ?? 0, event.reports.first?.position ?? 0)
        }
        let keys = events.map(key)
        return events.indices.sorted { keys[$0] < keys[$1] }
    }

    /// What each event is a part of, as its own texts say, and the claims that deny it.
    ///
    /// - Parameters:
    ///   - events: The events in their order.
    ///   - denials: The denials in the order of their pages.
    /// - Complexity: O(*n*) in reports and denials.
    public static func links(_ events: [WorldOutline], _ denials: [WorldDenial]) -> (
        wholes: [Int?], deniedBy: [[String]]
    ) {
        var owner: [String: Int] = [:]
        for (index, event) in events.enumerated() {
            for report in event.reports { owner["\(report.page)#\(report.id)"] = index }
        }
        let wholes = events.enumerated().map { index, event in
            event.reports.lazy.compactMap { report in
                report.partOf.flatMap { owner["\(report.page)#\($0)"] }
            }.first { $0 != index }
        }
        var deniedBy: [[String]] = Array(repeating: [], count: events.count)
        for denial in denials {
            for index in Set(denial.denied.compactMap { owner["\(denial.page)#\($0)"] }) {
                deniedBy[index].append(denial.claim)
            }
        }
        return (wholes, deniedBy)
    }
}
