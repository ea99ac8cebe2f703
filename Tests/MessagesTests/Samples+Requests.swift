import Cadence
import Meetings
import Messages

/// Meetings that are asked for: whether it suits, that it does not, and among other tasks.
extension Samples {
  static func requestVariants() throws -> [Sample] {
    let outcomes: [(String, RequestFacts.Outcome)] = [
      ("declined", .declined(by: "Bartek Płotka")), ("declined-by-command", .declined(by: nil)),
      ("unanswered", .unanswered),
    ]
    let answers = try outcomes.map { name, outcome in
      Sample(
        name: "task-asked-\(name)",
        notice: try notice(.task) {
          var task = try request(of: $0, .watches, .opened)
          task.due = nil
          task.request?.outcome = outcome
          $0.title = task.about
          $0.tasks = [task]
        })
    }
    let questions = try [TaskFacts.Stage.opened, .ahead].map { stage in
      Sample(
        name: "task-asked-\(stage)",
        notice: try notice(.task) {
          let task = try request(of: $0, .owes, stage)
          $0.title = task.about
          $0.tasks = [task]
        })
    }
    let list = Sample(
      name: "task-asked-in-a-list",
      notice: try notice(.task) {
        $0.tasks = try tasks(of: $0, .plain) + [request(of: $0, .owes, .ahead)]
      })
    return answers + questions + [list]
  }

  /// - Parameter facts: the meeting would be then.
  private static func request(
    of facts: Facts, _ role: TaskFacts.Role, _ stage: TaskFacts.Stage
  ) throws -> TaskFacts {
    let zone = try zone(facts.start.zone)
    var task = TaskFacts(
      id: TaskID(series: SeriesID("summer.yash"), key: "ask-2026-12-03T1500"),
      text: "Bartek Płotka asks to meet: the <b>storage</b>",
      about: "1:1 Yash and Bartek", role: role, stage: stage,
      due: Moment(facts.start.instant - .hours(1), in: zone), owners: ["Yash Sharma", "Ana"])
    task.request = RequestFacts(
      asker: "Bartek Płotka", start: facts.start,
      end: Moment(facts.start.instant + .minutes(30), in: zone), about: "the <b>storage</b>")
    return task
  }
}
