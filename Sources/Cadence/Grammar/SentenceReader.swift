/// Reads one clause of a sentence: its words in any order, each meaning one thing.
struct SentenceReader {
  let words: ArraySlice<Word>
  let context: SentenceContext
  var rest: ArraySlice<Word>
  var clause = SentenceClause()
  /// Ordinals that no weekday or day has followed yet.
  var ordinals: [SentenceClause.Part<Int>] = []
  /// Whether the last word was a weekday that some ordinals came before.
  var isAfterNumbered = false

  init(words: ArraySlice<Word>, context: SentenceContext) {
    self.words = words
    self.context = context
    rest = words
  }

  /// The clause as slots, and how long it says that each meeting is.
  mutating func read() throws(SentenceProblem) -> (slots: [Slot], duration: Seconds?) {
    try refuseCron()
    while let word = rest.first {
      let wasAfterNumbered = isAfterNumbered
      try read(word)
      // Only what joins words may stand between the days of one number.
      let isJoining = SentenceVocabulary.fillers.contains(word.lower)
      if wasAfterNumbered, !isJoining, SentenceVocabulary.days(word) == nil {
        isAfterNumbered = false
      }
    }
    try settleOrdinals()
    return (try slots(), duration)
  }

  private var duration: Seconds? {
    guard let start = clause.time?.value, let end = clause.end?.value else { return nil }
    return Seconds(Int64((end.secondOfDay - start.secondOfDay + 86_400 - 1) % 86_400 + 1))
  }

  // MARK: Words

  private mutating func read(_ word: Word) throws(SentenceProblem) {
    let lower = word.lower
    if ordinals.isEmpty, let (long, digits) = longDate(),
      Self.isDay(long.date.day, of: long.date.month), let date = try date(digits)
    {
      rest = rest.dropFirst(long.words)
      try setOnly(date, digits)
    } else if let mask = SentenceVocabulary.days(word) {
      try readDays(mask, word)
    } else if SentenceVocabulary.fillers.contains(lower) {
      rest = rest.dropFirst()
    } else if let ordinal = SentenceVocabulary.ordinal(lower) {
      rest = rest.dropFirst()
      try refuseFromTheEnd(ordinal, word)
      ordinals.append(.init(value: ordinal, word: word))
    } else if let month = SentenceVocabulary.month(lower) {
      try readMonth(month, word)
    } else if SentenceVocabulary.startWords.contains(lower) {
      // "from 14:00 to 15:00"
      if lower == "from", case .time = ClockText.read(rest.dropFirst()) {
        rest = rest.dropFirst()
      } else {
        try setDate(after: word, \.starting)
      }
    } else if SentenceVocabulary.endWords.contains(lower) {
      try setEnd(after: word)
    } else if try !readRhythm(word) {
      try readValue(word)
    }
  }

  /// A word that says how often; false for another.
  private mutating func readRhythm(_ word: Word) throws(SentenceProblem) -> Bool {
    switch word.lower {
    case "every": try readEvery(word)
    case "weekly", "week":
      rest = rest.dropFirst()
      clause.weekly = word
    case "monthly", "month":
      rest = rest.dropFirst()
      try setMonths(1, word)
      // "the 1st of every month"
      if word.lower == "month" { try settleOrdinals() }
    case "quarterly", "quarter":
      rest = rest.dropFirst()
      try setMonths(3, word)
    case "yearly", "annually", "annual", "year":
      rest = rest.dropFirst()
      clause.yearly = word
    case "odd", "even": try readParity(word)
    case "off": try readOffWeeks(word)
    case let lower where SentenceVocabulary.business.contains(lower):
      guard let unit = rest.dropFirst().first, ["day", "days"].contains(unit.lower) else {
        return false
      }
      rest = rest.dropFirst()
      try readDays(SentenceVocabulary.workdays, unit)
    case "penultimate":
      throw fromTheEnd(2, word, before: rest.dropFirst().first)
    case "day": try readDay(word)
    case "after": try readAfter(word)
    case "except", "excluding", "but": try readExcept(word)
    case "for": try readCountOfMeetings(word)
    case "once":
      rest = rest.dropFirst()
      // "once every two weeks", "once a week", "once weekly", "once a month"
      if !["every", "a", "weekly", "monthly"].contains(rest.first?.lower) { clause.once = word }
    case let lower where SentenceVocabulary.fortnightly.contains(lower):
      rest = rest.dropFirst()
      try setEvery(2, word)
    default: return false
    }
    return true
  }

  private mutating func readValue(_ word: Word) throws(SentenceProblem) {
    if let date = try date(word) {
      rest = rest.dropFirst()
      return try setOnly(date, word)
    }
    if let next = rest.dropFirst().first, let month = SentenceVocabulary.month(next.lower),
      let day = Digits.value(word.text.utf8), (1...31).contains(day)
    {
      rest = rest.dropFirst()
      try readMonth(month, next, day: day)
      return
    }
    switch ClockText.read(rest) {
    case .time(let time, let used):
      rest = rest.dropFirst(used)
      if let other = clause.time, other.value != time {
        throw twoTimes(other.value, time, word)
      }
      clause.time = SentenceClause.Part(value: time, word: word)
    case .wrong(let what, let fixes):
      throw problem(word, what, fixes)
    case .other:
      try readZone(word)
    }
  }

