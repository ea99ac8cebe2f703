import Cadence
import Meetings

/// What tasks belong to, as far as reading them goes: whom their words name, and what their dates
/// count from.
struct TaskGround {
  /// Somebody who has a name of their own here.
  struct Role {
    let words: [String]
    let members: [Member]
    /// Where that is nobody, which key would name them; nil: there may be nobody yet.
    var key: (name: String, fix: String)?
  }

  /// A date that has a name here.
  enum Anchor {
    case at(Instant)
    /// The last 1:1, by its end.
    case lastEnd
    /// The last meeting: what is to be done before it counts from its start.
    case last
    /// None, and what to write instead.
    case missing(String, fix: String)
  }

  let id: SeriesID
  /// "a meeting"
  let kind: String
  let zone: ZoneRules
  /// Dates the fixes.
  let today: CivilDate
  let roles: [Role]
  /// In the order in which fixes name them.
  let anchors: [(name: String, anchor: Anchor)]
  /// Whom what is late is told, unless it is theirs.
  let helpers: [Member]
  /// Who reads along what the first of them owe.
  var watched: (owners: [Member], watchers: [Member])?
  /// What it is about: `only for:` looks at it. Nil where nothing says so.
  var about: Set<String>?
  /// What else helps where a date has another name.
  var hint = ""

  /// Every word that names somebody by what they are to a meeting or a mentorship.
  static let words: Set<String> = [
    "mentee", "mentees", "mentor", "mentors", "coordinator", "coordinators", "host", "hosts",
    "invited",
  ]

  private static let term = (start: "start of term", end: "end of term")
  private static let last = "last meeting"
  /// What dates of a program cannot be called.
  static let reserved = [term.start, term.end, last, "the " + last]

  func role(_ word: String) -> Role? { roles.first { $0.words.contains(word) } }

  func anchor(_ name: String) -> Anchor? { anchors.first { $0.name == name }?.anchor }

  private static func role(ofCoordinators members: [Member]) -> Role {
    Role(
      words: ["coordinators", "coordinator"], members: members,
      key: ("this program has no coordinators", "write `coordinators:` with who looks after it"))
  }

  private static func named(_ dates: [String: Instant]) -> [(name: String, anchor: Anchor)] {
    dates.sorted { $0.key < $1.key }.map { ($0.key, .at($0.value)) }
  }
}

extension TaskGround {
  /// - Parameter dates: `dates:` of the program.
  init(
    _ series: Series, _ mentorship: Mentorship, about: Set<String>, dates: [String: Instant],
    today: CivilDate
  ) {
    let mentees = mentorship.mentees.map(Member.person)
    let mentors = mentorship.mentors.map(Member.person)
    let zone = series.zone
    self.init(
      id: series.id, kind: "a mentorship", zone: zone,
      today: max(today, mentorship.term.lowerBound),
      roles: [
        Role(words: ["mentees", "mentee"], members: mentees),
        Role(words: ["mentors", "mentor"], members: mentors),
        Self.role(ofCoordinators: mentorship.coordinators),
      ],
      anchors: [
        (Self.term.start, .at(zone.instant(mentorship.term.lowerBound, at: Mentorship.morning))),
        (Self.term.end, .at(zone.instant(mentorship.lastDay, at: .endOfDay))),
        (Self.last, .lastEnd), ("the " + Self.last, .lastEnd),
      ] + Self.named(dates),
      helpers: mentorship.coordinators, watched: (mentees, mentors), about: about,
      hint: ", or give it a date under `dates:` of \(mentorship.program)")
  }

  /// - Parameters:
  ///   - mentees: of all its mentorships, as the mentors are.
  ///   - zone: the community's.
  init(
    program id: String, term: ClosedRange<CivilDate>, mentees: [PersonID], mentors: [PersonID],
    coordinators: [Member], dates: [String: Instant], in zone: ZoneRules, today: CivilDate
  ) {
    self.init(
      id: SeriesID(id), kind: "a program", zone: zone, today: max(today, term.lowerBound),
      roles: [
        Self.role(ofCoordinators: coordinators),
        Role(words: ["mentors", "mentor"], members: mentors.map(Member.person)),
        Role(words: ["mentees", "mentee"], members: mentees.map(Member.person)),
      ],
      anchors: [
        (Self.term.start, .at(zone.instant(term.lowerBound, at: Mentorship.morning))),
        (Self.term.end, .at(zone.instant(term.upperBound, at: .endOfDay))),
      ] + Self.named(dates),
      helpers: coordinators,
      hint: ", or give it a date under `dates:` of \(id)")
  }

  /// What hangs on no meeting and no program: it has nobody by another name, and no dates.
  init(_ root: Root, called kind: String, in zone: ZoneRules, _ today: CivilDate) {
    self.init(
      id: root.series, kind: kind, zone: zone, today: today, roles: [], anchors: [],
      helpers: [])
  }

  init(meeting series: Series, today: CivilDate) {
    let rule = series.recurrence
    let first = rule.first
    var anchors = [("first meeting", Self.first(of: rule)), (Self.last, Self.last(of: rule))]
    if let first, rule.next(after: first.instant) == nil { anchors.append(("meeting", .last)) }
    self.init(
      id: series.id, kind: "a meeting", zone: series.zone, today: today,
      roles: [
        Role(
          words: ["hosts", "host"], members: series.hosts,
          key: ("this meeting has no hosts", "write `hosts:` with who leads it")),
        Role(
          words: ["invited"], members: series.invite,
          key: ("nobody is invited to this meeting", "write `invite:` with people or groups")),
      ],
      anchors: anchors, helpers: series.hosts)
  }

  private static func first(of rule: Recurrence) -> Anchor {
    guard let first = rule.first else { return undated }
    // Where nothing says when it begins, it does when the calendar does.
    return first.date.year > 1000
      ? .at(first.instant)
      : .missing("nothing says which meeting is the first", fix: "write `starting:` with its date")
  }

  private static func last(of rule: Recurrence) -> Anchor {
    guard rule.first != nil else { return undated }
    return rule.isEndless
      ? .missing(
        "a meeting without end has no last one",
        fix: "write `until:` with its date, or count from the first meeting")
      : .last
  }

  private static var undated: Anchor {
    .missing("this meeting has no date yet", fix: "write one beside it: `once on 2027-09-16 18:00`")
  }
}
