import Cadence
import Foundation
import Meetings
import Settings

/// What `check` says of a configuration.
package struct Examination {
  private let problems: [Problem]
  /// How much was read and what comes next, or how much is wrong.
  package let summary: String

  package var hasErrors: Bool { problems.contains { $0.severity == .error } }
  var hasWarnings: Bool { problems.contains { $0.severity == .warning } }

  package init(of path: String) {
    let now = SystemWallClock().now
    let source = SettingsSource(path: path)
    do {
      let settings = try source.read(at: now).settings
      let agendas = settings.agendaFiles.flatMap {
        source.agenda($0, of: settings, at: now).problems
      }
      problems = (settings.warnings + settings.advice + agendas).sorted()
      summary = "\(path): \(Self.contents(settings.community, at: now, problems))"
    } catch {
      problems = error.all
      let warnings = problems.count { $0.severity == .warning }
      let errors = Wording.count(problems.count - warnings, "error")
      summary =
        "\(path): \(errors), \(Wording.count(warnings, "warning")). Nothing of it would be loaded."
    }
  }

  /// FILE:LINE:COL: error|warning|note: what. what to do; for machines, those as an object.
  package func lines() throws -> [CommandDesk.Line] {
    try problems.map { CommandDesk.Line(text: $0.description, json: try Answer.json($0)) }
  }

  private static func contents(
    _ community: Community, at now: Instant, _ problems: [Problem]
  ) -> String {
    let notes = problems.count { $0.severity == .note }
    let book = Book(community: community, occurrences: [])
    let next = book.next(1, at: now, within: .days(366)).first
    return Wording.size(series: community.series.count, people: community.people.count)
      + ", \(Wording.count(problems.count { $0.severity == .warning }, "warning"))"
      + (notes > 0 ? ", \(Wording.count(notes, "note"))" : "")
      + (next.map { "; next \($0.id), \(Wording.utc($0.start.instant))" } ?? "")
  }
}
