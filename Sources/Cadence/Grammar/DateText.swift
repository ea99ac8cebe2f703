/// Dates as people write them in one word: 2026-12-03.
enum DateText {
  case date(CivilDate)
  /// It is meant as a date and is none; the nearest one, nil if it has no such month.
  case wrong(nearest: CivilDate?)
  /// It is not meant as a date.
  case other

  /// Reads a date from one word.
  static func read(_ word: Word) -> DateText {
    if let date = CivilDate(word.text) { return .date(date) }
    guard word.text.utf8.count > 5 else { return .other }
    let parts = word.text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4 else { return .other }
    let numbers = parts.map { Digits.value($0.utf8) }
    guard let year = numbers[0], let month = numbers[1], let day = numbers[2] else { return .other }
    return .wrong(
      nearest: CivilDate(year: year, month: month, day: day)
        ?? CivilDate(year: year, month: month, day: 1)?.adding(months: 1).dayBefore)
  }
}
