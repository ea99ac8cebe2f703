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

  /// The same people with the same talks at every date.
  private func warnOfOften(_ series: Series, when: Place, _ context: SeriesContext) {
    let ahead = series.recurrence.occurrences(after: context.today.midnight - .seconds(1))
    guard !talks.isEmpty, Array(ahead.prefix(2)).count == 2 else { return }
    context.findings.warning(
      when, "each of its dates has the same talks", fix: "make the next one a meeting of its own")
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
