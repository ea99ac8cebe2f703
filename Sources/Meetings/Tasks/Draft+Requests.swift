import Cadence

/// Asking for a meeting.
extension Draft {
  mutating func ask(
    for name: String, at local: CivilDateTime, by asker: PersonID, about: String
  ) throws(Refusal) -> Proposal {
    let (series, mentorship) = try pair(name, of: asker)
    let about = about.asOneLine
    guard !AgendaItem.isBlank(about) else {
      throw Refusal(
        "it says nothing of what it is about", fix: "say that in a few words: it is on the agenda")
    }
    guard about.count <= AgendaItem.textMax else {
      throw Refusal(
        "that is longer than \(AgendaItem.textMax) characters",
        fix: "say it in fewer, and the rest at the meeting")
    }
    let start = try start(at: local, of: series, mentorship)
    let id = MeetingRequest.id(series.id, local)
    try checkNew(id)
    try checkFree(start, of: series)
    try checkWaiting(of: series)
    let request = MeetingRequest(id: id, start: start, asker: asker, about: about, askedAt: now)
    turn.requests[id] = request
    compose()
    becomesKnown(id, because: "asked for by \(community.name(of: asker))")
    let others = names(in: community.tasks[id]?.owners ?? [], of: id)
    return finished(
      "\(id): \(others.joined(separator: ", ")) can say until "
        + "\(series.zone.inWords(request.due)) that it suits")
  }

  private func pair(
    _ name: String, of asker: PersonID
  ) throws(Refusal) -> (Series, Mentorship) {
    guard let series = community.series[SeriesID(name)] else {
      throw Refusal(
        "there is no series \(name.asOneLine)",
        fix: "name a 1:1 as PROGRAM.MENTORSHIP: `convened next` lists them", isMissing: true)
    }
    guard let mentorship = series.mentorship else {
      throw Refusal(
        "\(name) is no 1:1 of a mentorship", fix: "put its date under `when:` instead")
    }
    guard community.people[asker] != nil else {
      throw .nobody(asker, in: community, isMissing: true)
    }
    guard mentorship.pair.contains(asker) else {
      let pair = mentorship.pair.map(\.name).joined(separator: " or ")
      throw Refusal("\(asker) does not belong to \(name)", fix: "it is for \(pair) to ask")
    }
    return (series, mentorship)
  }

  private func start(
    at local: CivilDateTime, of series: Series, _ mentorship: Mentorship
  ) throws(Refusal) -> Instant {
    let clock = "\(local) \(series.zone.identifier)"
    guard local.time.second == 0 else {
      throw Refusal("\(clock) is no full minute", fix: "leave the seconds out")
    }
    guard let start = series.zone.resolve(local).instant(gap: .omit) else {
      throw Refusal(
        "\(clock) does not happen: the clock is put forward over it", fix: "ask for another time")
    }
    guard start > now else {
      throw Refusal(
        "\(clock) is not in the future", fix: "give a later time, in the meeting's zone")
    }
    guard start >= now + MeetingRequest.leadMin else {
      throw Refusal(
        "\(clock) is less than 2 hours ahead, and nobody may answer so soon",
        fix: "ask for a later time")
    }
    try checkHorizon(start)
    let days = mentorship.days
    guard days.contains(local.date) else {
      throw Refusal(
        "\(local.date) is no day of the mentorship",
        fix: "ask for one from \(days.lowerBound) to \(days.upperBound)")
    }
    return start
  }

  private func checkNew(_ id: TaskID) throws(Refusal) {
    guard request(id) == nil, community.tasks[id] == nil else {
      throw Refusal(
        "that time was asked for already: `convened show \(id)` says what came of it",
        fix: "ask for another time, or `convened reinstate` the meeting if it was cancelled")
    }
  }

  func checkFree(_ start: Instant, of series: Series) throws(Refusal) {
    let day = series.zone.local(at: start).date
    if let reason = series.skips[day] {
      throw Refusal("\(day) is skipped: \(reason)", fix: "ask for another day")
    }
    let end = start + series.duration
    let around = upcoming(of: series.id, in: (start - series.duration)..<end)
    let there = around.first {
      !$0.state.isCancelled && start < $0.end.instant && $0.start.instant < end
    }
    if let there { throw Refusal("\(there.id) is at that time", fix: "ask for another time") }
    // A meeting that was cancelled, or moved away, may come back there.
    guard !series.recurrence.contains(start) else {
      throw Refusal(
        "\(series.id) has that date already",
        fix: "look at `convened next`, or ask for another time")
    }
  }

  func checkWaiting(of series: Series) throws(Refusal) {
    let waiting = requests.values.count {
      $0.id.series == series.id && community.tasks[$0.id] != nil
        && record(of: $0.id)?.settlement == nil
    }
    guard waiting < MeetingRequest.openMax else {
      throw Refusal(
        "\(waiting) requests of this pair wait for an answer",
        fix: "wait for one, or `convened task drop` one of them")
    }
  }

  // MARK: What is kept

  var requests: [TaskID: MeetingRequest] { book.requests.merging(turn.requests) { $1 } }

  /// Nil for what is written in the configuration under such a name.
  func request(_ id: TaskID) -> MeetingRequest? {
    configured.tasks[id] == nil ? turn.requests[id] ?? book.requests[id] : nil
  }
}
