internal import TextPrimitives

/// Reads web archives in a zip file (WACZ 1.1.1): the digests and the index are checked, the records given as by ``WARCReader``.
///
/// Memory is that of one record, whatever the size of the file.
public enum WACZReader {
    /// The most bytes of the files that describe the archive.
    private static let descriptionLimit = 16 << 20

    /// Gives the pages of an archive.
    ///
    /// - Parameters:
    ///   - zip: The archive.
    ///   - options: What else is given of its records.
    ///   - notice: Is told of what is damaged, missing or not as its digest says, and of what is no page.
    ///   - body: Takes each page; false ends the reading.
    /// - Throws: ``ArchiveError`` with code `damaged` when it holds no web archive.
    /// - Complexity: O(*n*) in unpacked bytes.
    public static func pages(
        of zip: ZipArchive, _ options: WARCReader.Options = WARCReader.Options(), notice: (ArchiveNotice) -> Void,
        _ body: (ArchivedPage) -> Bool
    ) throws(ArchiveError) {
        let archives = zip.members.filter { name in
            let small = name.lowercased()
            return small.hasSuffix(".warc") || small.hasSuffix(".warc.gz")
        }
        guard !archives.isEmpty else {
            throw ArchiveError(
                .damaged, "\(zip.name) is a zip file without a web archive; unpack it and add what is in it.")
        }
        let resources = resources(of: zip, notice)
        var index = ArchiveIndex()
        for name in zip.members where isIndex(name) {
            do throws(ArchiveError) {
                try index.read(try stream(zip, name, resources, notice).stream, notice)
            } catch { notice(.damage(error.description)) }
        }
        var goesOn = true
        for name in archives where goesOn {
            do throws(ArchiveError) {
                let (stream, member) = try stream(zip, name, resources, notice)
                try WARCReader.pages(
                    of: stream, options, notice: notice, sees: { offset, _ in index.see(name, offset) }
                ) {
                    page in
                    goesOn = body(page)
                    return goesOn
                }
                if goesOn { check(member, name, resources, zip, notice) }
            } catch { notice(.damage(error.description)) }
        }
        if goesOn { index.check(zip.name, notice) }
    }

    private static func isIndex(_ name: String) -> Bool {
        let small = name.lowercased()
        return small.hasSuffix(".cdxj") || small.hasSuffix(".cdx") || small.hasSuffix(".cdx.gz")
            || small.hasSuffix(".cdxj.gz")
    }

    private static func stream(
        _ zip: ZipArchive, _ name: String, _ resources: [String: String], _ notice: (ArchiveNotice) -> Void
    ) throws(ArchiveError) -> (stream: ByteStream, member: ZipMember) {
        let member = try zip.member(name)
        return (try ByteStream(ByteSource(member), name: member.name), member)
    }

    /// The digests that `datapackage.json` tells, by path, after it was checked against its own.
    private static func resources(of zip: ZipArchive, _ notice: (ArchiveNotice) -> Void) -> [String: String] {
        let package: [UInt8]
        do throws(ArchiveError) {
            package = try zip.bytes(of: "datapackage.json", limit: descriptionLimit)
        } catch {
            notice(.damage("\(zip.name): its datapackage.json is missing or broken; its digests were not checked."))
            return [:]
        }
        if let bytes = try? zip.bytes(of: "datapackage-digest.json", limit: descriptionLimit),
            let told = (try? JSONParser.parse(bytes))?["hash"]?.string, told != "sha256:" + Digest.sha256(package)
        {
            notice(.damage("\(zip.name): datapackage.json is not what its digest says."))
        }
        guard let value = try? JSONParser.parse(package) else {
            notice(.damage("\(zip.name): its datapackage.json is no JSON; its digests were not checked."))
            return [:]
        }
        var result: [String: String] = [:]
        for resource in value["resources"]?.array ?? [] {
            guard let path = resource["path"]?.string, let hash = resource["hash"]?.string else { continue }
            result[path] = hash.lowercased()
            guard zip.members.contains(path) else {
                notice(.damage("\(zip.name): datapackage.json names \(path), which is not there."))
                continue
            }
            // Web archives and indexes are checked while they are read.
            let small = path.lowercased()
            if isIndex(path) || small.hasSuffix(".warc") || small.hasSuffix(".warc.gz") { continue }
            do throws(ArchiveError) {
                let member = try zip.member(path)
                var chunk = [UInt8](repeating: 0, count: 1 << 16)
                while try member.read(into: &chunk, at: 0) > 0 {}
                check(member, path, result, zip, notice)
            } catch { notice(.damage(error.description)) }
        }
        return result
    }

    private static func check(
        _ member: ZipMember, _ name: String, _ resources: [String: String], _ zip: ZipArchive,
        _ notice: (ArchiveNotice) -> Void
    ) {
        guard let told = resources[name], told.hasPrefix("sha256:"), let own = member.digest() else { return }
        if told != "sha256:" + own { notice(.damage("\(zip.name): \(name) is not what its digest says.")) }
    }
}
