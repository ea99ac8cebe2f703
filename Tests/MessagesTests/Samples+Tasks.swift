import Cadence
import Meetings
import Messages

/// Lists of tasks: one that is due, a list of what is new, and what is late.
extension Samples {
  static func tasks(of facts: Facts, _ dress: Dress) throws -> [TaskFacts] {
    let zone = try zone(facts.start.zone)
    func moment(_ days: Int64) -> Moment { Moment(facts.start.instant + .days(days), in: zone) }
    func task(
      _ key: String, _ text: String, _ role: TaskFacts.Role, _ stage: TaskFacts.Stage,
      due: Moment?, final: Moment? = nil, isOptional: Bool = false
    ) -> TaskFacts {
      TaskFacts(
        id: TaskID(series: SeriesID("summer.yash"), key: key), text: text,
        about: "1:1 Yash and Bartek", role: role, stage: stage, due: due, final: final,
        owners: [role == .owes ? facts.reader?.name ?? "Yash" : "Bartek Płotka"],
        link: key == "midterm" ? "https://example.org/evaluations" : nil, isOptional: isOptional)
    }
    let midterm = "Submit the midterm evaluation"
    switch dress {
    case .plain:
      return [task("midterm", midterm, .owes, .ahead, due: moment(0), final: moment(2))]
    case .accents:
      return [
        task("code-of-conduct", "Read the code of conduct", .owes, .opened, due: nil),
        task("say-hello", "Say hello in #thanos, ça va bien", .owes, .opened, due: nil),
        task(
          "mastodon", "Introduce yourself on Mastodon", .owes, .opened, due: nil, isOptional: true),
        task("midterm", midterm, .watches, .ahead, due: moment(7)),
      ]
    case .long:
      let text = String(repeating: "Write down what has to be written down ", count: 5)
      return [
        task("midterm", text, .helps, .escalated, due: moment(-2), final: moment(1)),
        task("plan", text, .watches, .overdue, due: moment(-1)),
      ]
    }
  }

  /// What several owe, alone and in a list, the copy of what another owes, and what a mentee reads
  /// beside a meeting.
  static func taskVariants() throws -> [Sample] {
    func shared(_ task: TaskFacts) -> TaskFacts {
      var task = task
      task.owners.append("Lucas Servén")
      return task
    }
    return try [
      Sample(
        name: "invitation-issue-and-tip",
        notice: notice(.invitation) {
          $0.isOptional = false
          $0.issue = "https://github.com/thanos-io/thanos/issues/7"
          $0.tip = "Small changes are easy to review."
        }),
      Sample(
        name: "task-shared-and-asked-again",
        notice: notice(.task) { facts in
          facts.tasks = facts.tasks?.map(shared).map { task in
            var task = task
            task.text = "Find a mentor for Ana"
            (task.due, task.final) = (nil, nil)
            (task.stage, task.isRepeated) = (.again, true)
            return task
          }
        }),
      Sample(
        name: "task-copied",
        notice: notice(.task) { facts in
          facts.tasks = facts.tasks?.map { task in
            var task = task
            (task.role, task.owners) = (.watches, ["Yash Sharma"])
            return task
          }
        }),
      Sample(
        name: "task-shared-in-a-list",
        notice: notice(.task, .accents) { $0.tasks = $0.tasks?.map(shared) }),
    ]
  }
}
