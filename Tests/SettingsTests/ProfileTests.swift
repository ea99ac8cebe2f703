import Cadence
import Meetings
import Settings
import Testing

/// What `config/profiles` ships is sound, and says what its source says.
@Suite struct ProfileTests {
  /// One file: what a program writes beside it, and whose each of its tasks is.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var program = ""
    var mentorship = ""
    var mentees: Set<String> = []
    var mentors: Set<String> = []
    var both: Set<String> = []
    var coordinators: Set<String> = []
    var optional: Set<String> = []
    /// Of all, those that the program owes once.
    var programTasks: Set<String> = []

    var testDescription: String { name }

    var text: String {
      """
      people:
        mia: { name: Mia, email: mia@example.org }
        cleo: { name: Cleo, email: cleo@example.org }
      programs:
        summer:
          profile: \(name)
          term: 2027-06-01 .. 2027-08-31
          mentors: [ben, mia]
          coordinators: cleo
          \(program)
          mentorships:
            ana: { mentee: ana, when: Tuesday 16:00 UTC, \(mentorship) }

      """
    }
  }

  static let milestones =
    "dates: { midterm evaluation: 2027-07-16 18:00 UTC, final evaluation: 2027-08-24 18:00 UTC }"

  static let rows = [
    Row(
      name: "thanos",
      mentees: [
        "code-of-conduct", "slack", "send-handle", "say-hello", "twitter", "weekly-meeting",
        "contributing-guides", "read-the-issue", "share-learnings", "present", "organize-meetup",
      ],
      mentors: ["private-channel", "mentees-channel", "help-with-meetup"],
      coordinators: ["swag-mentee", "swag-mentors", "propose-meetup"],
      optional: ["twitter", "present", "organize-meetup", "help-with-meetup"],
      programTasks: ["propose-meetup", "organize-meetup", "help-with-meetup"]),
    Row(
      name: "thanos", mentorship: "about: prometheus",
      mentees: [
        "code-of-conduct", "slack", "chat-of-prometheus", "send-handle", "say-hello", "twitter",
        "weekly-meeting", "contributing-guides", "read-the-issue", "share-learnings", "present",
        "organize-meetup",
      ],
      mentors: ["private-channel", "mentees-channel", "help-with-meetup"],
      coordinators: ["swag-mentee", "swag-mentors", "propose-meetup"],
      optional: [
        "twitter", "present", "chat-of-prometheus", "organize-meetup", "help-with-meetup",
      ],
      programTasks: ["propose-meetup", "organize-meetup", "help-with-meetup"]),
    Row(
      name: "milvus", mentors: ["initial-meeting"], both: ["first-milestone"],
      coordinators: ["swag-mentee", "swag-mentors"]),
    Row(
      name: "ansible-devtools",
      mentees: [
        "code-of-conduct", "join-channels", "socialize", "weekly-meeting", "availability",
        "keep-an-agenda", "focus", "unrelated-problems",
      ],
      mentors: ["maintain-meetings", "be-available", "learn-from-each-other", "welcome-questions"],
      optional: ["socialize", "unrelated-problems", "learn-from-each-other", "welcome-questions"]),
    Row(
      name: "ansible-devtools", mentorship: "about: irc",
      mentees: [
        "code-of-conduct", "join-channels", "bouncer", "socialize", "weekly-meeting",
        "availability", "keep-an-agenda", "focus", "unrelated-problems",
      ],
      mentors: ["maintain-meetings", "be-available", "learn-from-each-other", "welcome-questions"],
      optional: ["socialize", "unrelated-problems", "learn-from-each-other", "welcome-questions"]),
    Row(
      name: "gsoc",
      program:
        "dates: { midterm evaluation: 2027-07-16 18:00 UTC, work product: 2027-08-30 18:00 UTC, "
        + "final evaluation: 2027-09-06 18:00 UTC }",
      mentees: ["midterm-feedback", "work-product", "final-feedback"],
      mentors: ["midterm-evaluation", "final-evaluation"], both: ["first-milestone"]),
    Row(
      name: "lfx", program: milestones, mentees: ["midterm-feedback", "final-feedback"],
      mentors: ["midterm-evaluation", "final-evaluation"], both: ["first-milestone"]),
  ]

  private static func read(_ row: Row) throws -> Result<Settings, Problems> {
    let files = try Fixture.folder("config/profiles").filter { $0.name == "\(row.name).yaml" }
    return Fixture.read(
      [
        SourceFile(name: "base.yaml", bytes: Array(Fixture.base.utf8)),
        SourceFile(name: "x.yaml", bytes: Array(row.text.utf8)),
      ] + files)
  }

  @Test func eachHasARow() throws {
    let files = try Fixture.folder("config/profiles").map(\.name)
    #expect(Set(files) == Set(Self.rows.map { "\($0.name).yaml" }))
  }

  @Test(arguments: rows) func isSound(_ row: Row) throws {
    let result = try Self.read(row)
    #expect(Fixture.printed(result) == [])
    let tasks = try result.get().community.tasks.values
    func keys(_ owners: String...) -> Set<String> {
      let people = owners.map { Member.person(PersonID($0)) }
      return Set(tasks.filter { $0.owners == people }.map(\.id.key))
    }
    #expect(keys("ana") == row.mentees)
    #expect(keys("ben", "mia") == row.mentors)
    #expect(keys("ana", "ben", "mia") == row.both)
    #expect(keys("cleo") == row.coordinators)
    #expect(
      Set(tasks.filter { $0.id.series == SeriesID("summer") }.map(\.id.key)) == row.programTasks)
    #expect(Set(tasks.filter(\.isOptional).map(\.id.key)) == row.optional)
  }

  /// The program's deadline comes after that of the profile, which leaves time for help.
  @Test(arguments: rows.filter { !$0.program.isEmpty })
  func leavesTime(_ row: Row) throws {
    let tasks = try Self.read(row).get().community.tasks.values.filter { $0.final != nil }
    #expect(tasks.count >= 4)
    for task in tasks {
      guard case .at(let due)? = task.due, case .at(let final)? = task.final else {
        Issue.record("\(task.id) has no date")
        continue
      }
      #expect(due == final - .days(2) || due == final - .days(1), "\(task.id)")
      #expect(!task.escalation.isEmpty, "\(task.id)")
    }
  }

  /// Whoever forgets the dates of a term is told which.
  @Test(arguments: ["gsoc", "lfx"]) func needsTheDatesOfItsTerm(_ name: String) throws {
    let problems = Fixture.printed(try Self.read(Row(name: name)))
    #expect(problems.contains { $0.contains("midterm evaluation") })
  }
}
