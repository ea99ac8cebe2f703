/// What a notice, or a line of the journal, is about.
package enum Subject: Hashable, Comparable, Sendable, CustomStringConvertible,
  LosslessStringConvertible
{
  case meeting(OccurrenceID)
  case task(TaskID)

  package init?(_ description: String) {
    if let id = OccurrenceID(description) {
      self = .meeting(id)
    } else if let id = TaskID(description) {
      self = .task(id)
    } else {
      return nil
    }
  }

  package var description: String {
    switch self {
    case .meeting(let id): id.description
    case .task(let id): id.description
    }
  }

  /// Nil for a task.
  package var occurrence: OccurrenceID? {
    if case .meeting(let id) = self { id } else { nil }
  }

  /// Nil for a meeting.
  package var task: TaskID? {
    if case .task(let id) = self { id } else { nil }
  }

  package var series: SeriesID {
    switch self {
    case .meeting(let id): id.series
    case .task(let id): id.series
    }
  }
}
