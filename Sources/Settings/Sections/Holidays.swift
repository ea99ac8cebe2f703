import Cadence
import Meetings

/// Calendars of days off, as the configuration names them.
package struct HolidayFile: Sendable, Hashable {
  /// Relative to the configuration's directory.
  package let name: String
  /// Where it is named.
  package let place: Place

  /// Where there is nothing but what was handed in.
  package static func none(_ file: HolidayFile) throws(Problems) -> SourceFile {
    throw Problems([
      Problem(
        file: file.place.file, line: file.place.line, column: file.place.column,
        what: "`holidays`: there is no file \(file.name.shown)", fix: "take its name out")
    ])
  }
}

/// `holidays:`, days off that several share, by the name of whose they are.
///
///     holidays: { germany: holidays/germany.ics }
struct HolidaysReader {
  let findings: Findings
  let today: CivilDate
  let open: (HolidayFile) throws(Problems) -> SourceFile

  static let calendarsMax = 100

  func read(_ entries: [(key: Tree.Key, field: Field)]) -> Holidays {
    if entries.count > Self.calendarsMax {
      findings.error(
        entries[Self.calendarsMax].key.place,
        "\(entries.count) calendars of holidays are more than \(Self.calendarsMax)",
        fix: "name those that people have")
    }
    var days: [String: DaysOff] = [:]
    for (key, field) in entries.prefix(Self.calendarsMax) { days[key.text] = read(field) }
    return Holidays(findings: findings, days: days)
  }

  /// Nothing where it cannot be read, which is said.
  private func read(_ field: Field) -> DaysOff {
    guard let name = field.relativePath(example: "holidays/germany.ics") else { return DaysOff([]) }
    do throws(Problems) {
      let source = try open(HolidayFile(name: name, place: field.value.place))
      let calendar = try HolidayCalendar(source, today: today)
      findings.add(calendar.warnings)
      return DaysOff(calendar.days)
    } catch {
      findings.add(error.all)
      return DaysOff([])
    }
  }
}

/// The calendars that can be named.
struct Holidays {
  let findings: Findings
  let days: [String: DaysOff]

  /// `holidays: germany`, or a list: those of all of them.
  func days(_ field: Field?) -> [DaysOff] {
    let fields = field?.oneOrMore("a name or a list of names", example: "germany") ?? []
    return fields.compactMap { field in
      guard let name = field.text(example: "germany") else { return nil }
      guard let days = days[name] else {
        reportUnknown(name, in: field)
        return nil
      }
      return days
    }
  }

  private func reportUnknown(_ name: String, in field: Field) {
    // Some file could not be read: it may well be named there.
    guard !findings.isIncomplete else { return }
    let near = findings.isFull ? [] : nearest(to: name, among: days.keys, count: 2)
    let fix =
      near.isEmpty
      ? "write `holidays: { \(name.isName ? name : "germany"): FILE.ics }` at the top level"
      : write(near)
    field.error("`holidays`: there is no calendar \(name.shown)", fix: fix)
  }
}

extension [DaysOff] {
  /// As `skip:` has them, a reason for each date.
  var skips: [CivilDate: String] {
    var skips: [CivilDate: String] = [:]
    for absence in joined() {
      var date = absence.days.lowerBound
      while date <= absence.days.upperBound {
        skips[date] = skips[date] ?? absence.reason ?? "holiday"
        date = date.dayAfter
      }
    }
    return skips
  }
}
