/// The words that say which days of the month or year are meant.
extension SentenceReader {
  mutating func readDays(_ mask: UInt8, _ word: Word) throws(SentenceProblem) {
    rest = rest.dropFirst()
    var mask = mask
    // "Monday to Friday", "Monday through Friday"
    if let first = SentenceVocabulary.weekday(word.lower), let to = rest.first,
      ["to", "through", "thru", "-", "–"].contains(to.lower),
      let last = rest.dropFirst().first.flatMap({ SentenceVocabulary.weekday($0.lower) })
    {
      mask = SentenceVocabulary.range(first, last)
      rest = rest.dropFirst(2)
    }
    if !ordinals.isEmpty {
      try number(mask, word)
    } else if isAfterNumbered, clause.after == nil {
      clause.numbered[clause.numbered.count - 1].days |= mask
    } else {
      clause.days |= mask
    }
  }

  /// Gives the weekdays the ordinals before them.
  private mutating func number(_ mask: UInt8, _ word: Word) throws(SentenceProblem) {
    let values = ordinals.map(\.value)
    if let wrong = ordinals.first(where: { $0.value > 5 }) {
      throw problem(
        wrong.word, "no month has a \(wrong.word.text) \(SentenceVocabulary.names(of: mask))",
        [draft.words("first \(SentenceVocabulary.words(of: mask))")])
    }
    ordinals = []
    // "last weekday of the month" is one day, not five.
    if mask == SentenceVocabulary.workdays, SentenceVocabulary.weekday(word.lower) == nil {
      clause.workdays = Rhythm.Numbered.ordered(clause.workdays + values)
      return
    }
    clause.numbered.append(
      Rhythm.Numbered(ordinals: Rhythm.Numbered.ordered(values), days: mask))
    isAfterNumbered = true
  }

  /// "the first day", "the last day of the month"
  mutating func readDay(_ word: Word) throws(SentenceProblem) {
    rest = rest.dropFirst()
    guard !ordinals.isEmpty else {
      throw problem(
        word, "\"\(word.text)\" says nothing here", [draft.weekly, draft.words("every day")])
    }
    try settleOrdinals(areDays: true)
  }

  /// Ordinals that no weekday has followed are days of the month.
  /// - Parameter areDays: whether "day" follows them.
  mutating func settleOrdinals(areDays: Bool = false) throws(SentenceProblem) {
    for ordinal in ordinals {
      if let month = clause.month, ordinal.value > 0 {
        try check(day: ordinal.value, of: month.value, ordinal.word)
      } else if (29...31).contains(ordinal.value) {
        throw problem(
          ordinal.word, "not every month has a \(ordinal.word.text)",
          [draft.words("monthly on the last day"), draft.words("monthly on the 28th")])
      }
      let isNumber =
        areDays || ordinal.value == -1 || ordinal.word.text.first?.isNumber == true
      guard isNumber || clause.months != nil || clause.month != nil else {
        throw problem(
          ordinal.word, "no weekday follows \"\(ordinal.word.text)\"",
          [draft.words("\(ordinal.word.lower) \(draft.names)")])
      }
      clause.monthDays.append(ordinal.value)
    }
    ordinals = []
    clause.monthDays = Rhythm.Numbered.ordered(clause.monthDays)
  }

  /// "every third month", "every other month"; "every third Wednesday" can be read in two ways.
  mutating func readEveryOrdinal(_ every: Word, _ next: Word) throws(SentenceProblem) {
    guard let count = next.lower == "other" ? 2 : SentenceVocabulary.ordinal(next.lower), count > 1,
      let unit = rest.dropFirst().first, ["month", "year"].contains(unit.lower)
    else { return try checkEveryOrdinal(every, next) }
    let text = "\(every.text) \(next.text) \(unit.text)"
    guard unit.lower == "month" else {
      throw problem(
        next, "\"\(text)\" is said by a rule with a key of its own, or every year is meant",
        ["rrule: FREQ=YEARLY;INTERVAL=\(count)", draft.words("yearly on 24 March")])
    }
    rest = rest.dropFirst(2)
    try setMonths(count, Word(text: text, column: every.column))
  }

