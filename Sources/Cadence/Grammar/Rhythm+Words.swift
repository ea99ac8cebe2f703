extension Rhythm {
  /// The words that are read back as this rhythm: "every 2 weeks Thursday", "first and third
  /// Thursday".
  var words: String {
    var words: String
    switch pattern {
    case .once: return "once"
    case .weekly(let days, let every):
      words = (every == 1 ? "" : "every \(every) weeks ") + Self.names(of: days, alone: every == 1)
    case .weeks(let days, let areOdd):
      words = (areOdd ? "odd" : "even") + " weeks " + Self.names(of: days, alone: false)
    case .monthly(.numbers(let days), 1): words = "monthly on " + Self.text(ofDays: days)
    case .monthly(.numbers(let days), let every):
      words = "every \(every) months on " + Self.text(ofDays: days)
    case .monthly(let days, let every):
      words = (every == 1 ? "" : "every \(every) months ") + days.words
    case .yearly(.numbers(let days), let month):
      let name = SentenceVocabulary.name(ofMonth: month)
      words =
        "yearly on "
        + days.map { $0 == -1 ? "the last day of \(name)" : "\($0) \(name)" }
        .joined(separator: " and ")
    case .yearly(let days, let month):
      words = "yearly on \(days.words) of \(SentenceVocabulary.name(ofMonth: month))"
    }
    if !exceptOrdinals.isEmpty { words += " except " + Self.text(of: exceptOrdinals) }
    if exceptMonths != 0 {
      let names = (1...12).filter { exceptMonths & 1 << UInt16($0) != 0 }
        .map(SentenceVocabulary.name(ofMonth:))
      words += " except in " + names.joined(separator: " and ")
    }
    return words
  }

  private static func names(of days: UInt8, alone: Bool) -> String {
    switch days {
    case SentenceVocabulary.allDays where alone: "every day"
    case SentenceVocabulary.workdays where alone: "every weekday"
    default: SentenceVocabulary.names(of: days)
    }
  }

  /// "first and third".
  fileprivate static func text(of ordinals: [Int]) -> String {
    ordinals.map(SentenceVocabulary.word(ofOrdinal:)).joined(separator: " and ")
  }

  /// "the 1st and the 15th".
  private static func text(ofDays days: [Int]) -> String {
    days.map { $0 == -1 ? "the last day" : "the \(SentenceVocabulary.text(ofDay: $0))" }
      .joined(separator: " and ")
  }
}

extension Rhythm.MonthDays {
  fileprivate var words: String {
    switch self {
    case .weekdays(let numbered): numbered.map(\.words).joined(separator: " and ")
    case .after(let day, let numbered): "\(day) after \(numbered.words)"
    case .workdays(let ordinals): Rhythm.text(of: ordinals) + " weekday of the month"
    case .numbers: ""
    }
  }
}

extension Rhythm.Numbered {
  /// By their names: "first weekday" is one day.
  fileprivate var words: String {
    Rhythm.text(of: ordinals) + " " + Weekday.all(in: days).map(\.name).joined(separator: " and ")
  }
}
