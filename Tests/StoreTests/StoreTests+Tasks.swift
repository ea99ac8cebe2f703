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
