import Cadence
package import Meetings

/// What is said of tasks.
extension Facts {
  private var list: [TaskFacts] { tasks ?? [] }

  /// What a reply is about, in the order of its numbers: what is theirs, or else what they are
  /// asked to help with, or else what they watch.
  package var answerable: [TaskFacts] {
    guard let role = list.map(\.role).min() else { return [] }
    return list.filter { $0.role == role }
  }

  /// Of several.
  var taskHeadline: Phrase {
    switch answerable.first?.role {
    case .owes: "What you have to do"
    case .helps: "What is late"
    case .watches, nil: "What others have to do"
    }
  }

  /// In place of when a meeting is.
  var taskLine: Phrase {
    if let request { return request.line(isPersonal: isPersonal) }
    if let ballot { return ballot.line(tasks?.first?.due, isPersonal: isPersonal) }
    guard list.count == 1, let task = list.first else {
      let count = answerable.count
      let things: Phrase = count == 1 ? "One thing" : "\(count) things"
      guard let first = answerable.first, let due = first.due else { return things + "." }
      let since: Phrase = isPast(first) ? "due since " : "by "
      return things + (count == 1 ? ", " : ", the first ") + since
        + "\(due.short(isPersonal: isPersonal))."
    }
    guard let due = task.due else {
      if task.role == .watches { return "Whenever it suits them." }
      if task.isRepeated == true { return "Yours to do. You are asked until it is done." }
      return task.isOptional ? "For whenever it suits you." : "Yours to do, whenever it suits you."
    }
    let when = due.full(isPersonal: isPersonal)
    if isPast(task) { return "It was due on \(when)." }
    if task.role == .watches { return "By \(when)." }
    return task.isOptional ? "If you would like to: until \(when)." : "Please by \(when)."
  }

  /// Late, or known to its reader only now that its date has passed.
  func isPast(_ task: TaskFacts) -> Bool {
    task.isLate || task.due.map { $0.instant < decidedAt } ?? false
  }

  /// - Parameter page: where its reader says that something is done.
  func taskBlocks(_ page: Link?) -> [Document.Block] {
    list.count == 1 ? list.flatMap(blocks) + doneBlocks(page) : late + lists + doneBlocks(page)
  }

  private func blocks(of task: TaskFacts) -> [Document.Block] {
    if let request = task.request { return request.blocks(task, isPersonal: isPersonal) }
    if let ballot = task.ballot { return ballot.blocks(task, community: community) }
    var blocks: [Document.Block] = []
    switch (task.role, task.stage) {
    case (.owes, .opened):
      if task.isOptional { blocks.append(.paragraph("This is an offer: nobody asks again.")) }
    case (.owes, .ahead): break
    case (.owes, .overdue), (.owes, .again):
      blocks.append(
        .paragraph(
          "Nobody has said yet that it is done. If something is in the way, ask for help early."))
    case (.owes, .escalated):
      blocks.append(
        .paragraph("Nobody has said yet that it is done, so others are asked to help."))
    case (.helps, _) where task.owners.isEmpty:
      blocks.append(.paragraph("Nobody is named who would do it. Please find somebody, or do it."))
    case (.helps, _):
      blocks.append(
        .paragraph(
          "\(names(of: task, "and")) \(task.owners.count == 1 ? "has" : "have") not said that it is done. Please ask, and help where it takes help."
        ))
    case (.watches, _):
      blocks.append(.paragraph("It is \(names(of: task))'s to do; you get this to know of it."))
    }
    var rows: [Document.Row] = []
    if let final = task.final {
      rows.append(
        Document.Row(
          label: "At the latest", value: final.full(isPersonal: isPersonal)))
    }
    rows += Self.addressRows("Where", task.link)
    if task.isShared {
      let who = names(of: task) + "; what one of them has done is done"
      rows.append(Document.Row(label: "Who", value: who))
    }
    return blocks + [.table(rows + [aboutRow(task)])]
  }

  private var abouts: Set<String> { Set(list.map(\.about)) }

  private func aboutRow(_ task: TaskFacts) -> Document.Row {
    Document.Row(label: "For", value: "\(Clean(task.about, limit: 200))")
  }

