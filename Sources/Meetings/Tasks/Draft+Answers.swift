import Cadence

/// What becomes of a meeting that was asked for.
extension Draft {
  /// What cannot be said of a request any more, or not yet again.
  func checkAnswer(
    _ sort: TaskRecord.Settlement.Sort?, to request: MeetingRequest, by person: PersonID?
  ) throws(Refusal) {
    let before = record(of: request.id)?.settlement?.sort
    guard before != sort else { return }
    if before == .done {
      let meeting = meeting(of: request)?.description ?? request.id.series.name
      throw Refusal(
        "\(request.id) was agreed to",
        fix: "`convened cancel \(meeting) --because …` calls the meeting off")
    }
    if before == .dropped, sort == .done, person != nil {
      throw Refusal(
        "\(request.id) was declined, or nobody answered in time", fix: "ask for another time")
    }
    let end = sort == nil ? request.due : request.start
    guard now < end || sort == .dropped else {
      throw Refusal("it is too late for \(request.id)", fix: "ask for another time")
    }
    // What has come there since, or waits there by now.
    if let series = community.series[request.id.series] {
      if sort != .dropped { try checkFree(request.start, of: series) }
      if sort == nil { try checkWaiting(of: series) }
    }
  }

  private func meeting(of request: MeetingRequest) -> OccurrenceID? {
    occurrences(of: request.id.series).first { $0.ruledInstant == request.start }?.id
  }

  /// It suits: the date is one of the series' dates from now on, and both sides are invited at
  /// once. What it is about is on its agenda.
  mutating func arrange(_ request: MeetingRequest) throws(Refusal) -> OccurrenceID {
    compose()
    let gone = Refusal("\(request.id) cannot take place any more", fix: "ask for another time")
    guard let series = community.series[request.id.series],
      let ruled = series.recurrence.next(after: request.start - .seconds(1)),
      ruled.instant == request.start
    else { throw gone }
    let id =
      occurrence(ruled: ruled.local, of: series.id)?.id
      ?? create(ruled, of: series, because: "asked for by \(community.name(of: request.asker))")
    guard let row = self[id], row.state.isLive else { throw gone }
    let item = AgendaItem(
      id: newItemID(request.about, request.asker.name, on: row), author: request.asker,
      text: request.about, isPrivate: false, source: .command, receivedAt: now)
    _ = try place(item, on: row)
    attempt(.opening, on: id)
    // Whoever says that it suits knows whether they are away.
    insist(on: id)
    settle()
    return id
  }

  /// What nobody has answered in time does not take place.
  mutating func lapseRequests() {
    for id in book.requests.keys.sorted() where community.tasks[id] != nil {
      guard let request = request(id), request.due <= now, let before = record(of: id),
        before.settlement == nil
      else { continue }
      settle(
        id, as: TaskRecord.Settlement(sort: .dropped, at: now, by: nil), from: .open, to: .dropped,
        "nobody has said that it suits", at: request.due)
      tellAsker(of: request, .unanswered)
    }
  }

  /// Whoever asked hears that it does not take place.
  mutating func tellAsker(of request: MeetingRequest, _ outcome: RequestFacts.Outcome) {
    guard request.isInMind(at: now), let plan = community.tasks[request.id],
      let reader = community.people[request.asker]
    else { return }
    var facts = TaskFacts(
      id: request.id, text: plan.text, about: community.title(around: request.id), role: .watches,
      stage: .opened, due: nil, owners: names(in: plan.owners, of: request.id))
    facts.request = self.facts(of: request, for: reader)
    facts.request?.outcome = outcome
    // Asked again and answered again, it is told again.
    let edition = "answer \(record(of: request.id)?.revision ?? 0)"
    tell(reader, [Entry(facts: facts, edition: edition, number: plan.place)])
  }

  func facts(of request: MeetingRequest, for reader: Person) -> RequestFacts {
    let length = community.series[request.id.series]?.duration ?? .zero
    return RequestFacts(
      asker: community.name(of: request.asker),
      start: Moment(request.start, in: reader.zone),
      end: Moment(request.start + length, in: reader.zone), about: request.about)
  }
}
