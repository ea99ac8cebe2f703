/// The words of the cadence grammar.
enum SentenceVocabulary {
  /// Words that carry no meaning of their own.
  static let fillers: Set<String> = [
    "on", "at", "and", "&", "+", "in", "the", "each", "a", "of", "meets", "we", "meet",
  ]

  static let startWords: Set<String> = [
    "starting", "starts", "start", "from", "since", "beginning",
  ]
  /// A dash is one of "14:00 - 15:00".
  static let endWords: Set<String> = [
    "until", "till", "through", "thru", "ending", "ends", "to", "-", "–",
  ]

  /// Every second week, without saying which.
  static let fortnightly: Set<String> = ["biweekly", "bi-weekly", "fortnightly"]

  /// Rhythms that are no meeting's.
  static let tooOften: Set<String> = [
    "hourly", "hour", "hours", "minute", "minutes", "seconds", "days",
  ]

  /// What a wrong word may have been meant as.
  static let known: [String] =
    Weekday.allCases.map(\.name) + [
      "weekly", "daily", "every", "weekdays", "weeks", "week", "other", "once", "starting",
      "until", "noon", "biweekly", "fortnightly", "monthly", "yearly", "months", "except", "after",
      "first", "third", "fourth", "fifth", "last", "even", "quarterly", "meetings", "UTC",
    ]

  // MARK: Of the month and the year

  private static let ordinalWords = ["first", "second", "third", "fourth", "fifth"]

  /// "first" to "fifth", "1st" to "31st", "last" for -1.
  static func ordinal(_ word: String) -> Int? {
    if word == "last" { return -1 }
    if let index = ordinalWords.firstIndex(of: word) { return index + 1 }
    guard word.utf8.count >= 3, let number = Digits.value(word.dropLast(2).utf8),
      (1...31).contains(number), word == text(ofDay: number)
    else { return nil }
    return number
  }

  /// "third"; "last" for -1.
  static func word(ofOrdinal ordinal: Int) -> String {
    ordinalWords.indices.contains(ordinal - 1) ? ordinalWords[ordinal - 1] : "last"
  }

  /// "15th".
  static func text(ofDay day: Int) -> String {
    switch (day % 10, day / 10) {
    case (_, 1): "\(day)th"
    case (1, _): "\(day)st"
    case (2, _): "\(day)nd"
    case (3, _): "\(day)rd"
    default: "\(day)th"
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  static func name(ofMonth month: Int) -> String { months[month - 1] }

  /// 1 to 12: "march", "mar", "sept".
  static func month(_ lower: String) -> Int? { monthForms[lower] }

  private static let monthForms = Dictionary(
    months.enumerated().flatMap { index, name in
      let lower = name.lowercased()
      return [lower, String(lower.prefix(3)), String(lower.prefix(4))].map { ($0, index + 1) }
    }, uniquingKeysWith: { first, _ in first })

  static let numbers: [String: Int] = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
  ]

  /// Before "day": Monday to Friday.
  static let business: Set<String> = ["business", "working", "work"]

  static let workdays: UInt8 = 0b001_1111
  static let allDays: UInt8 = 0b111_1111

  /// "thursday", "thursdays", "thu", "thurs.".
  static func weekday(_ lower: some StringProtocol) -> Weekday? {
    weekdayForms[String(lower.hasSuffix(".") ? lower.dropLast() : lower[...])]
  }

  private static let weekdayForms = Dictionary(
    uniqueKeysWithValues: Weekday.allCases.flatMap { day in
      let lower = day.name.lowercased()
      return ([lower, lower + "s"] + abbreviations(of: day)).map { ($0, day) }
    })

  private static func abbreviations(of day: Weekday) -> [String] {
    switch day {
    case .monday: ["mon", "mons"]
    case .tuesday: ["tue", "tues"]
    case .wednesday: ["wed", "weds"]
    case .thursday: ["thu", "thur", "thurs"]
    case .friday: ["fri", "fris"]
    case .saturday: ["sat", "sats"]
    case .sunday: ["sun", "suns"]
    }
  }

  /// The days of one word: a weekday, "Mon/Thu", "Mon-Fri", "weekdays", "daily".
  static func days(_ word: Word) -> UInt8? {
    let lower = word.lower
    if let day = weekday(lower) { return 1 << day.index }
    switch lower {
    case "daily": return allDays
    case "weekday", "weekdays", "workday", "workdays": return workdays
    default: break
    }
    // Most words are one, or a time.
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    guard let first = lower.utf8.first, letters.contains(first),
      let separator = lower.first(where: { !$0.isLetter && $0 != "." })
    else { return nil }
    let days = lower.split(separator: separator).map { weekday($0) }
    guard days.count > 1, !days.contains(nil) else { return nil }
    switch separator {
    case "/", "+", "&": return days.reduce(0) { $0 | 1 << ($1?.index ?? 0) }
    case "-", "–":
      guard days.count == 2, let first = days[0], let last = days[1] else { return nil }
      return range(first, last)
    default: return nil
    }
  }

  /// From one weekday to another, over the week's end if need be.
  static func range(_ first: Weekday, _ last: Weekday) -> UInt8 {
    var mask: UInt8 = 0
    var index = first.index
    while true {
      mask |= 1 << index
      if index == last.index { return mask }
      index = (index + 1) % 7
    }
  }

  /// The days as a fix writes them: no comma, which would end the sentence in YAML's braces.
  static func words(of days: UInt8) -> String {
    switch days {
    case allDays: "daily"
    case workdays: "weekdays"
    default: names(of: days).split(separator: ", ").joined(separator: " and ")
    }
  }

  /// "Monday", "Monday and Thursday", "Monday, Tuesday and Thursday".
  static func names(of days: UInt8) -> String {
    let names = Weekday.allCases.filter { days & 1 << $0.index != 0 }.map(\.name)
    guard names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
