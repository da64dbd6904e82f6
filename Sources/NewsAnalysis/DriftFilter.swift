internal import DocumentModel
internal import DriftDetection
internal import TemporalTagging
public import TextPrimitives

/// The `drift` stage: a parent and a child in, what the child changed out.
public enum DriftFilter {
    /// Adds `relation` and `changes` to a pair.
    ///
    /// - Parameter line: A pair with `parent` and `child`, each a document with `text`.
    /// - Returns: The pair as one JSON line; nil when a side has no `text`.
    /// - Complexity: O(*n* · *m*) in sentences.
    public static func apply(_ line: JSONLine) -> [UInt8]? {
        guard let parent = side(line, "parent"), let child = side(line, "child") else { return nil }
        var finder = DriftFinder(parent: parent.drift, child: child.drift)
        let changes = finder.find()
        return line.rewritten(adding: [
            JSONMember(name: "relation", value: .string(line.string("relation") ?? finder.relation)),
            JSONMember(
                name: "changes",
                value: .array(changes.map { DriftFilter.json($0, parent: parent.text, child: child.text) })),
        ])
    }

    /// What a child changed against its parent, each as the filter prints it; empty when a side has no `text`.
    public static func changes(parent: JSONLine, child: JSONLine) -> [JSONValue] {
        guard let first = parent.utf8("text"), let second = child.utf8("text") else { return [] }
        var finder = DriftFinder(parent: drift(first, parent), child: drift(second, child))
        let (parentText, childText) = (IndexedText(first), IndexedText(second))
        return finder.find().map { json($0, parent: parentText, child: childText) }
    }

    private static func side(_ line: JSONLine, _ name: String) -> (drift: DriftText, text: IndexedText)? {
        guard let range = line.range(name), let document = try? JSONLine(Array(line.bytes[range])),
            let text = document.utf8("text")
        else { return nil }
        return (drift(text, document), IndexedText(text))
    }

    /// Reads a document for comparison.
    static func drift(_ text: [UInt8], _ document: JSONLine) -> DriftText {
        let indexed = IndexedText(text)
        let published = document.string("published").flatMap(DayBounds.init(edtf:))
        let timexes =
            document.value("timex").map { Timex.list($0, in: indexed) }
            ?? TimeFilter.annotate(text, article: document, usesBackground: true).timexes
        let claims =
            document.value("claims")?.array.compactMap { Claim(json: $0, in: indexed) }
            ?? DocumentCoder.code(text, indexed, document).claims
        return DriftText(text, claims: claims, timexes: timexes, published: published)
    }

    /// A change as the filter prints it.
    static func json(_ change: DriftChange, parent: IndexedText, child: IndexedText) -> JSONValue {
        func span(_ range: TextRange?, _ text: IndexedText) -> JSONValue {
            guard let range else { return .null }
            return .array([
                .int(text.points.codePoint(atByte: range.start)), .int(text.points.codePoint(atByte: range.end)),
            ])
        }
        func quote(_ range: TextRange?, _ text: IndexedText) -> JSONValue {
            range.map { .string(text.quote($0)) } ?? .null
        }
        var members: [JSONMember] = [
            JSONMember(name: "kind", value: .string(change.kind)),
            JSONMember(name: "parent_span", value: span(change.parent, parent)),
            JSONMember(name: "parent_quote", value: quote(change.parent, parent)),
            JSONMember(name: "child_span", value: span(change.child, child)),
            JSONMember(name: "child_quote", value: quote(change.child, child)),
            JSONMember(name: "note", value: .string(change.note)),
            JSONMember(name: "rule", value: .string(change.rule)),
        ]
        if let target = change.parentTarget {
            members.append(JSONMember(name: "parent_target_span", value: span(target, parent)))
            members.append(JSONMember(name: "parent_target_quote", value: quote(target, parent)))
        }
        if let target = change.childTarget {
            members.append(JSONMember(name: "child_target_span", value: span(target, child)))
            members.append(JSONMember(name: "child_target_quote", value: quote(target, child)))
        }
        for (name, statement, text) in [
            ("parent_statement", change.parentStatement, parent), ("child_statement", change.childStatement, child),
        ] where statement != nil {
            members.append(JSONMember(name: name + "_span", value: span(statement, text)))
            members.append(JSONMember(name: name + "_quote", value: quote(statement, text)))
        }
        return .object(members)
    }
}
