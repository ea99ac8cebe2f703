/// The words of a moment that say on which day it is.
extension MomentReader {
  /// False if no date begins here.
  mutating func readDate(_ word: Word) -> Bool {
    switch DateText.read(word) {
    case .date(let date): take(WrittenDate(date), word, words: 1)
    case .wrong(let nearest):
      take(WrittenDate(nearest ?? context.today), word, words: 1)
      note(
        word, "\"\(word.text)\" is not a date of the calendar",
        .dates([WrittenDate(nearest ?? context.today)]))
    case .other: return readInWords(word) || readNumbers(word) || readYear(word)
    }
    return true
  }

  private mutating func take(_ date: WrittenDate, _ word: Word, words: Int) {
    rest = rest.dropFirst(words)
    dates.append(Part(value: date, word: word))
  }

  /// A day with its month, "July 18 2026", "21st of July"; "2026 July 21", "21 of July" and "July"
  /// alone.
  private mutating func readInWords(_ word: Word) -> Bool {
    let behind = rest.dropFirst()
    if let year = year(word), let next = behind.first,
      let month = SentenceVocabulary.month(next.lower)
    {
      // "2026 July 5 PM" has none.
      let isTime = isTime(behind.dropFirst())
      let day = isTime ? nil : behind.dropFirst().first.flatMap(WrittenDate.day)
      take(day, of: month, year, word, words: day == nil ? 2 : 3)
      return true
    }
    let isOf = behind.first?.lower == "of" && WrittenDate.day(word) != nil
    let joined = isOf ? [word] + behind.dropFirst() : rest
    if !isTime(joined), !isTime(joined.dropFirst()),
      let found = WrittenDate.read(joined, isYear: { year($0) != nil })
    {
      let words = found.words + (isOf ? 1 : 0)
      take(found.date.day, of: found.date.month, found.date.year, word, words: words)
      return true
    }
    if let month = SentenceVocabulary.month(word.lower) {
      let year = behind.first.flatMap(year)
      take(nil, of: month, year, word, words: year == nil ? 1 : 2)
      return true
    }
    guard WrittenDate.day(word) != nil, let next = joined.dropFirst().first else { return false }
    return readMisspelled(next, words: isOf ? 3 : 2)
  }

  private func isTime(_ words: ArraySlice<Word>) -> Bool {
    if case .time = ClockText.read(words) { true } else { false }
  }

  /// "18 Juli"
  private mutating func readMisspelled(_ month: Word, words: Int) -> Bool {
    let months = (1...12).map(SentenceVocabulary.name(ofMonth:))
    guard SentenceVocabulary.month(month.lower) == nil,
      !context.zones.looksLikeZone(month.text),
      let near = Nearest.word(to: month.lower, in: months)
    else { return false }
    rest = rest.dropFirst(words)
    note(month, "\"\(month.text)\" is not a month", .texts([text(month, written: near)]))
    return true
  }

  /// - Parameter day: nil where only a month is written, which is refused.
  private mutating func take(
    _ day: Int?, of month: Int, _ year: Int?, _ word: Word, words: Int
  ) {
    let written = text(rest.prefix(words))
    let length = CivilDate.daysInMonth(month, of: year ?? 2000)
    take(
      WrittenDate(year: year, month: month, day: min(day ?? length, length)), word, words: words)
    let days = day == nil ? [1, length] : [length]
    let what = day == nil ? "does not say on which day" : "is not a date of the calendar"
    guard day.map({ $0 > length }) ?? true else { return }
    note(
      word, "\"\(written)\" \(what)",
      .dates(days.map { WrittenDate(year: year, month: month, day: $0) }))
  }

  /// A year that a deadline may have; another number of four digits is a time.
  private func year(_ word: Word) -> Int? {
    guard word.text.utf8.count == 4, let year = Digits.value(word.text.utf8),
      abs(year - context.today.year) <= 20
    else { return nil }
    return year
  }

  /// "07/08/2026", "18.7.2026", "21-Jul-2026": days and months change places between countries.
  private mutating func readNumbers(_ word: Word) -> Bool {
    let parts = word.text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
    guard parts.count == 3 else { return false }
    let month = SentenceVocabulary.month(parts[1].lowercased())
    let numbers = parts.map { $0.utf8.count <= 4 ? Digits.value($0.utf8) : nil }
    guard let first = numbers[0], let last = numbers[2], let middle = month ?? numbers[1] else {
      return false
    }
    let year = last < 100 ? 2000 + last : last
    var meant = [WrittenDate(year: year, month: middle, day: first)]
    if parts[0].utf8.count == 4 {
      meant = [WrittenDate(year: first, month: middle, day: last)]
    } else if month == nil, word.text.contains("/") {
      meant = WrittenDate.readings(first, middle, of: year)
    }
    guard let date = meant.first, meant.allSatisfy({ $0.date != nil }) else { return false }
    take(date, word, words: 1)
    note(
      word,
      meant.count > 1
        ? "\"\(word.text)\" does not say which number is the month"
        : "a date has its year first, unlike \"\(word.text)\"", .dates(meant))
    return true
  }

  /// A year before any date is not a time.
  private mutating func readYear(_ word: Word) -> Bool {
    guard dates.isEmpty, let year = year(word) else { return false }
    rest = rest.dropFirst()
    note(
      word, "\"\(word.text)\" does not say on which day",
      .dates([WrittenDate(year: year, month: 12, day: 31)]))
    return true
  }

  // MARK: The one date

  /// The date, or why it is none.
  func date() throws(DeadlineProblem) -> CivilDate {
    guard let first = dates.first else {
      let days = distinct(weekdays.map { context.today.nextOrSame($0.value) })
      throw problem(
        end, "no date is given", (days.isEmpty ? [context.today] : days).map { text(date: $0) })
    }
    if let other = dates.first(where: { $0.value != first.value }) {
      throw problem(
        other.word.column, "there are two dates",
        [first, other].map { text(date: next($0.value)) })
    }
    if let date = first.value.date { return date }
    throw problem(first.word.column, "no year is given", nextSuchDates(first.value))
  }

  /// Itself, or the next such day.
  func next(_ date: WrittenDate) -> CivilDate {
    date.next(onOrAfter: context.today) ?? context.today
  }

  /// The next such date; where a weekday beside it is of another year, in the nearest such as well.
  private func nextSuchDates(_ date: WrittenDate) -> [String] {
    let next = next(date)
    let years = (1...12).flatMap { [next.year - $0, next.year + $0] }
    let fitting = weekdays.first.flatMap { weekday in
      next.weekday == weekday.value
        ? nil
        : years.lazy.compactMap { CivilDate(year: $0, month: date.month, day: date.day) }
          .first { $0.weekday == weekday.value }
    }
    return [next, fitting].compactMap(\.self).map { text(date: $0) }
  }

  /// Refuses a weekday that is another day's.
  func check(_ weekday: Part<Weekday>, _ date: CivilDate) throws(DeadlineProblem) {
    guard weekday.value != date.weekday else { return }
    let nearest = date.adding(days: (weekday.value.index - date.weekday.index + 10) % 7 - 3)
    throw problem(
      weekday.word.column, "\(date) is a \(date.weekday), not a \(weekday.value)",
      [date, nearest].map { text(date: $0) })
  }
}
