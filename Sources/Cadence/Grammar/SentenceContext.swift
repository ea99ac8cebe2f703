/// What a sentence is read with: the keys beside it, and what dates the fixes.
struct SentenceContext {
  var defaultZone: ZoneRules?
  /// The key `starting:`: the first date, and the anchor of every N weeks.
  var starting: CivilDate?
  /// The key `until:`.
  var until: CivilDate?
  var today: CivilDate
  var zones: ZoneDatabase
  /// The meetings that "off weeks of" may name.
  var others: [String: Recurrence] = [:]
  /// Whether other sentences have the same keys beside them.
  var isOneOfSeveral = false

  /// One date in each of the weeks or months that could be meant, from a date on.
  func candidates(_ rhythm: Rhythm, count: Int, from date: CivilDate) -> [CivilDate] {
    if case .weekly(let days, _) = rhythm.pattern {
      return candidates(days: days, every: count, from: date)
    }
    let slot = Slot(rhythm.atAnyRate, at: .midnight, in: .utc)
    var found: [CivilDate] = []
    while found.count < min(count, 4),
      let next = slot.first(onOrAfter: found.last?.adding(days: 20) ?? date)
    {
      found.append(next)
    }
    return found
  }

  /// Whether a word is a year that people write of meetings; "1600" is a time.
  func isYear(_ word: Word) -> Bool {
    Digits.value(word.text.utf8).map(((today.year - 1)...(today.year + 20)).contains) ?? false
  }

  /// The next dozen dates of a sentence.
  func dates(of sentence: String) throws(SentenceProblem) -> [CivilDate] {
    let rule = try Sentence(
      sentence, in: defaultZone, starting: nil, until: nil, today: today, zones: zones
    ).recurrence
    var dates: [CivilDate] = []
    var after = Instant(secondsSince1970: Int64(today.midnight) - 86_400)
    while dates.count < 12, let next = rule.next(after: after) {
      after = next.instant
      if next.date >= today { dates.append(next.date) }
    }
    return dates
  }

  /// One date in each of the weeks that could be meant, from a date on.
  func candidates(days: UInt8, every: Int, from date: CivilDate) -> [CivilDate] {
    let weekly = Slot(Rhythm(.weekly(days, every: 1)), at: .midnight, in: .utc)
    var found: [CivilDate] = []
    var next = weekly.first(onOrAfter: date)
    while let current = next, found.count < min(every, 4) {
      found.append(current)
      next = weekly.first(onOrAfter: current.monday.adding(days: 7))
      if next == current { break }
    }
    return found
  }
}

/// What can be made out of a clause even where it cannot be read: the ground of its fixes.
struct SentenceDraft {
  var days: UInt8?
  var time: CivilTime?
  var zone: String?
  var context: SentenceContext

  init(_ words: ArraySlice<Word>, _ context: SentenceContext) {
    self.context = context
    var rest = words
    while let word = rest.first {
      if let mask = SentenceVocabulary.days(word) {
        days = (days ?? 0) | mask
      } else if context.isYear(word), Self.endsInDate(words[..<rest.startIndex]) {
        // No time, though it could be one.
      } else if time == nil, case .time(let found, let used) = ClockText.read(rest) {
        time = found
        rest = rest.dropFirst(used)
        continue
      } else if zone == nil, context.zones.looksLikeZone(word.text),
        let found = try? context.zones.zone(named: word.text)
      {
        zone = found.identifier
      }
      rest = rest.dropFirst()
    }
  }

  /// Whether the last of these words are a month, or a month and a day.
  private static func endsInDate(_ words: ArraySlice<Word>) -> Bool {
    words.suffix(2).contains { SentenceVocabulary.month($0.lower) != nil }
  }

  private var tail: String {
    let zone = zone ?? (context.defaultZone == nil ? "UTC" : nil)
    return (time ?? CivilTime(secondOfDay: 50_400)).description + (zone.map { " \($0)" } ?? "")
  }

  /// Every meeting has some day; Thursday stands for it.
  var mask: UInt8 { days ?? (1 << Weekday.thursday.index) }

  /// The next date that a meeting of these days could have.
  var date: CivilDate {
    context.candidates(days: mask, every: 1, from: context.today).first ?? context.today
  }

  /// A sentence of those words.
  func words(_ rhythm: String) -> String { "\(rhythm) \(tail)" }

  /// The weekdays, or one that stands for them.
  var names: String { SentenceVocabulary.words(of: mask) }

  /// The first such weekday of next month.
  var firstOfMonth: CivilDate {
    let next = context.today.adding(months: 1)
    let first = next.adding(days: 1 - next.day)
    return context.candidates(days: mask, every: 1, from: first).first ?? first
  }

  /// Days of every so many months, from the first of them on.
  func months(_ days: Rhythm.MonthDays, every count: Int) -> String {
    let rhythm = Rhythm(.monthly(days, every: count))
    let start = count > 1 ? context.candidates(rhythm, count: 1, from: context.today).first : nil
    return words(rhythm.words) + (start.map { " starting \($0)" } ?? "")
  }

  var weekly: String { "\(names) \(tail)" }
  var once: String { once(on: date) }

  func once(on date: CivilDate) -> String { "once on \(date) \(tail)" }

  func everyWeeks(_ count: Int) -> String {
    "every \(count) weeks \(names) \(tail) starting \(date)"
  }
}
