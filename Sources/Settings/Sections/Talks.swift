import Cadence
import Meetings

/// `talks:`, `announce:` and `accept:` of a meeting.
struct Meetup {
  private let talks: [(talk: Talk, place: Place)]
  private let announcement: PublicWordReader?
  private let accepted: Set<ProcessCheck>

  init(_ entry: Section, _ context: SeriesContext, hosts: Field?, _ manner: inout Manner) {
    talks = entry["talks"].map(TalksReader(context: context).read) ?? []
    announcement = entry["announce"].flatMap {
      PublicWordReader($0, conduct: context.practice.codeOfConduct)
    }
    accepted = entry["accept"]?.accepted(at: .meeting) ?? []
    manner.announcement = announcement?.point
    guard let place = announcement?.point.place, hosts == nil, manner.channels.isEmpty,
      !entry.misspells("hosts")
    else { return }
    context.findings.error(
      place, "nobody would read this announcement",
      fix: "write `notify:` with a channel, or `hosts:` who pass it on")
  }

  /// - Parameter when: where the meeting says when it is.
  func complete(_ series: inout Series, when: Place, _ context: SeriesContext) {
    series.talks = talks.map(\.talk)
    series.announcement = announcement?.word
    context.practice.meetings.append(
      MeetingPractice(
        series: series, when: when, announcement: announcement?.point.place,
        talks: talks.map(\.place), accepted: accepted))
    warnOfOften(series, when: when, context)
    // An announcement waits for it, and says so.
    guard announcement == nil, let first = talks.first, series.lengthOfTalks > series.duration
    else { return }
    context.findings.warning(
      first.place,
      "the talks take \(series.lengthOfTalks) with \(Talk.questions) of questions after each, and "
        + "the meeting \(series.duration)",
      fix: "write `duration: \(series.lengthOfTalks)`, or let them be shorter")
  }
}

extension Meetup {
  /// The same people with the same talks at every date.
  private func warnOfOften(_ series: Series, when: Place, _ context: SeriesContext) {
    let ahead = series.recurrence.occurrences(after: context.today.midnight - .seconds(1))
    guard !talks.isEmpty, Array(ahead.prefix(2)).count == 2 else { return }
    context.findings.warning(
      when, "each of its dates has the same talks", fix: "make the next one a meeting of its own")
  }
}

/// `talks:` of a meeting, in their order, and where they stand.
///
///     talks:
///       - title: Query tracing
///         by: yash
///         duration: 20 minutes
///         description: How a query finds its spans.
///         outline: [What a trace is, Where we lose it, A demonstration]
///       - { title: Learnings, by: [bartek, kemal], learnings: yes }
struct TalksReader {
  static let duration = Seconds.minutes(20)
  static let learnings = Seconds.minutes(30)
  /// Of a description, and of a point of an outline, in characters.
  static let descriptionMax = 2_000
  static let pointMax = 500

  let context: SeriesContext

  func read(_ field: Field) -> [(talk: Talk, place: Place)] {
    let example = "[{ title: Query tracing, by: ana }]"
    let talks = (field.oneOrMore("a list of talks", example: example) ?? []).compactMap {
      element in talk(element).map { (talk: $0, place: element.value.place) }
    }
    for (index, (talk, place)) in talks.enumerated()
    where talks[..<index].contains(where: { Talk.key($0.talk.title) == Talk.key(talk.title) }) {
      context.findings.error(
        place, "two talks are called \(talk.title.shown)", fix: "rename one of them")
    }
    // What was learnt comes after what was done.
    return talks.filter { !$0.talk.isLearnings } + talks.filter(\.talk.isLearnings)
  }

  private func talk(_ field: Field) -> Talk? {
    guard let entry = field.section("a talk", example: "{ title: Query tracing, by: ana }") else {
      return nil
    }
    defer { entry.close() }
    let title = entry.required("title", example: "Query tracing")?.text(example: "Query tracing")
    let by = entry.required("by", example: "ana")
    let speakers = context.names.persons(by)
    let duration = entry["duration"].map { $0.duration() }
    let description = entry["description"]?.text(
      max: Self.descriptionMax, example: "How a query finds its spans")
    let outline = entry["outline"]?.oneOrMore("a point or a list of points", example: "[A, B]")
    let isLearnings = entry["learnings"]?.choice(YesOrNo.self) == .yes
    let points = (outline ?? []).compactMap { $0.text(max: Self.pointMax, example: "A") }
    let usual = isLearnings ? Self.learnings : Self.duration
    guard let title, let speakers, let length = duration ?? usual else { return nil }
    return Talk(
      title: title, speakers: speakers, duration: length, description: description,
      outline: points, isLearnings: isLearnings)
  }
}

/// `announce:` of a meeting.
///
///     announce: { when: 10 days before at 10:00, for: future mentees, code of conduct: https://… }
struct PublicWordReader {
  /// Where it says when.
  let point: Manner.Point
  let word: PublicWord

  /// - Parameter conduct: the community's, where none is written here.
  init?(_ field: Field, conduct: String?) {
    let example = "{ when: 10 days before at 10:00, for: future mentees }"
    guard let section = field.section("`announce`", example: example) else { return nil }
    defer { section.close() }
    let when = section.required("when", example: "10 days before at 10:00")
    let lead = when?.lead()
    let audience = section["for"]?.text(max: 1_000, example: "future mentees")
    let own = section["code of conduct"]?.codeOfConduct()
    guard let when, let lead else { return nil }
    point = Manner.Point(name: "announce", lead: lead, place: when.value.place)
    word = PublicWord(lead: lead, audience: audience, codeOfConduct: own ?? conduct)
  }
}

extension Field {
  /// `2 presenters`.
  func quorum() -> Tally.Quorum? {
    guard let text = text(example: "2 presenters") else { return nil }
    let words = text.split(separator: " ")
    let measure = Tally.Measure.allCases.first {
      words.last.map(String.init) == $0.rawValue || words.last.map { "\($0)s" } == $0.rawValue
    }
    let digits = words.first ?? ""
    guard words.count == 2, let measure, digits.allSatisfy(\.isNumber), let count = Int(digits),
      (1...AgendaItem.perMeetingMax).contains(count)
    else {
      error(
        "`\(name)`: \(text.shown) is no number of items or presenters",
        fix: write(["2 presenters", "3 items"]))
      return nil
    }
    return Tally.Quorum(count, measure)
  }
}
