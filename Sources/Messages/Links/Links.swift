package import Cadence
package import Crypto
package import Meetings

/// Where the reader of one mail can go from it.
struct Ways: Hashable, Sendable {
  static let none = Ways()

  /// To fewer mails.
  var fewer: Link?
  /// To the meeting's page, or of a message about tasks to that of its reader's.
  var page: Link?
  /// To the page of each meeting of a digest.
  var pages: [OccurrenceID: Link] = [:]
}

/// Makes the links that stand in mails, and reads them when somebody comes back with one.
package struct Links: Sendable {
  /// Whose page of which series a link opens.
  package struct AgendaHolder: Hashable, Sendable {
    package let person: PersonID
    package let series: SeriesID
    /// True if it was made for a host. Whether they still are is for whoever is asked.
    package let isForHost: Bool

    package init(person: PersonID, series: SeriesID, isForHost: Bool) {
      self.person = person
      self.series = series
      self.isForHost = isForHost
    }
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

  /// None for a channel that is nobody's own.
  func ways(from notice: Notice) -> Ways {
    guard let person = notice.recipient.person else { return .none }
    var ways = Ways(fewer: reminders(notice))
    let decided = notice.facts.decidedAt
    if notice.kind == .task {
      ways.page = link("t", .tasks, [person.name], from: decided)
      return ways
    }
    // Coordinators read no agenda, and what is over has none.
    if [.silence, .completion].contains(notice.kind) { return ways }
    guard let digest = notice.facts.digest else {
      guard let occurrence = notice.subject.occurrence else { return ways }
      ways.page = agenda(
        of: occurrence, for: person, isHost: notice.facts.readerIsHost, from: decided)
      return ways
    }
    for meeting in digest.meetings {
      ways.pages[meeting.occurrence] = agenda(
        of: meeting.occurrence, for: person, isHost: false, from: decided)
    }
    return ways
  }

  /// Where the reader of a mail stops their reminders; nil for a channel that is nobody's own.
  func reminders(_ notice: Notice) -> Link? {
    guard let person = notice.recipient.person else { return nil }
    return link("u", .reminders, [person.name], from: notice.facts.decidedAt)
  }

  /// The page of a meeting, for a person.
  package func agendaAddress(
    of occurrence: OccurrenceID, for person: PersonID, isHost: Bool, from decided: Instant
  ) -> String? {
    agenda(of: occurrence, for: person, isHost: isHost, from: decided)?.url
  }

  private func agenda(
    of occurrence: OccurrenceID, for person: PersonID, isHost: Bool, from decided: Instant
  ) -> Link? {
    link(
      "a", isHost ? .host : .agenda, [person.name, occurrence.series.name], from: decided,
      ending: "/\(occurrence.day)")
  }

  /// The address of a calendar to subscribe to. Everyone's has no name in it; any other is a secret
  /// that has no end, because calendar programs keep it for years: `epochs` takes it back.
  package func calendar(of readership: Readership) -> String? {
    if case .team(let name) = readership { return "\(site)/calendar/group/\(name).ics" }
    guard let holder = readership.holder else { return "\(site)/calendar.ics" }
    guard let key = keys.first else { return nil }
    let token = LinkToken(
      purpose: .calendar, lastDay: .max, epoch: epoch(of: holder), names: [holder])
    return "\(site)/calendar/\(token.text(signedWith: key)).ics"
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
    good(token, [.reminders], names: 1, at: now).map { PersonID($0.names[0]) }
  }

  /// Whose tasks a token of `/t/TOKEN` shows; nil, without a reason, for every other text.
  package func person(ofTasks token: String, at now: Instant) -> PersonID? {
    good(token, [.tasks], names: 1, at: now).map { PersonID($0.names[0]) }
  }

  /// Whose page a token of `/a/TOKEN/DAY` opens; nil, without a reason, for every other text.
  package func holder(ofAgenda token: String, at now: Instant) -> AgendaHolder? {
    good(token, [.agenda, .host], names: 2, at: now).map {
      AgendaHolder(
        person: PersonID($0.names[0]), series: SeriesID($0.names[1]), isForHost: $0.purpose == .host
      )
    }
  }

  /// Whose calendar a token of `/calendar/TOKEN.ics` opens; nil, without a reason, for every other
  /// text.
  package func readership(ofCalendar token: String, at now: Instant) -> Readership? {
    good(token, [.calendar], names: 1, at: now).flatMap { Readership(holder: $0.names[0]) }
  }

  private func good(
    _ text: String, _ purposes: Set<LinkToken.Purpose>, names count: Int, at now: Instant
  ) -> LinkToken? {
    guard let token = LinkToken(text, keys: keys), purposes.contains(token.purpose),
      token.names.count == count, token.epoch == epoch(of: token.names[0]),
      now.secondsSince1970 / Self.secondsPerDay <= Int64(token.lastDay)
    else { return nil }
    return token
  }

  /// Names a token in the log without giving it away.
  package static func id(ofToken token: String) -> String {
    SHA256.hex(4, of: Array(token.utf8))
  }
}

extension SHA256 {
  /// The first bytes of a hash, in hex.
  package static func hex(_ count: Int, of bytes: [UInt8]) -> String {
    hash(data: bytes).prefix(count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension Readership {
  private static let group = "group "
  private static let series = "series "

  /// Who holds the link to its calendar, by the name under which it is revoked; nil for what is
  /// public, which has none. A space is in no person's id, so that no group is taken for somebody.
  package var holder: String? {
    switch self {
    case .everyone, .team: nil
    case .person(let id): id.name
    case .group(let name): Self.group + name
    case .series(let id): Self.series + id.name
    }
  }

  fileprivate init?(holder: String) {
    if holder.hasPrefix(Self.group) {
      self = .group(String(holder.dropFirst(Self.group.count)))
    } else if holder.hasPrefix(Self.series) {
      self = .series(SeriesID(String(holder.dropFirst(Self.series.count))))
    } else if !holder.contains(" ") {
      self = .person(PersonID(holder))
    } else {
      return nil
    }
  }
}
