import Cadence
import Foundation
import Meetings
import Settings

/// What `check` says of a configuration.
package struct Examination {
  package private(set) var problems: [CommandDesk.Line] = []
  package private(set) var summary = ""
  package private(set) var hasErrors = false

  package init(of path: String) {
    let now = SystemWallClock().now
    do {
      let source = SettingsSource(path: path)
      let settings = try source.read(at: now)
      let agendas = settings.agendaFiles.flatMap {
        source.agenda($0, of: settings, at: now).problems
      }
      problems = (settings.warnings + agendas).map { Self.line("\($0)") }
      let community = settings.community
      let next = Book(community: community, occurrences: []).upcoming(at: now, within: .days(366))
        .first
      let coming = next.map { "; next \($0.id), \(Wording.utc($0.start.instant))" } ?? ""
      summary =
        "\(path): \(community.series.count) series, \(community.people.count) people, "
        + "\(problems.count) warnings\(coming)"
    } catch {
      hasErrors = true
      problems = error.description.split(separator: "\n").map { Self.line(String($0)) }
      summary =
        "\(path): \(error.errors) errors, \(error.warnings) warnings. Nothing of it would be loaded."
    }
  }

  /// `FILE:LINE:COL: severity: what` taken apart for machines.
  private static func line(_ text: String) -> CommandDesk.Line {
    let object = ["problem": text]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(object)) ?? Data()
    return CommandDesk.Line(text: text, json: String(decoding: json, as: UTF8.self))
  }
}
