import Cadence
import Meetings

/// What loading a configuration would change of tasks and announcements that nobody is told of now.
extension Desk {
  /// A line for each meeting, mentorship or program.
  /// - Parameter decided: those that have lines of their own.
  func tasksAhead(_ before: Book, _ after: Book, beside decided: Set<TaskID>) -> [ChangeView] {
    let (old, new) = (before.community.tasks, after.community.tasks)
    let edited = Set(old.keys).union(new.keys)
      .filter { old[$0] != new[$0] && !decided.contains($0) }
    return Dictionary(grouping: edited, by: \.series).sorted { $0.key < $1.key }.map {
      series, ids in
      let come = ids.filter { old[$0] == nil }.sorted()
      let gone = ids.filter { new[$0] == nil }.sorted()
      let same = ids.filter { old[$0] != nil && new[$0] != nil }.sorted()
      let changes =
        come.map { "\($0.key) \(owed(after, $0))" } + same.map { shift($0, before, after) }
        + gone.map { "without \($0.key)" }
      return ChangeView(
        series: series, about: nil, change: Self.few(changes).joined(separator: "; "), tells: [])
    }
  }

  /// "is due Fri 2027-07-16 18:00 UTC", "is posted …".
  private func owed(_ book: Book, _ id: TaskID) -> String {
    let isPost = book.community.tasks[id]?.post != nil
    guard let due = book.times(of: id, at: now)?.due else { return "is to do, without a date" }
    if isPost, due <= now { return "is past, and not posted" }
    return "is \(isPost ? "posted" : "due") \(Wording.utc(due))"
  }

  private func shift(_ id: TaskID, _ before: Book, _ after: Book) -> String {
    let (was, will) = (owed(before, id), owed(after, id))
    return was == will ? "\(id.key) follows the edit" : "\(id.key) \(will), it \(was) so far"
  }
}
