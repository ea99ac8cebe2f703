import Cadence
import Foundation
import Meetings
import Testing

/// A small community: office hours with an agenda, and one mentorship.
enum Fixture {
  static func instant(_ text: String) -> Instant {
    guard let instant = Instant(text) else { fatalError("\(text) is no instant") }
    return instant
  }

  /// Days as `away:` has them: "2026-12-03", "2026-12-03 .. 2026-12-05".
  static func off(_ days: String...) -> DaysOff { off(days) }

  static func off(_ days: [String]) -> DaysOff {
    DaysOff(
      days.map { text in
        let ends = text.split(separator: " .. ").map { date(String($0)) }
        return Absence(days: ends[0]...(ends.last ?? ends[0]))
      })
  }

  static func date(_ text: String) -> CivilDate {
    guard let date = CivilDate(text) else { fatalError("\(text) is no date") }
    return date
  }

  static func time(_ hour: Int, _ minute: Int = 0) -> CivilTime {
    guard let time = CivilTime(hour: hour, minute: minute) else { fatalError("no time") }
    return time
  }

  static let zones = ZoneDatabase(
    version: "test", names: ["Europe/Warsaw", "Asia/Kolkata", "America/Los_Angeles", "UTC"]
  ) { name in
    FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)").map(Array.init)
  }

  static func zone(_ name: String) throws -> ZoneRules { try zones.zone(named: name) }

  /// Thursdays 14:00 UTC from 2026-12-03; hosts ana; ben and cai invited; a channel.
  static func officeHours(ifEmpty: AgendaRule.IfEmpty = .cancel) throws -> Series {
    Series(
      id: SeriesID("office-hours"), title: "Office Hours",
      recurrence: .weekly([.thursday], at: time(14), in: .utc, starting: date("2026-12-03")),
      duration: .hours(1), hosts: [.person(PersonID("ana"))],
      invite: [.person(PersonID("ben")), .person(PersonID("cai")), .person(PersonID("ana"))],
      channels: [ChannelID("announce")], link: "https://meet.example.org/oh",
      agenda: AgendaRule(
        opens: try Lead(parsing: "6 days before"), call: try Lead(parsing: "2 days before"),
        cutoff: try Lead(parsing: "1 day before at 18:00"), ifEmpty: ifEmpty,
        files: ["agenda.md"], edit: "https://example.org/edit"),
      reminders: [try Lead(parsing: "1 day before"), try Lead(parsing: "15 minutes before")])
  }

  /// Every day 12:00 UTC; ana, ben and cai.
  static func daily() throws -> Series {
    Series(
      id: SeriesID("daily"), title: "Daily",
      recurrence: .weekly(Weekday.allCases, at: time(12), in: .utc), duration: .minutes(15),
      hosts: ["ana", "ben", "cai"].map { .person(PersonID($0)) },
      reminders: [try Lead(parsing: "1 hour before"), try Lead(parsing: "15 minutes before")])
  }

  /// Tuesdays 16:00 Warsaw in June 2027: four meetings, the last on the 29th or as extended.
  static func oneOnOne(lastDay: String = "2027-06-30") throws -> Series {
    let term = date("2027-06-08")...date("2027-06-30")
    return Series(
      id: SeriesID("summer.ben"), title: "1:1 Ben and Ana",
      recurrence: Recurrence.weekly([.tuesday], at: time(16), in: try zone("Europe/Warsaw"))
        .limited(to: term.lowerBound...date(lastDay)),
      duration: .minutes(30), hosts: [.person(PersonID("ana"))],
      invite: [.person(PersonID("ben"))], channels: [ChannelID("announce")],
      reminders: [try Lead(parsing: "1 day before")],
      mentorship: Mentorship(
        program: "summer", mentees: [PersonID("ben")], mentors: [PersonID("ana")], term: term,
        lastDay: date(lastDay), retrospective: try Lead(parsing: "1 week before")))
  }

  static func community(_ series: Series...) throws -> Community {
    func person(_ id: String, _ zone: String) throws -> (PersonID, Person) {
      let person = Person(
        id: PersonID(id), name: id.capitalized, address: "\(id)@example.org",
        zone: try self.zone(zone))
      return (person.id, person)
    }
    let people = try [
      person("ana", "Europe/Warsaw"), person("ben", "Asia/Kolkata"),
      person("cai", "America/Los_Angeles"), person("dee", "UTC"),
    ]
    return Community(
      name: "Example", domain: "example.org", zone: .utc,
      from: Mailbox(name: "Example", address: "meet@example.org"),
      people: Dictionary(uniqueKeysWithValues: people),
      groups: ["mentees": .mentees, "mentors": .mentors, "alumni": .alumni],
      channels: [ChannelID("announce")],
      series: Dictionary(uniqueKeysWithValues: series.map { ($0.id, $0) }))
  }
}

