import Engine
import Logging
import Meetings
import Messages

/// The page on which somebody sees their tasks, and says what is done.
extension Daemon {
  func reader(ofTasks token: String) -> Person? {
    engine.links?.person(ofTasks: token, at: engine.now)
      .flatMap { engine.book.community.people[$0] }
  }

  /// - Parameter isLimited: true where too much was said by this link: nothing is done.
  func tasksPage(_ request: WebRequest, _ token: String, isLimited: Bool = false) -> WebAnswer {
    guard let reader = reader(ofTasks: token) else { return WebAnswer(404, .notFound) }
    guard request.isPost else {
      var page = desk.tasksPage(of: reader)
      page.outcome = outcome(of: request.query, reader)
      return WebAnswer(200, .tasks(page))
    }
    guard request.isFromItsOwnPage, let form = Form(request),
      let act = form[TasksPage.Field.act].flatMap(TasksPage.Act.init(rawValue:)),
      let name = form[TasksPage.Field.task]
    else { return WebAnswer(400, .malformed) }
    guard !isLimited else {
      return again(429, WebAnswer.tooManyChanges, reader)
    }
    // What the page does not show it does not settle either: a slip of a coordinator's is theirs.
    guard let id = TaskID(name), let task = desk.task(id, for: reader),
      act != .declined || task.meeting != nil, (act.choice != nil) == (task.vote != nil)
    else {
      return again(409, "That is not on your list any more. Here is how it is now.", reader)
    }
    return settle(id, act, because: form[TasksPage.Field.because], reader, token)
  }

  private func settle(
    _ id: TaskID, _ act: TasksPage.Act, because: String?, _ reader: Person, _ token: String
  ) -> WebAnswer {
    func settling(_ sort: TaskRecord.Settlement.Sort?) -> Input {
      .settleTask(id.description, as: sort, by: reader.id)
    }
    func voting(_ choice: Choice) -> Input {
      .vote(id.description, choice, by: reader.id, because: because)
    }
    let input =
      switch act {
      case .done: settling(.done)
      case .undone: settling(nil)
      case .declined: settling(.dropped)
      case .yes: voting(.yes)
      case .no: voting(.no)
      case .abstain: voting(.abstain)
      }
    do {
      try engine.submit(input, via: .page)
      pump()
      log.note(
        .acted, "\(id): \(act.rawValue) by \(reader.id), link \(Links.id(ofToken: token))",
        ["occurrence": "\(id)", "by": "\(reader.id)"])
      // Beside the page that was asked, so that no proxy's path has to be known.
      return .seeOther("?noted=\(act.rawValue)&task=\(id)")
    } catch let refusal as Refusal {
      return again(409, refusal.what + ".", reader)
    } catch {
      failed(error)
      return again(
        503, WebAnswer.notWritten, reader)
    }
  }

  /// The address says what was asked for; what has come of it is looked up.
  private func outcome(of query: [String: String], _ reader: Person) -> TasksPage.Outcome? {
    guard let act = query["noted"].flatMap(TasksPage.Act.init(rawValue:)),
      let id = query["task"].flatMap(TaskID.init)
    else { return nil }
    if let choice = act.choice {
      guard let task = desk.task(id, for: reader), task.vote?.choice == choice,
        task.vote?.ballot.outcome == nil
      else { return nil }
      return .voted(choice, on: task.text)
    }
    let settlement = engine.book.tasks[id]?.settlement
    // What is declined is no longer on the list.
    if act == .declined {
      return settlement?.sort == .dropped && settlement?.by == reader.id ? .declined : nil
    }
    guard let task = desk.task(id, for: reader), (act == .done) == (settlement != nil) else {
      return nil
    }
    if task.meeting != nil { return act == .done ? .agreed : nil }
    return act == .done ? .done(task.text) : .undone(task.text)
  }

  private func again(_ status: Int, _ problem: String, _ reader: Person) -> WebAnswer {
    var page = desk.tasksPage(of: reader)
    page.problem = problem
    return .again(status, .tasks(page))
  }
}
