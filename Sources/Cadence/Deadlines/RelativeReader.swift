/// Reads a distance from something that has a name, or the name alone.
struct RelativeReader: DeadlineReader {
  let words: [Word]
  let context: DeadlineContext

  /// Nil where the words are meant as a moment.
  func relative() throws(DeadlineProblem) -> RelativeDeadline? {
    let bare = words[...].drop { ["at", "on", "by", "the"].contains($0.lower) }
    for start in [words[...], bare] {
      guard let (name, rest) = name(at: start) else { continue }
      if isEnd(rest) { return try relative(.none, name, rest) }
      try refuseTimeWithoutAt(rest)
    }
    if let index = words.firstIndex(where: { ["before", "after"].contains($0.lower) }) {
      return try counted(index)
    }
    if let amount = leadingAmount { throw undirected(amount) }
    let meant = beforeTime(words[...])
    let areDates = meant.map(isOfDate)
    let isSlip =
      areDates.contains(false) && !nearest(text(meant)).isEmpty && moment(words[...]) == nil
    guard isSlip || !areDates.contains(true), !meant.isEmpty else { return nil }
    throw unknownName(words[...])
  }

  // MARK: Distances

  /// "4 days before selection"
  private func counted(_ index: Int) throws(DeadlineProblem) -> RelativeDeadline {
    let (word, rest) = (words[index], words[(index + 1)...])
    guard index > 0 else {
      throw problem(
        word.column, "\"\(word.text)\" does not say how long", ["1 day \(text(words[index...]))"])
    }
    let step: RelativeDeadline.Step
    do throws(TextProblem) {
      step = try self.step(words[..<index], isBefore: word.lower == "before")
    } catch {
      let fix = error.fix.isEmpty ? text(rest) : "\(error.fix) \(text(words[index...]))"
      throw problem(error.column, error.what, [fix])
    }
    guard let (name, end) = name(at: rest) else { throw unknownName(rest, step) }
    if isEnd(end) { return try relative(step, name, end) }
    try refuseTimeWithoutAt(end)
    throw unknownName(rest, step)
  }

  /// - Throws: `TextProblem` with the amounts to write; with none where no time lies between.
  private func step(
    _ words: ArraySlice<Word>, isBefore: Bool
  ) throws(TextProblem) -> RelativeDeadline.Step {
    let amounts = try Amount.list(in: words.map(inDigits), example: "4 days", usual: .day)
    guard amounts.contains(where: { $0.count > 0 }) else {
      let direction = isBefore ? "before" : "after"
      throw TextProblem(
        column: amounts[0].column, what: "\(amounts[0]) is not \(direction)", fix: "")
    }
    if let total = Amount.elapsed(amounts) { return .elapsed(isBefore ? -total : total) }
    let steps = amounts.filter { $0.unit.seconds == nil }
    guard steps.count == amounts.count else {
      let other = amounts.first { ($0.unit.seconds == nil) != (amounts[0].unit.seconds == nil) }
      throw TextProblem(
        column: other?.column ?? 1,
        what: "\(amounts[0].unit)s and \(other?.unit ?? .hour)s do not mix",
        fix: steps.map(\.description).joined(separator: " "))
    }
    return try isBefore ? .before(Period(steps)) : .after(Period(steps))
  }

  /// "a", "the" and "two" as digits.
  private func inDigits(_ word: Word) -> Word {
    if ["a", "an", "the"].contains(word.lower) { return word.written("1") }
    return SentenceVocabulary.numbers[word.lower].map { word.written("\($0)") } ?? word
  }

  /// "4 days" where nothing says of what: as many words as are amounts.
  private var leadingAmount: ArraySlice<Word>? {
    let ends = words.indices.prefix(4).map { words[...$0] }
    return ends.last { (try? Amount.list(in: $0.map(inDigits), example: "")) != nil }
  }

  private func undirected(_ amount: ArraySlice<Word>) -> DeadlineProblem {
    let rest = words[amount.endIndex...]
    let name = rest.indices.lazy.compactMap { self.name(at: rest[$0...])?.name }.first
    let names = name.map { [$0] } ?? Array(context.firstNames.prefix(1))
    return problem(
      rest.first?.column ?? end, "nothing says whether \"\(text(amount))\" is before or after",
      names.flatMap { ["\(text(amount)) before \($0)", "\(text(amount)) after \($0)"] })
  }

  // MARK: The time of day

  /// "selection 18:00"
  private func refuseTimeWithoutAt(_ rest: ArraySlice<Word>) throws(DeadlineProblem) {
    guard let first = rest.first, case .time = ClockText.read(rest) else { return }
    throw problem(
      first.column, "a time of day stands after \"at\"",
      ["\(text(words[..<rest.startIndex])) at \(text(rest))"])
  }

  /// - Parameter rest: nothing, or "at" and what follows it.
  private func relative(
    _ step: RelativeDeadline.Step, _ name: String, _ rest: ArraySlice<Word>
  ) throws(DeadlineProblem) -> RelativeDeadline {
    guard let at = rest.first else {
      return RelativeDeadline(step: step, anchor: name, time: nil, zone: nil)
    }
    let before = text(words[..<rest.startIndex])
    let (time, zoneWords) = try time(rest, after: before)
    if case .elapsed = step {
      throw problem(
        at.column, "a time of day needs a number of days, not of hours",
        [before, "1 day before \(name) \(text(rest))"])
    }
    let zone = try zone(zoneWords, after: "\(before) at \(time)")
    return RelativeDeadline(step: step, anchor: name, time: time, zone: zone)
  }

  private func time(
    _ rest: ArraySlice<Word>, after before: String
  ) throws(DeadlineProblem) -> (CivilTime, ArraySlice<Word>) {
    guard let first = rest.dropFirst().first else {
      throw problem(end, "no time follows \"at\"", ["\(before) at \(context.time)"])
    }
    switch ClockText.read(rest.dropFirst()) {
    case .time(let time, let used): return (time, rest.dropFirst(1 + used))
    case .wrong(let what, let fixes):
      throw problem(first.column, what, fixes.map { "\(before) at \($0)" })
    case .other:
      let fix = ["eod", "end"].contains(first.lower) ? CivilTime.endOfDay : context.time
      throw problem(
        first.column, "\"\(first.text)\" is not a time of day", ["\(before) at \(fix)"])
    }
  }

  /// The zone that is the only word left.
  private func zone(
    _ rest: ArraySlice<Word>, after before: String
  ) throws(DeadlineProblem) -> ZoneRules? {
    guard let word = rest.first else { return nil }
    guard context.zones.looksLikeZone(word.text) else {
      let cities = [text(rest), word.text].map { context.zones.zones(ofCity: $0) }
      let found = cities.first { !$0.isEmpty }
      throw problem(
        word.column,
        found == nil ? "\"\(word.text)\" says nothing here" : "\"\(word.text)\" is not a time zone",
        found?.map { "\(before) \($0)" } ?? [before])
    }
    let zone: ZoneRules
    do {
      zone = try context.zones.zone(named: word.text)
    } catch {
      let names = error.fixes.isEmpty ? ["UTC"] : error.fixes
      throw problem(word.column, error.what, names.map { "\(before) \($0)" })
    }
    if let other = rest.dropFirst().first {
      throw problem(other.column, "\"\(other.text)\" says nothing here", ["\(before) \(zone)"])
    }
    return zone
  }
}
