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

  /// "July 18 2026", "July 18th", "21 July 2026", "21st of July", "2026 July 21"
  private mutating func readInWords(_ word: Word) -> Bool {
    let behind = rest.dropFirst()
    if let year = year(word), let month = behind.first.flatMap({ month($0) }),
      let day = behind.dropFirst().first.flatMap(day)
    {
      take(day, of: month, year, word, words: 3)
      return true
    }
    if let month = month(word) {
      var isTime = false
      if case .time = ClockText.read(behind) { isTime = true }
      let day = isTime ? nil : behind.first.flatMap(day)
      takeWithYear(day, of: month, word, words: day == nil ? 1 : 2)
      return true
    }
    guard let day = day(word) else { return false }
    let between = behind.first?.lower == "of" ? 1 : 0
    guard let next = behind.dropFirst(between).first else { return false }
    guard let month = month(next) else { return readMisspelled(next, words: 2 + between) }
    takeWithYear(day, of: month, word, words: 2 + between)
    return true
  }

  /// "18 Juli"
  private mutating func readMisspelled(_ month: Word, words: Int) -> Bool {
    let months = (1...12).map(SentenceVocabulary.name(ofMonth:))
    guard !context.zones.looksLikeZone(month.text),
      let near = Nearest.word(to: month.lower, in: months)
    else { return false }
    rest = rest.dropFirst(words)
    note(month, "\"\(month.text)\" is not a month", .texts([text(month, written: near)]))
    return true
  }

  private func month(_ word: Word) -> Int? { SentenceVocabulary.month(word.lower) }

  private func day(_ word: Word) -> Int? {
    let number = word.text.utf8.count < 3 ? Digits.value(word.text.utf8) : nil
    return (number ?? SentenceVocabulary.ordinal(word.lower)).flatMap {
      (1...31).contains($0) ? $0 : nil
    }
  }

  /// A day of a month, and its year where one follows.
  private mutating func takeWithYear(_ day: Int?, of month: Int, _ word: Word, words: Int) {
    let year = rest.dropFirst(words).first.flatMap(year)
    take(day, of: month, year, word, words: year == nil ? words : words + 1)
  }

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
      meant.append(WrittenDate(year: year, month: first, day: middle))
    }
    meant = distinct(meant.filter { $0.date != nil })
    guard let date = meant.first else { return false }
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
        [first, other].map { text(date: $0.value.date(onOrAfter: context.today)) })
    }
    if let date = first.value.date { return date }
    throw problem(first.word.column, "no year is given", nextSuchDates(first.value))
  }

  /// The next such date; where a weekday beside it is of another year, in the nearest such as well.
  private func nextSuchDates(_ date: WrittenDate) -> [String] {
    let next = date.date(onOrAfter: context.today)
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

extension MomentReader.WrittenDate {
  init(_ date: CivilDate) { self.init(year: date.year, month: date.month, day: date.day) }
}
