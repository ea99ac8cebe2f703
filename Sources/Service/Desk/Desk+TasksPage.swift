import Cadence
import Meetings
import Messages

extension Desk {
  /// How long what is done stays on the page, so that a slip can be taken back.
  private static let lately = Seconds.days(14)

  /// What concerns somebody: what is due first, and what was done last.
  func tasksPage(of reader: Person) -> TasksPage {
    let tasks = book.community.tasks.keys.compactMap { task($0, for: reader) }
    let owed = tasks.filter { $0.done == nil }.sorted {
      ($0.due?.instant ?? .distantFuture, $0.id) < ($1.due?.instant ?? .distantFuture, $1.id)
    }
    let done = tasks.filter { $0.done != nil }.sorted {
      ($1.done?.instant ?? now, $0.id) < ($0.done?.instant ?? now, $1.id)
    }
    return TasksPage(
      community: book.community.name, reader: reader.name, tasks: owed + done)
  }

  /// One task as the page lists it; nil for what is none of the reader's business now: what is not
  /// theirs, was dropped or done long ago, or comes some time without a date.
  func task(_ id: TaskID, for reader: Person) -> TasksPage.Task? {
    guard let plan = book.community.tasks[id], let record = book.tasks[id],
      let role = book.role(of: reader.id, in: id, at: now), let times = book.times(of: id, at: now)
    else { return nil }
    let state = book.state(of: id, at: now)
    let outcome = book.outcome(of: id)
    if let settlement = record.settlement {
      guard settlement.sort == .done || outcome != nil, now - settlement.at <= Self.lately else {
        return nil
      }
    } else if state == .planned, times.due == nil {
      return nil
    }
    func moment(_ instant: Instant?) -> Moment? { instant.map { Moment($0, in: reader.zone) } }
    func name(_ id: PersonID) -> String? { book.community.people[id]?.name }
    let waitsFor = plan.after.filter { book.tasks[$0]?.settlement == nil }
    var task = TasksPage.Task(
      id: id, text: plan.text, about: book.community.title(around: id),
      role: role, state: state, due: moment(times.due), final: moment(times.final),
      opening: moment(times.opening),
      waitsFor: waitsFor.compactMap { book.community.tasks[$0]?.text },
      owners: book.owners(of: id, at: now).compactMap(name), link: plan.link,
      isOptional: plan.isOptional, done: moment(record.settlement?.at),
      by: record.settlement?.by.flatMap(name))
    task.meeting = moment(book.request(id)?.start)
    if let ballot = plan.ballot {
      var facts = book.asked(ballot, plan, at: now)
      facts.outcome = outcome
      facts.count = outcome == nil ? nil : book.count(of: id, at: now)
      task.owners = []
      task.vote = TasksPage.Vote(
        choice: book.choice(of: reader.id, on: id, at: now), isVoter: role == .owes, ballot: facts)
    }
    return task
  }
}