  mutating func readParity(_ word: Word) throws(SentenceProblem) {
    rest = rest.dropFirst()
    guard let unit = rest.first, ["week", "weeks"].contains(unit.lower) else {
      throw problem(
        word, "\"\(word.text)\" does not say of what",
        [draft.words("\(word.lower) weeks \(draft.names)")])
    }
    rest = rest.dropFirst()
    let whole = Word(text: "\(word.lower) weeks", column: word.column)
    try set(\.areOdd, word.lower == "odd", whole, "kinds of weeks") { draft, kinds in
      kinds.map { draft.words(($0 ? "odd" : "even") + " weeks " + draft.names) }
    }
  }

  /// "off weeks of office-hours"
  mutating func readOffWeeks(_ word: Word) throws(SentenceProblem) {
    rest = rest.dropFirst()
    let known = context.others.keys.sorted()
    guard rest.prefix(2).map(\.lower) == ["weeks", "of"], let name = rest.dropFirst(2).first else {
      throw problem(
        word, "\"\(word.text)\" does not say whose weeks",
        known.first.map { [draft.words("off weeks of \($0) \(draft.names)")] } ?? [draft.weekly])
    }
    rest = rest.dropFirst(3)
    guard let other = context.others[name.text] else {
      let near = Nearest.word(to: name.text, in: known)
      throw problem(
        name, "there is no other meeting \"\(name.text)\"", near.map { [$0] } ?? [draft.weekly])
    }
    clause.offWeeks = .init(value: other, word: name)
  }

  /// "Wednesday after the fourth Tuesday"
  mutating func readAfter(_ word: Word) throws(SentenceProblem) {
    rest = rest.dropFirst()
    while rest.first.map({ ["the", "a"].contains($0.lower) }) == true { rest = rest.dropFirst() }
    let example = draft.words("Wednesday after fourth Tuesday")
    guard clause.numbered.isEmpty, let day = Weekday.all(in: clause.days).first,
      clause.days.nonzeroBitCount == 1,
      let ordinal = rest.first.flatMap({ SentenceVocabulary.ordinal($0.lower) }),
      let other = rest.dropFirst().first.flatMap({ SentenceVocabulary.weekday($0.lower) }),
      ordinal <= 5
    else {
      throw problem(
        word, "\"\(word.text)\" stands between two weekdays, the second with a number", [example])
    }
    rest = rest.dropFirst(2)
    clause.days = 0
    clause.after = .init(value: day, word: word)
    clause.numbered = [Rhythm.Numbered(ordinals: [ordinal], days: 1 << other.index)]
  }

