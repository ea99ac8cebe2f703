package import Cadence
import Meetings
import Messages

/// One task as it stands.
package struct TaskView: RowView {
  package let task: String
  package let text: String
  package let about: String
  package let state: String
  package let owners: [String]
  /// Where the service posts it; none for what people do.
  package let channels: [String]
  package let due: Instant?
  /// The program's own deadline, where it is another.
  package let final: Instant?
  /// When something of it is due next.
  package let next: Instant?
  package let optional: Bool
  /// What has to be done before.
  package let after: [String]
  package let settled: Instant?
  /// Who said so.
  package let by: String?
  /// Of what is put to a vote.
  package let vote: VoteView?

  package var cells: [String] {
    let who = vote?.words ?? by.map { "by \($0)" } ?? owners.joined(separator: ", ")
    return [
      task, state, text, due.map { "due \(Wording.utc($0))" } ?? "",
      final.map { "at the latest \(Wording.utc($0))" } ?? "",
      settled.map { "since \(Wording.utc($0))" } ?? "", who,
      channels.isEmpty ? "" : "to \(channels.joined(separator: ", "))", optional ? "optional" : "",
      after.isEmpty ? "" : "after \(after.joined(separator: ", "))",
    ]
  }
  package var standing: Int? { 1 }
}

/// How a vote stands.
package struct VoteView: Encodable, Sendable {
  package let passes: String
  package let yes: Int
  package let no: Int
  package let abstain: Int
  /// While it is open, who may vote and has not: keys of `people:`.
  package let silent: [String]
  package let outcome: String?

  var words: String {
    let count = BallotCount(yes: yes, no: no, abstain: abstain)
    let named = silent.count > 20 ? silent.prefix(20) + ["\(silent.count - 20) more"] : silent[...]
    let waiting = silent.isEmpty ? "" : "; no vote of \(named.joined(separator: ", "))"
    return "\(passes), \(outcome.map { $0 + ": " } ?? "")\(count)\(waiting)"
  }
}

extension Desk {
  private func vote(_ id: TaskID) -> VoteView? {
    guard let ballot = book.community.tasks[id]?.ballot, let count = book.count(of: id, at: now)
    else { return nil }
    let outcome = book.outcome(of: id)
    let silent = book.owners(of: id, at: now).filter {
      outcome == nil && book.choice(of: $0, on: id, at: now) == nil
    }
    return VoteView(
      passes: ballot.rule.rawValue, yes: count.yes, no: count.no, abstain: count.abstain,
      silent: silent.map(\.name), outcome: outcome?.rawValue)
  }

  /// What is owed, by the date that it is due; what has none comes last.
  /// - Parameters:
  ///   - name: of one series, or of a program and of its mentorships; nil for all.
  ///   - isWhole: what is done or dropped as well.
  package func tasks(_ name: String?, isWhole: Bool) throws -> [TaskView] {
    let (series, programs) = (book.community.series, book.community.programs)
    if let name, series[SeriesID(name)] == nil, programs[name] == nil, Root(rawValue: name) == nil {
      let roots = Root.allCases.map(\.rawValue)
      throw Refusal.noSeries(name, among: series.keys.map(\.name) + programs.keys + roots)
    }
    let ids = book.community.tasks.keys.filter { id in
      name == nil || id.series.name == name
        || name != nil && series[id.series]?.mentorship?.program == name
    }
    let views = ids.compactMap { id in view(id).map { (id, $0) } }
    return views.filter { isWhole || $0.1.settled == nil }.sorted {
      ($0.1.due ?? .distantFuture, $0.0) < ($1.1.due ?? .distantFuture, $1.0)
    }.map(\.1)
  }

  func view(_ id: TaskID) -> TaskView? {
    guard let plan = book.community.tasks[id] else { return nil }
    let (times, record) = (book.times(of: id, at: now), book.tasks[id])
    return TaskView(
      task: id.description, text: plan.text, about: book.community.title(around: id),
      state: book.state(of: id, at: now).rawValue,
      owners: book.owners(of: id, at: now).map(\.name),
      channels: plan.post?.channels.map(\.name).sorted() ?? [], due: times?.due,
      final: times?.final,
      next: record?.settlement == nil ? times?.moments.first { $0.at > now }?.at : nil,
      optional: plan.isOptional, after: plan.after.map(\.key), settled: record?.settlement?.at,
      by: record?.settlement?.by?.name, vote: vote(id))
  }
}
