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

  /// A meeting for each time; where the words cannot be parted, with the days and the zone beside
  /// it.
  func twoTimes(_ first: CivilTime, _ second: CivilTime, _ word: Word) -> SentenceProblem {
    if let both = eachWithItsTime(word) {
      return problem(word, "there are two times of day", [both])
    }
    let begin = clause.time?.word.column ?? 0
    let split =
      words.firstIndex {
        $0 == word || ($0.column > begin && SentenceVocabulary.days($0) != nil)
      } ?? words.endIndex
    let slots = [(words[..<split], first), (words[split...], second)].map { words, time in
      var slot = SentenceDraft(words, context)
      slot.days = slot.days ?? draft.days
      slot.time = time
      slot.zone = slot.zone ?? draft.zone
      return clause.every.map { slot.everyWeeks($0.value) } ?? slot.weekly
    }
    return problem(word, "there are two times of day", [slots.joined(separator: "; ")])
  }

  /// Two sentences: days between the two times are the second's, and what stands before them the
  /// first's; without such, all but the other's time is both's. Nil where either cannot be read.
  private func eachWithItsTime(_ word: Word) -> String? {
    guard let first = words.firstIndex(where: { $0 == clause.time?.word }),
      let second = words.firstIndex(of: word),
      case .time(_, let used) = ClockText.read(words[first...]),
      case .time(_, let usedNext) = ClockText.read(words[second...]), first + used <= second
    else { return nil }
    let between = words[(first + used)..<second]
    var halves = [
      words[..<(first + used)] + words[(second + usedNext)...], words[..<first] + words[second...],
    ]
    if between.contains(where: \.namesDays) {
      let isZone = between.first.map { context.zones.looksLikeZone($0.text) } ?? false
      let cut = first + used + (isZone ? 1 : 0)
      let joint = words[cut...].prefix { SentenceVocabulary.fillers.contains($0.lower) }
      halves = [words[..<cut], words[(cut + joint.count)...]]
    }
    let texts = halves.map { $0.map(\.text).joined(separator: " ") }
    let every = clause.every.map { "every \($0.value) weeks " } ?? ""
    guard let left = readable(texts[0]),
      let right = readable(every + texts[1]) ?? readable(texts[1])
    else { return nil }
    return "\(left); \(right)"
  }

  /// A text as it can be read, with the zone of the whole where it names none.
  private func readable(_ text: String) -> String? {
    let zone = draft.zone ?? (context.defaultZone == nil ? "UTC" : nil)
    return [text, zone.map { "\(text) \($0)" }].compactMap(\.self).first {
      let sentence = try? Sentence(
        $0, in: zone == nil ? context.defaultZone : nil, starting: context.starting,
        until: context.until, today: context.today, zones: context.zones, others: context.others,
        isOneOfSeveral: true)
      return sentence != nil
    }
  }

  /// A rhythm that is no meeting's.
  func tooOften(_ word: Word) -> SentenceProblem {
    problem(
      word, "\"\(word.text)\" is no rhythm of meetings; `rrule:` says such ones",
      [draft.words("every day"), draft.weekly])
  }

  /// What can be written with the days that are, where no clause is whole.
  var whole: String {
    let words = (try? clause.isMonthly ? monthlyWords() : nil) ?? nil
    return words.map(draft.words) ?? draft.weekly
  }

  private func monthlyWords() throws(SentenceProblem) -> String {
    Rhythm(try monthlyPattern()).words
  }

  /// "every third Wednesday": the third of each month, or one of every three?
  func checkEveryOrdinal(_ every: Word, _ next: Word) throws(SentenceProblem) {
    let ordinal = SentenceVocabulary.ordinal(next.lower) ?? 2
    let following = rest.dropFirst()
    // "every third Wednesday of the month" says which.
    let isOfTheMonth = following.contains {
      ["month", "monthly"].contains($0.lower) || SentenceVocabulary.ordinal($0.lower) != nil
    }
    guard (2...5).contains(ordinal), !isOfTheMonth else { return }
    throw ambiguous(
      Word(text: "\(every.text) \(next.text)", column: next.column),
      draft.words("\(SentenceVocabulary.word(ofOrdinal: ordinal)) \(draft.names)"),
      draft.everyWeeks(ordinal))
  }

  /// Two readings, each with its next dates.
  func ambiguous(_ word: Word, _ first: String, _ second: String) -> SentenceProblem {
    var context = context
    context.defaultZone = context.defaultZone ?? .utc
    let dates = [first, second].map { (try? context.dates(of: $0)) ?? [] }
    // At least three, and up to the first that tells them apart.
    let same = zip(dates[0], dates[1]).prefix { $0 == $1 }.count
    let readings = zip([first, second], dates).map { text, dates in
      "\"\(text)\" (\(dates.prefix(max(3, same + 1)).map(\.description).joined(separator: ", ")), …)"
    }
    return problem(
      word, "\"\(word.text)\" can mean \(readings[0]) or \(readings[1])", [first, second])
  }

  /// "every other Friday of the month"
  func weeksOfTheMonth(_ word: Word) -> SentenceProblem {
    let days = draft.names
    return ambiguous(
      word, draft.words("first and third \(days)"), draft.everyWeeks(clause.every?.value ?? 2))
  }

  /// "3 December": this year's, or every year's?
  func yearlyOrOnce(
    _ month: SentenceClause.Part<Int>, _ numbers: [Int]
  ) -> SentenceProblem {
    let rhythm = Rhythm(.yearly(.numbers(numbers), month: month.value))
    let next = Slot(rhythm, at: .midnight, in: .utc).first(onOrAfter: context.today)
    return problem(
      month.word, "\"\(month.word.text)\" does not say whether it is every year's",
      [draft.words(rhythm.words)] + (next.map { [draft.once(on: $0)] } ?? []))
  }

  func bareMonths(_ months: SentenceClause.Part<Int>) -> SentenceProblem {
    let kinds: [Rhythm.MonthDays] = [
      .weekdays([Rhythm.Numbered(ordinals: [1], days: draft.mask)]),
      .weekdays([Rhythm.Numbered(ordinals: [-1], days: draft.mask)]), .numbers([15]),
    ]
    return problem(
      months.word, "\"\(months.word.text)\" does not say on which day",
      kinds.map { draft.months($0, every: months.value) })
  }

  /// Each kind is a meeting's own.
  func twoKindsOfDays() -> SentenceProblem {
    var kinds: [Rhythm.Pattern] = []
    if clause.after == nil, !clause.numbered.isEmpty {
      kinds.append(.monthly(.weekdays(Rhythm.Numbered.merged(clause.numbered)), every: 1))
    }
    if !clause.monthDays.isEmpty { kinds.append(.monthly(.numbers(clause.monthDays), every: 1)) }
    if !clause.workdays.isEmpty { kinds.append(.monthly(.workdays(clause.workdays), every: 1)) }
    if clause.days != 0 { kinds.append(.weekly(clause.days, every: 1)) }
    let both = kinds.map { draft.words(Rhythm($0).words) }.joined(separator: "; ")
    return problem(
      words[words.startIndex], "days are named in two ways",
      kinds.count > 1 ? [both] : [draft.words("first \(draft.names)"), draft.weekly])
  }

  func neverHappens(_ rhythm: Rhythm) -> SentenceProblem {
    problem(words[words.startIndex], "\"\(rhythm.words)\" never happens", [draft.weekly])
  }

  /// A word of no known meaning: a misspelling, a city, or something else.
  func unknown(_ word: Word) -> SentenceProblem {
    if let known = unclear(word) { return known }
    let what = "\"\(word.text)\" is not a word of this grammar"
    if let near = Nearest.word(to: word.lower, in: SentenceVocabulary.known) {
      if ["monthly", "months", "quarterly", "yearly"].contains(near) {
        return problem(word, what, [draft.words("first \(draft.names)"), draft.weekly])
      }
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
    return problem(word, "\(what), and without it the meeting may be another", [whole])
  }

  /// A word that people write and that does not say on which days.
  private func unclear(_ word: Word) -> SentenceProblem? {
    if SentenceVocabulary.tooOften.contains(word.lower) { return tooOften(word) }
    switch word.lower {
    case "bimonthly", "bi-monthly":
      return ambiguous(
        word,
        draft.words("every 2 months first \(draft.names)") + " starting \(draft.firstOfMonth)",
        draft.words("first and third \(draft.names)"))
    case "semimonthly", "semi-monthly":
      return problem(
        word, "\"\(word.text)\" does not say on which days",
        [draft.words("first and third \(draft.names)")])
    case "twice":
      return problem(
        word, "\"\(word.text)\" does not say on which days",
        [draft.words("Monday and Thursday"), draft.words("first and third \(draft.names)")])
    case "alternate", "alternating":
      return problem(
        word, "\"\(word.text)\" is a key of its own",
        ["alternate: [Tuesday 09:00 UTC, Wednesday 17:00 UTC]"])
    default: return nil
    }
  }

  /// "America/New York", where the first word has been read, for `America/New_York`.
  func zone(endingAfter word: Word) -> String? {
    let name = rest.first.map { "\(word.text)_\($0.text)" }
    return name.flatMap { try? context.zones.zone(named: $0).identifier }
  }

  /// Zones of a city that is written without its region, "Berlin" or "New York".
  private func city(at word: Word) -> (name: String, zones: [String])? {
    var names = [word.text]
    if let index = words.firstIndex(of: word), let next = words[(index + 1)...].first {
      names.insert("\(word.text) \(next.text)", at: 0)
    }
    for name in names {
      let zones = context.zones.zones(ofCity: name)
      if !zones.isEmpty { return (name, zones) }
    }
    return nil
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
      let days = CronExpression.weekdays(fields[4][...])
    {
      fixes = ["\(SentenceVocabulary.words(of: days)) \(time)"]
    }
    throw problem(
      words[words.startIndex],
      "a crontab line has a key of its own", ["cron: \"\(fields.joined(separator: " "))\""] + fixes)
  }
}

extension Word {
  /// Whether it says which days are meant, or which of them.
  fileprivate var namesDays: Bool {
    SentenceVocabulary.days(self) != nil || SentenceVocabulary.ordinal(lower) != nil
      || SentenceVocabulary.month(lower) != nil
  }
}
