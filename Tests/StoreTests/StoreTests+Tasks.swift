import Cadence
import Meetings
import Store
import Testing

/// What is kept of tasks, and notices about them.
extension StoreTests {
  @Test func whatIsKeptOfATaskIsRemembered() throws {
    let store = try Store(directory: directory)
    let id = TaskID(series: SeriesID("summer.yash"), key: "learnings")
    let known = TaskRecord(knownAt: now)
    var turn = Turn(at: now)
    turn.tasks = [id: known]
    #expect(!turn.isEmpty)
    turn.journal = [
      JournalEntry(
        subject: .task(id), revision: 0, from: "new", to: "planned", cause: "planned", dueAt: now,
        observedAt: now)
    ]
    try store.commit(turn)
    #expect(try store.tasks() == [id: known])
    #expect(try store.journal(of: .task(id)) == turn.journal)
    let settlements: [TaskRecord.Settlement?] = [
      .init(sort: .done, at: now, by: PersonID("yash")), .init(sort: .dropped, at: now, by: nil),
      nil,
    ]
    for (revision, settlement) in settlements.enumerated() {
      let record = TaskRecord(knownAt: now, revision: revision + 1, settlement: settlement)
      turn = Turn(at: now)
      turn.tasks = [id: record]
      try store.commit(turn)
      #expect(try store.tasks() == [id: record])
    }
  }

  @Test func whatWasAskedForIsRemembered() throws {
    let series = SeriesID("summer.yash")
    let requests = ["ask-2027-06-17T0900", "ask-2027-06-18T0900"].map { key in
      MeetingRequest(
        id: TaskID(series: series, key: key), start: now + .days(3), asker: PersonID("yash"),
        about: "größere \"Dinge\"; --", askedAt: now)
    }
    do {
      let store = try Store(directory: directory)
      for request in requests {
        var turn = Turn(at: now)
        turn.requests = [request.id: request]
        #expect(!turn.isEmpty)
        turn.tasks = [request.id: TaskRecord(knownAt: now)]
        try store.commit(turn)
      }
      store.close()
    }
    let store = try Store(directory: directory)
    #expect(
      try store.requests() == Dictionary(uniqueKeysWithValues: requests.map { ($0.id, $0) }))
    // Without the task that its answer settles there is none.
    let other = MeetingRequest(
      id: TaskID(series: series, key: "ask-2027-06-19T0900"), start: now, asker: PersonID("yash"),
      about: "x", askedAt: now)
    var turn = Turn(at: now)
    turn.requests = [other.id: other]
    #expect(throws: StoreError.self) { try store.commit(turn) }
  }

  @Test func whatWasVotedIsRemembered() throws {
    let id = TaskID(series: Root.votes.series, key: "sig")
    let asked = Paper(round: 1, choice: nil, at: now)
    let first = Paper(round: 1, choice: .no, because: "größere \"Dinge\"; --", at: now)
    let later = Paper(round: 2, choice: .yes, at: now + .days(1))
    let open = Poll(round: 1, question: Identity(of: "a"), askedAt: now)
    let closed = Poll(
      round: 2, question: Identity(of: "b"),
      result: Poll.Result(outcome: .failed, count: BallotCount(yes: 1, no: 2, silent: 3)))
    do {
      let store = try Store(directory: directory)
      for (papers, poll) in [
        (["ana": asked, "ben": first], open), (["ben": later], nil), ([:], closed),
      ] {
        var turn = Turn(at: now)
        turn.papers[id] = Dictionary(
          uniqueKeysWithValues: papers.map { (PersonID($0.key), $0.value) })
        if let poll { turn.polls[id] = poll }
        #expect(!turn.isEmpty)
        try store.commit(turn)
      }
      store.close()
    }
    let store = try Store(directory: directory)
    #expect(try store.papers() == [id: [PersonID("ana"): asked, PersonID("ben"): later]])
    #expect(try store.polls() == [id: closed])
  }

  @Test func aNoticeAboutATaskIsReadBackAsItIs() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    let sample = notice(.task, "open", of: row)
    let id = TaskID(series: row.id.series, key: "learnings")
    let about = Notice(
      subject: .task(id), kind: .task, edition: "open", recipient: sample.recipient,
      notBefore: now, notAfter: now + .days(7), facts: sample.facts)
    var turn = Turn(at: now)
    turn.notices = [about]
    try store.commit(turn)
    #expect(try store.outbox(about: .task(id)).map(\.notice) == [about])
    #expect(try store.outbox(about: .meeting(row.id)).isEmpty)
    #expect(try store.outboxLines(of: .task(id), limit: 5).map(\.subject) == [.task(id)])
    // What is left of it is what is repeated.
    var less = about.facts
    less.title = "less"
    _ = try store.claim(about.identity, saying: less)
    #expect(try store.outbox(about: .task(id)).map(\.notice.facts.title) == ["less"])
  }
}
