/// The classes of words and numbers that code asks for by name; a vocabulary may have more, which only rules ask for.
enum TimeClass: String, CaseIterable, Sendable {
    // Recognised by code: numbers and what is made of them.
    case day = "DAY"
    case dayOrdinal = "DAYORD"
    case year = "YEAR"
    case yearNumber = "YEARNUM"
    case eraYear = "NUMYEAR"
    case shortYear = "YY"
    case cardinal = "NUM"
    case ordinal = "ORD"
    case decade = "DECADE"
    case decadeNumber = "DECADENUM"
    case numericDate = "NDATE"
    case clock = "CLOCK"
    case hour = "HOUR"
    case military = "MILITARY"
    case ampm = "AMPM"
    case bc = "BC"
    case month = "MONTH"
    case clearMonth = "CLEARMONTH"
    case capital = "CAPWORD"
    case solarYear = "SOLARYEAR"
    case hijriYear = "HIJRIYEAR"
    case hijriYearH = "HIJRIYEARH"
    case rocDate = "ROCDATE"
    case buddhistEra = "BUDDHISTERA"
    case buddhistYear = "BUDDHISTYEAR"
    case quarterWord = "QUARTERWORD"
    case skippedDate = "SKIPDATE"
    case openSign = "OPENSIGN"
    case closeSign = "CLOSESIGN"
    case farYear = "FARYEAR"
    case countNumber = "SMALLNUM"
    case quarterYear = "QUARTERYEAR"
    case halfYear = "HALFYEAR"
    case fiscalYear = "FISCALYEAR"
    case dayWord = "DAYWORD"
    case dayCompound = "DAYCOMPOUND"
    case decimal = "DECIMAL"
    case roman = "ROMAN"
    // Lists of words.
    case after = "AFTER"
    case approximate = "APPROX"
    case approximateSpan = "APPROXSPAN"
    case article = "ARTICLE"
    case before = "BEFORE"
    case couple = "COUPLE"
    case cue = "CUE"
    case current = "CURRENT"
    case dayPart = "DAYPART"
    case decadeWord = "DECADEWORD"
    case deictic = "DEICTIC"
    case determiner = "DET"
    case each = "EACH"
    case earlier = "EARLIER"
    case edge = "EDGE"
    case edgeDay = "EDGEDAY"
    case edgeNoun = "EDGENOUN"
    case era = "ERA"
    case fall = "FALL"
    case future = "FUTURE"
    case hijriMonth = "HIJRIMONTH"
    case jubilee = "JUBILEE"
    case jubileeMetal = "JUBILEEMETAL"
    case lead = "LEAD"
    case modifier = "MOD"
    case monthAbbreviation = "MONTHABBR"
    case night = "NIGHT"
    case noon = "NOON"
    case numberWord = "NUMBER"
    case ordinalWord = "ORDINAL"
    case recent = "RECENT"
    case reference = "REF"
    case season = "SEASON"
    case shyMonth = "SHYMONTH"
    case solarMonth = "SOLARMONTH"
    case tonight = "TONIGHT"
    case unit = "UNIT"
    case units = "UNITS"
    /// A unit whose last one is a length up to now rather than the one before: the last week, and not the last century.
    case spanUnit = "SPANUNIT"
    case weekday = "WEEKDAY"
    case weekdayAbbreviation = "WEEKDAYABBR"
    case zone = "ZONE"
    case street = "STREET"
    case spanModifier = "SPANMOD"
    case title = "TITLE"
    /// Words behind which a month is a month also where the text has a person of its name.
    case monthLead = "MONTHLEAD"

    /// Its place among the cases: an enumeration without payloads is laid out as that number (Swift ABI, Type Layout).
    @inline(__always)
    var number: Int { Int(unsafe unsafeBitCast(self, to: UInt8.self)) }

    /// Whether code recognises the class, where others are lists of words.
    var isComputed: Bool {
        switch self {
        case .day, .dayOrdinal, .year, .yearNumber, .eraYear, .shortYear, .cardinal, .ordinal, .decade, .decadeNumber,
            .numericDate, .clock, .hour, .military, .ampm, .bc, .month, .clearMonth, .capital, .solarYear, .hijriYear,
            .hijriYearH, .rocDate, .buddhistEra, .buddhistYear, .quarterWord, .skippedDate, .openSign, .closeSign,
            .farYear, .countNumber, .quarterYear, .halfYear, .fiscalYear, .dayWord, .dayCompound, .decimal, .roman:
            true
        default: false
        }
    }

    /// The words with which a class of letters begins, with and without dots: "am", "a.m.".
    var openingWords: [String] {
        switch self {
        case .ampm: ["a", "am", "p", "pm"]
        case .bc: ["b", "bc", "bce"]
        case .buddhistEra: ["b", "be"]
        case .quarterWord: ["q"]
        case .halfYear: ["h"]
        case .fiscalYear: ["fy"]
        case .openSign: ["(", "["]
        case .closeSign: [")", "]"]
        case .roman:
            [
                "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
                "xvii", "xviii", "xix", "xx", "xxi",
            ]
        default: []
        }
    }

    /// Whether the class begins with a number, never with a word or sign.
    var isNumber: Bool {
        switch self {
        case .dayOrdinal, .year, .yearNumber, .eraYear, .shortYear, .decadeNumber, .numericDate, .clock, .hour,
            .military, .solarYear, .hijriYear, .hijriYearH, .rocDate, .buddhistYear, .farYear, .countNumber,
            .quarterYear, .decimal:
            true
        default: false
        }
    }

    /// Whether the class can begin with a number.
    var takesNumber: Bool {
        switch self {
        case .month, .clearMonth, .capital, .ampm, .bc, .buddhistEra, .quarterWord, .openSign, .closeSign, .fiscalYear,
            .dayWord, .dayCompound, .roman:
            false
        default: true
        }
    }

    /// The vocabulary whose words the class can begin with.
    var wordClasses: [TimeClass] {
        switch self {
        case .day, .ordinal, .dayWord: [.ordinalWord, .numberWord]
        case .dayCompound: [.numberWord]
        case .cardinal: [.numberWord]
        case .month, .clearMonth: [.month, .monthAbbreviation, .shyMonth]
        case .decade: [.decadeWord]
        default: []
        }
    }
}