  /// "except fourth", "except the first and last Wednesday", "except in December"
  mutating func readExcept(_ word: Word) throws(SentenceProblem) {
    rest = rest.dropFirst()
    clause.except = word
    var ordinals: [Int] = []
    var months: UInt16 = 0
    while let next = rest.first {
      if let ordinal = SentenceVocabulary.ordinal(next.lower), ordinal <= 5 {
        ordinals.append(ordinal)
      } else if let month = SentenceVocabulary.month(next.lower) {
        months |= 1 << UInt16(month)
      } else if !ordinals.isEmpty, let day = SentenceVocabulary.weekday(next.lower) {
        // "except the fourth Wednesday" names the meeting's own day once more.
        guard clause.days == 0 || clause.days == 1 << day.index else {
          throw problem(
            next, "\"except\" names another day than the meeting has",
            [draft.words("\(SentenceVocabulary.words(of: clause.days)) except fourth")])
        }
        clause.days = 1 << day.index
      } else if let date = try date(next) {
        throw problem(
          next, "a single date is left out by a key of its own", ["skip: { \(date): reason }"])
      } else if !["the", "and", "in", "on", "of", "&", "month", "week", "weeks"].contains(
        next.lower)
      {
        break
      }
      rest = rest.dropFirst()
    }
    if ordinals.isEmpty, months == 0, let next = rest.first,
      let mask = SentenceVocabulary.days(next), clause.days & ~mask != 0
    {
      throw problem(
        word, "a weekday is left out by naming the others",
        [draft.words(Rhythm(.weekly(clause.days & ~mask, every: 1)).words)])
    }
    guard !ordinals.isEmpty || months != 0 else {
      throw problem(
        word, "\"\(word.text)\" does not say what",
        [draft.words("\(draft.names) except in December")])
    }
    // "except July 4th" is one day, neither every fourth nor a whole month.
    guard ordinals.isEmpty || months == 0 else {
      let month = SentenceVocabulary.name(ofMonth: months.trailingZeroBitCount)
      let ordinal = SentenceVocabulary.word(ofOrdinal: ordinals[0])
      throw problem(
        word, "\"\(word.text)\" names a number and a month: one of them, or a date by `skip:`",
        [
          draft.words("\(draft.names) except \(ordinal)"),
          draft.words("\(draft.names) except in \(month)"),
        ])
    }
    clause.exceptOrdinals = Rhythm.Numbered.ordered(clause.exceptOrdinals + ordinals)
    clause.exceptMonths |= months
  }

  /// "24 March", "March 24", "second Tuesday of March".
  mutating func readMonth(
    _ month: Int, _ word: Word, day: Int? = nil
  ) throws(SentenceProblem) {
    rest = rest.dropFirst()
    var day = day
    var isTime = false
    if case .time = ClockText.read(rest) { isTime = true }
    if day == nil, !isTime, ordinals.isEmpty, let next = rest.first,
      let number = Digits.value(next.text.utf8),
      (1...31).contains(number)
    {
      day = number
      rest = rest.dropFirst()
    }
    if let day {
      try check(day: day, of: month, word)
      clause.monthDays.append(day)
    }
    if let next = rest.first, context.isYear(next) {
      throw problem(
        next, "\"\(next.text)\" after a month is a year, and a rule has none",
        [draft.once, "starting \(draft.date) until \(next.text)-12-31"])
    }
    let days: Rhythm.MonthDays =
      clause.numbered.isEmpty
      ? .numbers(clause.monthDays.isEmpty ? [1] : [clause.monthDays[0]])
      : .weekdays(Rhythm.Numbered.merged(clause.numbered))
    try set(\.month, month, word, "months") { draft, months in
      [months.map { draft.words(Rhythm(.yearly(days, month: $0)).words) }.joined(separator: "; ")]
    }
  }

  /// Whether a month has such a day, in some year.
  static func isDay(_ day: Int, of month: Int) -> Bool {
    CivilDate(year: 2000, month: month, day: day) != nil
  }

  private func check(day: Int, of month: Int, _ word: Word) throws(SentenceProblem) {
    guard !Self.isDay(day, of: month) else { return }
    let name = SentenceVocabulary.name(ofMonth: month)
    throw problem(
      word, "\(name) has no day \(day)", [draft.words("yearly on the last day of \(name)")])
  }

  /// "for 8 meetings"
  mutating func readCountOfMeetings(_ word: Word) throws(SentenceProblem) {
    rest = rest.dropFirst()
    let number = rest.first.flatMap {
      SentenceVocabulary.numbers[$0.lower] ?? $0.count.map { Int($0) }
    }
    let start = "starting \(draft.date)"
    guard let number, (1...9999).contains(number) else {
      throw problem(
        word, "\"\(word.text)\" does not say for how many meetings", ["for 8 meetings \(start)"])
    }
    guard let unit = rest.dropFirst().first,
      ["meetings", "meeting", "times", "sessions", "occurrences"].contains(unit.lower)
    else {
      throw problem(
        rest.dropFirst().first ?? word, "\"\(word.text) \(number)\" does not say of what",
        ["meetings \(start)"])
    }
    rest = rest.dropFirst(2)
    let text = Word(text: "\(word.text) \(number) \(unit.text)", column: word.column)
    try set(\.count, number, text, "numbers of meetings") { _, counts in
      counts.map { "for \($0) meetings" }
    }
  }

