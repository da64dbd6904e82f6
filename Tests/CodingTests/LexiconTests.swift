import DocumentModel
import Testing
import TextPrimitives

@testable import ActorCoding

/// The tables of names: every row is read, no name stands for two things, and what is looked for in running text is no common word.
@Suite struct LexiconTests {
    private static func names(_ column: String) -> [String] { column.split(separator: "|").map(String.init) }

    /// The words of a name as the gazetteer compares them.
    private static func key(_ name: String) -> [UInt64] {
        let bytes = Array(name.utf8)
        return CodeTokenizer.tokens(bytes, TextRange(0, bytes.count), grammar: Grammar.english).flatMap {
            [$0.sign == 0 ? $0.hash : UInt64($0.sign), $0.isGenitive ? 1 : 0]
        }
    }

    /// Codes that stand for no state.
    private static let classes: Set = ["IGO", "NGO", "IMG", "XXX"]

    @Test(arguments: [
        ("actors/states.tsv", 6), ("actors/regions.tsv", 3), ("actors/organisations.tsv", 6), ("actors/outlets.tsv", 8),
        ("actors/persons.tsv", 7), ("actors/given-names.tsv", 3), ("actors/shared-names.tsv", 3),
        ("actors/offices.tsv", 3), ("actors/groups.tsv", 3),
    ])
    func everyRowHasItsColumns(_ file: String, _ columns: Int) {
        var faults: [String] = []
        let rows = Resource.table(file)
        #expect(!rows.isEmpty)
        for row in rows { if row.count != columns { faults.append("\(file): \(row)") } }
        #expect(faults == [])
    }

