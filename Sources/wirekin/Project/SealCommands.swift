internal import ArchivePipeline
internal import ArgumentParser
internal import DocumentModel
internal import EvidenceArchive

/// `wirekin key`: makes a key for seals.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make a key that seals logs (Ed25519, in the files of minisign).",
        discussion:
            "EXAMPLE\n  wirekin key ~/desk.key\n\nWrites the key, which only you may read, and its public half as FILE.pub, which anybody may have. A key does not lie in the project: who can write there could sign with it."
    )

    @Argument(help: "The file of the key; its public half gets .pub behind it.")
    var file: String

    func run() throws {
        do {
            for path in [file, file + ".pub"] where FileAccess.exists(path) {
                throw ExitStatus.usage("\(path) is there already; choose another name, so that no key is lost.")
            }
            let key = try SealKey()
            try FileAccess.writeAtomically(key.file, to: file, mode: 0o600)
            try FileAccess.writeAtomically(key.publicHalf.file, to: file + ".pub")
            Out.put("made the key \(key.publicHalf.name) in \(file); give \(file).pub to those who check\n")
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
    }
}

/// `wirekin seal`: signs the head of the log, or has it stamped by an authority.
struct SealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Seal the head of the log: sign it, or have an authority stamp it.",
        discussion: """
            EXAMPLE
              wirekin seal --key ~/desk.key
              wirekin seal --authority http://timestamp.example.org
              wirekin seal --response answer.tsr

            A signature proves that who holds the key saw this head of the log. A time stamp proves that it was there at that
            moment, by the word of the authority; only its digest leaves the machine. Neither proves what a site showed, nor that
            nothing was left out. Without --key and --authority the head and a request for a stamp are written to seals/.
            """)

    @Option(help: "The key to sign with, as `wirekin key` makes it.")
    var key: String?

    @Option(help: "The address of a time-stamp authority (RFC 3161), http://host/path.")
    var authority: String?

    @Option(help: "An authority's answer (.tsr) to the request in seals/ for this head, fetched another way.")
    var response: String?

    @Option(help: "A file of certificates (PEM) of authorities, against which an answer is checked before it is kept.")
    var authorities: String?

    @OptionGroup var options: ProjectOptions

    func run() throws {
        do {
            let folder = try ProjectFolder.open(options.path)
            let lock = try folder.lock()
            defer { lock.release() }
            guard let last = try folder.log.last() else {
                throw ExitStatus.usage("the log of \(options.path) is empty.")
            }
            let findings = try folder.log.verify()
            guard findings.isEmpty else {
                throw ExitStatus(
                    code: 1, message: "the log does not hold, and is not sealed: \(findings[0].description)")
            }
            let seals = Seals(folder)
            let tree = try LogTree(folder.log)
            let head = try seals.write(last, tree: tree.root(of: tree.count))
            Out.put("log \(last.number):\(last.hash) of \(last.time) · \(head.path)\n")
            if let key {
                let key = try SealKey(file: key)
                try seals.sign(head, with: key, at: Clock.now())
                Out.put("signed by the key \(key.publicHalf.name) · \(head.path).minisig\n")
            }
            if let response {
                let time = try seals.keep(
                    try FileAccess.read(response, limit: 1 << 20), for: head, authorities: authorities)
                Out.put("stamped at \(time) · \(head.path).tsr\n")
            } else if let authority {
                let answer = try StampPost.send(try seals.request(head), to: authority)
                let time = try seals.keep(answer, for: head, authorities: authorities)
                Out.put("stamped at \(time) · \(head.path).tsr\n")
            } else if key == nil {
                _ = try seals.request(head)
                Out.put(
                    "a stamp is pending: send \(head.path).tsq to an authority, and give the answer with --response\n")
            }
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
    }
}
