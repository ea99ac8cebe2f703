import Cadence
import Meetings

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
