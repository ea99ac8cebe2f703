import Cadence
import Meetings

/// How a person wants to hear of meetings.
///
///     ana:
///       email: ana@example.org
///       reminders: daily at 08:00     # each, no, or a digest: "daily at …", "Monday at …"
///       quiet: 22:00-07:00
///       channel: ana-phone
struct PreferencesReader {
  let names: Names

  func read(_ person: Section) -> Preferences {
    var preferences = Preferences()
    if let field = person["reminders"] { preferences.reminders = reminders(field) ?? .each }
    preferences.quiet = person["quiet"].flatMap { Self.hours($0, example: "22:00-07:00") }
    preferences.channel = person["channel"].flatMap(names.channel)
    return preferences
  }

  private func reminders(_ field: Field) -> Preferences.Reminders? {
    guard let text = field.text(example: "daily at 08:00") else { return nil }
    var words = text.lowercased().split(separator: " ").map(String.init)
    switch words {
    case ["each"], ["yes"], ["true"], ["on"]: return .each
    case ["no"], ["none"], ["false"], ["off"]: return Preferences.Reminders.none
    default: break
    }
    let fix = write(["each", "no", "daily at 08:00", "Monday at 08:00"])
    let isWeekly = words.first == "weekly"
    if isWeekly { words.removeFirst() }
    if words.first == "on" || words.first == "every" { words.removeFirst() }
    if words.count == 3, words[1] == "at" { words.remove(at: 1) }
    guard words.count == 2, let time = Self.time(words[1]) else {
      field.error("`reminders`: \(text.shown) is not known", fix: fix)
      return nil
    }
    if !isWeekly, words[0] == "daily" || words[0] == "day" { return .digest(Digest(time: time)) }
    let weekday = Weekday.allCases.first { day in
      [day.name, day.name + "s", day.shortName].contains { $0.lowercased() == words[0] }
    }
    guard let weekday else {
      field.error("`reminders`: \(text.shown) names no day", fix: fix)
      return nil
    }
    return .digest(Digest(weekday: weekday, time: time))
  }

  /// Hours of every day: `22:00-07:00`.
  static func hours(_ field: Field, example: String) -> DayHours? {
    guard let text = field.text(example: example) else { return nil }
    let halves = text.replacing("to", with: "-").replacing("–", with: "-").split(separator: "-")
    let times = halves.map { time($0.split(separator: " ").joined(separator: " ")) }
    guard times.count == 2, text.filter({ $0 == "-" || $0 == "–" }).count <= 1, let from = times[0],
      let until = times[1]
    else {
      field.error("`\(field.name)`: \(text.shown) is no span of hours", fix: write([example]))
      return nil
    }
    guard from != until else {
      field.error("`\(field.name)`: \(text.shown) is all day or none of it", fix: write([example]))
      return nil
    }
    return DayHours(from: from, until: until)
  }

  /// `8:00` or `08:00`.
  private static func time(_ text: some StringProtocol) -> CivilTime? {
    CivilTime(text.utf8.count == 4 ? "0\(text)" : String(text))
  }
}
