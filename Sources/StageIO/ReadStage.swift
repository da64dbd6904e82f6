public import ContentExtraction
internal import DocumentModel
internal import EvidenceArchive
internal import Intake
internal import NewsAnalysis
internal import TextPrimitives

/// The I/O around the `read` stage.
public enum ReadStage {
    /// Reads the pages of JSON lines on standard input, or of files, onto standard output.
    ///
    /// - Parameters:
    ///   - files: Files of one page or of many, each also gzipped; none or `-` for JSON Lines.
    ///   - map: Which fields of tables and lists are which.
    ///   - runner: Runs the lines of standard input.
    /// - Returns: 0, or 3 when a page was left out.
    /// - Complexity: O(*n*) in bytes.
    public static func run(_ files: [String], map: FieldMap = .standard, _ runner: StageRunner) -> Int32 {
        if files.isEmpty || files == ["-"] {
            let status = runner.run { line throws(StageFault) in
                let object: JSONLine
                do throws(JSONError) { object = try JSONLine(line) } catch {
                    throw StageFault("\(error.description); expected one JSON object")
                }
                return try ReadStage.line(object)
            }
            return StandardStreams.settled(status)
        }
        var status: Int32 = 0
        var ids: [String: Int] = [:]
        let intake = Intake(map: map, givesRejected: true)
        /// How many pages an earlier process has answered; what it told is not told again.
        var answered = (runner.answersFrom ?? 1) - 1
        for file in files {
            intake.pages(of: file, acceptsPipe: true) { item in
                if answered > 0 {
                    if case .page(let page) = item {
                        answered -= 1
                        _ = name(page, &ids, isTold: true)
                    }
                    return true
                }
                switch item {
                case .page(let page):
                    let id = name(page, &ids)
                    if runner.answersFrom != nil, !StandardStreams.write(RecordSupervisor.announcement(of: id)) {
                        return false
                    }
                    return StandardStreams.write(line(page, id) + [10])
                case .refused(_, let reason):
                    StandardStreams.complain("wirekin: \(reason)")
                    status = 3
                case .note(_, let text): StandardStreams.complain("wirekin: \(text)")
                }
                return true
            }
        }
        return StandardStreams.settled(status)
    }

    /// The id of a page; one that was given before gets a number, and that is told.
    private static func name(_ page: IncomingPage, _ ids: inout [String: Int], isTold: Bool = false) -> String {
        let count = ids[page.id, default: 0] + 1
        ids[page.id] = count
        if count == 1 { return page.id }
        let id = "\(page.id)~\(count)"
        if !isTold {
            StandardStreams.complain("wirekin: \(page.file): the id \(page.id) was given before; this page is \(id).")
        }
        return id
    }

    /// The output line of a page.
    private static func line(_ page: IncomingPage, _ id: String) -> [UInt8] {
        let reading = CaptureReading(page.bytes, page.origin)
        if let cut = reading.page.cut { StandardStreams.complain("wirekin: \(page.file): \(cut).") }
        var article = Article()
        if let rejection = page.rejection {
            article.rejected = rejection
            article.url = page.origin.url
            article.captured = page.origin.captured
        } else {
            article = reading.article()
        }
        return ReadFilter.line(article, id: id, sha256: Digest.sha256(page.bytes))
    }

    /// The output of a JSON line with `html` or `page_text`.
    static func line(_ line: JSONLine) throws(StageFault) -> [UInt8] {
        guard let id = line.string("id") else {
            throw StageFault("no \"id\"; every page needs one that is unique in the run")
        }
        guard let bytes = line.utf8("html") ?? line.utf8("page_text") else {
            throw StageFault("no \"html\" and no \"page_text\"; expected a page")
        }
        let isText = line.range("html") == nil
        let (article, _) = ReadFilter.read(
            bytes, isText: isText, url: line.string("url"), captured: line.string("captured"))
        let members = [JSONMember(name: "id", value: .string(id))] + article.members(sha256: Digest.sha256(bytes))
        return line.rewritten(dropping: ["html", "page_text"], adding: members)
    }
}
