/// What a rule makes of its match: the third column of `time/LANGUAGE/rules.tsv`.
enum TimeAction: String, Hashable, Sendable, CaseIterable {
    case ago
    case anniversary
    case bareDuration = "bareduration"
    case buddhist
    case century
    case date
    case dayAfter = "dayoffset1"
    case dayBefore = "dayoffset-1"
    case dayList = "mdlist"
    case dayOfMonth = "dayofmonth"
    case dayPart = "daypart"
    case dayRange = "mdrange"
    case decade
    case decadeBC = "decadebc"
    case decimalDuration = "durationdecimal"
    case deictic
    case dualStyle = "dualstyle"
    case duration
    case durationAndHalf = "durationhalf"
    case durationOfHundreds = "durationhundred"
    case edgeDay = "edgeday"
    case edgeOfUnit = "edgeofunit"
    case edgeUnit = "edgeunit"
    case era
    case fiscal
    case fractionalDuration = "durationfraction"
    case fromNow = "fromnow"
    case futureReference = "futureref"
    case half
    case halfAgo = "halfago"
    case halfMonth = "halfmonth"
    case halfYear = "halfyear"
    case hijri
    case inDuration = "induration"
    case juche
    case jucheDecade = "juchedecade"
    case jucheRange = "jucherange"
    case jucheYears = "jucheyears"
    case lastHalf = "lasthalf"
    case lastNight = "lastnight"
    case lastQuarter = "lastquarter"
    case later
    case listOfDays = "daylist"
    case month
    case monthList = "monthlist"
    case monthRange = "mrange"
    case nextPart = "nextpart"
    /// A match that is no expression.
    case noExpression = "none"
    case nthDecade = "nthdecade"
    case nthDecadeOfCentury = "nthdecadecentury"
    case nthMonth = "nthmonth"
    case nthPart = "nthpart"
    case numeric
    case oneDuration = "duration1"
    case openDate = "dateopen"
    case ordinalSince = "ordsince"
    case pastReference = "pastref"
    case presentReference = "presentref"
    case primero
    case quarter
    case quarterOfYear = "quarteryear"
    case reference = "ref"
    case relativeCentury = "relcentury"
    case relativeThis = "relthis"
    case relativeUnit = "relunit"
    case relativeWeekday = "relweekday"
    case roc
    case rocDate = "rocdate"
    case rocNth = "rocnth"
    case romanCentury = "romancentury"
    case samePeriod = "sameperiod"
    case season
    case set
    case setWeekday = "setweekday"
    case setWord = "setword"
    case solar
    case solarMonth = "solarmonth"
    case solarYear = "solaryear"
    case span
    case spanUnit = "spanunit"
    case thatTime = "thattime"
    case time
    case twoDaysBack = "days-2"
    case twoDaysOn = "days+2"
    case vagueAgo = "vagueago"
    case vagueDuration = "vagueduration"
    case vagueLater = "vaguelater"
    case weekday
    case weekdayOfWeek = "weekdayofweek"
    case weekdayRange = "wrange"
    case weekdayWeekAgo = "weekdayweekago"
    case weekend
    case year
    case yearAD = "yearad"
    case yearBC = "yearbc"
    case yearRange = "yrange"
    case yearsSince = "yearssince"
    case yearToYear = "yearrange"
}
