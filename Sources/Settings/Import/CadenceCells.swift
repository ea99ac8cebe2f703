import Cadence

/// When a meeting is, in cells as communities fill them: "biweekly", "Thursday", "9:00AM-10:00AM",
/// "PT (Pacific Time)"; or all of it in one: "Alternating between Monday at 09:00 PT and …".
struct CadenceCells {
  var frequency: String?
  var day: String?
  var time: String?
  var zone: String?

  private let context: ImportContext
  /// What was assumed.
  private(set) var notes: [String] = []

  init(
    frequency: String?, day: String? = nil, time: String? = nil, zone: String? = nil,
    _ context: ImportContext
  ) {
    (self.frequency, self.day, self.time, self.zone) = (frequency, day, time, zone)
    self.context = context
  }

  mutating func read() throws(ImportRefusal) -> ImportedCadence {
    let rhythm = try zoned(Self.words(of: withoutBrackets(frequency ?? "")))
    let days = Self.words(of: day ?? "")
    let named = Set(rhythm.compactMap(Self.weekday))
    guard days.isEmpty || named.isEmpty || named == Set(days.compactMap(Self.weekday)) else {
      throw ImportRefusal(
        "day \((day ?? "").shown) is not the one of frequency \((frequency ?? "").shown)",
        fix: "write one of them")
    }
    var clock = try zoned(Self.words(of: time ?? ""))
    if let zone {
      let imported = try context.zone(zone)
      if let note = imported.note { notes.append(note) }
      clock.append(imported.zone.identifier)
    }
    let words = rhythm + (named.isEmpty ? days : []) + clock
    try refuseWithoutTime(words)
    try refuseContradiction(rhythm, days, clock, isNamed: !named.isEmpty)
    if let turns = try turns(words) { throw try unanchored(turns) }
    if let several = try severalSlots(words) { return several }
    return try sentence(words.joined(separator: " "))
  }

  /// The sentences that it could be.
  mutating func choices() -> [String] {
    do throws(ImportRefusal) {
      guard case .sentences(let sentences) = try read().form else { return [] }
      return sentences
    } catch { return error.choices }
  }

  /// What day and frequency say is not always one thing: "daily" and "Thursday", "weekly" and
  /// "First Thursday".
  private func refuseContradiction(
    _ rhythm: [String], _ days: [String], _ clock: [String], isNamed: Bool
  ) throws(ImportRefusal) {
    func readings(_ words: [String]) -> [String] {
      let read = Result { () throws(ImportRefusal) in
        try sentence((words + clock).joined(separator: " ")).form
      }
      guard case .success(.sentences(let sentences)) = read else { return [] }
      return sentences
    }
    guard !rhythm.isEmpty, !days.isEmpty else { return }
    let weekdays = days.compactMap(Self.weekday).map(\.name)
    let bare = [weekdays.joined(separator: " and ")]
    let byDay = readings(days)
    let alone = readings(rhythm)
    let byFrequency = alone.isEmpty ? readings(rhythm + bare) : alone
    guard !byDay.isEmpty, !byFrequency.isEmpty, byDay != byFrequency else { return }
    // A frequency that has the weekday already, which the day only repeats.
    if isNamed, byDay == readings(bare) { return }
    throw ImportRefusal(
      "frequency \((frequency ?? "").shown) and day \((day ?? "").shown) do not fit",
      choices: byFrequency + byDay)
  }

  // MARK: Words

