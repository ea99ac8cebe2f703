import Cadence
import Meetings

/// `tasks:` of a meeting, of a mentorship, or of a program, which each of its mentorships has; and
/// `program tasks:`, which the program has itself.
///
///     midterm-evaluation:
///       do: Submit the midterm evaluation
///       who: mentors
///       due: 2027-07-16 18:00 UTC
///       at the latest: 2027-07-18 18:00 UTC
///       remind: [1 week before, 1 day before]
///       copy to: mentees
///       escalate: { at once: coordinators }
///       again: 1 week
struct TasksReader {
  static let reminders: [Lead] = [.days(7), .days(1)]
  /// Others are asked so long after what is owed was due.
  static let escalation = Period(days: 2)

  let context: SeriesContext
  let ground: TaskGround
  private var findings: Findings { context.findings }

  func read(_ field: Field) -> [TaskPlan] {
    if field.isWanted == false || field.isNothing { return [] }
    let example = "{ share-learnings: \(example) }"
    let entries = field.entries(example: example) ?? []
    var dropped: Set<TaskID> = []
    var plans: [Read] = []
    for (place, entry) in entries.enumerated() {
      if entry.field.isWanted == false {
        dropped.insert(TaskID(series: ground.id, key: entry.key.text))
      } else if checkName(entry.key), var read = task(entry.key, entry.field) {
        read.plan.place = place
        plans.append(read)
      }
    }
    checkOrder(plans, beside: dropped)
    // What is not for this mentorship is nothing that others of its tasks wait for.
    let skipped = dropped.union(plans.filter { !$0.isWanted }.map(\.plan.id))
    return plans.filter(\.isWanted).map { read in
      var plan = read.plan
      plan.after.removeAll(where: skipped.contains)
      return plan
    }
  }

  /// An id that is never a date's, which stands in the same place.
  func checkName(_ key: Tree.Key) -> Bool {
    findings.check(id: key, of: "tasks") && findings.check(taskKey: key, called: "a task")
  }

  /// Whoever comes first here.
  private var who: String { ground.roles[0].words[0] }

  private var example: String { "{ do: Share what you learnt, who: \(who) }" }

  /// A task, whether it is for this mentorship, and where it says what it waits for.
  private struct Read {
    var plan: TaskPlan
    let isWanted: Bool
    let after: Field?
  }

  private func task(_ key: Tree.Key, _ field: Field) -> Read? {
    guard let entry = field.section("a task", example: example) else { return nil }
    defer { entry.close() }
    let text = entry.required("do", example: "Share what you learnt")?
      .text(example: "Share what you learnt")
    let owners = entry.required("who", example: who).flatMap(people)
    let dueField = entry["due"]
    let (due, final) = (dueField.flatMap { deadline($0) }, entry["at the latest"])
    let isOptional = entry["optional"]?.choice(YesOrNo.self) == .yes
    let opens = entry["opens"].flatMap { deadline($0, at: Mentorship.morning) }
    let remind = entry["remind"]
    let copy = entry["copy to"]
    let escalate = entry["escalate"]
    let again = entry["again"].flatMap { repetition($0, isOptional: isOptional) }
    let after = entry["after"]
    let link = entry["link"]?.link()
    let isWanted = self.isWanted(entry["only for"])
    let last = final.flatMap { deadline($0) }
    checkEnd(due, last, at: final, hasDue: dueField != nil)
    if case .at(let due) = due, case .at(let first) = opens, first > due {
      entry["opens"]?.error("`opens` is after `due`", fix: "write an earlier date")
    }
    if dueField == nil, let early = remind ?? escalate, early.isWanted != false {
      early.error(
        "`\(early.name)`: this task has no date to count from", fix: "write `due:` as well")
    }
    let leads = remind.map(reminders) ?? Self.reminders
    let steps = escalate.map(escalation) ?? usualEscalation(owners ?? [])
    guard let text, let owners else { return nil }
    let plan = TaskPlan(
      id: TaskID(series: ground.id, key: key.text), text: text, link: link, owners: owners,
      watchers: copy.map { $0.isWanted == false ? [] : people($0) ?? [] } ?? usualWatchers(owners),
      opens: opens, due: due, final: last, reminders: due == nil ? [] : leads,
      escalation: due == nil || isOptional ? [] : steps, again: again,
      isOptional: isOptional,
      after: (after?.oneOrMore("a task or a list of tasks", example: "send-handle") ?? [])
        .compactMap { $0.text(example: "send-handle") }
        .map { TaskID(series: ground.id, key: $0) })
    return Read(plan: plan, isWanted: isWanted, after: after)
  }

  // MARK: People

  /// Those who have a word of their own here, people and groups.
  private func people(_ field: Field) -> [Member]? {
    guard let elements = field.oneOrMore("a name or a list of names", example: who) else {
      return nil
    }
    guard !elements.isEmpty else {
      field.error("`\(field.name)` is empty", fix: "name somebody")
      return nil
    }
    let found = elements.compactMap { element -> [Member]? in
      let word = element.plainText ?? ""
      guard let role = ground.role(word) else { return member(element, word) }
      if role.members.isEmpty, let key = role.key {
        element.error("`\(field.name)`: \(key.name)", fix: key.fix)
      }
      return role.members
    }
    return found.count == elements.count ? found.flatMap(\.self) : nil
  }

  private func member(_ element: Field, _ word: String) -> [Member]? {
    guard TaskGround.words.contains(word), !context.names.isKnown(word) else {
      return context.names.member(element).map { [$0] }
    }
    let words = ground.roles.map { "`\($0.words[0])`" }
    element.error(
      "`\(element.name)`: \(ground.kind) has no \(word.shown)",
      fix: "write \(alternatives(words)), or people and groups")
    return nil
  }

