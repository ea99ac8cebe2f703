/// The names that a deadline may be relative to.
extension RelativeReader {
  /// The longest name that the words begin with, and what follows it.
  func name(at words: ArraySlice<Word>) -> (name: String, rest: ArraySlice<Word>)? {
    let (lower, direct) = (words.map(\.lower), words.first?.lower != "the")
    var found: (name: String, count: Int)?
    for (name, known) in context.names
    where known.count > found?.count ?? 0 && lower.starts(with: known) {
      found = (name, known.count)
    }
    guard let found else { return direct ? nil : name(at: words.dropFirst()) }
    return (found.name, words.dropFirst(found.count))
  }

  func isEnd(_ rest: ArraySlice<Word>) -> Bool {
    rest.first.map { $0.lower == "at" } ?? true
  }

  /// What stands before "at" and a time of day.
  func beforeTime(_ words: ArraySlice<Word>) -> ArraySlice<Word> {
    let at = words.indices.last { index in
      guard words[index].lower == "at" else { return false }
      guard case .other = ClockText.read(words[(index + 1)...]) else { return true }
      return index + 1 == words.endIndex
    }
    return at.map { words[..<$0] } ?? words
  }

  /// Whether a word can be one of a moment's.
  func isOfDate(_ word: Word) -> Bool {
    guard let first = word.text.utf8.first else { return false }
    return (48...57).contains(first) || ["noon", "midday", "midnight"].contains(word.lower)
      || SentenceVocabulary.month(word.lower) != nil
      || SentenceVocabulary.weekday(word.lower) != nil || context.zones.looksLikeZone(word.text)
  }

  /// Names with few edits; without such, those in which all the words are.
  func nearest(_ text: String) -> [String] {
    let near = Nearest.words(to: text, in: context.names.map(\.name), atMost: 2)
    guard near.isEmpty else { return near }
    let wanted = Set(MomentReader.words(of: text).map(\.lower))
    let longer = context.names.filter { wanted.isSubset(of: $0.words) }
    return wanted.isEmpty ? [] : longer.prefix(3).map(\.name)
  }

  /// Refuses what is no name, or counts from the date that it is.
  func unknownName(
    _ words: ArraySlice<Word>, _ step: RelativeDeadline.Step = .none
  ) -> DeadlineProblem {
    let before = text(self.words[..<words.startIndex])
    var meant = beforeTime(words)
    if meant.count > 1, words.first?.lower == "the" { meant = meant.dropFirst() }
    let rest = text(words[meant.endIndex...])
    func fixes(_ names: [String]) -> [String] {
      names.map { [before, $0, rest].filter { !$0.isEmpty }.joined(separator: " ") }
    }
    guard let first = meant.first else {
      return problem(
        words.first?.column ?? end, "no name follows \"\(self.words[words.startIndex - 1].text)\"",
        fixes(context.firstNames))
    }
    if let (local, zone) = moment(words) {
      let start = Deadline.absolute(local, in: zone).instant ?? .distantPast
      let relative = RelativeDeadline(step: step, anchor: "", time: nil, zone: nil)
      let due = zone.local(at: relative.instant(from: start, in: zone))
      return problem(
        first.column, "\"\(text(meant))\" is a date, not a name",
        ["\(Deadline.absolute(due, in: zone))"])
    }
    let near = nearest(text(meant))
    let prefix = name(at: words).map { [$0.name] } ?? []
    let known = [near, prefix, context.firstNames].first { !$0.isEmpty } ?? []
    let isDate = near.isEmpty && prefix.isEmpty && before.isEmpty
    var unknown = problem(
      first.column, "nothing is named \"\(text(meant))\"",
      fixes(known) + (isDate ? [context.example] : []))
    unknown.isUnknownName = true
    return unknown
  }

  func moment(_ words: ArraySlice<Word>) -> (CivilDateTime, ZoneRules)? {
    var reader = MomentReader(words: Array(words), context: context)
    guard case .absolute(let local, let zone)? = try? reader.moment() else { return nil }
    return (local, zone)
  }
}
