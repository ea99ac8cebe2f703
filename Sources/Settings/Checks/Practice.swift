import Cadence
import Meetings

/// What only the process checks look at, and where it stands; readers leave it here.
final class Practice {
  var people: [PersonPractice] = []
  var programs: [ProgramPractice] = []
  var pairs: [PairPractice] = []
  var meetings: [MeetingPractice] = []
  var teams: [TeamPractice] = []
  var votes: [VotePractice] = []
  /// Of the whole community.
  var accepted: Set<ProcessCheck> = []
  var codeOfConduct: String?
  /// Channels that not everybody may read.
  var membersOnly: Set<ChannelID> = []
}

/// `accepting: 2`, `domains: [query, ui]`, `github: ana`, `matrix: "@ana:example.org"`, `irc: ana`,
/// `contributing since: 2026-08-31`, `components: [engine]`, `accept:` of a person.
struct PersonPractice {
  struct Handle {
    let service: String
    let name: String
    let place: Place
  }

  let id: PersonID
  let place: Place
  let accepting: (count: Int, place: Place)?
  /// What they know about.
  let domains: [String]
  let github: String?
  let chats: [Handle]
  let since: (date: CivilDate, place: Place)?
  /// The groups of which they have contributed something major.
  let components: (names: [String], place: Place)?
  let accepted: Set<ProcessCheck>

  init(_ key: Tree.Key, _ entry: Section) {
    (id, place) = (PersonID(key.text), key.place)
    accepting = entry["accepting"].flatMap { field in
      field.menteeCount().map { ($0, field.value.place) }
    }
    domains = entry["domains"]?.words(example: "[query, ui]") ?? []
    github = entry["github"]?.handle(example: "ana")
    let services = [("matrix", "Matrix", "\"@ana:example.org\""), ("irc", "IRC", "ana")]
    chats = services.compactMap { name, service, example in
      guard let field = entry[name], let handle = field.handle(example: example) else { return nil }
      return Handle(service: service, name: handle, place: field.value.place)
    }
    since = entry["contributing since"].flatMap { field in
      field.date().map { ($0, field.value.place) }
    }
    components = entry["components"].map {
      ($0.words(example: "[engine]"), $0.value.place)
    }
    accepted = entry["accept"]?.accepted(at: .person) ?? []
  }
}

/// `requires:`, `accepted labels:`, `code of conduct:`, `accept:` of a program, and where it says
/// what its 1:1s share.
struct ProgramPractice {
  let id: String
  let place: Place
  let lastDay: CivilDate?
  let requires: Set<Requirement>
  let labels: [String]
  let hasCodeOfConduct: Bool
  /// Nil as well where it could not be read.
  let codeOfConduct: String?
  let accepted: Set<ProcessCheck>
  let mentors: Place?
  let duration: Place?
  let notify: Place?

  init(_ key: Tree.Key, _ entry: Section, habits: Section?, term: ClosedRange<CivilDate>?) {
    (id, place) = (key.text, key.place)
    lastDay = term?.upperBound
    let words = entry["requires"]?.oneOrMore("a word or a list of words", example: "[issue, goals]")
    requires = Set((words ?? []).compactMap { $0.choice(Requirement.self) })
    let labels = entry["accepted labels"]?.oneOrMore(
      "a label or a list of labels", example: "[triage/accepted]")
    self.labels = (labels ?? []).compactMap { $0.text(max: 255, example: "triage/accepted") }
    let conduct = entry["code of conduct"]
    (hasCodeOfConduct, codeOfConduct) = (conduct != nil, conduct?.codeOfConduct())
    accepted = entry["accept"]?.accepted(at: .program) ?? []
    mentors = entry.place(of: "mentors")
    duration = habits?.place(of: "duration")
    notify = habits?.place(of: "notify")
  }
}

/// `accept:` of a meeting, and where it says what the checks look at.
struct MeetingPractice {
  let series: Series
  let when: Place
  /// Of `announce:`, where there is one.
  let announcement: Place?
  /// As many as the series has talks.
  let talks: [Place]
  let accepted: Set<ProcessCheck>
}

/// `issue:`, `label:`, `goals:`, `commitment:` and `accept:` of a mentorship.
struct PairPractice {
  let program: ProgramPractice
  let place: Place
  /// The public place of what they work on: a link, or its name.
  let issue: String?
  let label: (text: String, place: Place)?
  let hasIssue: Bool
  let hasGoals: Bool
  /// `about:`, which is read where its tasks are.
  var about: (words: [String], place: Place)?
  /// Whether one of its tasks has to be done by a date.
  var hasDeadline = false
  let commitment: (text: String, hours: Commitment, place: Place)?
  let accepted: Set<ProcessCheck>
  /// Of its own, or else the program's.
  let mentorsPlace: Place?
  var durationPlace: Place? { program.duration ?? when }
  /// Where it says when.
  let when: Place?
  /// Whether it says from when on.
  let hasStarting: Bool
  /// The 1:1, once it is read.
  var series: Series?
  /// The meeting before the others, where there is one.
  var first: (series: Series, when: Place)?

  init(_ key: Tree.Key, _ entry: Section, _ program: ProgramPractice, when: WhenReader?) {
    self.program = program
    place = key.place
    let issue = entry["issue"].flatMap { $0.isWanted == false ? nil : $0 }
    hasIssue = issue != nil
    self.issue = issue?.text(max: 2_000, example: "https://example.org/issues/1")
    label = entry["label"].flatMap { field in
      field.text(max: 255, example: "triage/accepted").map { ($0, field.value.place) }
    }
    hasGoals =
      entry["goals"].map { _ = $0.text(max: 2_000, example: "review others' changes") } != nil
    commitment = entry["commitment"].flatMap { field in
      field.commitment().map { (field.plainText ?? "", $0, field.value.place) }
    }
    accepted = entry["accept"]?.accepted(at: .mentorship) ?? []
    mentorsPlace = entry.place(of: "mentors") ?? program.mentors
    self.when = when?.field.value.place
    hasStarting = entry.has("starting")
  }

  /// - Parameter lastDay: nil where it is unknown.
  func reportMissingIssue(lastDay: CivilDate?, today: CivilDate, _ findings: Findings) {
    let isOver = lastDay.map { $0 < today } ?? false
    guard !isOver, program.requires.contains(.issue), !hasIssue, !accepted.contains(.noIssue) else {
      return
    }
    findings.add(
      .noIssue, place, "\(program.id) requires an `issue` of every mentorship",
      fix: "write `issue: https://…`")
  }
}

extension Field {
  func codeOfConduct() -> String? { page(example: "https://example.org/code-of-conduct") }
}

extension Findings {
  /// What a check found: its name and what it is, then its rule and what to write.
  func add(_ check: ProcessCheck, _ place: Place, _ what: String, fix: String) {
    add([
      Problem(
        file: place.file, line: place.line, column: place.column, severity: check.row.severity,
        what: "\(check.rawValue): \(what)",
        fix: "\(check.row.rule): \(fix), or `accept: \(check.rawValue)` \(check.places)")
    ])
  }
}
