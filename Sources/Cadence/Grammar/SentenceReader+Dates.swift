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
    guard let (long, digits) = longDate(), let date = try date(digits) else { return nil }
    return (date, long.words)
  }

  /// A date in words that has its year, and in digits, where the month stands.
  func longDate() -> (WrittenDate.Found, digits: Word)? {
    // Most words have no year near them.
    guard rest.dropFirst(2).prefix(2).contains(where: { context.isYear($0) }),
      let long = WrittenDate.read(rest, isYear: { context.isYear($0) }),
      let year = long.date.year
    else { return nil }
    let (month, day) = (Digits.text(long.date.month), Digits.text(long.date.day))
    return (long, long.month.written("\(year)-\(month)-\(day)"))
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
    if let half = WrittenDate.read(rest.prefix(2), isYear: { _ in false }) {
      return half.date.next(onOrAfter: context.today).map { [$0] } ?? []
    }
    let numbers = (rest.first?.text ?? "").split { "-./".contains($0) }
      .map { Digits.value($0.utf8) ?? 0 }
    switch numbers.count {
    case 2 where numbers[0] > 999:
      let first = CivilDate(year: numbers[0], month: numbers[1], day: 1)
      return [isEnd ? first?.adding(months: 1).dayBefore : first].compactMap(\.self)
    case 3 where numbers[2] > 999:
      return WrittenDate.readings(numbers[0], numbers[1], of: numbers[2]).compactMap(\.date)
    default: return []
    }
  }
}
