/// Reads a date, with or without a time of day and a zone, in the orders that people write them in.
struct MomentReader: DeadlineReader {
  typealias Part = SentenceClause.Part

  /// What is wrong with a word, and what can stand in its place.
  struct Slip {
    enum Fixes {
      case dates([WrittenDate])
      case times([String])
      case zones([String])
      /// Whole texts; without such, what else says the day.
      case texts([String])
    }

    var word: Word
    var what: String
    var fixes: Fixes
  }

  let words: [Word]
  let context: DeadlineContext
  var rest: ArraySlice<Word>
  var dates: [Part<WrittenDate>] = []
  var weekdays: [Part<Weekday>] = []
  var times: [Part<CivilTime>] = []
  var zones: [Word] = []
  /// The first.
  var slip: Slip?

  init(words: [Word], context: DeadlineContext) {
    self.words = words
    self.context = context
    rest = words[...]
  }

  /// The moment.
  mutating func moment() throws(DeadlineProblem) -> Deadline {
    readAll()
    if let slip { throw problem(slip.word.column, slip.what, texts(slip.fixes)) }
    let date = try date()
    for weekday in weekdays { try check(weekday, date) }
    let times = distinct(times.map(\.value))
    if times.count > 1 || distinct(zones.map(\.lower)).count > 1 { return try twice(date) }
    return try moment(date, times.first, zones.first)
  }

  // MARK: Words

  private mutating func readAll() {
    while let word = rest.first { read(word) }
  }

  /// The words of a text: "18:00Z" and "2025-07-14..2025-07-18" are several.
  static func words(of text: String) -> [Word] {
    Word.split(text).flatMap { word -> [Word] in
      guard let dots = word.text.firstRange(of: "..") else { return Sentence.parts(of: word) }
      let ends = [word.text[..<dots.lowerBound], word.text[dots], word.text[dots.upperBound...]]
      return ends.filter { !$0.isEmpty }.map { word.part($0) }
    }
    .flatMap { word -> [Word] in
      // What follows the time of a timestamp: "18:00Z", "18:00+02:00".
      guard word.text.contains(":"), let first = word.text.first, first.isNumber,
        let cut = word.text.firstIndex(where: { "zZ+-".contains($0) })
      else { return [word] }
      return [word.part(word.text[..<cut]), word.part(word.text[cut...])]
    }
  }

  private static let fillers: Set<String> = ["on", "at", "the", "of", "by"]
  private static let ranges: Set<String> = [
    "-", "–", "—", "..", "to", "until", "till", "through",
  ]

  private mutating func read(_ word: Word) {
    let lower = word.lower
    if readDate(word) || readEndOfDay(word) || readTime(word) { return }
    rest = rest.dropFirst()
    if let weekday = SentenceVocabulary.weekday(lower) {
      weekdays.append(Part(value: weekday, word: word))
    } else if context.zones.looksLikeZone(word.text) || lower == "aoe" {
      zones.append(word)
    } else if Self.ranges.contains(lower) {
      refuseRange(word)
    } else if !Self.fillers.contains(lower) {
      refuseUnknown(word)
    }
  }

  private mutating func readEndOfDay(_ word: Word) -> Bool {
    let count = word.lower == "eod" ? 1 : 3
    guard count == 1 || rest.prefix(3).map(\.lower) == ["end", "of", "day"] else { return false }
    note(
      word, "\"\(text(rest.prefix(count)))\" is not a time of day",
      .times(["\(CivilTime.endOfDay)"]))
    rest = rest.dropFirst(count)
    return true
  }

  private mutating func readTime(_ word: Word) -> Bool {
    switch ClockText.read(rest) {
    case .time(let time, let used):
      rest = rest.dropFirst(used)
      times.append(Part(value: time, word: word))
    case .wrong(let what, let fixes):
      rest = rest.dropFirst()
      let guess = fixes.lazy.compactMap { CivilTime($0) }.first
      if let guess { times.append(Part(value: guess, word: word)) }
      note(word, what, .times(fixes))
    case .other: return false
    }
    return true
  }

  private mutating func refuseRange(_ word: Word) {
    let last = rest.lastIndex { Self.ranges.contains($0.lower) } ?? rest.startIndex - 1
    let after = words[(last + 1)...]
    note(
      word, "\"\(word.text)\" makes a range, and a deadline is its end", .texts(end(after)))
    rest = []
  }

  /// The end of a range, which may leave the date or its month to the beginning.
  private func end(_ words: ArraySlice<Word>) -> [String] {
    var whole = MomentReader(words: Array(words), context: context)
    whole.readAll()
    if whole.slip == nil, !whole.dates.isEmpty { return [whole.text()] }
    if whole.slip == nil, let time = whole.times.first {
      return [text(time: "\(time.value)", zone: whole.zones.first?.text)]
    }
    let day = words.drop { SentenceVocabulary.weekday($0.lower) != nil }
    guard let month = dates.first?.value.month, let first = day.first else { return [] }
    let name = first.written(SentenceVocabulary.name(ofMonth: month))
    var dated = MomentReader(words: [name] + day, context: context)
    dated.readAll()
    return dated.slip == nil ? [dated.text()] : []
  }

  private mutating func refuseUnknown(_ word: Word) {
    let next = rest.first.map { ["\(word.text) \($0.text)"] } ?? []
    for city in next + [word.text] {
      let found = context.zones.zones(ofCity: city)
      guard let zone = found.first else { continue }
      if city != word.text { rest = rest.dropFirst() }
      zones.append(word.written(zone))
      return note(word, "\"\(city)\" is not a time zone", .zones(found))
    }
    if let places = ZoneAbbreviations.usTimes[word.lower].flatMap(ZoneAbbreviations.places) {
      if rest.first?.lower == "time" { rest = rest.dropFirst() }
      return note(word, "\"\(word.text)\" is not a time zone", .zones(places))
    }
    let isNumber = word.text.first?.isNumber == true
    let what = isNumber ? "is neither a date nor a time of day" : "says nothing here"
    note(word, "\"\(word.text)\" \(what)", .texts(respelled(word)))
  }

  /// The whole text with the word that was meant.
  private func respelled(_ word: Word) -> [String] {
    let known = Weekday.allCases.map(\.name) + (1...12).map(SentenceVocabulary.name(ofMonth:))
    guard let near = Nearest.word(to: word.lower, in: known + ["noon", "UTC"]) else { return [] }
    return [text(word, written: near)]
  }

  mutating func note(_ word: Word, _ what: String, _ fixes: Slip.Fixes) {
    if slip == nil { slip = Slip(word: word, what: what, fixes: fixes) }
  }
}

extension Word {
  /// The word that a part of its text is.
  fileprivate func part(_ part: Substring) -> Word {
    Word(text: String(part), column: column + text[..<part.startIndex].count)
  }
}
