extension SentenceReader {
  /// The column after the last word: where something is missing.
  var end: Int { words.last.map { $0.column + $0.text.count } ?? 1 }

  var draft: SentenceDraft { SentenceDraft(words, context) }

  func problem(_ word: Word, _ what: String, _ fixes: [String]) -> SentenceProblem {
    SentenceProblem(column: word.column, what: what, fixes: fixes)
  }

  func missingDays() -> SentenceProblem {
    var draft = draft
    var fixes: [String] = []
    if let start = clause.starting?.value ?? context.starting {
      draft.days = 1 << start.weekday.index
    }
    if let every = clause.every?.value, every > 1 {
      fixes = [draft.everyWeeks(every)]
    } else {
      fixes = [draft.weekly]
    }
    return SentenceProblem(column: end, what: "no weekday is given", fixes: fixes)
  }

  func twoTimes(_ first: CivilTime, _ second: CivilTime, _ word: Word) -> SentenceProblem {
    var slots = [draft, draft]
    slots[0].time = first
    slots[1].time = second
    return problem(
      word, "there are two times of day", [slots.map(\.weekly).joined(separator: "; ")])
  }

  /// A form that exists and is not read yet.
  func later(_ word: Word) -> SentenceProblem {
    problem(
      word,
      "\"\(word.text)\" is not read yet: this version reads weekly, every N weeks and once on",
      [draft.weekly, draft.everyWeeks(4), draft.once])
  }

  /// A word of no known meaning: a misspelling, a city, or something else.
  func unknown(_ word: Word) -> SentenceProblem {
    let what = "\"\(word.text)\" is not a word of this grammar"
    if let near = Nearest.word(to: word.lower, in: SentenceVocabulary.known) {
      if SentenceVocabulary.later.contains(near) { return later(word) }
      return near == word.lower
        ? problem(word, "\"\(word.text)\" says nothing here", [draft.weekly, draft.everyWeeks(2)])
        : problem(word, what, [near])
    }
    if let first = word.text.utf8.first, (48...57).contains(first) {
      return problem(
        word, "\"\(word.text)\" is neither a time nor a date",
        [draft.weekly, draft.once])
    }
    if let (city, zones) = city(at: word) {
      return problem(word, "\"\(city)\" is not a time zone", zones)
    }
    if word.lower.contains("freq=") {
      return later(Word(text: "RFC 5545 text", column: word.column))
    }
    return problem(word, what, [draft.weekly])
  }

  /// Zones of a city that is written without its region, "Berlin" or "New York".
  private func city(at word: Word) -> (name: String, zones: [String])? {
    var names = [word.text]
    if let index = words.firstIndex(of: word), let next = words[(index + 1)...].first {
      names.insert("\(word.text) \(next.text)", at: 0)
    }
    for name in names {
      let ending = "/" + name.lowercased().split(separator: " ").joined(separator: "_")
      let zones = context.zones.names.filter { $0.lowercased().hasSuffix(ending) }
      if !zones.isEmpty { return (name, Array(zones.prefix(3))) }
    }
    return nil
  }

  /// A meeting's end is not part of when it begins.
  func endGiven(_ word: Word, _ end: CivilTime) -> SentenceProblem {
    let start = clause.time?.value.secondOfDay ?? end.secondOfDay
    let length = Seconds(Int64((end.secondOfDay - start + 86_400) % 86_400))
    return problem(
      word, "\"\(word.text) \(end)\" gives an end: leave it out, the length is a key of its own",
      ["duration: \(length == .zero ? .hours(1) : length)"])
  }

  /// Five fields of numbers and stars are a line of a crontab.
  func refuseCron() throws(SentenceProblem) {
    let fields = words.map(\.text)
    guard fields.count == 5, fields.contains(where: { $0.contains("*") }),
      fields.dropLast().allSatisfy({ $0.allSatisfy { "0123456789*,/-".contains($0) } })
    else { return }
    var fixes = [draft.weekly]
    if let minute = Digits.value(fields[0].utf8), let hour = Digits.value(fields[1].utf8),
      let time = CivilTime(hour: hour, minute: minute), fields[2] == "*", fields[3] == "*",
      let days = cronDays(fields[4])
    {
      fixes = ["\(SentenceVocabulary.words(of: days)) \(time)"]
    }
    throw problem(
      words[words.startIndex],
      "a crontab line is not read yet: this version reads weekly, every N weeks and once on",
      fixes)
  }

  /// Source: crontab(5): 0 and 7 are Sunday.
  private func cronDays(_ field: String) -> UInt8? {
    if field == "*" { return SentenceVocabulary.allDays }
    var days: UInt8 = 0
    for part in field.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-").map { end -> Weekday? in
        guard let number = Digits.value(end.utf8) else { return SentenceVocabulary.weekday(end) }
        return number <= 7 ? Weekday(index: (number + 6) % 7) : nil
      }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
        return nil
      }
      days |= SentenceVocabulary.range(first, last)
    }
    return days
  }
}
