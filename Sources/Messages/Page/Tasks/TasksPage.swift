package import Meetings

/// All that the page of somebody's tasks shows. The page is a function of it alone.
package struct TasksPage: Hashable, Sendable {
  package struct Task: Hashable, Sendable {
    package var id: TaskID
    package var text: String
    /// The title of what it belongs to.
    package var about: String
    package var role: TaskFacts.Role
    package var state: TaskState
    package var due: Moment?
    /// The program's own deadline, where it is another.
    package var final: Moment?
    /// When its owners hear of it first; nil while something has to be done before.
    package var opening: Moment?
    /// What has to be done before, as far as that is not done.
    package var waitsFor: [String]
    package var owners: [String]
    package var link: String?
    package var isOptional: Bool
    /// Since when it is done, and who said so; nil while it is owed.
    package var done: Moment?
    package var by: String?
    /// When a meeting that was asked for is to begin: the reader says whether that suits.
    package var meeting: Moment?
    /// What is put to a vote.
    package var vote: Vote?

    package init(
      id: TaskID, text: String, about: String, role: TaskFacts.Role, state: TaskState,
      due: Moment?, final: Moment? = nil, opening: Moment? = nil, waitsFor: [String] = [],
      owners: [String], link: String? = nil, isOptional: Bool = false, done: Moment? = nil,
      by: String? = nil
    ) {
      self.id = id
      self.text = text
      self.about = about
      self.role = role
      self.state = state
      self.due = due
      self.final = final
      self.opening = opening
      self.waitsFor = waitsFor
      self.owners = owners
      self.link = link
      self.isOptional = isOptional
      self.done = done
      self.by = by
    }
  }

  package struct Vote: Hashable, Sendable {
    /// What the reader has said so far.
    package var choice: Choice?
    /// Whether they may vote.
    package var isVoter: Bool
    /// What is asked, and once it is closed what came of it.
    package var ballot: BallotFacts
    package init(choice: Choice?, isVoter: Bool, ballot: BallotFacts) {
      self.choice = choice
      self.isVoter = isVoter
      self.ballot = ballot
    }
  }

  /// What the last thing that the reader said has come to, of the task with this text.
  package enum Outcome: Hashable, Sendable {
    case done(String)
    case undone(String)
    /// A meeting that was asked for suits, or does not.
    case agreed, declined
    case voted(Choice, on: String)
  }

  package var community: String
  package var reader: String
  /// What concerns the reader now, and what was done lately, each in its order.
  package var tasks: [Task]
  package var outcome: Outcome?
  /// Why what the reader said was not taken.
  package var problem: String?

  package init(community: String, reader: String, tasks: [Task]) {
    self.community = community
    self.reader = reader
    self.tasks = tasks
  }

  /// The names in its forms, which whoever reads them has to know as well.
  package enum Field {
    /// What is to be noted: the value of the button that was pressed.
    package static let act = "do"
    package static let task = "task"
    /// Why, of a vote.
    package static let because = "because"
  }

  package enum Act: String, Sendable {
    case done, undone
    /// Of a meeting that was asked for.
    case declined
    /// Of what is put to a vote.
    case yes, no, abstain

    package var choice: Choice? { Choice(rawValue: rawValue) }
  }
}
