internal import EvidenceArchive
internal import HTMLParsing
internal import StageIO
internal import Synchronization
internal import TextPrimitives

/// Runs cases of the html5lib suite: `html-conformance FOLDER…`, ends with "N passed, N failed".
///
/// `html-conformance --fuzz SECONDS FOLDER…` feeds changed cases to the parser and the reader; `--parse FILE…` times parsing,
/// `--archive FILE…` the reading of web archives.
@main
enum HTMLConformance {
    /// The most failures that are shown in full.
    private static let shown = 40
    private static let tally = Mutex((passed: 0, failed: 0))

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "--parse" {
            parse(Array(arguments.dropFirst()))
            return
        }
        if arguments.first == "--archive" {
            archives(Array(arguments.dropFirst()))
            return
        }
        if arguments.first == "--fuzz", let seconds = arguments.dropFirst().first.flatMap(Double.init) {
            Fuzzer.run(seconds: seconds, folders: Array(arguments.dropFirst(2)))
            return
        }
        for folder in arguments {
            for path in FileAccess.files(below: folder, complaint: { StandardStreams.complain($0.description) })
                .sorted()
            {
                guard let bytes = try? FileAccess.read(path) else { continue }
                if path.hasSuffix(".test") { tokenizer(bytes, path) }
                if path.hasSuffix(".dat") {
                    if path.contains("/encoding/") { encodings(bytes, path) } else { trees(bytes, path) }
                }
            }
        }
        let (passed, failed) = tally.withLock { $0 }
        say("\(passed) passed, \(failed) failed")
    }

    /// Parses files several times and prints their size and the nodes found, for `make bench`.
    static func parse(_ paths: [String]) {
        var (size, nodes) = (0, 0)
        let pages = paths.compactMap { try? FileAccess.read($0) }
        for _ in 0..<5 {
            for page in pages {
                size += page.count
                nodes += HTMLDocument(page).count
            }
        }
        say("\(size) bytes, \(nodes) nodes")
    }

    /// Reads web archives and prints their pages and bytes, for `make bench`.
    static func archives(_ paths: [String]) {
        var (pages, size) = (0, 0)
        for path in paths {
            do throws(ArchiveError) {
                try WARCReader.pages(of: try ByteStream(path: path), notice: { say($0.text) }) { page in
                    pages += 1
                    size += page.body.count
                    return true
                }
            } catch { say(error.description) }
        }
        say("\(pages) pages, \(size) bytes")
    }

    static func say(_ text: String) { StandardStreams.write(Array((text + "\n").utf8)) }

    static func report(_ isRight: Bool, _ name: String, _ expected: String, _ found: String) {
        let failures = tally.withLock { tally in
            if isRight { tally.passed += 1 } else { tally.failed += 1 }
            return tally.failed
        }
        if !isRight, failures <= shown { say("FAILED \(name)\n--- expected\n\(expected)\n--- found\n\(found)\n") }
    }

    // MARK: Tokenizer

    static func tokenizer(_ bytes: [UInt8], _ path: String) {
        guard let file = try? JSONParser.parse(bytes) else { return }
        for test in file["tests"]?.array ?? file["xmlViolationTests"]?.array ?? [] {
            // Cases of the XML violation file follow another specification.
            if file["xmlViolationTests"] != nil { continue }
            guard var input = test["input"]?.string, let output = test["output"] else { continue }
            var expected = merged(output)
            if test["doubleEscaped"]?.bool == true {
                // Lone surrogates cannot stand in UTF-8 at all.
                if input.contains("\\uD") || input.contains("\\uE000") && input.contains("\\uD8") { continue }
                input = unescaped(input)
                expected = merged((try? JSONParser.parse(Array(unescapedJSON(output.text).utf8))) ?? output)
            }
            let states = (test["initialStates"]?.array ?? []).compactMap(\.string)
            for state in states.isEmpty ? ["Data state"] : states {
                let found = TokenDump.tokens(
                    Array(input.utf8), state: state, lastStartTag: test["lastStartTag"]?.string ?? "")
                report(
                    same(found, expected),
                    "\(path): \(test["description"]?.string ?? "") [\(state)] \(input.debugDescription)",
                    expected.text, found.text)
            }
        }
    }

    /// Attributes have no order.
    static func same(_ first: JSONValue, _ second: JSONValue) -> Bool {
        if case .object(let a) = first, case .object(let b) = second {
            return a.count == b.count
                && a.allSatisfy { member in
                    b.contains { $0.name == member.name && same($0.value, member.value) }
                }
        }
        if case .array(let a) = first, case .array(let b) = second {
            return a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
        }
        return first.text == second.text
    }

    /// Neighbouring characters as one token, parse errors left out.
    static func merged(_ output: JSONValue) -> JSONValue {
        var result: [JSONValue] = []
        for token in output.array {
            if token.array.first?.string == "Character", let last = result.last, last.array.first?.string == "Character"
            {
                result[result.count - 1] = .array([
                    .string("Character"), .string((last.array[1].string ?? "") + (token.array[1].string ?? "")),
                ])
            } else if token.string != "ParseError" {
                result.append(token)
            }
        }
        return .array(result)
    }

    static func unescaped(_ text: String) -> String {
        (try? JSONParser.parse(
            Array("\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\""))\"".utf8)
        ))?.string
            ?? text
    }

    static func unescapedJSON(_ text: String) -> String {
        text.split(separator: "\\\\u", omittingEmptySubsequences: false).joined(separator: "\\u")
    }

    // MARK: Encodings

    static func encodings(_ bytes: [UInt8], _ path: String) {
        let text = Array("\n".utf8) + bytes
        var start = 0
        var number = 0
        let (data, encoding) = (Array("\n#data\n".utf8), Array("\n#encoding\n".utf8))
        while let found = UTF8Text.index(Array(text[start...]), of: data) {
            let from = start + found + data.count
            guard let end = UTF8Text.index(Array(text[from...]), of: encoding) else { return }
            let label = text[(from + end + encoding.count)...].prefix { $0 != 10 }
            let expected = String(decoding: label, as: UTF8.self).lowercased()
            let page = Array(text[from..<(from + end)])
            let name = CharacterEncoding.declared(page) ?? "windows-1252"
            number += 1
            report(name == expected, "\(path) #\(number): \(String(decoding: page, as: UTF8.self))", expected, name)
            start = from + end + encoding.count
        }
    }

    // MARK: Trees

    static func trees(_ bytes: [UInt8], _ path: String) {
        var section = ""
        var parts: [String: [ArraySlice<UInt8>]] = [:]
        var number = 0
        func finish() {
            guard let data = parts["data"], let document = parts["document"] else {
                parts = [:]
                return
            }
            number += 1
            defer { parts = [:] }
            if parts["script-on"] != nil { return }
            let input = Array(data.joined(separator: [10]))
            var lines = document.map { String(decoding: $0, as: UTF8.self) }
            while lines.last == "" { lines.removeLast() }
            let expected = lines.joined(separator: "\n")
            let tree: HTMLDocument
            if let context = parts["document-fragment"]?.first {
                let words = String(decoding: context, as: UTF8.self).split(separator: " ").map(String.init)
                let namespace: HTMLDocument.Namespace = words.count == 2 ? (words[0] == "svg" ? .svg : .math) : .html
                tree = HTMLDocument(fragment: input, context: words.last ?? "div", namespace: namespace)
            } else {
                tree = HTMLDocument(input)
            }
            let found = tree.dump()
            report(found == expected, "\(path) #\(number): \(String(decoding: input, as: UTF8.self))", expected, found)
        }
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            if line.elementsEqual("#data".utf8) {
                finish()
                section = "data"
                parts["data"] = []
            } else if section != "data" && section != "document" || line.elementsEqual("#errors".utf8),
                line.first == UInt8(ascii: "#")
            {
                section = String(decoding: line.dropFirst(), as: UTF8.self)
                parts[section] = []
            } else if section == "errors" || section == "new-errors" {
                continue
            } else {
                parts[section, default: []].append(line)
            }
        }
        finish()
    }
}
