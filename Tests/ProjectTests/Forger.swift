import Testing
import CDatabaseSettings
import EvidenceArchive
import Foundation
import TestSupport
import TextPrimitives

/// A hand that changes a project on the disk: each forgery is one deliberate edit, the place of it drawn by a seed.
enum Forger {
    /// An edit of a project's folder.
    struct Forgery: Sendable, CustomStringConvertible {
        /// What is done.
        var name: String
        /// Does it.
        var edit: @Sendable (_ project: String, _ generator: inout SeededGenerator) throws -> Void
        var description: String { name }
    }

    /// Runs a statement on a project's database, past the program.
    ///
    /// A statement that fails would forge nothing: it is an issue of the test.
    static func execute(_ project: String, _ sql: String) {
        var database: OpaquePointer?
        guard unsafe sqlite3_open(project + "/derived.sqlite", &database) == SQLITE_OK else {
            Issue.record("\(project) cannot be opened")
            return
        }
        defer { unsafe sqlite3_close(database) }
        let status = unsafe sqlite3_exec(database, sql, nil, nil, nil)
        #expect(status == SQLITE_OK, "\(sql)")
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private static func write(_ bytes: [UInt8], _ path: String) throws {
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    private static func lines(_ project: String) throws -> [[UInt8]] {
        try bytes(project + "/custody.jsonl").split(separator: 10).map(Array.init)
    }

    private static func write(_ lines: [[UInt8]], log project: String) throws {
        try write(lines.flatMap { $0 + [10] }, project + "/custody.jsonl")
    }

    private static func capture(_ project: String, _ generator: inout SeededGenerator) throws -> String {
        let names = try CaptureStore(folder: project + "/captures").names()
        return project + "/captures/" + names[generator.below(names.count)]
    }

    /// Edits of the log.
    static let ofLog: [Forgery] = [
        Forgery(name: "the last entry cut off") { project, _ in
            try write(Array(lines(project).dropLast()), log: project)
        },
        Forgery(name: "several entries cut off") { project, generator in
            let all = try lines(project)
            try write(Array(all.prefix(1 + generator.below(all.count - 1))), log: project)
        },
        Forgery(name: "the last line feed cut off") { project, _ in
            try write(Array(bytes(project + "/custody.jsonl").dropLast()), project + "/custody.jsonl")
        },
        Forgery(name: "the log emptied") { project, _ in try write([], project + "/custody.jsonl") },
        Forgery(name: "the log deleted") { project, _ in
            try FileManager.default.removeItem(atPath: project + "/custody.jsonl")
        },
        Forgery(name: "a byte changed") { project, generator in
            var all = try bytes(project + "/custody.jsonl")
            all[generator.below(all.count)] ^= UInt8(1 << generator.below(7))
            try write(all, project + "/custody.jsonl")
        },
        Forgery(name: "an empty line added") { project, generator in
            var all = try lines(project)
            all.insert([], at: generator.below(all.count + 1))
            try write(all, log: project)
        },
        Forgery(name: "a space added behind a brace") { project, generator in
            var all = try lines(project)
            all[generator.below(all.count)].insert(0x20, at: 1)
            try write(all, log: project)
        },
        Forgery(name: "a space added at the end of a line") { project, generator in
            var all = try lines(project)
            all[generator.below(all.count)].append(0x20)
            try write(all, log: project)
        },
        Forgery(name: "a second date put before the first") { project, generator in
            var all = try lines(project)
            let line = generator.below(all.count)
            all[line].replaceSubrange(0..<1, with: Array("{\"at\":\"1999-01-01T00:00:00Z\",".utf8))
            try write(all, log: project)
        },
        Forgery(name: "a member added") { project, generator in
            var all = try lines(project)
            let line = generator.below(all.count)
            all[line].replaceSubrange(0..<1, with: Array("{\"note\":\"seen\",".utf8))
            try write(all, log: project)
        },
        Forgery(name: "two lines swapped") { project, generator in
            var all = try lines(project)
            let line = generator.below(all.count - 1)
            all.swapAt(line, line + 1)
            try write(all, log: project)
        },
        Forgery(name: "a line written twice") { project, generator in
            var all = try lines(project)
            let line = generator.below(all.count)
            all.insert(all[line], at: line)
            try write(all, log: project)
        },
        Forgery(name: "a line taken out") { project, generator in
            var all = try lines(project)
            all.remove(at: generator.below(all.count))
            try write(all, log: project)
        },
        Forgery(name: "lines ended as on other systems") { project, _ in
            try write(lines(project).map { $0 + [13] }, log: project)
        },
        Forgery(name: "the chain made anew with other times") { project, _ in
            let log = CustodyLog(path: project + "/custody.jsonl")
            let entries = try log.entries()
            try FileManager.default.removeItem(atPath: log.path)
            var last: CustodyEntry?
            for entry in entries {
                last = try log.append(
                    [(entry.action, entry.details)], by: entry.by, time: "2001-01-01T00:00:00Z", after: last
                )
                .last
            }
        },
        Forgery(name: "an entry dated before the one before it") { project, _ in
            let log = CustodyLog(path: project + "/custody.jsonl")
            _ = try log.append([("note", [])], by: "test", time: "2001-01-01T00:00:00Z", after: log.last())
        },
    ]

    /// Edits of the captures.
    static let ofCaptures: [Forgery] = [
        Forgery(name: "a capture deleted") { project, generator in
            try FileManager.default.removeItem(atPath: capture(project, &generator))
        },
        Forgery(name: "a bit of a capture flipped") { project, generator in
            let path = try capture(project, &generator)
            var all = try bytes(path)
            all[generator.below(all.count)] ^= UInt8(1 << generator.below(8))
            try write(all, path)
        },
        Forgery(name: "a capture cut short") { project, generator in
            let path = try capture(project, &generator)
            try write(Array(try bytes(path).dropLast(1 + generator.below(9))), path)
        },
        Forgery(name: "a capture made longer") { project, generator in
            let path = try capture(project, &generator)
            try write(bytes(path) + [0x20], path)
        },
        Forgery(name: "a capture put in another's place") { project, generator in
            let names = try CaptureStore(folder: project + "/captures").names()
            let first = generator.below(names.count - 1)
            try write(bytes(project + "/captures/" + names[first]), project + "/captures/" + names[first + 1])
        },
        Forgery(name: "a file laid among the captures") { project, generator in
            let path = try FileAccess.folder(of: capture(project, &generator)) + "/notes.txt"
            try write(Array("x".utf8), path)
        },
        Forgery(name: "a capture that the log does not name") { project, _ in
            let sha = Digest.sha256("a stranger")
            try FileManager.default.createDirectory(
                atPath: project + "/captures/\(sha.prefix(2))", withIntermediateDirectories: true)
            try write(Array("a stranger".utf8), project + "/captures/\(sha.prefix(2))/\(sha)")
        },
        Forgery(name: "a folder in the place of a capture") { project, generator in
            let path = try capture(project, &generator)
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        },
        Forgery(name: "a link in the place of a capture") { project, generator in
            let path = try capture(project, &generator)
            try FileManager.default.moveItem(
                atPath: path, toPath: project + "/../moved-\(Digest.sha256(path).prefix(8))")
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: project + "/../moved-\(Digest.sha256(path).prefix(8))")
        },
    ]

    /// Statements that change what is shown.
    private static let statements: [(name: String, sql: String)] = [
        (
            "events denied",
            "UPDATE article SET line = replace(line, '\"polarity\":\"asserted\"', '\"polarity\":\"denied\"')"
        ),
        ("another speaker", "UPDATE article SET line = replace(line, 'Norway', 'Sweden')"),
        (
            "another stance",
            "UPDATE article SET line = replace(line, '\"stance\":\"denies\"', '\"stance\":\"confirms\"')"
        ),
        ("another day", "UPDATE article SET line = replace(line, '2019-05', '2018-05')"),
        ("no claims", "UPDATE article SET line = replace(line, '\"claims\":[{', '\"claims\":[],\"was\":[{')"),
        ("another title", "UPDATE article SET title = 'forged'"),
        ("another outlet", "UPDATE article SET outlet = 'forged'"),
        ("another date", "UPDATE article SET published = '1999-01-01'"),
        ("another first day", "UPDATE article SET published_from = '1999-01-01'"),
        ("another last day", "UPDATE article SET published_to = '1999-01-01'"),
        ("another address", "UPDATE article SET url = 'https://example.org/forged'"),
        ("another language", "UPDATE article SET language = 'fr'"),
        ("another text", "UPDATE article SET body = body || ' forged'"),
        ("another digest of the text", "UPDATE article SET text_sha256 = 'forged'"),
        ("a page hidden", "UPDATE article SET rejected = 'paywall' WHERE number = 3"),
        ("other places", "UPDATE article SET segments = '[[0,1,2]]'"),
        ("another list of what was left out", "UPDATE article SET left_out = '[]'"),
        ("other reasons", "UPDATE article SET provenance = '[]'"),
        ("a page said to be left out", "UPDATE article SET state = 2, reason = 'left out by hand' WHERE number = 3"),
        ("a page said to be unfinished", "UPDATE article SET state = 1, reason = 'not coded' WHERE number = 3"),
        ("pages said to be of an older analyser", "UPDATE article SET analyser = 0"),
        ("another size", "UPDATE article SET size = size + 1"),
        ("a page deleted", "DROP TRIGGER article_removed; DELETE FROM article WHERE number = 3"),
        (
            "a page put in",
            "DROP TRIGGER article_added; INSERT INTO article SELECT 99, 'forged.txt', 'f', size, title, outlet, language, url, body, text_sha256, published, published_from, published_to, rejected, line, segments, left_out, provenance, analyser, state, reason FROM article WHERE number = 3"
        ),
        ("another text's page", "UPDATE facet SET text = 9 WHERE number = 3"),
        ("another head", "UPDATE facet SET root = 1 - root"),
        ("another side", "UPDATE facet SET side = 'USA'"),
        ("other stances in the columns", "UPDATE facet SET stances = 'confirms'"),
        ("more anniversaries", "UPDATE facet SET anniversaries = 7"),
        ("a facet deleted", "DELETE FROM facet WHERE number = 3"),
        ("no links", "DELETE FROM link"),
        ("another kind of link", "UPDATE link SET kind = 'rewrite'"),
        ("another score", "UPDATE link SET score = 0.123"),
        ("another link's line", "UPDATE link SET line = replace(line, 'true', 'false') || ' '"),
        ("another copy", "UPDATE link SET copy = 'forged.txt'"),
        ("a false link", "INSERT INTO link VALUES (4, 9, 2, 'x', 'y', 'reprint', 0.9, '{}')"),
        ("countries taken away", "DELETE FROM country"),
        ("a country put in", "INSERT INTO country VALUES (3, 'USA')"),
        (
            "a value set by nobody",
            "INSERT INTO analyst VALUES ('a.txt', 'date', 'date', '1999-01-01', '', 2, 't', 'w')"
        ),
        ("another value", "UPDATE analyst SET value = 'forged'"),
        ("another reason", "UPDATE analyst SET why = 'forged'"),
        ("a value taken away", "DELETE FROM analyst"),
        (
            "a word taken from the index",
            "INSERT INTO article_ft(article_ft, rowid, title, body) SELECT 'delete', number, title, body FROM article WHERE number = 3"
        ),
        ("a word put in the index", "INSERT INTO article_ft(rowid, title, body) VALUES (3, 'forged', 'forged')"),
        (
            "an index of a table dropped and lied about",
            "PRAGMA writable_schema=1; UPDATE sqlite_master SET sql = replace(sql, 'text)', 'side)') WHERE name = 'facet_text'"
        ),
        ("a form of a word put in", "INSERT INTO form VALUES ('norway', 'zambia')"),
        ("the forms of a word taken away", "DELETE FROM form WHERE stem = (SELECT min(stem) FROM form)"),
        ("another form", "UPDATE form SET stem = 'norway' WHERE word = 'zambia'"),
        ("a party's name put in", "INSERT INTO party_name SELECT 'forged', id, role, 'Forged' FROM party LIMIT 1"),
        ("the names of a party taken away", "DELETE FROM party_name WHERE id = (SELECT min(id) FROM party_name)"),
        ("another name of a party", "UPDATE party_name SET name = 'Forged'"),
        ("the log's end lied about", "UPDATE state SET value = '0' WHERE name = 'log_hash'"),
        ("the log's length lied about", "UPDATE state SET value = '99' WHERE name = 'log_entries'"),
    ]

    /// Edits of the database.
    static let ofDatabase: [Forgery] = statements.map { name, sql in
        Forgery(name: name) { project, _ in execute(project, sql) }
    }
}

/// Edits of a dossier file.
enum DossierForger {
    /// An edit of a file's text; nil where it does not apply.
    struct Forgery: Sendable, CustomStringConvertible {
        var name: String
        var edit: @Sendable (String) -> String
        var description: String { name }
    }

