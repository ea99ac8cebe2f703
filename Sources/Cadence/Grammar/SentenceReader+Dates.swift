/// The dates after "starting" and "until".
extension SentenceReader {
  mutating func setDate(
    after word: Word, _ part: WritableKeyPath<SentenceClause, SentenceClause.Part<CivilDate>?>
  ) throws(SentenceProblem) {
    rest = rest.dropFirst()
    while let next = rest.first?.lower, ["on", "from", "the"].contains(next) {
      rest = rest.dropFirst()
    }
    guard let next = rest.first, let (date, used) = try writtenDate() else {
      throw noDate(after: word)
    }
    rest = rest.dropFirst(used)
    try set(part, date, next, "dates after \"\(word.text)\"") { _, dates in
      dates.map { "\(word.text) \($0)" }
    }
  }

  /// "2026-12-03", "3 December 2026", "Dec 3rd 2026", and of how many words it is.
  func writtenDate() throws(SentenceProblem) -> (CivilDate, words: Int)? {
    guard let first = rest.first else { return nil }
    if let date = try date(first) { return (date, 1) }
    let parts = Array(rest.prefix(3))
    guard parts.count == 3, let (month, day) = Self.monthAndDay(parts[0], parts[1]),
      context.isYear(parts[2]), let year = Digits.value(parts[2].text.utf8)
    else { return nil }
    let text = "\(year)-\(Digits.text(month))-\(Digits.text(day))"
    return try date(Word(text: text, column: first.column)).map { ($0, 3) }
  }

  private static func monthAndDay(_ first: Word, _ second: Word) -> (month: Int, day: Int)? {
    func day(_ word: Word) -> Int? {
      (Digits.value(word.text.utf8) ?? SentenceVocabulary.ordinal(word.lower))
        .flatMap { (1...31).contains($0) ? $0 : nil }
    }
    if let month = SentenceVocabulary.month(first.lower) { return day(second).map { (month, $0) } }
    return SentenceVocabulary.month(second.lower).flatMap { month in
      day(first).map { (month, $0) }
    }
  }

  /// A date that is half said is offered whole: its next one; of a month its first or last day.
  func noDate(after word: Word) -> SentenceProblem {
    let isEnd = SentenceVocabulary.endWords.contains(word.lower)
    var dates: [CivilDate] = []
    let parts = Array(rest.prefix(2))
    if parts.count == 2, let (month, day) = Self.monthAndDay(parts[0], parts[1]) {
      dates = (0...8).compactMap {
        CivilDate(year: context.today.year + $0, month: month, day: day)
      }
    } else if let numbers = rest.first?.text.split(whereSeparator: { "-./".contains($0) })
      .map({ Digits.value($0.utf8) ?? 0 })
    {
      dates = Self.dates(of: numbers, isEnd: isEnd)
    }
    let meant = dates.filter { $0 >= context.today }
    let fixes = numbersAreTwoDates(dates) ? Array(meant.prefix(2)) : Array(meant.prefix(1))
    return problem(
      rest.first ?? word, "no date follows \"\(word.text)\"",
      (fixes.isEmpty ? [draft.date] : fixes).map { "\(word.text) \($0)" })
  }

  /// "3.12.2026" may be of December and of March; years differ in the other.
  private func numbersAreTwoDates(_ dates: [CivilDate]) -> Bool {
    dates.count == 2 && dates[0].year == dates[1].year
  }

  private static func dates(of numbers: [Int], isEnd: Bool) -> [CivilDate] {
    switch numbers.count {
    case 2 where numbers[0] > 999:
      let first = CivilDate(year: numbers[0], month: numbers[1], day: 1)
      return [isEnd ? first?.adding(months: 1).dayBefore : first].compactMap(\.self)
    case 3 where numbers[2] > 999:
      let readings = [
        CivilDate(year: numbers[2], month: numbers[1], day: numbers[0]),
        CivilDate(year: numbers[2], month: numbers[0], day: numbers[1]),
      ].compactMap(\.self)
      return readings.count == 2 && readings[0] == readings[1] ? [readings[0]] : readings
    default: return []
    }
  }
}
