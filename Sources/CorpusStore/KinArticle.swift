internal import Foundation
internal import GRDB

/// What of an article is needed to find links.
public struct KinArticle {
    /// The number of its page.
    public let number: Int
    /// The id of its page.
    public let id: String
    /// Its text.
    public let text: String
    /// The line of its analysis, without its text; bytes, as it may have forty megabytes and is looked at once.
    public let line: [UInt8]

    init(_ row: Row) {
        number = row.held("number")
        id = row.held("id")
        text = row.held("body")
        line = (try? row.withUnsafeData(named: "line") { data in data.map { [UInt8]($0) } }) ?? []
    }
}
