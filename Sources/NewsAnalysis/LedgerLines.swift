internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Events and claims in the form of the gold ledgers: one line an item, quotes instead of offsets.
enum LedgerLines {
    static func lines(
        _ events: [Event], _ claims: [Claim], document: String, text: IndexedText, clusters: [String: String]
    ) -> [UInt8] {
        var writer = JSONWriter()
        var output: [UInt8] = []
        func put(_ value: JSONValue) {
            writer = JSONWriter()
            writer.write(value)
            if !output.isEmpty { output.append(10) }
            output.append(contentsOf: writer.bytes)
        }
        for event in events {
            put(
                .pairs([
                    "doc": .string(document), "id": .string("\(document)#\(event.id)"), "kind": .string("event"),
                    "root": .string(event.root.rawValue),
                    "type": .string(event.type), "mode": .optional(event.mode?.rawValue),
                    "actors": .array(event.actors.map { party($0) }),
                    "recipients": .array(event.recipients.map { party($0) }), "reciprocal": .bool(event.isReciprocal),
                    "when": event.when.map { date in
                        .pairs([
                            "text": .optional(date.range.map { text.quote($0) }),
                            "from": .optional(date.bounds.from?.iso), "to": .optional(date.bounds.to?.iso),
                            "precision": .string(date.precision.rawValue), "basis": .string(date.basis.rawValue),
                        ])
                    } ?? .null,
                    "where": event.place.map {
                        .pairs(["country": .optional($0.country), "place": .optional($0.name)])
                    } ?? .null,
                    "polarity": .string(event.polarity.rawValue), "status": .string(event.status.rawValue),
                    "evidence": .array(event.evidence.map { text.json($0) }), "trigger": text.json(event.trigger),
                    "cluster": .optional(clusters[event.id]), "part_of": .optional(event.partOf),
                    "rules": .strings(event.rules),
                ]))
        }
        for claim in claims {
            put(
                .pairs([
                    "doc": .string(document), "id": .string("\(document)#\(claim.id)"), "kind": .string("claim"),
                    "speaker": .array(claim.speaker.map { party($0) }), "stance": .string(claim.stance.rawValue),
                    "via": .array(claim.via.map { party($0) }),
                    "addressee": .array(claim.addressee.map { party($0) }),
                    "evidence": .array(claim.evidence.map { text.json($0) }),
                    "content_spans": .array(claim.contentSpans.map { text.json($0) }),
                    "source_span": text.json(claim.sourceSpan),
                    "cue_span": text.json(claim.cueSpan), "events": .strings(claim.events),
                    "target": .optional(claim.target),
                    "target_candidates": .strings(claim.targetCandidates), "rule": .string(claim.rule),
                ]))
        }
        return output
    }

    private static func party(_ party: Party) -> JSONValue {
        .pairs([
            "id": .string(party.id), "name": .string(party.name), "country": .optional(party.country),
            "kind": .string(party.kind.word),
        ])
    }
}