  /// What mentees owe their mentors know of: they are not the only ones to think of it.
  private func usualWatchers(_ owners: [Member]) -> [Member] {
    ground.watched.map { owners == $0.owners ? $0.watchers : [] } ?? []
  }

  /// Whoever looks after it, unless it is theirs.
  private func usualEscalation(_ owners: [Member]) -> [TaskPlan.Escalation] {
    ground.helpers.isEmpty || Set(owners) == Set(ground.helpers)
      ? [] : [TaskPlan.Escalation(after: Self.escalation, people: ground.helpers)]
  }

  /// `{ at once: mentors, 2 days: coordinators }`; `no` asks nobody.
  private func escalation(_ field: Field) -> [TaskPlan.Escalation] {
    if field.isWanted == false { return [] }
    let example = "{ at once: mentors, 2 days: coordinators }"
    return (field.entries(example: example) ?? []).compactMap { key, value in
      let people = people(value)
      guard key.text != "at once" else {
        return people.map { TaskPlan.Escalation(after: nil, people: $0) }
      }
      do throws(TextProblem) {
        let period = try Period(parsing: key.text)
        return people.map { TaskPlan.Escalation(after: period, people: $0) }
      } catch {
        findings.error(
          key.place, "`\(field.name)`: \(error.what)", fix: "write `at once` or `2 days`")
        return nil
      }
    }
  }

  /// Whether it is for this mentorship: `only for: prometheus` beside `about: prometheus`.
  private func isWanted(_ field: Field?) -> Bool {
    guard let field else { return true }
    guard let about = ground.about else {
      field.error(
        "`\(field.name)`: \(ground.kind) has no `about:`",
        fix: "take it out, or move the task to `tasks:` of a program")
      return true
    }
    return !about.isDisjoint(with: field.words(example: "prometheus"))
  }

  // MARK: Dates

  /// - Parameter time: of a date alone.
  func deadline(_ field: Field, at time: CivilTime = .endOfDay) -> TaskPlan.Due? {
    let deadline = field.deadline(
      in: ground.zone, at: time, names: ground.anchors.map(\.name), today: ground.today,
      context.zones, hint: ground.hint)
    guard case .relative(let distance)? = deadline else {
      return deadline?.instant.map { .at($0) }
    }
    switch ground.anchor(distance.anchor) {
    case .at(let anchor): return .at(distance.instant(from: anchor, in: ground.zone))
    case .lastEnd: return .lastEnd(distance)
    case .last: return distance.isBefore ? .lastStart(distance) : .lastEnd(distance)
    case .missing(let what, let fix):
      field.error("`\(field.name)`: \(what)", fix: fix)
      return nil
    case nil: return nil
    }
  }

  func reminders(_ field: Field) -> [Lead] {
    if field.isWanted == false { return [] }
    let example = "[1 week before, 1 day before]"
    return (field.oneOrMore("a time before it is due or a list of them", example: example) ?? [])
      .compactMap { $0.lead() }
  }

  private func repetition(_ field: Field, isOptional: Bool) -> TaskPlan.Repetition? {
    if field.isWanted == false { return nil }
    guard isOptional else { return field.period().map { TaskPlan.Repetition(every: $0) } }
    field.error(
      "`again`: nobody asks again for what is optional", fix: "write `again: no` in the task")
    return nil
  }

  private func checkEnd(
    _ due: TaskPlan.Due?, _ final: TaskPlan.Due?, at field: Field?, hasDue: Bool
  ) {
    guard let field else { return }
    guard hasDue else {
      field.error(
        "`at the latest` stands beside an earlier `due`", fix: "write it as `due:`, or both")
      return
    }
    if case .at(let due) = due, case .at(let final) = final, final < due {
      field.error("`at the latest` is before `due`", fix: "swap them")
    }
  }

  // MARK: Leaving out

  /// `midterm: no`, where there is no such task.
  static func refuseLeavingOut(
    _ tasks: Tree?, of base: Tree?, _ findings: Findings, called kind: String = "task"
  ) {
    let known = base?.keys ?? []
    guard case .entries(let entries)? = tasks?.content else { return }
    for entry in entries where !known.contains(entry.key.text) {
      let field = Field(
        name: entry.key.text, place: entry.key.place, value: entry.value, findings: findings)
      guard field.isWanted == false else { continue }
      let near = nearest(to: entry.key.text, among: known, count: 2)
      findings.error(
        entry.key.place, "there is no \(kind) \(entry.key.text.shown) to leave out",
        fix: near.isEmpty ? "remove it" : write(near))
    }
  }

  // MARK: Order

  /// Reports what a task waits for that there is not, and what waits for itself.
  private func checkOrder(_ tasks: [Read], beside dropped: Set<TaskID>) {
    let plans = Dictionary(tasks.map { ($0.plan.id, $0.plan) }, uniquingKeysWith: { a, _ in a })
    for task in tasks {
      guard let field = task.after else { continue }
      let plan = task.plan
      for id in plan.after where plans[id] == nil && !dropped.contains(id) {
        let near = nearest(to: id.key, among: plans.keys.map(\.key), count: 2)
        field.error(
          "`after`: there is no task \(id.key.shown) here",
          fix: near.isEmpty ? "define it beside this one" : write(near))
      }
      var (seen, next): (Set<TaskID>, [TaskID]) = ([], plan.after)
      while let id = next.popLast() {
        if seen.insert(id).inserted { next += plans[id]?.after ?? [] }
      }
      if seen.contains(plan.id) {
        field.error(
          "`after`: \(plan.id.key.shown) waits for itself", fix: "take one of them out")
      }
    }
  }
}
