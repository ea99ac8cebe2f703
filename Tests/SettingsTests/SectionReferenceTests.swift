import Settings
import Testing

/// The reference and the readers: each section has the keys that its reader knows, and no others.
@Suite struct SectionReferenceTests {
  /// An unknown key in each kind of section, at `%`; of several configurations all that is known.
  private static let places: [String: [String]] = [
    "configuration": ["%"],
    "mail": ["mail: { from: a@example.org, % }"],
    "fetch": [
      "mail: { from: a@example.org, inbox: 'a+{token}@example.org', fetch: { from: 'imaps://a.example.org', user: a, password: { credential: a }, % } }"
    ],
    // Of an unknown service every key is known.
    "channel": ["channels: { a: { webhook: 'https://a.example.org/', as: qqqqqqqqqq, % } }"],
    "person": ["people: { cai: { email: c@example.org, % } }"],
    "rest": ["groups: { all: { of: ana, without: ben, % } }"],
    "standing group": ["groups: { all: { kind: sig, label: sig-all, contacts: ana, % } }"],
    "meeting": [meeting("%")],
    "hosting": [
      "meetings: { a: { title: A, when: Thursday 14:00 UTC, hosts: { of: ana, % }, invite: ben } }"
    ],
    "agenda": [meeting("agenda: { % }")],
    "agenda elsewhere": [
      meeting("agenda: { from: { url: 'https://a.example.org/', % } }"),
      meeting("agenda: { from: { github: a/b, label: a, % } }"),
      meeting("agenda: { from: { gitlab: a/b, label: a, % } }"),
    ],
    "talk": [meeting("talks: [{ title: T, by: ana, % }]")],
    "announce": [meeting("announce: { when: 2 days before, % }")],
    "program": [program("%")],
    "one-on-one": [program("one-on-one: { % }")],
    "retrospective": [program("retrospective: { % }")],
    "completion": [program("completion: { % }")],
    "mentorship": [program("", mentorship: "%")],
    "first meeting": [
      program("", mentorship: "first meeting: { when: once on 2027-06-01 09:00 UTC, % }")
    ],
    "first meeting of a program": [program("first meeting: { % }")],
    "task": [program("tasks: { a: { do: A, who: mentees, % } }")],
    "announcement": [
      program("announcements: { a: { say: A, when: 2027-06-03, notify: a, % } }")
    ],
    "vote": ["votes: { a: { title: A, by: crew, closes: 2027-06-01, % } }"],
    "nomination": [
      "votes: { a: { title: A, by: crew, closes: 2027-06-01, nominates: { who: ana, as: lead, % } } }"
    ],
    "reviewers": ["reviewers: { after: 6 months, % }"],
    "web": ["web: { url: 'https://a.example.org', % }"],
    "board": ["board: { % }"],
    "api": ["api: { tokens: { a: { secret: { credential: a } } }, % }"],
    "token": ["api: { tokens: { a: { secret: { credential: a }, % } } }"],
  ]

  private static func meeting(_ rest: String) -> String {
    "meetings: { a: { title: A, when: Thursday 14:00 UTC, hosts: ana, invite: ben, \(rest) } }"
  }

  private static func program(_ rest: String, mentorship: String = "") -> String {
    "programs: { a: { term: 2027-06-01 .. 2027-08-31, mentors: ben, mentorships: { a: { "
      + "mentee: ana, when: Tuesday 16:00 UTC, \(mentorship) } }, \(rest) } }"
  }

  /// What the reader says that it knows, where `qqqqqqqqqq` is none of it.
  private func known(_ text: String) -> Set<String> {
    let text = text.replacing("%", with: "qqqqqqqqqq: 1")
    let mail = "mail: { from: a@example.org }"
    let printed =
      text.hasPrefix("mail:")
      ? Fixture.printed(Fixture.base.replacing(mail, with: text), alone: true)
      : Fixture.printed(text)
    let said = printed.first { $0.contains("unknown key `qqqqqqqqqq`") } ?? ""
    let list = said.split(separator: "known are ").last ?? ""
    let parts = list.split(separator: "`", omittingEmptySubsequences: false)
    return Set(parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) })
  }

  @Test(arguments: SectionReference.all)
  func theReaderKnowsTheseKeys(_ section: SectionReference) throws {
    let keys = section.keys.map(\.name)
    #expect(Set(keys).count == keys.count)
    // A secret is one of two, and a profile is read as the program that names it.
    guard !["secret", "profile"].contains(section.id) else { return }
    let places = try #require(Self.places[section.id])
    let known = places.map(known).reduce(into: Set()) { $0.formUnion($1) }
    #expect(known == Set(keys))
  }

  @Test func aProfileHasTheKeysOfAProgram() throws {
    let program = try #require(SectionReference.all.first { $0.id == "program" })
    let profile = try #require(SectionReference.all.first { $0.id == "profile" })
    #expect(profile.keys.map(\.name) == program.keys.map(\.name).filter { $0 != "profile" })
    #expect(!profile.keys.contains { $0.isNeeded })
  }

  @Test(arguments: ["credential: a", "file: /a"])
  func aSecretIsOneOfTheTwo(_ key: String) throws {
    let secret = try #require(SectionReference.all.first { $0.id == "secret" })
    #expect(secret.keys.contains { key.hasPrefix($0.name + ":") })
    let mail = ", via: 'smtps://a.example.org', user: a, password: { \(key) } }"
    let text = Fixture.base.replacing("from: a@example.org }", with: "from: a@example.org\(mail)")
    #expect(Fixture.printed(text, alone: true).isEmpty)
  }
}
