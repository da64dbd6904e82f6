import HTMLParsing
import Testing

/// Pages in the encodings that a news archive meets.
@Suite struct EncodingTests {
    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
    }

    @Test(arguments: [
        (
            "windows-1251",
            "cff0e5e4f1f2e0e2e8f2e5ebfc20ece8ede8f1f2e5f0f1f2e2e020f1eeeee1f9e8eb20e2f7e5f0e020ee20efe5f0e5e3eee2eef0e0f520e4e2f3f520f1f2f0e0ed",
            "Представитель министерства сообщил вчера о переговорах двух стран"
        ),
        (
            "euc-kr",
            "bfdcb9abbcba20b4ebbaafc0cec0ba20beeec1a620b4e3c8adb8a620b9dfc7a5c7cfb0ed20b5ce20b3aab6f320b0fcb0e8b0a120b9dfc0fcc7cfb0ed20c0d6b4d9b0ed20b8bbc7cfbfb4b4d9",
            "외무성 대변인은 어제 담화를 발표하고 두 나라 관계가 발전하고 있다고 말하였다"
        ),
        (
            "gb18030", "c1bdb9facde2bdbbb2bfb3a4d7f2ccecd4dacad7b6bcbed9d0d0bbe1ccb8b2a2c7a9caf0c1cbc1aabacfc9f9c3f7",
            "两国外交部长昨天在首都举行会谈并签署了联合声明"
        ),
        (
            "windows-1256",
            "dec7e120c7e1e3cacdcfcb20c8c7d3e320e6d2c7d1c920c7e1cec7d1ccedc920c3e3d320c5e420c7e1e3cdc7cfcbc7ca20e3d3cae3d1c9",
            "قال المتحدث باسم وزارة الخارجية أمس إن المحادثات مستمرة"
        ),
    ])
    func declaredOrNotTheWordsAreRead(_ name: String, _ hex: String, _ text: String) {
        let body = EncodingTests.bytes(hex)
        #expect(String(decoding: CharacterEncoding.utf8(body), as: UTF8.self) == text)
        let page = Array("<meta charset='\(name)'><p>".utf8) + body
        #expect(String(decoding: CharacterEncoding.utf8(page), as: UTF8.self).hasSuffix("<p>\(text)"))
    }

    @Test func labelsMeanEncodings() {
        #expect(CharacterEncoding.name(" ISO-8859-1 ") == "windows-1252")
        #expect(CharacterEncoding.name("ks_c_5601-1987") == "euc-kr")
        #expect(CharacterEncoding.name("none such") == nil)
        #expect(
            CharacterEncoding.declared(
                Array(
                    "<!-- <meta charset=big5> --><meta http-equiv=content-type content='text/html; charset=utf8'>".utf8)
            ) == "utf-8")
        #expect(CharacterEncoding.declared(Array("<meta charset=euc-jp".utf8)) == nil)
    }

    @Test func anyBytesEnd() {
        for byte in [0x80, 0xFF, 0x1B, 0xFE] as [UInt8] {
            #expect(!CharacterEncoding.utf8([UInt8](repeating: byte, count: 50_000)).isEmpty)
        }
    }
}
