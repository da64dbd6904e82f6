internal import ArchivePipeline
internal import CorpusStore
internal import EvidenceArchive
internal import Exports
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TextPrimitives

/// All addresses of the desk.
struct Routes: Sendable {
    private let desk: Desk
    private let pages: Pages
    private let api: API
    private let uploads = Uploads()

    init(_ desk: Desk) {
        self.desk = desk
        pages = Pages(desk)
        api = API(desk)
    }

    /// The router with its guard.
    func router(_ entry: Guard<BasicRequestContext>) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: entry)
        router.add(middleware: Freshness(desk: desk))
        resources(router)
        reading(router)
        writing(router)
        programs(router)
        return router
    }

    // MARK: Files of the desk

    private func resources(_ router: Router<BasicRequestContext>) {
        for (path, name, type) in [
            ("/desk.css", "desk/desk.css", "text/css; charset=utf-8"),
            ("/desk.js", "desk/desk.js", "text/javascript; charset=utf-8"),
            ("/icon.svg", "desk/icon.svg", "image/svg+xml"),
        ] {
            router.get(RouterPath(path)) { _, _ in
                Answers.bytes(Resource.bytes(name), type: type, headers: [.cacheControl: "max-age=3600"])
            }
        }
    }

    // MARK: Pages

    private func reading(_ router: Router<BasicRequestContext>) {
        page(router, "/search") { try pages.search(SearchAddress($0.values)) }
        router.get("/") { request, context in
            // A search that was kept when it stood here.
            let asked = Asked(request, context)
            if asked.one("q") != nil { return Answers.redirect(asked.address("/search", with: [:])) }
            let visit = Visit(request.headers[values: .cookie], newest: desk.captures.last ?? 0)
            var headers: HTTPFields = [.cacheControl: "no-store"]
            if let cookie = visit.cookie { headers[.setCookie] = cookie }
            return Answers.bytes(
                Array(try pages.home(seen: visit.seen).utf8), type: "text/html; charset=utf-8", headers: headers)
        }
        page(router, "/pair") { request in
            if let pair = request.one("pair") {
                _ = try SearchAddress.codes(pair)
                throw Redirect(to: "/pair/\(FormData.encode(pair.uppercased()))")
            }
            return pages.pairs()
        }
        page(router, "/pair/:name") { request in
            try pages.dossier(request.name, request)
        }
        page(router, "/families") { try pages.families(part: $0.part) }
        page(router, "/rewordings") { try pages.rewordings(part: $0.part) }
        page(router, "/family/:name") { try pages.family($0.name) }
        page(router, "/diff/:name/:other") {
            try pages.diff($0.name, $0.other, inline: $0.one("view") == "inline")
        }
        page(router, "/article/:name") { try pages.article($0.name, $0.values) }
        page(router, "/events") { try pages.events($0) }
        page(router, "/claims") { try pages.claims($0) }
        page(router, "/persons") { try pages.persons($0) }
        page(router, "/person/:name") { try pages.person($0.name) }
        page(router, "/tour") { _ in try pages.tour() }
        page(router, "/phrases") { try pages.phrases($0) }
        page(router, "/claims/:name") { try pages.claims($0.name) }
        page(router, "/outlets") { _ in try pages.outlets() }
        page(router, "/calendar") { _ in try pages.calendar() }
        page(router, "/captures") { try pages.captures(part: $0.part) }
        page(router, "/capture/:name", isKept: false) { try pages.capture($0.name, $0.values) }
        page(router, "/log") { try pages.log(part: $0.part) }
        page(router, "/add") { _ in
            pages.page(
                "add", title: "Add", place: "Add", ["limit": "\(Project.captureLimit >> 20) MiB"])
        }
        router.get("/capture/:name/frame") { request, context in
            // Only the capture page's own frame may show the bytes; a tab of their own could follow their links.
            let place = HTTPField.Name("Sec-Fetch-Dest").flatMap { request.headers[$0] }
            let asked = Asked(request, context)
            if let place, place != "iframe" {
                return Answers.redirect("/capture/\(FormData.encode(asked.name))")
            }
            return Answers.bytes(
                Array(try pages.frame(asked.name, asked.values).utf8), type: "text/html; charset=utf-8",
                headers: [.contentSecurityPolicy: Headers.sandbox])
        }
        router.get("/capture/:name/bytes") { request, context in
            let asked = Asked(request, context)
            return Answers.bytes(
                try pages.bytes(asked.name), type: "application/octet-stream",
                headers: [
                    .contentSecurityPolicy: Headers.sandbox,
                    .contentDisposition:
                        "attachment; filename=\"\(asked.name.filter { $0.isHexDigit }.prefix(64)).bin\"",
                ])
        }
        router.get("/pair/:name/dossier.html") { request, context in
            let asked = Asked(request, context)
            return Answers.bytes(
                Array(try pages.dossierFile(asked.name).utf8), type: "text/html; charset=utf-8",
                headers: [.contentDisposition: "attachment; filename=\"dossier.html\""])
        }
        router.get("/article/:name/cite/:other") { request, context in
            let asked = Asked(request, context)
            let made = try pages.cite(asked.name, asked.other)
            return Answers.bytes(
                made.bytes, type: made.type,
                headers: [
                    .contentDisposition:
                        "attachment; filename=\"\(made.file.filter { $0.isASCII && $0 != "\"" && $0 != "\\" })\""
                ])
        }
        exports(router)
        feeds(router)
    }

    /// The formats of others.
    private func exports(_ router: Router<BasicRequestContext>) {
        router.get("/pair/:name/export/:other") { request, context in
            let asked = Asked(request, context)
            return try DeskExport(pair: asked.name, asked.other, desk).answer
        }
        router.get("/search/export/:name") { request, context in
            let asked = Asked(request, context)
            return try DeskExport(search: SearchAddress(asked.values).query, asked.name, desk).answer
        }
    }

    private func feeds(_ router: Router<BasicRequestContext>) {
        router.get("/search.atom") { request, context in
            let asked = Asked(request, context)
            return Answers.bytes(
                Array(
                    try Feeds(
                        desk, base: "http://\(request.head.authority ?? "127.0.0.1")", path: request.head.path ?? "/"
                    ).search(SearchAddress(asked.values)).utf8),
                type: "application/atom+xml; charset=utf-8")
        }
        router.get("/search.ics") { request, context in
            let query = try SearchAddress(Asked(request, context).values).query
            return Answers.bytes(
                Array(AnniversaryCalendar.render(try Anniversaries.found(by: query, desk)).utf8),
                type: "text/calendar; charset=utf-8")
        }
        router.get("/pair/:name/feed.atom") { request, context in
            Answers.bytes(
                Array(
                    try Feeds(
                        desk, base: "http://\(request.head.authority ?? "127.0.0.1")", path: request.head.path ?? "/"
                    ).pair(Asked(request, context).name).utf8),
                type: "application/atom+xml; charset=utf-8")
        }
        router.get("/pair/:name/calendar.ics") { request, context in
            let items = try desk.dossier(Asked(request, context).name).dossier.remembered
            return Answers.bytes(
                Array(AnniversaryCalendar.render(items).utf8), type: "text/calendar; charset=utf-8")
        }
        router.get("/calendar.ics") { _, _ in
            Answers.bytes(
                Array(AnniversaryCalendar.render(try Anniversaries.all(desk)).utf8),
                type: "text/calendar; charset=utf-8")
        }
    }

    /// A page that is rendered once and kept until the project changes.
    private func page(
        _ router: Router<BasicRequestContext>, _ path: String, isKept: Bool = true,
        _ make: @escaping @Sendable (Asked) throws -> String
    ) {
        router.get(RouterPath(path)) { request, context in
            let asked = Asked(request, context)
            do {
                let type = "text/html; charset=utf-8"
                guard isKept else { return Answers.bytes(Array(try make(asked).utf8), type: type) }
                let answer = try desk.answer(request.head.path ?? path) {
                    Desk.Answer(type: type, body: Array(try make(asked).utf8))
                }
                return Answers.bytes(answer.body, type: answer.type)
            } catch let redirect as Redirect {
                return Answers.redirect(redirect.to)
            }
        }
    }

    // MARK: The analyst's layer and adding

    private func writing(_ router: Router<BasicRequestContext>) {
        router.post("/article/:name/set") { request, context in
            let asked = Asked(request, context)
            let body = try await request.body.collect(upTo: 64 << 10)
            let fields = FormData.fields(Array(body.readableBytesView))
            let page = try pages.item(asked.name).page
            let change = try AnalystChange(fields)
            let id = page.article.id
            if HandCorrections.isCorrection(change.field),
                let problem = HandCorrections.problem(change.field, change.value, page, exists: pages.hasEvent)
            {
                throw DeskError.badRequest(problem)
            }
            try await desk.change { try $0.set(id, field: change.field, value: change.value, why: change.why) }
            return Answers.redirect("/article/\(page.article.sha256)")
        }
        router.post("/pages") { request, _ in
            let body = try await request.body.collect(upTo: 256 << 10)
            let values = FormData.values(String(decoding: body.readableBytesView, as: UTF8.self))
            let names = values["pages"] ?? []
            guard !names.isEmpty else { throw DeskError.badRequest("No page was marked; mark some, then set a value for all of them.") }
            guard names.count <= 500 else { throw DeskError.badRequest("At most 500 pages can be set at once.") }
            var fields: [String: String] = [:]
            for name in ["field", "value", "why"] { fields[name] = values[name]?.last }
            if fields["field"] == "tag" {
                fields["field"] = "tag:\(fields["value"] ?? "")"
                fields["value"] = "yes"
            }
            if values["undo"] != nil { fields["undo"] = "yes" }
            let change = try AnalystChange(fields)
            guard !HandCorrections.isCorrection(change.field) else {
                throw DeskError.badRequest("Events are corrected one by one.")
            }
            let ids = try names.map { try pages.item($0).page.article.id }
            try await desk.change { project in
                for id in ids { try project.set(id, field: change.field, value: change.value, why: change.why) }
            }
            let back = values["back"]?.last ?? "/search"
            return Answers.redirect(RowChange.isOwn(back) ? back : "/search")
        }
        router.post("/rows") { request, context in
            let body = try await request.body.collect(upTo: 64 << 10)
            let change = try RowChange(FormData.fields(Array(body.readableBytesView)))
            for report in change.reports {
                let parts = report.split(separator: "#").map(String.init)
                guard parts.count == 2 else {
                    throw DeskError.badRequest("“\(report.prefix(40))” names no event; write it as PAGE#e1.")
                }
                let page = try pages.item(parts[0]).page
                let field = change.field(parts[1])
                if change.value == nil, !page.analyst.contains(where: { $0.field == field }) { continue }
                if let problem = HandCorrections.problem(field, change.value, page, exists: pages.hasEvent) {
                    throw DeskError.badRequest(problem)
                }
                let id = page.article.id
                try await desk.change { try $0.set(id, field: field, value: change.value, why: change.why) }
            }
            return Answers.redirect(change.back)
        }
        router.post("/add") { request, _ in
            let body: BodyFile
            do {
                body = try await BodyFile(
                    request.body, type: request.headers[.contentType] ?? "", limit: Bounds.uploadBytes)
            } catch BodyFile.Fault.tooLong {
                throw DeskError(
                    status: .contentTooLarge,
                    message: "An upload holds at most \(Bounds.uploadBytes >> 20) MiB; add the files in parts.")
            } catch BodyFile.Fault.noRoom {
                throw DeskError(
                    status: .serviceUnavailable,
                    message: "There is no room for the upload; free some space for temporary files.")
            } catch {
                // The sender went away, or says more than it sends.
                throw DeskError.badRequest("The upload broke off before its end; send the files again.")
            }
            guard let names = body.names() else {
                throw DeskError.badRequest("The form could not be read; send the files again.")
            }
            guard !names.isEmpty else { throw DeskError.badRequest("Nothing was chosen; name a file or paste a text.") }
            let job = uploads.begin(names)
            Task {
                do {
                    try await desk.change { project in
                        try project.add(uploads: body.files()) { uploads.report(job, $0) }
                    }
                    uploads.finish(job, nil)
                } catch { uploads.finish(job, "\(error)") }
            }
            return Answers.redirect("/add/\(job)")
        }
        router.get("/add/:name") { request, context in
            let asked = Asked(request, context)
            guard let job = Int(asked.name), let state = uploads.state(job) else {
                throw DeskError.notFound("There is no such upload; the desk forgets them when it stops.")
            }
            let html = pages.page(
                "added", title: "Added", place: "Add",
                [
                    "job": job, "isDone": state.isDone, "heading": state.heading,
                    "items": state.items.map { item in
                        var values: Templates.Values = ["name": item.name, "state": item.state]
                        if let link = item.link, state.isDone { values["link"] = link }
                        return values
                    },
                ])
            return Answers.bytes(Array(html.utf8), type: "text/html; charset=utf-8")
        }
        router.get("/add/:name/events") { request, context in
            let asked = Asked(request, context)
            guard let job = Int(asked.name), uploads.state(job) != nil else {
                throw DeskError.notFound("There is no such upload; the desk forgets them when it stops.")
            }
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    var told = 0
                    // A stream ends after a minute at the latest; browsers ask again.
                    for _ in 0..<300 {
                        guard let state = uploads.state(job) else { break }
                        for item in state.items.dropFirst(told) {
                            let json = JSONValue.pairs(["name": .string(item.name), "state": .string(item.state)])
                            try await writer.write(ByteBuffer(string: "event: item\ndata: \(json.text)\n\n"))
                            told += 1
                        }
                        if state.isDone {
                            try await writer.write(ByteBuffer(string: "event: done\ndata: {}\n\n"))
                            break
                        }
                        try await Task.sleep(for: .milliseconds(200))
                    }
                    try await writer.finish(nil)
                })
        }
    }

    // MARK: Programs

    private func programs(_ router: Router<BasicRequestContext>) {
        for (path, make) in api.routes {
            program(router, path) { asked in
                Answers.bytes(Array(try make(asked).utf8), type: "application/json; charset=utf-8")
            }
        }
        for (path, make) in api.files { program(router, path) { try make($0).answer } }
    }

    /// An address for programs; what is wrong is said as JSON.
    private func program(
        _ router: Router<BasicRequestContext>, _ path: String, _ make: @escaping @Sendable (Asked) throws -> Response
    ) {
        router.get(RouterPath(path)) { request, context in
            do { return try make(Asked(request, context)) } catch let error as DeskError {
                let json = JSONValue.pairs(["error": .string(error.message), "status": .int(error.status.code)])
                return Answers.bytes(
                    Array(json.text.utf8), type: "application/json; charset=utf-8", status: error.status)
            }
        }
    }
}

