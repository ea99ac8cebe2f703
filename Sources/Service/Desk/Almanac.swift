import Cadence
import Meetings

/// What `cadence` shows: the dates of one sentence.
package struct Almanac {
  private let recurrence: Recurrence
  private let first: CivilDate
  private let count: Int

  /// - Parameters: dates as 2026-12-03; `from` is today if nil.
  /// - Throws: `CommandDesk.Failure.refused`, with what to write instead.
  package init(
    sentence: String, starting: String?, from: String?, until: String?, count: Int
  ) throws(CommandDesk.Failure) {
    let today = ZoneRules.utc.local(at: SystemWallClock().now).date
    first = try Self.date(from, "from") ?? today
    self.count = count
    do {
      recurrence = try Recurrence(
        sentence: sentence, in: nil, starting: try Self.date(starting, "starting"),
        until: try Self.date(until, "until"), today: today, zones: SystemZones().database)
    } catch let problem as SentenceProblem {
      throw .refused(problem.description)
    } catch let failure as CommandDesk.Failure {
      throw failure
    } catch {
      throw .refused("\(error)")
    }
  }

  private static func date(
    _ text: String?, _ option: String
  ) throws(CommandDesk.Failure) -> CivilDate? {
    guard let text else { return nil }
    guard let date = CivilDate(text) else {
      throw .usage("--\(option) \(text): write a date as 2026-12-03")
    }
    return date
  }

  package var lines: [CommandDesk.Line] {
    // Dates of the rule's own zone: a day early in UTC is early enough anywhere.
    var after = Instant(secondsSince1970: Int64(first.daysSince1970 - 1) * 86_400)
    var lines: [CommandDesk.Line] = []
    while lines.count < count, let occurrence = recurrence.next(after: after) {
      after = occurrence.instant
      if occurrence.date >= first { lines.append(line(occurrence, in: recurrence.zone)) }
    }
    return lines
  }

  private func line(_ occurrence: Recurrence.Occurrence, in zone: ZoneRules) -> CommandDesk.Line {
    let local = Moment(occurrence.instant, in: zone)
    let note =
      switch occurrence.adjustment {
      case .none: ""
      case .gap: "  (\(occurrence.local.time) does not exist that day: clocks go forward)"
      case .overlap: "  (the first of two: clocks go back)"
      }
    let json =
      "{\"local\":\"\(local.local)\",\"utc\":\"\(occurrence.instant)\","
      + "\"zone\":\"\(zone.identifier)\"}"
    return CommandDesk.Line(
      text: "\(Wording.local(local)) \(zone.identifier)  \(occurrence.instant)\(note)", json: json)
  }
}