  private mutating func setOnly(_ date: CivilDate, _ word: Word) throws(SentenceProblem) {
    try set(\.date, date, word, "dates") { draft, dates in
      [dates.map(draft.once(on:)).joined(separator: "; ")]
    }
  }

  private mutating func readZone(_ word: Word) throws(SentenceProblem) {
    guard context.zones.looksLikeZone(word.text) else { throw unknown(word) }
    rest = rest.dropFirst()
    let zone: ZoneRules
    do {
      zone = try context.zones.zone(named: word.text)
    } catch {
      if let zone = self.zone(endingAfter: word) { throw problem(word, error.what, [zone]) }
      var utc = draft
      utc.zone = "UTC"
      throw problem(word, error.what, error.fixes.isEmpty ? [utc.weekly] : error.fixes)
    }
    try set(\.zone, zone, word, "time zones") { draft, zones in
      zones.map { zone in
        var draft = draft
        draft.zone = zone.identifier
        return draft.weekly
      }
    }
  }

  /// What follows "every".
  private mutating func readEvery(_ every: Word) throws(SentenceProblem) {
    rest = rest.dropFirst()
    guard let next = rest.first else {
      throw problem(every, "nothing follows \"\(every.text)\"", [draft.weekly])
    }
    switch next.lower {
    case "day":
      rest = rest.dropFirst()
      clause.days |= SentenceVocabulary.allDays
    case "month", "year", "quarter", "last", "first", "1st", "odd", "even": break
    case "fortnight":
      rest = rest.dropFirst()
      try setEvery(2, Word(text: "\(every.text) \(next.text)", column: every.column))
    case "other":
      if ["month", "year"].contains(rest.dropFirst().first?.lower) {
        return try readEveryOrdinal(every, next)
      }
      rest = rest.dropFirst()
      if rest.first?.lower == "week" { rest = rest.dropFirst() }
      try setEvery(2, Word(text: "\(every.text) \(next.text)", column: every.column))
    case let lower where SentenceVocabulary.ordinal(lower) != nil:
      try readEveryOrdinal(every, next)
    default:
      guard let count = SentenceVocabulary.numbers[next.lower] ?? next.count.map({ Int($0) }) else {
        return
      }
      try readCount(count, every, next)
    }
  }

  private mutating func readCount(
    _ count: Int, _ every: Word, _ number: Word
  ) throws(SentenceProblem) {
    let unit = rest.dropFirst().first
    if let unit, ["months", "month"].contains(unit.lower), (1...999).contains(count) {
      rest = rest.dropFirst(2)
      try setMonths(
        count, Word(text: "\(every.text) \(number.text) \(unit.text)", column: every.column))
      return
    }
    guard let unit, unit.lower == "weeks" || unit.lower == "week" else {
      // "every 14:00" has gone another way; a number alone needs its unit.
      if let unit, SentenceVocabulary.tooOften.contains(unit.lower) { throw tooOften(unit) }
      throw problem(
        number, "\"\(every.text) \(number.text)\" does not say of what",
        [draft.everyWeeks((2...999).contains(count) ? count : 2)])
    }
    guard (1...999).contains(count) else {
      throw problem(
        number, "\"\(every.text) \(number.text) \(unit.text)\" is no rhythm", [draft.everyWeeks(2)])
    }
    rest = rest.dropFirst(2)
    let text = "\(every.text) \(number.text) \(unit.text)"
    try setEvery(count, Word(text: text, column: every.column))
  }

  mutating func setEvery(_ count: Int, _ word: Word) throws(SentenceProblem) {
    if let other = clause.every, other.value != count {
      throw problem(
        word, "\"\(word.text)\" comes after \"\(other.word.text)\"",
        [draft.everyWeeks(other.value), draft.everyWeeks(count)])
    }
    clause.every = SentenceClause.Part(value: count, word: word)
  }

  // MARK: Values

  /// The date that a word is; nil if it is not meant as one.
  func date(_ word: Word) throws(SentenceProblem) -> CivilDate? {
    switch DateText.read(word) {
    case .date(let date): return date
    case .other: return nil
    case .wrong(let nearest):
      throw SentenceProblem(
        column: word.column, what: "\"\(word.text)\" is not a date of the calendar",
        fixes: ["\(nearest ?? context.today)"])
    }
  }

  mutating func set<Value: Equatable>(
    _ part: WritableKeyPath<SentenceClause, SentenceClause.Part<Value>?>, _ value: Value,
    _ word: Word, _ what: String, fixes: (SentenceDraft, [Value]) -> [String]
  ) throws(SentenceProblem) {
    if let other = clause[keyPath: part], other.value != value {
      throw problem(word, "there are two \(what)", fixes(draft, [other.value, value]))
    }
    clause[keyPath: part] = SentenceClause.Part(value: value, word: word)
  }
}