/// What a request asks for.
struct Asked: Sendable {
    /// The name in the address.
    let name: String
    /// The second name in the address.
    let other: String
    /// The values of the query.
    let values: [String: [String]]

    init(_ request: Request, _ context: BasicRequestContext) {
        name = context.parameters.get("name").map { Asked.decode($0) } ?? ""
        other = context.parameters.get("other").map { Asked.decode($0) } ?? ""
        values = FormData.values(request.uri.query ?? "")
    }

    private static func decode(_ text: String) -> String { FormData.plain(text) }

    /// The last value of a name; nil when it is empty or absent.
    func one(_ name: String) -> String? { values[name]?.last.flatMap { $0.isEmpty ? nil : $0 } }

    /// The address of what is asked under a path, with some values set otherwise; nil takes one away.
    func address(_ path: String, with changed: [String: String?]) -> String {
        var all = values
        for (name, value) in changed { all[name] = value.map { [$0] } ?? [] }
        let pairs = all.keys.sorted().filter { $0 != "token" }.flatMap { name in
            (all[name] ?? []).filter { !$0.isEmpty }.map { "\(FormData.encode(name))=\(FormData.encode($0))" }
        }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }

    /// The part of a list.
    var part: Int { min(max(1, one("part").flatMap { Int($0) } ?? 1), 1_000_000) }
}

