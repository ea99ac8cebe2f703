package import Cadence
import Foundation
package import Meetings
package import Settings
import Store

/// What commands show: one JSON object a line with `--json`, a line of text without.
package protocol View: Encodable, Sendable {
  /// For a person.
  var line: String { get }
  /// Of a line that is one of a list: what stands in each column, "" for nothing. None for
  /// whatever is no table.
  var cells: [String] { get }
  /// Which of the cells says how it stands.
  var standing: Int? { get }
}

extension View {
  package var cells: [String] { [] }
  package var standing: Int? { nil }
}

/// A view that is one row of a list.
package protocol RowView: View {}

extension RowView {
  package var line: String { cells.filter { !$0.isEmpty }.joined(separator: "  ") }
}

package struct JournalView: RowView {
  package let at: Instant
  package let due: Instant
  package let revision: Int
  package let from: String
  package let to: String
  package private(set) var cause: String

  init(_ entry: Meetings.JournalEntry) {
    at = entry.observedAt
    due = entry.dueAt
    revision = entry.revision
    from = entry.from
    to = entry.to
    cause = entry.cause
  }

  /// As whoever may not see every item may see it: which there are now, the agenda says.
  var withoutItems: JournalView {
    guard let verb = ["added", "dropped", "edited"].first(where: { cause.hasPrefix("\($0): ") })
    else { return self }
    var view = self
    view.cause = "\(verb) an item"
    return view
  }

  package var cells: [String] {
    let change = from == to ? "(\(to))" : from == "new" ? "new" : "\(from) → \(to)"
    let late = at - due >= .minutes(1) ? " (was due \(Wording.utc(due)))" : ""
    return ["\(at)", change, "\(cause)\(late)"]
  }
  package var standing: Int? { 1 }
}

package struct ItemView: RowView {
  package let id: String
  package let occurrence: String
  package let text: String
  package let kind: String?
  package let by: String?
  package let isPrivate: Bool
  package let file: String?
  package let received: Instant

  init(_ item: AgendaItem, of occurrence: OccurrenceID, _ rule: AgendaRule?) {
    id = item.id
    self.occurrence = occurrence.description
    text = item.text
    kind = rule?.kind(of: item.text)
    by = item.author?.name
    isPrivate = item.isPrivate
    file = if case .file(let name, _) = item.source { name } else { nil }
    received = item.receivedAt
  }

  package var cells: [String] {
    let author = by.map { " (\($0))" } ?? ""
    return [
      id, "\(isPrivate ? "private: " : "")\(text)\(author)", file.map { "from \($0)" } ?? "",
    ]
  }
}

package struct NoticeView: RowView {
  package let id: String
  package let occurrence: String
  package let kind: String
  package let edition: String
  package let to: String
  package let channel: String
  package let state: String
  package let attempts: Int
  package let nextTry: Instant?
  package let usefulUntil: Instant
  package let answer: String?
  package let subject: String?

  init(_ row: OutboxRow, subject: String?) {
    id = row.identity.description
    occurrence = row.notice.subject.description
    kind = row.notice.kind.rawValue
    edition = row.notice.edition
    to = row.notice.recipient.name
    channel = row.notice.recipient.channelName
    state = row.state.rawValue
    attempts = row.attempts
    nextTry = row.state.isFinal ? nil : row.nextTry
    usefulUntil = row.notice.notAfter
    answer = row.receipt
    self.subject = subject
  }

  package var cells: [String] {
    let route = channel == "mail" || channel == to ? "" : " by \(channel)"
    return [
      String(id.prefix(8)), state, occurrence, "\(kind) to \(to)\(route)",
      nextTry.map { "next \(Wording.utc($0))" } ?? "", answer ?? "",
    ]
  }
  package var standing: Int? { 1 }
}

/// What a command that changes something answers.
package struct DoneView: View {
  package let message: String
  package let occurrence: String?
  /// Of an item that was added.
  package let item: String?
  package init(_ message: String, occurrence: String? = nil, item: String? = nil) {
    self.message = message
    self.occurrence = occurrence
    self.item = item
  }
  package var line: String { message }
}

