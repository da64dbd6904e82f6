internal import DocumentModel
internal import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// The I/O around the `read` stage.
public enum ReadStage {
    /// The most bytes of one file, and of one file unpacked.
    static let limit = 512 << 20

    /// Reads the pages of JSON lines on standard input, or of files, onto standard output.
    ///
    /// - Parameters:
    ///   - files: HTML, MHTML, plain text or WARC, each also gzipped; none or `-` for JSON Lines.
    ///   - runner: Runs the lines of standard input.
    /// - Returns: 0, or 3 when a page was left out.
    /// - Complexity: O(*n*) in bytes.
    public static func run(_ files: [String], _ runner: StageRunner) -> Int32 {
        if files.isEmpty || files == ["-"] {
            return runner.run { line throws(StageFault) in
                let object: JSONLine
                do throws(JSONError) { object = try JSONLine(line) } catch {
                    throw StageFault("\(error.description); expected one JSON object")
                }
                return try ReadStage.line(object)
            }
        }
        var status: Int32 = 0
        for file in files {
            do {
                try lines(ofFile: file) { StandardStreams.write($0 + [10]) }
            } catch {
                StandardStreams.complain("wirekin: \(error)")
                status = 3
            }
        }
        return status
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

    /// The output lines of a file.
    static func lines(ofFile path: String, _ emit: ([UInt8]) -> Void) throws {
        if WARCReader.isWARC(path) {
            var isWhole = true
            try WARCReader.pages(of: path) { complaint in
                StandardStreams.complain("wirekin: \(complaint)")
                isWhole = false
            } _: { page in
                let (article, _) = ReadFilter.read(page.body, isText: false, url: page.url, captured: page.captured)
                emit(ReadFilter.line(article, id: page.id, sha256: Digest.sha256(page.body)))
            }
            if !isWhole { throw ArchiveError(.damaged, "\(path) was read in part: see above.") }
            return
        }
        let bytes = try FileAccess.read(path, limit: limit, acceptsPipe: true)
        var name = FileAccess.name(of: path)
        if name.hasSuffix(".gz") { name.removeLast(3) }
        let unpacked: [UInt8]
        do throws(ArchiveError) {
            unpacked = Gzip.isGzip(bytes) ? try Gzip.inflate(bytes, limit: limit) : bytes
        } catch { throw ArchiveError(error.code, "\(path) \(error.description)") }
        let (article, _) = ReadFilter.read(unpacked, name: name)
        emit(ReadFilter.line(article, id: name, sha256: Digest.sha256(bytes)))
    }
}
