/// A day as people write it, perhaps without its year, which the calendar may not have: "24 March
/// 2027", "March 24th", "31 June".
///
/// What sentences and deadlines read of dates in words is read here.
struct WrittenDate: Hashable {
  var year: Int?
  var month: Int
  var day: Int

  /// Nil without a year, or if the calendar has no such day.
  var date: CivilDate? { year.flatMap { CivilDate(year: $0, month: month, day: day) } }

  /// Itself, or the next such day; nil of a day that no month has.
  func next(onOrAfter today: CivilDate) -> CivilDate? {
    // Between those of 2096 and 2104 there is no 29 February.
    date
      ?? (0...8).lazy.compactMap {
        CivilDate(year: today.year + $0, month: month, day: day)
      }.first { $0 >= today }
  }
}

extension WrittenDate {
  init(_ date: CivilDate) { self.init(year: date.year, month: date.month, day: date.day) }

  /// One that some words begin with.
  struct Found {
    let date: WrittenDate
    /// The word that names the month.
    let month: Word
    /// How many words it is.
    let words: Int
  }

  /// "24 March 2027", "March 24th, 2027", "25th of March", by the first of the words; nil if no day
  /// with its month begins there.
  ///
  /// - Parameter isYear: whether a number behind the two is a year; another may be a time.
  static func read(_ words: ArraySlice<Word>, isYear: (Word) -> Bool) -> Found? {
    guard let first = words.first, var second = words.dropFirst().first else { return nil }
    var count = 2
    if SentenceVocabulary.fillers.contains(second.lower),
      SentenceVocabulary.ordinal(first.lower) != nil, let behind = words.dropFirst(2).first
    {
      (second, count) = (behind, 3)
    }
    for (word, other) in [(first, second), (second, first)] {
      guard let month = SentenceVocabulary.month(word.lower), let day = day(other) else { continue }
      let year = words.dropFirst(count).first
        .flatMap { isYear($0) ? Digits.value($0.text.utf8) : nil }
      return Found(
        date: WrittenDate(year: year, month: month, day: day), month: word,
        words: year == nil ? count : count + 1)
    }
    return nil
  }

  /// 1 to 31: "24", "24th", "fifth".
  static func day(_ word: Word) -> Int? {
    (Digits.value(word.text.utf8) ?? SentenceVocabulary.ordinal(word.lower))
      .flatMap { (1...31).contains($0) ? $0 : nil }
  }

  /// What two numbers beside a year may mean, each day once: the day stands before the month in
  /// most countries, and behind it in some.
  static func readings(_ first: Int, _ second: Int, of year: Int) -> [WrittenDate] {
    [(second, first), (first, second)].prefix(first == second ? 1 : 2)
      .map { WrittenDate(year: year, month: $0, day: $1) }.filter { $0.date != nil }
  }
}