/// One change that loading a configuration would make.
package struct ChangeView: RowView {
  package let series: String
  /// Nil for the meetings of a series that nobody has been told of yet.
  package let occurrence: String?
  package let change: String
  package let tells: [String]

  /// The task that it is about.
  let task: TaskID?

  private enum CodingKeys: CodingKey { case series, occurrence, change, tells }

  init(series: SeriesID, about subject: Subject?, change: String, tells: [String]) {
    self.series = series.name
    task = subject?.task
    self.occurrence = subject?.description
    self.change = change
    self.tells = tells
  }

  package var cells: [String] {
    let told =
      occurrence == nil
      ? "tells nobody yet"
      : tells.isEmpty ? "tells nobody" : "tells \(tells.joined(separator: ", "))"
    return [occurrence ?? series, change, told]
  }
}

/// What is worth a second look in the files that were read.
extension Problem: View {
  package var line: String { description }
}

/// A destination that does not answer, or somebody who cannot be reached.
package struct TroubleView: Encodable, Sendable {
  package enum Kind: Sendable, Hashable {
    /// `needsSomebody` once it is more than a hiccup.
    case fails(needsSomebody: Bool)
    /// Replies are not fetched; `who` is from where.
    case fetching(needsSomebody: Bool)
    case refused
  }
  package let kind: Kind
  /// `mail`, a channel, an address.
  package let who: String
  package let since: Instant
  package let why: String

  package var line: String {
    let word = kind == .refused ? "REFUSED " : "FAILS   "
    let what = if case .fetching = kind { "fetching from \(who)" } else { who }
    return "\(word) \(what) since \(Wording.utc(since)): \(why)"
  }

  /// As its line.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(line)
  }
}

/// How the daemon is.
package struct StatusView: View {
  package var healthy: Bool
  package var now: Instant
  package var since: Instant
  package var configuration: String
  package var configurationProblem: String?
  /// Of the configuration and of the agenda files.
  package var warnings: [Problem]
  package var series: Int
  package var people: Int
  package var live: [String: Int]
  package var outbox: [String: Int]
  /// Nil while nothing was due.
  package var lateness: LatenessView?
  package var mail: String
  package var troubles: [TroubleView]
  /// True if several mailboxes are refused and nothing was taken for anybody since.
  package var everyoneRefused: Bool
  /// What keeps decisions from being written down; nil for nothing.
  package var failure: String?
  package var nextWake: Instant?
  package var tzdata: String
  /// Zones whose files are gone or broken, a sentence each.
  package var zones: [String] = []
  /// How long what is over stays, and what was removed last.
  package var keeps: String
  package var hold: String?
  package var version: String

  package var line: String {
    var lines = [
      "convened \(version), up since \(Wording.utc(since)), \(healthy ? "healthy" : "NOT HEALTHY")",
      "clock    \(Wording.utc(now)), tzdata \(tzdata)",
      "reads    \(configuration): \(Wording.size(series: series, people: people))",
      "meetings \(Self.counts(live))",
      "outbox   \(Self.counts(outbox)); mail goes to \(mail)",
      "next     \(nextWake.map(Wording.utc) ?? "nothing planned")",
      "keeps    \(keeps)",
    ]
    if let lateness { lines.append("late     \(lateness.line)") }
    if let configurationProblem {
      lines.append("NOT LOADED, the previous configuration runs on:\n\(configurationProblem)")
    }
    if let hold { lines.append("HOLDS \(hold)") }
    lines += zones.map { "ZONE     \($0)" }
    if let failure { lines.append("FAILS    to write: \(failure)") }
    lines += troubles.map(\.line)
    lines += warnings.map(\.description)
    return lines.joined(separator: "\n")
  }

  private static func counts(_ counts: [String: Int]) -> String {
    if counts.isEmpty { return "none" }
    return counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      .joined(separator: ", ")
  }
}

/// Instants and numbers as commands print them.
package enum Wording {
  /// "1 error", "2 errors".
  package static func count(_ count: Int, _ one: String, many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }

  /// "1 series, 2 people".
  package static func size(series: Int, people: Int) -> String {
    "\(series) series, \(count(people, "person", many: "people"))"
  }

  /// Weekday, date, time, zone.
  package static func utc(_ instant: Instant) -> String {
    "\(local(Moment(instant, in: .utc))) UTC"
  }

  package static func local(_ moment: Moment) -> String {
    "\(moment.local.date.weekday.shortName) \(moment.local.date) \(moment.local.time)"
  }
}
