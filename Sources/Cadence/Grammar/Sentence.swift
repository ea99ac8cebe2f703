// The cadence grammar: docs/cadence.md has every form with an example. The words of a clause come
// in any order; clauses are separated by ";". What cannot be computed without guessing is refused,
// with the readings spelled out and dated.

/// A sentence of the cadence grammar: "Thursday 14:00 UTC", "first and third Tuesday 16:00-17:00
/// UTC".
public struct Sentence: Hashable, Sendable {
  /// When it is; no date at all for "on demand".
  public let recurrence: Recurrence
  /// How long each meeting is, where the sentence gives an end: one hour for "16:00-17:00".
  public let duration: Seconds?
  /// Whether it says "on demand": there are no dates but those that somebody asks for.
  public var isOnDemand: Bool { recurrence.slots.isEmpty }

  /// Reads a sentence.
  ///
  /// A date in the sentence anchors `every N weeks` before the key does; the keys also bound it.
  /// - Parameters:
  ///   - text: the clauses.
  ///   - defaultZone: the zone of a clause that names none; without it such a clause is refused.
  ///   - starting: the meeting's own key: its first date, and the anchor of `every N weeks`.
  ///   - until: the meeting's own key: nothing comes after it.
  ///   - today: dates the fixes that a problem spells out.
  ///   - zones: where the names of zones are looked up.
  ///   - others: the meetings that "off weeks of" may name.
  ///   - isOneOfSeveral: whether the meeting has other sentences: `starting` need not fit then, and
  ///     `every N weeks` counts from the first date on or after it.
  /// - Throws: `SentenceProblem` with the column, what is wrong and what to write.
  public init(
    _ text: String, in defaultZone: ZoneRules?, starting: CivilDate?, until: CivilDate?,
    today: CivilDate, zones: ZoneDatabase, others: [String: Recurrence] = [:],
    isOneOfSeveral: Bool = false
  ) throws(SentenceProblem) {
    var context = SentenceContext(
      defaultZone: defaultZone, starting: starting, until: until, today: today, zones: zones,
      others: others, isOneOfSeveral: isOneOfSeveral)
    let example = ["Thursday 14:00 UTC"]
    guard text.utf8.count <= Self.bytesMax else {
      throw SentenceProblem(column: 1, what: "this is too long for a rule", fixes: example)
    }
    let words = Word.split(text).flatMap(Self.parts)
    guard words.contains(where: { $0.text != ";" }) else {
      throw SentenceProblem(column: 1, what: "nothing is written here", fixes: example)
    }
    if text.utf8.contains(UInt8(ascii: "=")),
      let rule = words.first(where: { $0.lower.contains("freq=") })
    {
      throw SentenceProblem(
        column: rule.column, what: "RFC 5545 text has a key of its own",
        fixes: ["rrule: \(text.dropFirst(rule.column - 1))"])
    }
    if Self.onDemand.contains(words.map(\.lower)) {
      (recurrence, duration) = (Recurrence([], otherwise: defaultZone ?? .utc), nil)
      return
    }
    var slots: [Slot] = []
    var duration: Seconds?
    // Dates beside "on demand" are those that there are.
    let clauses = words.split(whereSeparator: { $0.text == ";" })
      .filter { !Self.onDemand.contains($0.map(\.lower)) }
    context.isOneOfSeveral = isOneOfSeveral || clauses.count > 1
    for (index, clause) in clauses.enumerated() {
      var reader = SentenceReader(words: clause, context: context)
      let read = try reader.read()
      slots += read.slots
      guard index == 0 || read.duration == duration else {
        throw SentenceProblem(
          column: clause.first?.column ?? 1, what: "the meetings are not of one length",
          fixes: ["duration: \(duration ?? read.duration ?? .hours(1))"])
      }
      duration = read.duration
    }
    recurrence = Recurrence(slots, otherwise: defaultZone ?? .utc)
    self.duration = duration
  }

  private static let onDemand: Set<[String]> = [
    ["on", "demand"], ["on-demand"], ["adhoc"], ["ad-hoc"], ["ad", "hoc"], ["as", "needed"],
  ]

  /// In bytes: room for a hundred clauses, and little enough to be refused at once.
  private static let bytesMax = 10_000

  /// A full stop or colon at the end of a word is dropped, "2026-12-03T14:00" is two.
  static func parts(of word: Word) -> [Word] {
    var word = word
    if let last = word.text.last, ".:".contains(last), word.text.count > 1 {
      word = word.written(String(word.text.dropLast()))
    }
    if let range = timeRange(word) { return range }
    guard word.text.utf8.count > 11, CivilDate(String(word.text.prefix(10))) != nil,
      word.text.dropFirst(10).first == "T"
    else { return [word] }
    return [
      Word(text: String(word.text.prefix(10)), column: word.column),
      Word(text: String(word.text.dropFirst(11)), column: word.column + 11),
    ]
  }

  /// "14:00-15:00" as three words.
  private static func timeRange(_ word: Word) -> [Word]? {
    guard word.text.first?.isNumber == true else { return nil }
    let ends = word.text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
    guard ends.count == 2, let (first, last) = ends.first.map({ ($0, ends[1]) }),
      last.first?.isNumber == true
    else { return nil }
    let column = word.column + first.count
    let words = [
      Word(text: String(first), column: word.column), Word(text: "to", column: column),
      Word(text: String(last), column: column + 1),
    ]
    guard case .time = ClockText.read(words[..<1]), case .time = ClockText.read(words[2...]) else {
      return nil
    }
    return words
  }
}

extension Sentence: CustomStringConvertible {
  /// The normal form, which is read back as an equal sentence.
  public var description: String {
    guard !isOnDemand else { return "on demand" }
    guard let duration else { return recurrence.description }
    return recurrence.slots.map { $0.words(duration: duration) }.joined(separator: "; ")
  }
}

extension Recurrence: CustomStringConvertible {
  /// Of a sentence's dates, the sentence that is read back as an equal value. What no sentence says
  /// is only to be seen: a rule's text, dates beside it, how many are left out, and "never".
  public var description: String {
    var words = slots.map(\.words) + extra.map { "also \($0.occurrence.local) \($0.zone)" }
    if words.isEmpty { words = ["never"] }
    if !excluded.isEmpty { words.append("without \(excluded.count)") }
    return words.joined(separator: "; ")
  }
}

extension Slot {
  /// The clause that is read back as this slot.
  var words: String { words(duration: nil) }

  fileprivate func words(duration: Seconds?) -> String {
    func clock(_ time: CivilTime) -> String {
      guard let duration else { return "\(time)" }
      let end = (Int64(time.secondOfDay) + duration.count) % 86_400
      return "\(time)-\(CivilTime(secondOfDay: Int(end)))"
    }
    switch form {
    case .rhythm(let rhythm, let time) where rhythm.pattern == .once:
      return "once on \(starting ?? .distantPast) \(clock(time)) \(zone)"
    case .rhythm(let rhythm, let time):
      return "\(rhythm.words) \(clock(time)) \(zone)" + (starting.map { " starting \($0)" } ?? "")
        + (until.map { " until \($0)" } ?? "") + (count.map { " for \($0) meetings" } ?? "")
    case .rule(let rule, let start, _): return "\(rule) from \(start) \(zone)"
    case .cron(let cron): return cron.zone == nil ? "\(cron) \(zone)" : "\(cron)"
    case .calendar(let calendar):
      return calendar.zone == nil ? "\(calendar) \(zone)" : "\(calendar)"
    }
  }
}
