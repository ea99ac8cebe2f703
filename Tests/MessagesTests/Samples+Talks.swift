import Cadence
import Meetings
import Messages

/// Meetings of talks: asked for, too few, announced.
extension Samples {
  static func talks(_ dress: Dress) -> [AgendaFacts.Talk] {
    func talk(_ title: String, _ speakers: [String], _ outline: [String]) -> AgendaFacts.Talk {
      AgendaFacts.Talk(
        title: title, speakers: speakers, duration: .minutes(20),
        description: "Exemplars lead from a slow query to its trace.", outline: outline)
    }
    switch dress {
    case .plain:
      return [talk("How a query finds its spans", ["Yash Sharma"], ["What a trace is", "A demo"])]
    case .accents:
      return [
        talk("Größer, schneller: «le compacteur»", ["Zoë", "יעל כהן"], ["שלום <b>x</b>"]),
        talk("Learnings", ["Bartek Płotka"], []),
      ]
    case .long:
      let word = String(repeating: "a rather long word on tests ", count: 10)
      return (1...4).map { talk("\($0): \(word)", ["Speaker \($0)"], [word, word]) }
    }
  }

  static func announce(_ facts: inout Facts, _ dress: Dress) {
    facts.agenda?.talks = talks(dress)
    facts.agenda?.items = []
    facts.agenda?.cutoff = nil
    facts.announcement = AnnouncementFacts(
      audience: "future mentees, students, and mentors of other projects",
      codeOfConduct: "https://example.org/code-of-conduct")
    facts.thread = nil
  }

  static func talkVariants() throws -> [Sample] {
    let one = Tally(1, of: Tally.Quorum(2, .presenters))
    let lacks: [Lack] = [
      .agenda, .description(talk: "Learnings"), .outline(talk: "Learnings"),
      .time(talks: .minutes(125), meeting: .hours(2)), .join, .codeOfConduct, .audience,
    ]
    return [
      Sample(
        name: "call-kinds",
        notice: try notice(.call) { $0.agenda?.kinds = ["career advice", "pair <review>"] }),
      Sample(name: "call-short", notice: try notice(.call) { $0.agenda?.tally = one }),
      Sample(
        name: "invitation-tally",
        notice: try notice(.invitation) {
          $0.agenda?.tally = Tally(3, of: Tally.Quorum(3, .items))
        }),
      Sample(
        name: "cancellation-short",
        notice: try notice(.cancellation) {
          $0.cause = .shortAgenda
          $0.agenda?.tally = one
        }),
      Sample(
        name: "host-note-short",
        notice: try notice(.hostNote) { $0.agenda?.tally = one }),
      Sample(
        name: "announcement-waits",
        notice: try notice(.hostNote) { $0.note = .announcementWaits(lacks) }),
      Sample(
        name: "announcement-for-hosts",
        notice: try notice(.announcement) {
          announce(&$0, .plain)
          $0.readerIsHost = true
          $0.isOptional = false
        }),
    ]
  }

  /// What a program announces, which has no reader and no meeting.
  static func program(_ facts: inout Facts) {
    facts.series = SeriesID("summer-2027")
    facts.title = "Applications for the Summer of Code 2027 are open"
    facts.link = "https://example.org/apply"
    (facts.end, facts.agenda, facts.place, facts.hosts) = (facts.start, nil, nil, [])
    facts.announcement = AnnouncementFacts(
      audience: nil, codeOfConduct: "https://example.org/code-of-conduct",
      program: AnnouncementFacts.Program(
        title: "Summer of Code <2027>",
        until: Moment(facts.start.instant + .days(30), in: .utc)))
  }

  static func program(of facts: Facts) -> TaskID? {
    facts.announcement?.program == nil ? nil : TaskID(series: facts.series, key: "applications")
  }
}
