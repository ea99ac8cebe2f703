import Cadence
import Meetings

/// `mentors: wanted` of a mentorship: somebody was assigned to an issue and has no mentor yet.
///
///     ana: { mentee: ana, mentors: wanted, issue: https://example.org/issues/7 }
///
/// It has no meetings and no tasks of its own. Whoever looks after the program has one: to find a
/// mentor. It is gone as soon as `mentors:` names people.
struct Awaiting {
  /// Of the mentorship.
  let key: String
  let mentees: [PersonID]
  /// The public place of what they work on.
  let issue: String?
  /// Nobody looks for a mentor after it.
  let lastDay: CivilDate

  /// How often coordinators are asked.
  private static let every = Period(days: 7)
  static let word = "wanted"

  /// Whether that is written, and not somebody's name.
  static func isWritten(_ mentors: Field?, _ names: Names) -> Bool {
    guard let mentors, !names.isKnown(word) else { return false }
    if case .list(let list) = mentors.value.content {
      guard list.count == 1, case .text(let text) = list[0].content else { return false }
      return text.lowercased() == word
    }
    return mentors.plainText?.lowercased() == word
  }

  /// It belongs to the program: there is no pair yet.
  func task(in program: String, owners: [Member], _ context: SeriesContext) -> TaskPlan {
    let names = mentees.map { context.people[$0]?.name ?? $0.name }
    return TaskPlan(
      id: TaskID(series: SeriesID(program), key: taskName),
      text: "Find a mentor for \(alternatives(names, "and"))", link: issue, owners: owners,
      // At once: whoever applies does so before a term begins, or in the middle of it.
      opens: .at(.distantPast),
      again: TaskPlan.Repetition(
        every: Self.every, until: context.zone.instant(lastDay, at: .endOfDay)))
  }

  var taskName: String { "mentor-for-\(key)" }
}