  /// Of several that are theirs.
  private var late: [Document.Block] {
    let owed = list.filter { $0.role == .owes }
    guard owed.contains(where: \.isLate) else {
      return owed.contains { $0.stage == .again }
        ? [.paragraph("Nobody has said yet that it is done, so you are asked again.")] : []
    }
    let isAsked = owed.contains { $0.stage == .escalated }
    return [
      .paragraph(
        isAsked
          ? "Nobody has said yet that what is late is done, so others are asked to help."
          : "Nobody has said yet that what is late is done. If something is in the way, ask for help early."
      )
    ]
  }

  private var lists: [Document.Block] {
    let titles: [(TaskFacts.Role, Phrase)] = [
      (.owes, "Yours to do:"), (.helps, "Late, and you are asked to help:"),
      (.watches, "For you to know:"),
    ]
    return titles.compactMap { role, title in
      let items = list.filter { $0.role == role }.map(item)
      guard !items.isEmpty else { return nil }
      return .list(title: title, items: items, isNumbered: role == answerable.first?.role)
    } + (abouts.count == 1 ? [.table([aboutRow(list[0])])] : [])
  }

  private func item(_ task: TaskFacts) -> Phrase {
    var item =
      task.request?.item(isPersonal: isPersonal) ?? "\(Clean(task.text, limit: 200))"
    if let due = task.due?.short(isPersonal: isPersonal) {
      item = item + (isPast(task) ? ", was due on \(due)" : ", by \(due)")
    }
    if task.isOptional { item = item + " (if you would like to)" }
    if task.role != .owes { item = item + ", \(names(of: task))" }
    if task.isShared { item = item + " (\(names(of: task)))" }
    if let final = task.final?.short(isPersonal: isPersonal) {
      item = item + "; at the latest \(final)"
    }
    if abouts.count > 1 { item = item + ", for \(Clean(task.about, limit: 100))" }
    return Self.address(task.link).map { item + ": " + $0 } ?? item
  }

  private func names(of task: TaskFacts, _ word: Phrase = "or") -> Phrase {
    let names = task.owners.map { Clean($0, limit: 100) }.filter { !$0.isEmpty }
    let shown = names.count > Self.namesMax ? names.prefix(Self.namesMax - 1) : names[...]
    let others: [Phrase] = shown.count < names.count ? ["\(names.count - shown.count) others"] : []
    return names.isEmpty
      ? "Nobody" : (shown.map { Phrase($0) } + others).enumerated(with: word)
  }

  private static let namesMax = 5

  /// How its reader says that something is done, that it suits them, or what they vote.
  private func doneBlocks(_ page: Link?) -> [Document.Block] {
    // Whoever asked for a meeting has nothing to do about it, and what is closed is closed.
    guard isPersonal, request?.outcome == nil, ballot?.outcome == nil else { return [] }
    var ways: [Phrase] = []
    if let page {
      let no: Phrase = request != nil ? ", also that it does not" : ""
      ways.append("on your page" + no + ": \(page)")
    }
    if takesReplies == true { ways.append("by mail: " + replyWords) }
    guard !ways.isEmpty else { return [] }
    let question: Phrase =
      ballot != nil
      ? "Your vote:" : request != nil ? "It suits you? Say so:" : "Done? Say so:"
    return [.list(title: question, items: ways, isNumbered: false)]
  }

  private var replyWords: Phrase {
    if ballot != nil {
      return "reply with \"yes\", \"no\" or \"abstain\"; a reason comes after a colon, \"no: …\""
    }
    if request != nil { return "reply with \"yes\" or \"no\"" }
    if answerable.count == 1 { return "reply with the word \"done\"" }
    return "reply with \"done\" and the numbers, \"done 1 \(min(3, answerable.count))\""
  }

  var taskFooter: Phrase {
    if let request {
      return request.outcome == nil
        ? "You get this because you are asked." : "You get this because you asked for it."
    }
    if let ballot, let role = tasks?.first?.role { return ballot.footer(role) }
    return listFooter
  }

  private var listFooter: Phrase {
    switch answerable.first?.role {
    case .owes where list.allSatisfy(\.isOptional): "You get this because you may like it."
    case .owes: "You get this because it is yours to do."
    case .helps: "You get this because you look after it."
    case .watches, nil: "You get this so that you know of it."
    }
  }
}

extension TaskFacts {
  /// Its reader is one of several: what one of them has done is done.
  fileprivate var isShared: Bool { role == .owes && owners.count > 1 }
}
