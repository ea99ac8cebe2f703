import Engine
import Meetings
import Store
import Testing

/// Whoever asks with a name is named where decisions are kept, and nowhere else.
@Suite struct WhoAskedTests {
  @Test func theJournalNamesWhoAskedAndPeopleReadTheWordsAlone() throws {
    try Workbench.with(from: "2026-11-30T00:00:00Z") { bench in
      try bench.settle()
      let id = try #require(OccurrenceID(Workbench.first))
      try bench.engine.submit(.cancel(Workbench.first, because: "KubeCon"), by: "token bot")
      try bench.engine.submit(.reinstate(Workbench.first, because: "it is not"))
      let causes = try bench.engine.store.journal(of: .meeting(id)).map(\.cause)
      #expect(causes.suffix(2) == ["KubeCon; by token bot", "reinstated: it is not"])
      // What was due before it was asked for is nobody's doing.
      #expect(causes.dropLast(2).allSatisfy { !$0.contains("token") })
      let cancellations = try bench.engine.store.outbox(about: .meeting(id))
        .filter { $0.notice.kind == .cancellation }
      #expect(cancellations.count == 3)
      for row in cancellations {
        #expect("\(row.notice.facts)".contains("KubeCon"))
        #expect(!"\(row.notice.facts)".contains("token"))
      }
    }
  }

  @Test func whatIsNotThereIsToldFromWhatCannotBe() throws {
    try Workbench.with(from: "2026-11-30T00:00:00Z") { bench in
      func isMissing(_ input: Input) -> Bool? {
        do {
          try bench.engine.submit(input)
          return nil
        } catch {
          return (error as? Refusal)?.isMissing
        }
      }
      #expect(isMissing(.cancel("nothing", because: "a")) == true)
      #expect(isMissing(.cancel("hours/2020-01-02", because: "a")) == true)
      #expect(isMissing(.mute(PersonID("nobody"), true)) == true)
      #expect(isMissing(.reinstate(Workbench.first, because: "a")) == false)
      #expect(isMissing(.cancel(Workbench.first, because: " ")) == false)
      #expect(isMissing(.cancel(Workbench.first, because: "a")) == nil)
    }
  }
}
