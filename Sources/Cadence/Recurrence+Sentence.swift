// The cadence grammar. One sentence is one or more clauses, separated by ";":
//
//     [every N weeks | weekly] WEEKDAYS [at] TIME [ZONE] [starting DATE] [until DATE]
//     once on DATE [at] TIME [ZONE]
//
// The words may come in any order. What cannot be computed without guessing is refused, with the
// fixes spelled out and dated.

extension Recurrence {
  /// Reads a sentence: "Thursday 14:00 UTC", "every 2 weeks Tuesday 4 PM starting 2026-12-01".
  ///
  /// A date in the sentence anchors `every N weeks` before the key does; the keys also bound it.
  /// - Parameters:
  ///   - sentence: the clauses.
  ///   - defaultZone: the zone of a clause that names none; without it such a clause is refused.
  ///   - starting: the meeting's own key: its first date, and the anchor of `every N weeks`.
  ///   - until: the meeting's own key: nothing comes after it.
  ///   - today: dates the fixes that a problem spells out.
  ///   - zones: where the names of zones are looked up.
  /// - Throws: `SentenceProblem` with the column, what is wrong and what to write.
  public init(
    sentence: String, in defaultZone: ZoneRules?, starting: CivilDate?, until: CivilDate?,
    today: CivilDate, zones: ZoneDatabase
  ) throws(SentenceProblem) {
    let context = SentenceContext(
      defaultZone: defaultZone, starting: starting, until: until, today: today, zones: zones)
    guard sentence.utf8.count <= Recurrence.sentenceMax else {
      throw SentenceProblem(
        column: 1, what: "this is too long for a rule", fixes: ["Thursday 14:00 UTC"])
    }
    let words = Recurrence.words(of: sentence)
    guard words.contains(where: { $0.text != ";" }) else {
      throw SentenceProblem(
        column: 1, what: "nothing is written here", fixes: ["Thursday 14:00 UTC"])
    }
    var slots: [Slot] = []
    for clause in words.split(whereSeparator: { $0.text == ";" }) {
      var reader = SentenceReader(words: clause, context: context)
      slots.append(try reader.read())
    }
    self.init(slots, otherwise: defaultZone ?? .utc)
  }

  /// In bytes: room for a hundred clauses, and little enough to be refused at once.
  private static let sentenceMax = 10_000

  /// The words; a full stop at the end of one is dropped, "2026-12-03T14:00" is two.
  private static func words(of sentence: String) -> [Word] {
    Word.split(sentence).flatMap { word -> [Word] in
      var word = word
      if word.text.hasSuffix("."), word.text.count > 1 { word.text.removeLast() }
      if let range = timeRange(word) { return range }
      guard word.text.utf8.count > 11, CivilDate(String(word.text.prefix(10))) != nil,
        word.text.dropFirst(10).first == "T"
      else { return [word] }
      return [
        Word(text: String(word.text.prefix(10)), column: word.column),
        Word(text: String(word.text.dropFirst(11)), column: word.column + 11),
      ]
    }
  }
}

extension Recurrence {
  /// "14:00-15:00" as three words.
  private static func timeRange(_ word: Word) -> [Word]? {
    let dashes = word.text.indices.filter { "-–".contains(word.text[$0]) }
    guard word.text.contains(":"), dashes.count == 1, let dash = dashes.first else { return nil }
    let (first, last) = (word.text[..<dash], word.text[dash...].dropFirst())
    guard first.first?.isNumber == true, last.first?.isNumber == true else { return nil }
    let column = word.column + first.count
    return [
      Word(text: String(first), column: word.column), Word(text: "to", column: column),
      Word(text: String(last), column: column + 1),
    ]
  }
}

extension Recurrence: CustomStringConvertible {
  /// The sentence that is read back as an equal value; "never", which is not read, for no dates.
  public var description: String {
    slots.isEmpty ? "never" : slots.map(\.sentence).joined(separator: "; ")
  }
}

extension Slot {
  /// The clause that is read back as this slot.
  fileprivate var sentence: String {
    if isOnce, let starting { return "once on \(starting) \(time) \(zone)" }
    let names =
      switch days {
      case SentenceVocabulary.allDays where every == 1: "every day"
      case SentenceVocabulary.workdays where every == 1: "every weekday"
      default: SentenceVocabulary.names(of: days)
      }
    let rhythm = every == 1 ? "" : "every \(every) weeks "
    return "\(rhythm)\(names) \(time) \(zone)"
      + (starting.map { " starting \($0)" } ?? "") + (until.map { " until \($0)" } ?? "")
  }
}
