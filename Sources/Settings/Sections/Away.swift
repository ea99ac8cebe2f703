import Cadence
import Meetings

/// On which days somebody is away; they may overlap.
///
///     away: [2027-07-05 .. 2027-07-16, 2027-12-24]
///     away: { 2027-07-05 .. 2027-07-16: on call, 2027-12-24: Christmas }
struct AwayReader {
  let findings: Findings
  let today: CivilDate

  func read(_ field: Field) -> [Absence] {
    guard case .entries = field.value.content else {
      let what = "days, a list of them, or days with reasons"
      return (field.oneOrMore(what, example: "[2027-07-05 .. 2027-07-16]") ?? [])
        .compactMap { absence(on: $0, reason: nil) }
    }
    let entries = field.entries(example: "{ 2027-07-05 .. 2027-07-16: on call }") ?? []
    return entries.compactMap { key, value in
      let days = Tree(place: key.place, content: .text(key.text))
      let field = Field(name: field.name, place: key.place, value: days, findings: findings)
      return absence(on: field, reason: value)
    }
  }

  private func absence(on field: Field, reason: Field?) -> Absence? {
    let reason = reason.map { $0.text(example: "on call") }
    guard let days = days(field), reason != .some(nil) else { return nil }
    if days.upperBound < today {
      findings.warning(
        field.value.place, "`\(field.name)`: \((field.plainText ?? "").shown) is past",
        fix: "remove it")
    }
    return Absence(days: days, reason: reason ?? nil)
  }

  private func days(_ field: Field) -> ClosedRange<CivilDate>? {
    let example = "2027-07-05 .. 2027-07-16"
    guard let text = field.text(example: example) else { return nil }
    if text.contains("..") { return field.term() }
    // One day, or a mistake in one.
    guard text.contains(" ") else { return field.date().map { $0...$0 } }
    field.error(
      "`\(field.name)`: \(text.shown) is no day, and no first and last day",
      fix: "write `\(example)`")
    return nil
  }
}
