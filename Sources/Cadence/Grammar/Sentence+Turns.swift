/// Why meetings in turn cannot be computed: which of the sentences, and what is wrong with it.
public struct TurnProblem: Error, Hashable, Sendable {
  /// From 0 on.
  public let index: Int
  /// What is wrong with that sentence.
  public let problem: SentenceProblem
}

extension Recurrence {
  /// Meetings in turn: the first sentence has its week or month, then the second, and so on.
  ///
  /// The first date from `starting` on is the first sentence's. All are weekly, or all monthly.
  /// - Parameters: as of `Sentence`; `starting` says who is first.
  /// - Throws: `TurnProblem` with the sentence that is wrong.
  public init(
    alternating sentences: [String], in defaultZone: ZoneRules?, starting: CivilDate?,
    until: CivilDate?, today: CivilDate, zones: ZoneDatabase
  ) throws(TurnProblem) {
    self = .union(
      try Self.turns(
        of: sentences, in: defaultZone, starting: starting, until: until, today: today,
        zones: zones
      ).map(\.dates))
  }

  /// Meetings in turn, each by itself: its sentence, and the dates of its turns, which may be none.
  /// - Parameters: as of `init(alternating:in:starting:until:today:zones:)`.
  /// - Throws: `TurnProblem` with the sentence that is wrong.
  public static func turns(
    of sentences: [String], in defaultZone: ZoneRules?, starting: CivilDate?,
    until: CivilDate?, today: CivilDate, zones: ZoneDatabase
  ) throws(TurnProblem) -> [(sentence: Sentence, dates: Recurrence)] {
    var turns: [(sentence: Sentence, dates: Recurrence)] = []
    var first: CivilDate?
    var isMonthly: Bool?
    for (index, text) in sentences.enumerated() {
      func refuse(_ problem: SentenceProblem) -> TurnProblem {
        TurnProblem(index: index, problem: problem)
      }
      let sentence: Sentence
      do throws(SentenceProblem) {
        sentence = try Sentence(
          text, in: defaultZone, starting: nil, until: until, today: today, zones: zones)
      } catch {
        throw refuse(error)
      }
      guard let slot = sentence.recurrence.slots.first, sentence.recurrence.slots.count == 1,
        case .rhythm(let rhythm, let time) = slot.form, slot.starting == nil, slot.count == nil,
        rhythm.days.nonzeroBitCount <= 1
      else {
        throw refuse(
          SentenceProblem(
            column: 1, what: "each of the meetings in turn has one weekday and time of its own",
            fixes: ["Thursday 14:00 UTC"]))
      }
      guard let starting else {
        let first = slot.first(onOrAfter: today)
        throw TurnProblem(
          index: 0,
          problem: SentenceProblem(
            column: 1, what: "`alternate` does not say which meeting is first",
            fixes: first.map { ["starting: \($0)"] } ?? [], lacksStarting: true))
      }
      guard
        let turn = rhythm.turn(index, of: sentences.count, from: first ?? starting),
        rhythm.isMonthly == isMonthly ?? rhythm.isMonthly
      else {
        throw refuse(
          SentenceProblem(
            column: 1, what: "meetings in turn are all weekly or all monthly, every week or month",
            fixes: ["Thursday 14:00 UTC", "first Thursday 14:00 UTC"]))
      }
      isMonthly = rhythm.isMonthly
      let own = Slot(
        turn.rhythm, at: time, in: slot.zone, starting: turn.starting, until: slot.until)
      first = first ?? own.starting
      turns.append((sentence, Recurrence(own.isEmpty ? [] : [own], otherwise: slot.zone)))
    }
    return turns
  }
}

extension Rhythm {
  fileprivate var isMonthly: Bool {
    if case .monthly = pattern { true } else { false }
  }

  /// Its share where several take turns; nil for what is neither weekly nor monthly.
  /// - Parameter first: the first date of the first of them, or the one it is looked for from.
  fileprivate func turn(
    _ index: Int, of count: Int, from first: CivilDate
  ) -> (rhythm: Rhythm, starting: CivilDate)? {
    var rhythm = self
    let begin: CivilDate
    switch pattern {
    case .weekly(let days, 1):
      rhythm.pattern = .weekly(days, every: count)
      begin = index == 0 ? first : first.monday.adding(days: 7 * index)
    case .monthly(.after, _): return nil
    case .monthly(let days, 1):
      rhythm.pattern = .monthly(days, every: count)
      begin = index == 0 ? first : first.adding(days: 1 - first.day).adding(months: index)
    default: return nil
    }
    // Whoever is first says which week or month it is; the others have the ones that follow.
    let date =
      index == 0
      ? Slot(self, at: .midnight, in: .utc).first(onOrAfter: begin) : rhythm.first(from: begin)
    return date.map { (rhythm, $0) }
  }
}

// MARK: - Off weeks

extension Rhythm {
  /// The weekly slots in the weeks in which another meeting is not; nil where that one is not every
  /// so many weeks.
  func offWeeks(of other: Recurrence) -> [(rhythm: Rhythm, starting: CivilDate?)]? {
    guard case .weekly(let days, 1) = pattern, let slot = other.slots.first,
      other.slots.count == 1, case .rhythm(let rhythm, _) = slot.form
    else { return nil }
    var mine = self
    switch rhythm.pattern {
    case .weeks(_, let areOdd):
      mine.pattern = .weeks(days, areOdd: !areOdd)
      return [(mine, nil)]
    case .weekly(_, let every) where every > 1:
      guard let first = slot.starting else { return nil }
      mine.pattern = .weekly(days, every: every)
      let turn = mine
      return (1..<every).compactMap { week in
        turn.first(from: first.monday.adding(days: 7 * week)).map { (turn, $0) }
      }
    default: return nil
    }
  }

  /// The first date in the weeks or months that count from that of a date on.
  private func first(from date: CivilDate) -> CivilDate? {
    times(at: .midnight, from: date).first(from: date.midnight)
      .map { CivilDateTime(wallSeconds: Int64($0)).date }
  }
}