  private static func words(of text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init).filter { word in
      !word.allSatisfy { "-–—*|".contains($0) }
    }
  }

  static func weekday(_ word: String) -> Weekday? {
    let bare = word.lowercased().filter(\.isLetter)
    return Weekday.allCases.first { day in
      let name = day.name.lowercased()
      return bare == name || bare == name + "s"
        || (bare.utf8.count >= 3 && bare.utf8.count <= 5 && name.hasPrefix(bare))
    }
  }

  /// What stands between brackets explains, to people.
  private mutating func withoutBrackets(_ text: String) -> String {
    var kept = ""
    var aside = ""
    var depth = 0
    for character in text {
      if "([".contains(character) {
        depth += 1
        if depth == 1 { aside = "" }
      } else if ")]".contains(character) {
        if depth == 1 { notes.append("(\(aside)) is not read") }
        depth = max(0, depth - 1)
      } else if depth == 0 {
        kept.append(character)
      } else {
        aside.append(character)
      }
    }
    return kept
  }

  /// The words with abbreviations and offsets replaced by zones.
  private mutating func zoned(_ words: [String]) throws(ImportRefusal) -> [String] {
    var result: [String] = []
    for word in words {
      let bare = word.trimmingEnd(of: ",;.")
      guard Self.isZoneLike(bare), !context.isZone(bare) else {
        result.append(word)
        continue
      }
      guard !context.isUnknownZone(bare) else {
        result.append(word)
        continue
      }
      let imported = try context.zone(bare)
      if let note = imported.note, !notes.contains(note) { notes.append(note) }
      result.append(imported.zone.identifier + word.dropFirst(bare.count))
    }
    return result
  }

  /// "PT", "JST", "UTC+8": capitals, which no other word of a cadence has throughout.
  private static func isZoneLike(_ word: String) -> Bool {
    let first = word.prefix { ("A"..."Z").contains($0) }
    guard (2...5).contains(first.count), weekday(word) == nil else { return false }
    return word.dropFirst(first.count).allSatisfy { $0.isNumber || "+-:".contains($0) }
      && !["AM", "PM"].contains(word)
  }

  // MARK: Forms

  private static func isTime(_ word: String) -> Bool {
    guard word.first?.isNumber == true else { return false }
    let lower = word.lowercased()
    return lower.contains(":") || lower.contains("am") || lower.contains("pm")
      || (word.count == 4 && word.allSatisfy(\.isNumber))
  }

  private func refuseWithoutTime(_ words: [String]) throws(ImportRefusal) {
    let lower = Set(words.map { $0.lowercased().trimmingEnd(of: ",;.") })
    guard !words.contains(where: { $0.contains(where: \.isNumber) || $0.lowercased() == "noon" })
    else { return }
    let demand: Set<String> = ["adhoc", "ad-hoc", "demand", "on-demand", "needed", "hoc"]
    guard lower.isDisjoint(with: demand) else { return }
    if !lower.isDisjoint(with: ["during", "inside", "within"]) {
      throw ImportRefusal(
        "it is held in another meeting and has no time of its own",
        fix: "put it on that meeting's agenda")
    }
    if !lower.isDisjoint(with: ["different", "varies", "varying", "various", "tbd", "irregular"]) {
      throw ImportRefusal(
        "its dates follow no rule",
        fix:
          "write each date as it is known, as `once on \(context.today.adding(days: 14)) 14:00 UTC`"
      )
    }
  }

  /// The slots that "alternating between A and B" names; nil where nothing alternates.
  private func turns(_ words: [String]) throws(ImportRefusal) -> [String]? {
    guard let index = words.firstIndex(where: { $0.lowercased().hasPrefix("alternat") }) else {
      return nil
    }
    let before = words[..<index]
    var rest = words[(index + 1)...]
    if rest.first?.lowercased() == "between" { rest = rest.dropFirst() }
    var parts: [[String]] = [[]]
    for word in rest {
      if word.lowercased() == "and" || word == "&" {
        if parts.last?.isEmpty == false { parts.append([]) }
      } else if word.hasSuffix(",") {
        parts[parts.count - 1].append(String(word.dropLast()))
        parts.append([])
      } else {
        parts[parts.count - 1].append(word)
      }
    }
    let slots = parts.filter { $0.contains(where: Self.isTime) }
    guard slots.count > 1, slots.count == parts.filter({ !$0.isEmpty }).count else {
      throw ImportRefusal(
        "it alternates, and does not say between which times",
        fix: "write `alternate: [Tuesday 09:00 UTC, Wednesday 17:00 UTC]` with `starting:`")
    }
    return try slots.map { slot throws(ImportRefusal) in
      let day = slot.contains { Self.weekday($0) != nil } ? [] : Array(before)
      return "\(try sentence((day + slot).joined(separator: " ")).recurrence)"
    }
  }

  /// In turns, and nobody knows whose it is this week.
  private func unanchored(_ turns: [String]) throws(ImportRefusal) -> ImportRefusal {
    var choices: [String] = []
    for index in turns.indices {
      let order = turns[index...] + turns[..<index]
      guard let first = order.first, let rule = try? context.sentence(first).recurrence,
        let date = context.next(of: rule)?.date
      else { continue }
      choices.append("alternate: [\(order.joined(separator: ", "))]` with `starting: \(date)")
    }
    return ImportRefusal(
      "it alternates, and does not say whose turn it is in which week", choices: choices)
  }

  /// "Wednesday 11:00 PT and 17:00 UTC+8": a time and a zone each. What has a rhythm of its own in
  /// either half is two meetings under one name.
  private func severalSlots(_ words: [String]) throws(ImportRefusal) -> ImportedCadence? {
    let times = words.count(where: Self.isTime)
    guard times > 1 else { return nil }
    let rhythms = words.count { word in
      let bare = word.lowercased().trimmingEnd(of: ",;.")
      return ["every", "each", "weekly", "monthly"].contains(bare) || bare.hasPrefix("bi")
    }
    guard rhythms == 0, !words.contains(where: { $0.contains(";") }) else {
      throw ImportRefusal(
        "several meetings under one name, each with a cadence of its own",
        fix: "write them as \(times) meetings")
    }
    let parts = words.split { $0.lowercased() == "and" }.map(Array.init)
    let zones = parts.map { part in part.contains { context.isZone($0.trimmingEnd(of: ",")) } }
    guard parts.count == times, zones.allSatisfy(\.self),
      let days = parts.first?.filter({ Self.weekday($0) != nil })
    else { return nil }
    let sentences = try parts.map { part throws(ImportRefusal) in
      let own = part.contains { Self.weekday($0) != nil } ? [] : days
      return "\(try sentence((own + part).joined(separator: " ")).recurrence)"
    }
    return try sentence(sentences.joined(separator: "; "), as: sentences)
  }

  private func sentence(
    _ text: String, as sentences: [String]? = nil
  ) throws(ImportRefusal) -> ImportedCadence {
    do throws(SentenceProblem) {
      let sentence = try context.sentence(text)
      let normal = sentence.isOnDemand ? "\(sentence)" : "\(sentence.recurrence)"
      return ImportedCadence(
        form: .sentences(sentences ?? [normal]), recurrence: sentence.recurrence,
        duration: sentence.duration)
    } catch {
      throw refusal(error, of: text)
    }
  }

  /// A first date that is missing is offered as whole sentences to paste.
  private func refusal(_ problem: SentenceProblem, of text: String) -> ImportRefusal {
    guard problem.lacksStarting else { return ImportRefusal(problem) }
    let sentences = problem.fixes.compactMap { fix -> String? in
      guard let date = fix.split(separator: " ").last.flatMap({ CivilDate(String($0)) }) else {
        return nil
      }
      return try? "\(context.sentence(text, starting: date).recurrence)"
    }
    guard !sentences.isEmpty else { return ImportRefusal(problem) }
    return ImportRefusal(problem.what, choices: sentences)
  }
}

extension ImportContext {
  /// Whether it is the name of a zone as it stands.
  func isZone(_ name: String) -> Bool { (try? zones.zone(named: name)) != nil }

  func isUnknownZone(_ name: String) -> Bool {
    do throws(ZoneProblem) {
      _ = try zones.zone(named: name)
      return false
    } catch { return error.isUnknown }
  }
}

extension String {
  /// Without these at its end.
  func trimmingEnd(of characters: String) -> String {
    var text = self
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return text
  }
}