    @Test func everyCodeIsAStateOrAClass() {
        var faults: [String] = []
        let states = Gazetteer.shared.stateNames
        func isKnown(_ code: String) -> Bool { states[code] != nil || Self.classes.contains(code) }
        for row in Resource.table("actors/regions.tsv") { if !isKnown(row[0]) { faults.append("\(row)") } }
        for row in Resource.table("actors/organisations.tsv") {
            if !isKnown(row[3]) { faults.append("\(row)") }
            if !(row[5].isEmpty || states[row[5]] != nil) { faults.append("\(row)") }
            if !["igo", "ngo", "body", "group", "firm"].contains(row[4]) { faults.append("\(row)") }
        }
        for outlet in OutletTable.shared.outlets {
            if !isKnown(outlet.country) { faults.append("\(outlet.id)") }
            if !(outlet.speaksFor.map { states[$0] != nil || $0 == "IGO" } ?? true) { faults.append("\(outlet.id)") }
        }
        #expect(OutletTable.shared.outlets.count == Resource.table("actors/outlets.tsv").count)
        for row in Resource.table("actors/persons.tsv") { if !isKnown(row[2]) { faults.append("\(row)") } }
        for (two, three) in Gazetteer.shared.alpha3 { #expect(Gazetteer.shared.alpha2[three] == two) }
        #expect(faults == [])
    }

    @Test func noNameStandsForTwoThings() {
        var faults: [String] = []
        var owners: [[UInt64]: String] = [:]
        func claim(_ name: String, _ owner: String) {
            let key = Self.key(name)
            if key.isEmpty { faults.append("\(owner): \(name)") }
            if let known = owners[key] { if known != owner { faults.append("\(name): \(known) and \(owner)") } }
            owners[key] = owner
        }
        for row in Resource.table("actors/states.tsv") {
            for name in row[2...5].flatMap(Self.names) { claim(name, row[0]) }
        }
        for row in Resource.table("actors/regions.tsv") where row[1] == "region" || row[1] == "abbreviation" {
            for name in Self.names(row[2]) { claim(name, "region of \(row[0])") }
        }
        for row in Resource.table("actors/organisations.tsv") {
            let name = row[1].contains("(") ? [] : [row[1]]
            for name in name + Self.names(row[2]) { claim(name, row[0]) }
        }
        for outlet in OutletTable.shared.outlets {
            for name in outlet.runningNames { claim(name, "outlet \(outlet.id)") }
        }
        for row in Resource.table("actors/persons.tsv") {
            for name in [row[0]] + Self.names(row[1]) { claim(name, "person \(row[0])") }
        }
        #expect(faults == [])
    }

    @Test func idsAndHostsAreUnique() {
        var faults: [String] = []
        var ids: Set<String> = []
        var hosts: Set<String> = []
        for row in Resource.table("actors/organisations.tsv") {
            if !ids.insert(row[0]).inserted { faults.append("\(row[0])") }
        }
        for outlet in OutletTable.shared.outlets {
            if !ids.insert(outlet.id).inserted { faults.append("\(outlet.id)") }
            for host in outlet.hosts {
                if !hosts.insert(host).inserted { faults.append("\(host)") }
                if !(host == host.lowercased() && host.contains(".") && !host.contains("/")) {
                    faults.append("\(host)")
                }
                if OutletTable.shared.outlet(forHost: host)?.id != outlet.id { faults.append("\(host)") }
            }
            for name in outlet.runningNames {
                if OutletTable.shared.outlet(named: name)?.id != outlet.id { faults.append("\(name)") }
            }
        }
        #expect(faults == [])
    }

    /// A name of one word that the grammar knows as another word would be found in every second sentence.
    @Test func noNameIsAWordOfTheGrammar() {
        var faults: [String] = []
        func check(_ names: [String], _ owner: String) {
            for name in names {
                let bytes = Array(name.utf8)
                let tokens = CodeTokenizer.tokens(bytes, TextRange(0, bytes.count), grammar: Grammar.english)
                guard tokens.count == 1, !tokens[0].isAcronym else { continue }
                if tokens[0].word >= 0 { faults.append("\(owner): \(name)") }
            }
        }
        for row in Resource.table("actors/regions.tsv") where row[1] == "region" { check(Self.names(row[2]), row[0]) }
        for row in Resource.table("actors/organisations.tsv") {
            check((row[1].contains("(") ? [] : [row[1]]) + Self.names(row[2]), row[0])
        }
        for outlet in OutletTable.shared.outlets { check(outlet.runningNames, outlet.id) }
        for row in Resource.table("actors/persons.tsv") { check([row[0]] + Self.names(row[1]), row[0]) }
        #expect(faults == [])
    }

    @Test(arguments: [
        ("DPRK", "PRK"), ("the Democratic People's Republic of Korea", "PRK"), ("N. Korea", "PRK"), ("ROK", "KOR"),
        ("S. Korea", "KOR"), ("Blue House", "KOR"), ("Congo, Democratic Republic of the", "COD"), ("Perú", "PER"),
        ("Türkiye", "TUR"), ("Foggy Bottom", "USA"), ("the Soviet Union", "RUS"), ("East Germany", "DDR"),
        ("Czechoslovakia", "CSK"), ("Yugoslavia", "YUG"), ("American Samoa", "ASM"), ("Inner Mongolia", "CHN"),
        ("East Azerbaijan", "IRN"), ("New Mexico", "USA"), ("Dutch Guinea", "SUR"), ("South Georgia", "SGS"),
        ("Latin American", "XXX"), ("South China Sea", "XXX"), ("IAEA", "IGO"), ("Hizbullah", "LBN"),
        ("al-Shabab", "IMG"),
        ("Rodong Sinmun", "PRK"), ("Majlis", "IRN"), ("Irna", "IRN"),
    ])
    func namesAreKnown(_ name: String, _ country: String) {
        #expect(Gazetteer.shared.entry(named: name)?.country == country)
    }

    @Test(arguments: ["Who said so", "App of the day", "Map of it", "Second half"])
    func capitalsMakeNoAcronym(_ phrase: String) {
        #expect(Gazetteer.shared.entry(named: phrase) == nil)
    }

    /// Georgia in the Caucasus, and Georgia between Florida and Tennessee.
    @Test(arguments: [
        ("Talks were held in Atlanta, Georgia", true), ("Georgia Governor Moore left", true),
        ("Georgia and Alabama sent help", true), ("Florida, Georgia and Texas sent help", true),
        ("Talks were held in Tbilisi, Georgia", false), ("Georgia and Armenia sent help", false),
        ("Georgia sent a governor", false), ("Georgia's Governor left", false),
    ])
    func aRegionSharesAStatesName(_ sentence: String, _ isRegion: Bool) {
        let bytes = Array(sentence.utf8)
        let tokens = CodeTokenizer.tokens(bytes, TextRange(0, bytes.count), grammar: Grammar.english)
        let georgia = tokens.firstIndex { $0.hash == CodeToken.hash(of: "Georgia") } ?? 0
        let entry = Gazetteer.shared.match(tokens, georgia)?.entry
        #expect(entry?.country == (isRegion ? "USA" : "GEO"))
        #expect(entry?.kind == (isRegion ? .region : .state))
    }

    @Test(
        arguments: [
            ("kcna.kp", "kcna"), ("www.kcna.kp", "kcna"), ("WWW.KCNA.KP:443", "kcna"), ("en.irna.ir", "irna"),
            ("economictimes.indiatimes.com", "economic-times"), ("timesofindia.indiatimes.com", "toi"),
            ("edition.cnn.com", "cnn"), ("kp", nil), ("notkcna.kp", nil), ("kcna.kp.example", nil), ("", nil),
            (".", nil),
        ] as [(String, String?)])
    func anOutletIsKnownByItsHost(_ host: String, _ id: String?) {
        #expect(OutletTable.shared.outlet(forHost: host)?.id == id)
    }

    @Test(
        arguments: [
            ("https://www.kcna.kp/en/article/q/1.html", "kcna"), ("http://user@tass.com?x", "tass"),
            ("//globaltimes.cn", "global-times"), ("kcna.kp", nil), ("http:", nil), ("", nil),
        ] as [(String, String?)])
    func anOutletIsKnownByItsAddress(_ address: String, _ id: String?) {
        #expect(OutletTable.shared.outlet(forAddress: address)?.id == id)
    }

    @Test(
        arguments: [
            ("KCNA", "kcna"), ("the korean central news agency", "kcna"), ("The Guardian", "the-guardian"),
            ("TASS", "tass"), ("Xinhua", "xinhua"), ("El Pais", "el-pais"), ("Nobody's Gazette", nil), ("", nil),
        ] as [(String, String?)])
    func anOutletIsKnownByItsName(_ name: String, _ id: String?) {
        #expect(OutletTable.shared.outlet(named: name)?.id == id)
    }

    @Test func anOutletSpeaksForItsStateOnlyWhereItIsItsVoice() {
        #expect(OutletTable.shared.outlet(named: "KCNA")?.speaksFor == "PRK")
        #expect(OutletTable.shared.outlet(named: "Choson Sinbo")?.speaksFor == "PRK")
        #expect(OutletTable.shared.outlet(named: "Choson Sinbo")?.country == "JPN")
        #expect(OutletTable.shared.outlet(named: "Yonhap")?.speaksFor == nil)
        #expect(OutletTable.shared.outlet(named: "Yonhap")?.country == "KOR")
    }

    /// Every title is one, and its example holds it.
    @Test func everyOfficeStandsInItsExample() {
        var faults: [String] = []
        let kinds: Set = [
            "head", "office", "rank", "honorific", "portfolio", "title", "counterpart", "predecessor", "successor",
            "given",
        ]
        var seen: Set<String> = []
        for row in Resource.table("actors/offices.tsv") {
            if !kinds.contains(row[1]) { faults.append("\(row)") }
            if !seen.insert(row[0]).inserted { faults.append("\(row)") }
            if !Folding.fold(row[2]).contains(Folding.fold(row[0])) { faults.append("\(row)") }
            let last = Grammar.english.id(String(row[0].split(separator: " ").last ?? ""))
            if ["head", "office", "rank"].contains(row[1]) {
                if !PartyLexicon.shared.isOffice(last) { faults.append("\(row)") }
            }
            if ["honorific", "rank"].contains(row[1]), !row[0].contains(" ") {
                if !PartyLexicon.shared.isHonorific(last) { faults.append("\(row)") }
            }
        }
        #expect(faults == [])
    }

    /// A phrase such as "chief of staff" makes no office of its last word.
    @Test func theLastWordOfATitleIsNoOffice() {
        for word in ["staff", "court", "parliament", "opposition"] {
            #expect(!PartyLexicon.shared.isOffice(Grammar.english.id(word)), "\(word)")
        }
    }

    @Test func daysOfAnOfficeAreDaysOrYears() {
        var faults: [String] = []
        for row in Resource.table("actors/persons.tsv") {
            for value in row[4...6] where !value.isEmpty {
                if !(value.utf8.count == 4 || CivilDay(iso: value) != nil) { faults.append("\(row)") }
            }
            if !row[4].isEmpty, !row[5].isEmpty { if row[4] > row[5] { faults.append("\(row)") } }
            if row[5].utf8.count == 10, row[6].utf8.count == 10 { if row[5] > row[6] { faults.append("\(row)") } }
        }
        #expect(faults == [])
    }

    @Test func givenNamesAreKnownAlsoWhereTheyAreStates() {
        for name in ["Jordan", "Chad", "Georgia", "Israel", "Florence", "Sergei"] {
            #expect(Gazetteer.shared.isGivenName(CodeToken.hash(of: name)), "\(name)")
        }
        #expect(!Gazetteer.shared.isGivenName(CodeToken.hash(of: "Azerbaijan")))
    }
}
