/// Reads one clause of a sentence: its words in any order, each meaning one thing.
struct SentenceReader {
  let words: ArraySlice<Word>
  let context: SentenceContext
  private var rest: ArraySlice<Word>
  var clause = SentenceClause()

  init(words: ArraySlice<Word>, context: SentenceContext) {
    self.words = words
    self.context = context
    rest = words
  }

  /// The clause as a slot.
  mutating func read() throws(SentenceProblem) -> Slot {
    try refuseCron()
    while let word = rest.first { try read(word) }
    return try slot()
  }

  // MARK: Words

  private mutating func read(_ word: Word) throws(SentenceProblem) {
    let lower = word.lower
    if let mask = SentenceVocabulary.days(word) {
      readDays(mask, word)
    } else if SentenceVocabulary.fillers.contains(lower) {
      rest = rest.dropFirst()
    } else if lower == "every" {
      try readEvery(word)
    } else if lower == "weekly" || lower == "week" {
      rest = rest.dropFirst()
    } else if SentenceVocabulary.fortnightly.contains(lower) {
      rest = rest.dropFirst()
      try setEvery(2, word)
    } else if lower == "once" {
      rest = rest.dropFirst()
      // "once every two weeks", "once a week", "once weekly"
      if !["every", "a", "weekly"].contains(rest.first?.lower) { clause.once = word }
    } else if SentenceVocabulary.startWords.contains(lower) {
      try setDate(after: word, \.starting)
    } else if SentenceVocabulary.endWords.contains(lower) {
      try setDate(after: word, \.until)
    } else {
      try readValue(word)
    }
  }

  private mutating func readDays(_ mask: UInt8, _ word: Word) {
    rest = rest.dropFirst()
    var mask = mask
    // "Monday to Friday", "Monday through Friday"
    if let first = SentenceVocabulary.weekday(word.text), let to = rest.first,
      ["to", "through", "thru", "-", "–"].contains(to.lower),
      let last = rest.dropFirst().first.flatMap({ SentenceVocabulary.weekday($0.text) })
    {
      mask = SentenceVocabulary.range(first, last)
      rest = rest.dropFirst(2)
    }
    clause.days |= mask
  }

  private mutating func readValue(_ word: Word) throws(SentenceProblem) {
    if let date = try date(word) {
      rest = rest.dropFirst()
      try set(\.date, date, word, "dates") { draft, dates in
        [dates.map(draft.once(on:)).joined(separator: "; ")]
      }
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
      if SentenceVocabulary.later.contains(rest.dropFirst().first?.lower ?? "") {
        throw later(word)
      }
      throw problem(word, what, fixes)
    case .other:
      try readZone(word)
    }
  }

  private mutating func readZone(_ word: Word) throws(SentenceProblem) {
    guard !SentenceVocabulary.later.contains(word.lower) else { throw later(word) }
    guard context.zones.looksLikeZone(word.text) else { throw unknown(word) }
    rest = rest.dropFirst()
    let zone: ZoneRules
    do {
      zone = try context.zones.zone(named: word.text)
    } catch {
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
    case "fortnight":
      rest = rest.dropFirst()
      try setEvery(2, Word(text: "\(every.text) \(next.text)", column: every.column))
    case "other":
      rest = rest.dropFirst()
      if rest.first?.lower == "week" { rest = rest.dropFirst() }
      try setEvery(2, Word(text: "\(every.text) \(next.text)", column: every.column))
    case "second", "2nd":
      throw problem(
        next, "\"\(every.text) \(next.text)\" can mean every other week or once a month",
        [draft.everyWeeks(2)])
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
    guard let unit, unit.lower == "weeks" || unit.lower == "week" else {
      // "every 14:00" has gone another way; a number alone needs its unit.
      if let unit, SentenceVocabulary.later.contains(unit.lower) { throw later(unit) }
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

  private mutating func setEvery(_ count: Int, _ word: Word) throws(SentenceProblem) {
    if let other = clause.every, other.value != count {
      throw problem(
        word, "\"\(word.text)\" comes after \"\(other.word.text)\"",
        [draft.everyWeeks(other.value), draft.everyWeeks(count)])
    }
    clause.every = SentenceClause.Part(value: count, word: word)
  }

  // MARK: Values

  /// The date that a word is; nil if it is not meant as one.
  private func date(_ word: Word) throws(SentenceProblem) -> CivilDate? {
    if let date = CivilDate(word.text) { return date }
    let parts = word.text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4 else { return nil }
    let numbers = parts.map { Digits.value($0.utf8) }
    guard let year = numbers[0], let month = numbers[1], let day = numbers[2] else { return nil }
    let near =
      CivilDate(year: year, month: month, day: day)
      ?? CivilDate(year: year, month: month, day: 1)?.adding(months: 1).dayBefore
    throw SentenceProblem(
      column: word.column, what: "\"\(word.text)\" is not a date of the calendar",
      fixes: ["\(near ?? context.today)"])
  }

  private mutating func setDate(
    after word: Word, _ part: WritableKeyPath<SentenceClause, SentenceClause.Part<CivilDate>?>
  ) throws(SentenceProblem) {
    rest = rest.dropFirst()
    while let next = rest.first?.lower, ["on", "from", "the"].contains(next) {
      rest = rest.dropFirst()
    }
    if case .time(let end, _) = ClockText.read(rest) { throw endGiven(word, end) }
    guard let next = rest.first, let date = try date(next) else {
      throw problem(
        rest.first ?? word, "no date follows \"\(word.text)\"", ["\(word.text) \(draft.date)"])
    }
    rest = rest.dropFirst()
    try set(part, date, next, "dates after \"\(word.text)\"") { _, dates in
      dates.map { "\(word.text) \($0)" }
    }
  }

  private mutating func set<Value: Equatable>(
    _ part: WritableKeyPath<SentenceClause, SentenceClause.Part<Value>?>, _ value: Value,
    _ word: Word, _ what: String, fixes: (SentenceDraft, [Value]) -> [String]
  ) throws(SentenceProblem) {
    if let other = clause[keyPath: part], other.value != value {
      throw problem(word, "there are two \(what)", fixes(draft, [other.value, value]))
    }
    clause[keyPath: part] = SentenceClause.Part(value: value, word: word)
  }
}
