import Cadence
import Foundation
import Meetings
import Settings
import Store

/// A line of what is known of somebody, for people as for programs.
private protocol Known: View {}

extension Known { var line: String { (try? Answer.json(self)) ?? "" } }

/// What is kept.
private struct RecordView: Known {
  let record: PersonalRecord
  func encode(to encoder: any Encoder) throws { try record.encode(to: encoder) }
}

/// How somebody stands in the configuration.
private struct EntryView: Known {
  let what = "person"
  let key: String
  let name: String
  let address: String
  let timezone: String
  let roles: [String]
  let away: [String]
  /// Where it is written.
  let file: String?
  let row: Int?

  private enum CodingKeys: String, CodingKey {
    case what, key, name, address, timezone, roles, away, file
    case row = "line"
  }
}

/// A notice to somebody.
private struct SentView: Known {
  let what = "notice"
  let id: String
  let about: String
  let kind: String
  let subject: String?
  let address: String?
  let channel: String
  let state: String
  let decidedAt: Instant
  let settledAt: Instant?
  let receipt: String?
}

extension Keeper {
  /// Everything that is known of somebody, a JSON object a line.
  ///
  /// Read here and not by the daemon: whoever may use its socket is not for that reason to have
  /// all that there is of anybody.
  package func export(_ name: String) throws -> [CommandDesk.Line] {
    let person = PersonID(name)
    let desk = CommandDesk(paths: paths)
    let entry = Self.entry(of: person, try desk.reading(at: SystemWallClock().now).settings)
    // Half of it would read like all of it.
    try checkState()
    let kept = try desk.offline { desk in
      try desk.store.records(of: person).map(RecordView.init)
        + desk.store.notices(to: person).map(desk.sent)
    }
    let lines = try entry.map { [try CommandDesk.line($0)] } ?? []
    guard !lines.isEmpty || !kept.isEmpty else {
      throw CommandDesk.Failure.refused(
        "nothing is known of \(name.asOneLine). give a key of `people:`, or of before")
    }
    return lines + kept
  }

  private static func entry(of id: PersonID, _ settings: Settings) -> (any View)? {
    guard let person = settings.community.people[id] else { return nil }
    let place = settings.peoplePlaces[id]
    return EntryView(
      key: id.name, name: person.name, address: person.address,
      timezone: person.zone.identifier, roles: person.roles.sorted(),
      away: person.away.map { "\($0.days.lowerBound) .. \($0.days.upperBound)" },
      file: place?.file, row: place?.line)
  }
}

extension Desk {
  fileprivate func sent(_ row: OutboxRow) -> any View {
    SentView(
      id: row.identity.description, about: row.notice.subject.description,
      kind: row.notice.kind.rawValue, subject: view(row).subject,
      address: row.notice.facts.reader?.address, channel: row.notice.recipient.channelName,
      state: row.state.rawValue, decidedAt: row.notice.facts.decidedAt,
      settledAt: row.settledAt, receipt: row.receipt)
  }
}
