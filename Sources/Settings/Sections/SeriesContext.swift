import Cadence
import Meetings

/// What reading a series needs to know of everything around it.
final class SeriesContext {
  let findings: Findings
  let names: Names
  /// For the titles of 1:1s.
  let people: [PersonID: Person]
  let zones: ZoneDatabase
  let zone: ZoneRules
  let today: CivilDate
  /// Of every agenda's file, the series and the place that name it first.
  private var agendas: [String: (series: String, place: Place)] = [:]

  init(
    findings: Findings, names: Names, people: [PersonID: Person], zones: ZoneDatabase,
    zone: ZoneRules, today: CivilDate
  ) {
    self.findings = findings
    self.names = names
    self.people = people
    self.zones = zones
    self.zone = zone
    self.today = today
  }

  /// What other schedulers call it, and what to write here.
  static let retiredKeys: [String: String] = [
    "rrule": "this version reads sentences: write `when: every 2 weeks Tuesday 16:00 UTC`",
    "alternate": "this version reads sentences: write each slot as `when: every 2 weeks …`",
    "cron": "this version reads sentences: write `when: Thursday 14:00 UTC`",
    "calendar": "this version reads sentences: write `when: Thursday 14:00 UTC`",
    "slots": "write a list: `when: [Tuesday 9:00 UTC, Thursday 16:00 UTC]`",
    "frequency": "write it into the sentence: `when: every 2 weeks Thursday 14:00 UTC`",
    "day": "write it into the sentence: `when: Thursday 14:00 UTC`",
    "time": "write it into the sentence: `when: Thursday 14:00 UTC`",
    "tz": "write it into the sentence: `when: Thursday 14:00 Europe/Berlin`",
    "timezone": "write it into the sentence: `when: Thursday 14:00 Europe/Berlin`",
  ]

  /// `when:`, one sentence or a list of them.
  ///
  /// - Parameter today: dates the fixes; a program's term may lie far ahead.
  func recurrence(
    _ field: Field, starting: CivilDate?, until: CivilDate?, today: CivilDate
  ) -> Recurrence? {
    let example = "Thursday 14:00 UTC"
    guard let sentences = field.oneOrMore("a sentence or a list of them", example: example) else {
      return nil
    }
    guard !sentences.isEmpty else {
      field.error("`\(field.name)` is empty", fix: "write `\(field.name): \(example)`")
      return nil
    }
    var slots: [Recurrence] = []
    for one in sentences {
      guard let sentence = one.text(max: 500, example: example) else { continue }
      do throws(SentenceProblem) {
        slots.append(
          try Recurrence(
            sentence: sentence, in: zone, starting: starting, until: until, today: today,
            zones: zones))
      } catch {
        let fixes = error.fixes.isEmpty ? [example] : error.fixes
        one.error(
          at: error.column, in: sentence, "`\(field.name)`: \(error.what)",
          fix: "write \(alternatives(fixes.map { "`\($0)`" }))")
      }
    }
    guard slots.count == sentences.count else { return nil }
    return slots.count == 1 ? slots[0] : .union(slots)
  }

  var agendaPlaces: [String: Place] { agendas.mapValues(\.place) }

  /// One file has one heading per date, so two series in it would share their items.
  func noteAgenda(_ file: String, of series: String, at place: Place) {
    guard let other = agendas[file] else {
      agendas[file] = (series, place)
      return
    }
    guard other.series != series else { return }
    findings.warning(
      place, "\(file.shown) is also the agenda of `\(other.series)`",
      fix: "is one of the two a copy?")
  }
}
