import HTMLParsing
import Testing

/// The decoders against a browser's: what they make of bytes drawn at random, and of characters that break off.
@Suite struct LegacyDecoderTests {
    /// Bytes drawn by a linear congruential generator; for the encodings with states, sequences that reach them.
    static func bytes(for name: String) -> [UInt8] {
        let escapes: [[UInt8]] = [[0x1B, 0x24, 0x42], [0x1B, 0x28, 0x42], [0x1B, 0x28, 0x4A], [0x1B, 0x28, 0x49]]
        var state: UInt32 = 1
        var bytes: [UInt8] = []
        while bytes.count < 20_000 {
            state = state &* 1_664_525 &+ 1_013_904_223
            let value = UInt8(state >> 24)
            if name == "iso-2022-jp" {
                if value >= 0xF0 { bytes += escapes[Int(value & 3)] } else { bytes.append(value & 0x7F) }
            } else if name == "gb18030", value % 7 == 0 {
                bytes += [
                    UInt8(0x81 + (state >> 8 & 3)), UInt8(0x30 + (state >> 12) % 10),
                    UInt8(0x81 + (state >> 16) % 126), UInt8(0x30 + (state >> 4) % 10),
                ]
            } else if name == "big5", value == 0x88 {
                // Its pairs of letter and mark are tested by themselves: browsers differ.
                bytes.append(0x89)
            } else if name == "euc-jp", value == 0x8F {
                // Browsers differ in what a broken sequence of three leaves behind.
                bytes += [0x8F, 0xB0, UInt8(0xA1 + (state >> 8) % 94)]
            } else {
                bytes.append(value)
            }
        }
        return bytes
    }

    /// Lengths and FNV-1a digests of what Chromium's TextDecoder gives for the same bytes, as UTF-8.
    @Test(arguments: [
        ("ibm866", 34082, 0xf50674a0621e49c6),
        ("iso-8859-2", 29986, 0x40a0fe02a01fa24),
        ("iso-8859-3", 30515, 0xfb3bf60f3e0dd34b),
        ("iso-8859-4", 29986, 0x8d9c2723ffb59247),
        ("iso-8859-5", 30067, 0x622d739c64c18421),
        ("iso-8859-6", 33503, 0x51502d90f45a4459),
        ("iso-8859-7", 30597, 0x3e4c99ed766625a8),
        ("iso-8859-8", 33091, 0x83b0193ce1bbd139),
        ("iso-8859-10", 30064, 0x3d75d4feebd08520),
        ("iso-8859-13", 30295, 0xcebcb74964315523),
        ("iso-8859-14", 31679, 0x11a83a3215f5d824),
        ("iso-8859-15", 30057, 0x3f860f58d24d52ad),
        ("iso-8859-16", 30207, 0xd65fd1bb0a30986b),
        ("koi8-r", 34296, 0xde19624053efa886),
        ("koi8-u", 33546, 0x879242abdda27266),
        ("macintosh", 32649, 0xedc9d4010cd4fff1),
        ("windows-874", 38150, 0x8919f96a9c3a050f),
        ("windows-1250", 31284, 0x79176d66d100ca9),
        ("windows-1251", 31370, 0x94997001960b2812),
        ("windows-1252", 31284, 0xa3a020da6dd622d7),
        ("windows-1253", 31579, 0xb9a40f6a21062deb),
        ("windows-1254", 31284, 0xb98179a90107367c),
        ("windows-1255", 32282, 0x73e5c166878c97a4),
        ("windows-1256", 31561, 0xe47928368b12b087),
        ("windows-1257", 31444, 0x51466b4dbeaf1b34),
        ("windows-1258", 31338, 0xd1e38cdd4863eadf),
        ("x-mac-cyrillic", 31592, 0xddf2160b48f25c38),
        ("gbk", 28407, 0x90c7c3d977262c2d),
        ("gb18030", 24786, 0x662894e9374e89ec),
        ("big5", 28881, 0x3512052ad32fe73e),
        ("euc-jp", 31727, 0x4f3d654294ca6c36),
        ("iso-2022-jp", 28898, 0xe642e2de136ce5b8),
        ("shift_jis", 33414, 0x7a47a1af1df26259),
        ("euc-kr", 29324, 0x115abb23b69518d7),
        ("utf-16be", 29604, 0xe8b555b24076166c),
        ("utf-16le", 29663, 0xfcab08355b85e5c7),
    ] as [(String, Int, UInt64)])
    func decodesAsABrowserDoes(_ name: String, _ count: Int, _ digest: UInt64) {
        let text = CharacterEncoding.decode(Self.bytes(for: name), name)
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in text { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        #expect(text.count == count)
        #expect(hash == digest)
    }

    @Test(arguments: ["gb18030", "big5", "euc-jp", "shift_jis", "euc-kr"])
    func aBrokenCharacterSwallowsNoTag(_ name: String) {
        for lead in [0x81, 0xA4, 0xC7, 0xFC, 0xFE, 0xFF] as [UInt8] {
            let text = CharacterEncoding.decode([lead] + Array("<p>1".utf8), name)
            #expect(String(decoding: text, as: UTF8.self).hasSuffix("<p>1"), "\(name) \(lead)")
        }
    }

    @Test func lettersWithMarksAreTwoCharacters() {
        let text = CharacterEncoding.decode([0x88, 0x62, 0x88, 0x64, 0x88, 0xA3, 0x88, 0xA5], "big5")
        #expect(String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value) == [
            0xCA, 0x304, 0xCA, 0x30C, 0xEA, 0x304, 0xEA, 0x30C,
        ])
    }

    @Test func everyEncodingHasItsTable() {
        for name in ["ibm866", "iso-8859-16", "windows-1258", "x-mac-cyrillic"] {
            #expect(CharacterEncoding.decode([0x41, 0xE0], name).count > 2)
        }
        #expect(CharacterEncoding.decode([0x93], "no such encoding") == Array("\u{201C}".utf8))
    }
}
