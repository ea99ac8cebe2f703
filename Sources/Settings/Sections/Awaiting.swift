import Cadence
import Meetings

/// `mentors: wanted` of a mentorship: somebody was assigned to an issue and has no mentor yet.
///
///     ana: { mentee: ana, mentors: wanted, issue: https://example.org/issues/7 }
///
/// It has no meetings and no tasks of its own. Whoever looks after the program has one: to find a
/// mentor. It is gone as soon as `mentors:` names people.
struct Awaiting {
  /// Whose place this is.
  let mentees: [PersonID]
  /// The public place of what they work on.
  let issue: String?

  /// How often coordinators are asked.
  private static let again = Period(days: 7)
  static let word = "wanted"

  /// Whether that is written, and not somebody's name.
  static func isWritten(_ mentors: Field?, _ names: Names) -> Bool {
    mentors?.plainText == word && !names.isKnown(word)
  }

  /// It belongs to the program: there is no pair yet.
  func task(
    of key: String, in program: String, owners: [Member], people: [PersonID: Person]
  ) -> TaskPlan {
    let names = mentees.map { people[$0]?.name ?? $0.name }
    return TaskPlan(
      id: TaskID(series: SeriesID(program), key: "mentor-for-\(key)"),
      text: "Find a mentor for \(alternatives(names, "and"))", link: issue, owners: owners,
      // At once: whoever applies does so before a term begins, or in the middle of it.
      opens: .at(.distantPast), again: Self.again)
  }
}
