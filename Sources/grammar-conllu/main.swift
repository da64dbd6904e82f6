import DocumentModel
import Glibc
import GrammarParsing
import TextPrimitives

// The grammar on standard input, as CoNLL-U; no part of the product.
//   grammar-conllu words < CONLLU   parses the words given
//   grammar-conllu text < TEXT      splits a text into sentences and words and parses them; MISC holds the bytes
// With --time the words and the processor's seconds go to standard error.

/// All of standard input.
func input() -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe chunk.withUnsafeMutableBytes { buffer in
            unsafe read(0, buffer.baseAddress, buffer.count)
        }
        if count <= 0 { return result }
        result.append(contentsOf: chunk[..<count])
    }
}

/// The processor's seconds of this process.
func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Writes a line to standard error.
func report(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
}

let featureNames: [(GrammarFeatures, String)] = [
    "VerbForm=Fin", "VerbForm=Inf", "VerbForm=Part", "VerbForm=Ger", "Tense=Past", "Tense=Pres", "Mood=Ind", "Mood=Imp",
    "Mood=Sub", "Voice=Pass", "Number=Sing", "Number=Plur", "Case=Nom", "Case=Acc", "Case=Gen", "Polarity=Neg",
    "Person=1", "Person=2", "Person=3",
].map { (GrammarFeatures(name: $0), $0) }

/// A sentence's lines.
func lines(_ sentence: ParsedSentence, _ text: [UInt8], addsRanges: Bool) -> String {
    var result = ""
    for (index, token) in sentence.tokens.enumerated() {
        let features = featureNames.filter { token.features.contains($0.0) }.map(\.1).joined(separator: "|")
        let misc = addsRanges ? "Bytes=\(token.range.start)-\(token.range.end)" : "_"
        let form = UTF8Text.string(text, token.range.start, token.range.end)
        result += "\(index + 1)\t\(form)\t\(sentence.lemma(of: index))\t\(token.tag.name)\t_\t"
        result += "\(features.isEmpty ? "_" : features)\t\(token.head + 1)\t\(token.relation.name)\t_\t\(misc)\n"
    }
    return result + "\n"
}

let arguments = Array(CommandLine.arguments.dropFirst())
let isTimed = arguments.contains("--time")
let text = input()
let grammar = EnglishGrammar.shared
var words = 0
var spent = 0.0
_ = grammar.tokens([0x61], in: TextRange(0, 1))

switch arguments.first {
case "words":
    var bytes: [UInt8] = []
    var tokens: [TextRange] = []
    func parse() {
        if tokens.isEmpty { return }
        let start = seconds()
        let sentence = grammar.parse(bytes, tokens: tokens, range: TextRange(0, bytes.count))
        spent += seconds() - start
        words += tokens.count
        print(lines(sentence, bytes, addsRanges: false), terminator: "")
        bytes = []
        tokens = []
    }
    for line in text.split(separator: 10, omittingEmptySubsequences: false) {
        if line.isEmpty {
            parse()
            continue
        }
        let fields = line.split(separator: 9, omittingEmptySubsequences: false)
        guard line.first != UInt8(ascii: "#"), fields.count > 1 else { continue }
        if fields[0].contains(UInt8(ascii: "-")) || fields[0].contains(UInt8(ascii: ".")) { continue }
        let first = bytes.count
        bytes.append(contentsOf: fields[1])
        tokens.append(TextRange(first, bytes.count))
        bytes.append(0x20)
    }
    parse()
case "text":
    var start = seconds()
    let sentences = grammar.sentences(text)
    let splitting = seconds() - start
    for range in sentences {
        start = seconds()
        let sentence = grammar.parse(text, range)
        spent += seconds() - start
        words += sentence.tokens.count
        print(lines(sentence, text, addsRanges: true), terminator: "")
    }
    if isTimed { report("sentences split in \(splitting) s") }
default:
    print("usage: grammar-conllu words|text [--time] < INPUT")
}
if isTimed { report("\(words) words in \(spent) s, \(Int(Double(words) / max(spent, 1e-9))) a second") }
