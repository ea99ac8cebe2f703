package import Cadence
import Crypto
package import Meetings

/// Makes the links that stand in mails, and reads them when somebody comes back with one.
package struct Links: Sendable {
  /// Whose page of which series a link opens.
  package struct AgendaHolder: Hashable, Sendable {
    package let person: PersonID
    package let series: SeriesID
  }

  private let site: String
  private let keys: [LinkKey]
  /// How often the links of each holder were revoked; of who is not named, never.
  package var epochs: [String: Int] = [:]

  /// How long a link is good after its mail was decided: every mail brings a new one.
  private static let days: Int64 = 180
  private static let secondsPerDay: Int64 = 86_400

  /// - Parameters:
  ///   - site: https, without a slash at its end.
  ///   - keys: the first signs; all are good.
  package init(site: String, keys: [LinkKey]) {
    self.site = site
    self.keys = keys
  }

  // MARK: Making

  /// Where the reader of a mail stops their reminders; nil for what is no mail to a person.
  func reminders(_ notice: Notice) -> Link? {
    guard let person = notice.recipient.person else { return nil }
    return link("u", .reminders, [person.name], from: notice.facts.decidedAt)
  }

  /// The meeting's page for the reader of a mail; nil for what is no mail to a person.
  func agenda(_ notice: Notice) -> Link? {
    notice.recipient.person.flatMap {
      agenda(of: notice.occurrence, for: $0, from: notice.facts.decidedAt)
    }
  }

  /// The page of a meeting, for a person.
  func agenda(
    of occurrence: OccurrenceID, for person: PersonID, from decided: Instant
  ) -> Link? {
    link(
      "a", .agenda, [person.name, occurrence.series.name], from: decided,
      ending: "/\(occurrence.day)")
  }

  private func link(
    _ path: String, _ purpose: LinkToken.Purpose, _ names: [String], from decided: Instant,
    ending: String = ""
  ) -> Link? {
    guard let key = keys.first else { return nil }
    let day = decided.secondsSince1970 / Self.secondsPerDay + Self.days
    let token = LinkToken(
      purpose: purpose, lastDay: UInt16(clamping: day), epoch: epoch(of: names[0]), names: names)
    return Link("\(site)/\(path)/\(token.text(signedWith: key))\(ending)")
  }

  private func epoch(of holder: String) -> UInt16 { UInt16(clamping: epochs[holder] ?? 0) }

  // MARK: Reading

  /// Whose reminders a token of `/u/TOKEN` is about; nil, without a reason, for every other text.
  package func person(ofReminders token: String, at now: Instant) -> PersonID? {
    names(of: token, .reminders, count: 1, at: now).map { PersonID($0[0]) }
  }

  /// Whose page a token of `/a/TOKEN/DAY` opens; nil, without a reason, for every other text.
  package func holder(ofAgenda token: String, at now: Instant) -> AgendaHolder? {
    names(of: token, .agenda, count: 2, at: now).map {
      AgendaHolder(person: PersonID($0[0]), series: SeriesID($0[1]))
    }
  }

  private func names(
    of token: String, _ purpose: LinkToken.Purpose, count: Int, at now: Instant
  ) -> [String]? {
    guard let token = LinkToken(token, keys: keys), token.purpose == purpose,
      token.names.count == count, token.epoch == epoch(of: token.names[0]),
      now.secondsSince1970 / Self.secondsPerDay <= Int64(token.lastDay)
    else { return nil }
    return token.names
  }

  /// Names a token in the log without giving it away.
  package static func id(ofToken token: String) -> String {
    SHA256.hash(data: Array(token.utf8)).prefix(4)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