/// A book that is played by hand: every turn is adopted, every notice delivered at once.
struct Play {
  var book: Book
  var now: Instant
  private(set) var notices: [Notice] = []
  private(set) var journal: [JournalEntry] = []
  private(set) var superseded: [Supersession] = []
  /// Notices that do not arrive: their readers are never told.
  var lost: (Notice) -> Bool = { _ in false }

  init(_ community: Community, at now: String) throws {
    book = Book(community: community, occurrences: [])
    self.now = Fixture.instant(now)
    try submit(.started(outage: .zero, edited: []))
  }

  @discardableResult
  mutating func submit(_ input: Input) throws -> Proposal {
    let proposal = try book.propose(input, at: now)
    book.adopt(proposal)
    // As the outbox does: what has been written once is not written again.
    let known = Set(notices.map(\.identity))
    notices += proposal.turn.notices.filter { !known.contains($0.identity) }
    journal += proposal.turn.journal
    superseded += proposal.turn.superseded
    for notice in proposal.turn.notices where !lost(notice) {
      if let id = notice.recipient.person, let occurrence = notice.subject.occurrence {
        book.adopt(told: true, id, at: notice.facts.reader?.address, of: occurrence)
      }
    }
    return proposal
  }

  /// Lets time pass until `end`, each deadline at its own instant.
  mutating func pass(until end: String) throws {
    let end = Fixture.instant(end)
    while true {
      let bulletin = book.nextBulletin ?? .distantFuture
      if let (id, at) = next, at <= min(end, bulletin) {
        now = max(now, at)
        try submit(.due([id]))
      } else if bulletin <= end {
        now = max(now, bulletin)
        try submit(.bulletins)
      } else {
        break
      }
    }
    now = end
  }

  /// Nobody is there until `end`; the configuration may be another one then.
  mutating func sleep(until end: String, editing community: Community? = nil) throws {
    let before = now
    let due = book.occurrences.keys.map { ($0, book.nextAt(of: $0, at: now)) }
    now = Fixture.instant(end)
    if let community {
      book = Book(
        community: community, occurrences: Array(book.occurrences.values), muted: book.muted,
        bulletinsUntil: book.bulletinsUntil, met: book.met, tasks: book.tasks,
        requests: book.requests, polls: book.polls,
        papers: book.papers)
    }
    let edited = due.filter { book.nextAt(of: $0.0, at: now) != $0.1 }.map(\.0)
    try submit(.started(outage: now - before, edited: Set(edited)))
  }

  private var next: (OccurrenceID, Instant)? {
    book.occurrences.keys.compactMap { id in book.nextAt(of: id, at: now).map { (id, $0) } }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  func state(_ id: String) -> String {
    OccurrenceID(id).flatMap { book.occurrences[$0]?.state.name } ?? "gone"
  }

  /// `kind to reader` of the notices decided since `index`.
  func told(since index: Int = 0, of id: String? = nil) -> [String] {
    notices[index...].filter { id == nil || $0.subject.description == id }
      .map { "\($0.kind.rawValue) to \($0.recipient.name)" }
  }
}
