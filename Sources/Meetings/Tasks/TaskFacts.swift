/// A task as a message lists it for its one reader.
package struct TaskFacts: Hashable, Sendable, Codable {
  /// What it is to the reader, the nearest first.
  package enum Role: String, Hashable, Sendable, Codable, Comparable {
    case owes
    /// Asked to help, because it is late.
    case helps
    case watches

    private var distance: Int {
      switch self {
      case .owes: 0
      case .helps: 1
      case .watches: 2
      }
    }

    package static func < (a: Role, b: Role) -> Bool { a.distance < b.distance }
  }

  /// Why it is in this message.
  package enum Stage: String, Hashable, Sendable, Codable {
    case opened, ahead, overdue, escalated
    /// Asked for once more, where it has no date to be late by.
    case again
  }

  package var id: TaskID
  package var text: String
  /// The title of what it belongs to.
  package var about: String
  package var role: Role
  package var stage: Stage
  package var due: Moment?
  /// The program's own deadline, where it is another.
  package var final: Moment?
  package var owners: [String]
  package var link: String?
  package var isOptional: Bool
  /// True where its owners are asked until it is done; else nil.
  package var isRepeated: Bool?
  /// Where it is to say whether a meeting suits.
  package var request: RequestFacts?
  /// Where it is to vote.
  package var ballot: BallotFacts?

  package init(
    id: TaskID, text: String, about: String, role: Role, stage: Stage, due: Moment?,
    final: Moment? = nil, owners: [String], link: String? = nil, isOptional: Bool = false,
    isRepeated: Bool? = nil
  ) {
    self.id = id
    self.text = text
    self.about = about
    self.role = role
    self.stage = stage
    self.due = due
    self.final = final
    self.owners = owners
    self.link = link
    self.isOptional = isOptional
    self.isRepeated = isRepeated
  }

  package var isLate: Bool { stage == .overdue || stage == .escalated }
}