/// Another address that has what was asked for.
struct Redirect: Error {
    let to: String

    init(to: String) { self.to = to }
}

/// Answers with the right headers.
enum Answers {
    static func bytes(
        _ body: [UInt8], type: String, headers: HTTPFields = [:], status: HTTPResponse.Status = .ok
    ) -> Response {
        var all = headers
        all[.contentType] = type
        return Response(status: status, headers: all, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    static func redirect(_ to: String) -> Response { Response(status: .seeOther, headers: [.location: to]) }
}

/// What a reader had seen at the visit before: in a cookie, the last page then and the last page now.
struct Visit {
    /// The number of the last page at the visit before; nil at the first.
    let seen: Int?
    /// What the browser is to keep; nil where nothing changes.
    let cookie: String?

    /// - Parameters:
    ///   - cookies: The request's.
    ///   - newest: The number of the last page now.
    ///   - minutes: The minutes since 1970; a visit lasts for half an hour.
    init(_ cookies: [String], newest: Int, minutes: Int = Clock.minutes) {
        let value = cookies.flatMap { $0.split(separator: ";") }.lazy.map { $0.split(separator: " ").joined() }
            .first { $0.hasPrefix("wirekin-seen=") }
        let parts = (value?.dropFirst("wirekin-seen=".count).split(separator: ".") ?? []).compactMap { Int($0) }
        let isKnown = parts.count == 3
        let isSameVisit = isKnown && minutes - parts[2] < 30
        seen = isKnown ? (isSameVisit ? parts[0] : parts[1]) : nil
        let before = isKnown ? (isSameVisit ? parts[0] : parts[1]) : newest
        cookie = "wirekin-seen=\(before).\(newest).\(minutes); Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly"
    }
}
