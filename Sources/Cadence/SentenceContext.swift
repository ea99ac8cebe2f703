/// What a sentence is read with: the keys beside it, and what dates the fixes.
struct SentenceContext {
  var defaultZone: ZoneRules?
  /// The key `starting:`: the first date, and the anchor of every N weeks.
  var starting: CivilDate?
  /// The key `until:`.
  var until: CivilDate?
  var today: CivilDate
  var zones: ZoneDatabase

  /// One date in each of the weeks that could be meant, from a date on.
  func candidates(days: UInt8, every: Int, from date: CivilDate) -> [CivilDate] {
    let weekly = Slot(
      zone: .utc, time: .midnight, days: days, every: 1, starting: nil, until: nil)
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

  private var tail: String {
    (time ?? CivilTime(secondOfDay: 50_400)).description + (zone.map { " \($0)" } ?? "")
  }

  /// Every meeting has some day; Thursday stands for it.
  private var mask: UInt8 { days ?? (1 << Weekday.thursday.index) }

  /// The next date that a meeting of these days could have.
  var date: CivilDate {
    context.candidates(days: mask, every: 1, from: context.today).first ?? context.today
  }

  var weekly: String { "\(SentenceVocabulary.words(of: mask)) \(tail)" }
  var once: String { once(on: date) }

  func once(on date: CivilDate) -> String { "once on \(date) \(tail)" }

  func everyWeeks(_ count: Int) -> String {
    "every \(count) weeks \(SentenceVocabulary.words(of: mask)) \(tail) starting \(date)"
  }
}
