internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import HTTPTypes
internal import Ledger
internal import TextPrimitives

/// The desk's pages: each a template filled with the values of a view.
///
/// Their parts stand in `Pages/`.
struct Pages: Sendable {
    /// The project.
    let desk: Desk

    /// Makes the pages of a project.
    init(_ desk: Desk) { self.desk = desk }

    private static let navigation: [(name: String, path: String)] = [
        ("Search", "/search"), ("Dossiers", "/pair"), ("Events", "/events"), ("Claims", "/claims"),
        ("Persons", "/persons"),
        ("Families", "/families"), ("Phrases", "/phrases"), ("Outlets", "/outlets"), ("Calendar", "/calendar"),
        ("Captures", "/captures"), ("Add", "/add"),
    ]

    /// A page with the frame that all share.
    ///
    /// - Parameters:
    ///   - template: The template of its content.
    ///   - title: Its title.
    ///   - place: The entry of the navigation that it belongs to.
    ///   - values: What the template shows.
    func page(_ template: String, title: String, place: String, _ values: Templates.Values) -> String {
        var all = values
        let log = desk.log
        all["title"] = title
        all["project"] = desk.name
        all["nav"] = Pages.navigation.map {
            ["name": $0.name, "path": $0.path, "current": $0.name == place] as Templates.Values
        }
        all["quick"] = place != "Search" && template != "home"
        all["entries"] = log.entries
        all["head"] = String(log.hash.prefix(8))
        return desk.templates.render(template, all)
    }

    /// The page of an error.
    func error(_ status: HTTPResponse.Status, _ message: String) -> String {
        page(
            "error", title: status.reasonPhrase, place: "",
            ["status": "\(status.code) \(status.reasonPhrase)", "heading": message])
    }

    // MARK: What several pages need

    /// The pages of some numbers, read and joined.
    func collection(_ numbers: [Int]) throws -> Collection { try Collection(desk.store, pages: numbers) }

    /// The one page of a digest or an id.
    func item(_ name: String) throws -> (collection: Collection, page: CollectionPage) {
        guard let number = try desk.number(of: name) else {
            throw DeskError.notFound(
                "No page of this project has the id or digest “\(name.prefix(24))\(name.count > 24 ? "…" : "")”.")
        }
        let collection = try collection([number])
        guard let page = collection.pages.first else {
            throw DeskError.notFound(
                "“\(name.prefix(24))\(name.count > 24 ? "…" : "")” is held and is no article: \(Pages.reason(collection.rejected.first?.rejected))."
            )
        }
        return (collection, page)
    }

    /// Why a page is no article, without saying so twice.
    static func reason(_ text: String?) -> String {
        guard let text else { return "not read" }
        return text.hasPrefix("no article: ") ? String(text.dropFirst("no article: ".count)) : text
    }

    /// The date as it is shown: set by hand, or what the page says.
    static func date(_ page: CollectionPage) -> String {
        if let set = page.analyst.first(where: { $0.field == "date" })?.value {
            return "\(Wording.date(set)) (set by hand)"
        }
        return Wording.date(page.fields.published)
    }
}