  mutating func setMonths(_ count: Int, _ word: Word) throws(SentenceProblem) {
    if let other = clause.months {
      // "monthly on the 15th of the month"
      guard count > 1, other.value > 1, count != other.value else {
        if count > other.value { clause.months = .init(value: count, word: word) }
        return
      }
      throw problem(
        word, "\"\(word.text)\" comes after \"\(other.word.text)\"",
        [other.value, count].map { count in
          draft.months(
            .weekdays([Rhythm.Numbered(ordinals: [1], days: draft.mask)]), every: count)
        })
    }
    clause.months = .init(value: count, word: word)
  }

  /// "second to last Friday" has no words here.
  func refuseFromTheEnd(_ ordinal: Int, _ word: Word) throws(SentenceProblem) {
    // "second last", with nothing but a space between: a list has a comma.
    let isNext = rest.first.map { $0.column == word.column + word.text.count + 1 } ?? false
    let count = rest.first?.lower == "last" && isNext ? 1 : 2
    guard ordinal > 0, count == 1 || rest.prefix(2).map(\.lower) == ["to", "last"] else { return }
    let text = ([word] + rest.prefix(count)).map(\.text).joined(separator: " ")
    throw fromTheEnd(
      ordinal, Word(text: text, column: word.column), before: rest.dropFirst(count).first)
  }

  func fromTheEnd(_ ordinal: Int, _ word: Word, before next: Word?) -> SentenceProblem {
    let day = next.flatMap { SentenceVocabulary.weekday($0.lower) }
    let part = day.map { "BYDAY=-\(ordinal)\($0.letters)" } ?? "BYMONTHDAY=-\(ordinal)"
    return problem(
      word, "\"\(word.text)\" is said by a rule with a key of its own",
      ["rrule: FREQ=MONTHLY;\(part)"])
  }

  /// Of a meeting, in seconds; a longer one is a slip.
  private static let durationMax = 12 * 3600

  /// "until 2027-03-31", "14:00 to 15:00"
  mutating func setEnd(after word: Word) throws(SentenceProblem) {
    if case .time(let end, let used) = ClockText.read(rest.dropFirst()), let time = clause.time {
      let seconds = (end.secondOfDay - time.value.secondOfDay + 86_400) % 86_400
      guard (1...Self.durationMax).contains(seconds) else {
        let length = Seconds(Int64(seconds == 0 ? 86_400 : seconds))
        throw problem(
          word, "\(time.value)-\(end) is \(length) long",
          [seconds == 0 ? "duration: 1 hour" : "\(end)-\(time.value)", "duration: \(length)"])
      }
      rest = rest.dropFirst(1 + used)
      try set(\.end, end, word, "ends") { draft, _ in [draft.weekly] }
      return
    }
    // A dash is followed by a time alone.
    guard word.startsWithLetter else { throw unknown(word) }
    try setDate(after: word, \.until)
  }
}

extension Rhythm.Numbered {
  /// "first Thursday and third Thursday" as "first and third Thursday".
  static func merged(_ groups: [Self]) -> [Self] {
    groups.reduce(into: []) { merged, next in
      if let last = merged.indices.last, merged[last].days == next.days {
        merged[last].ordinals = ordered(merged[last].ordinals + next.ordinals)
      } else {
        merged.append(next)
      }
    }
  }

  /// Each once, from the first to the last.
  static func ordered(_ ordinals: [Int]) -> [Int] {
    Set(ordinals).sorted { ($0 == -1 ? 99 : $0) < ($1 == -1 ? 99 : $1) }
  }
}
