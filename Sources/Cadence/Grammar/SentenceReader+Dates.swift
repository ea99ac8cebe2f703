/// Dates in words, and those after "starting" and "until".
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

  /// In digits or in words, and of how many words it is.
  private func writtenDate() throws(SentenceProblem) -> (CivilDate, words: Int)? {
    if let first = rest.first, let date = try date(first) { return (date, 1) }
    guard let long = longDate(), let date = try date(long.text) else { return nil }
    return (date, long.words)
  }

  /// "24 March 2027", "March 24th 2027", "25th of March 2027", which may be no day of the calendar.
  struct LongDate {
    let month: Int
    let day: Int
    /// In digits, where the month stands.
    let text: Word
    let words: Int
  }

  func longDate() -> LongDate? {
    guard let first = rest.first, var second = rest.dropFirst().first else { return nil }
    var words = 3
    if SentenceVocabulary.fillers.contains(second.lower),
      SentenceVocabulary.ordinal(first.lower) != nil, let behind = rest.dropFirst(2).first
    {
      (second, words) = (behind, 4)
    }
    guard let last = rest.dropFirst(words - 1).first, context.isYear(last),
      let year = Digits.value(last.text.utf8),
      let (month, day, word) = Self.dayOfYear(first, second)
    else { return nil }
    let text = word.written("\(year)-\(Digits.text(month))-\(Digits.text(day))")
    return LongDate(month: month, day: day, text: text, words: words)
  }

  /// "24 March" and "March 24th", and which of them is the month.
  private static func dayOfYear(
    _ first: Word, _ second: Word
  ) -> (month: Int, day: Int, word: Word)? {
    for (word, other) in [(first, second), (second, first)] {
      guard let month = SentenceVocabulary.month(word.lower),
        let day = Digits.value(other.text.utf8) ?? SentenceVocabulary.ordinal(other.lower),
        (1...31).contains(day)
      else { continue }
      return (month, day, word)
    }
    return nil
  }

  private func noDate(after word: Word) -> SentenceProblem {
    let isEnd = SentenceVocabulary.endWords.contains(word.lower)
    let meant = halfSaid(isEnd: isEnd).filter { $0 >= context.today }
    return problem(
      rest.first ?? word, "no date follows \"\(word.text)\"",
      (meant.isEmpty ? [draft.date] : meant).map { "\(word.text) \($0)" })
  }

  /// What is meant by half a date: the next such day, a month's first or last one, and of
  /// "3.12.2027" either reading.
  private func halfSaid(isEnd: Bool) -> [CivilDate] {
    if let first = rest.first, let second = rest.dropFirst().first,
      let (month, day, _) = Self.dayOfYear(first, second)
    {
      let dates = (0...8).compactMap {
        CivilDate(year: context.today.year + $0, month: month, day: day)
      }
      return dates.first { $0 >= context.today }.map { [$0] } ?? []
    }
    let numbers = (rest.first?.text ?? "").split { "-./".contains($0) }
      .map { Digits.value($0.utf8) ?? 0 }
    switch numbers.count {
    case 2 where numbers[0] > 999:
      let first = CivilDate(year: numbers[0], month: numbers[1], day: 1)
      return [isEnd ? first?.adding(months: 1).dayBefore : first].compactMap(\.self)
    case 3 where numbers[2] > 999:
      let pairs = [(numbers[1], numbers[0]), (numbers[0], numbers[1])]
      return pairs.prefix(numbers[0] == numbers[1] ? 1 : 2)
        .compactMap { CivilDate(year: numbers[2], month: $0, day: $1) }
    default: return []
    }
  }
}