    private static func replacing(_ name: String, _ from: String, _ to: String) -> Forgery {
        Forgery(name: name) { text in
            guard let range = text.range(of: from) else { return text }
            return text.replacingCharacters(in: range, with: to)
        }
    }

    private static func block(_ name: String, _ json: @escaping @Sendable (String) -> String) -> Forgery {
        Forgery(name: name) { text in
            let marker = "id=\"wirekin-quotes\">"
            guard let start = text.range(of: marker)?.upperBound,
                let end = text.range(of: "</script>", range: start..<text.endIndex)?.lowerBound
            else { return text }
            return text.replacingCharacters(in: start..<end, with: json(String(text[start..<end])))
        }
    }

    static let all: [Forgery] = [
        replacing("a visible quote changed", "<q", "<q title=\"x\""),
        Forgery(name: "the words of a visible quote changed") { text in
            guard let start = text.range(of: "<mark>")?.upperBound else { return text }
            return text.replacingCharacters(in: start..<start, with: "not ")
        },
        replacing("a paragraph added", "<ol class=\"regests\">", "<p>Added.</p><ol class=\"regests\">"),
        replacing("a date changed", "2019", "2018"),
        replacing("a count changed", "<dd class=\"big\">", "<dd class=\"big\">1"),
        replacing("a script added", "</body>", "<script>alert(1)</script></body>"),
        replacing("a script with capitals added", "</body>", "<SCRIPT>alert(1)</SCRIPT></body>"),
        replacing("the policy taken out", "default-src 'none'", "default-src *"),
        replacing(
            "a refresh added", "<head>", "<head><meta http-equiv=\"refresh\" content=\"0;url=http://127.0.0.1/\">"),
        replacing("a style that hides", "<style>", "<style>.reg{display:none}"),
        replacing("the project renamed", "<span class=\"vh\">project </span>", "<span class=\"vh\">project </span>x"),
        replacing("the day changed", "\"made\":\"", "\"made\":\"1"),
        replacing("the entry of the log changed", "\"entries\":", "\"entries\":1"),
        replacing("the hash of the log changed", "\"hash\":\"", "\"hash\":\"0"),
        replacing("the stamp taken out", "id=\"wirekin-dossier\"", "id=\"other\""),
        replacing("the digest taken out", "id=\"wirekin-digest\"", "id=\"other\""),
        block("the list emptied") { _ in "[]" },
        block("the list of nothing") { _ in "[{}]" },
        block("the list broken") { _ in "[" },
        block("the keys renamed") { $0.replacingOccurrences(of: "\"quote\"", with: "\"words\"") },
        block("the quotes emptied") { _ in
            "[{\"page\":\"a\",\"text\":\"T1\",\"sha256\":\"\(String(repeating: "0", count: 64))\",\"start\":0,\"end\":0,\"quote\":\"\"}]"
        },
        block("offsets moved") { $0.replacingOccurrences(of: "\"start\":", with: "\"start\":1") },
        Forgery(name: "an entry taken out") { text in
            guard let start = text.range(of: "<li class=\"reg\"")?.lowerBound,
                let end = text.range(of: "</li>", range: start..<text.endIndex)?.upperBound
            else { return text.replacingOccurrences(of: "<ol", with: "<ul") }
            return text.replacingCharacters(in: start..<end, with: "")
        },
        replacing("another file", "<!doctype html>", "<!DOCTYPE html>"),
    ]
}

extension SeededGenerator {
    /// A number from 0 to below a bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
