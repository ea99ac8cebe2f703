import Cadence
import Meetings
import Testing

/// What people and edits make of whose turn it is.
@Suite struct HostEdits: PlaysHosts {
  // MARK: Swaps

  @Test func aSwapInvitesOneAndFreesTheOther() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.swap(Self.first, with: PersonID("dee"), by: nil))
    #expect(play.told(since: before) == ["cancellation to ana", "invitation to dee"])
    #expect(play.notices.last?.facts.hosting?.isInTurn == false)
    #expect(try hosts(play) == ["dee"])
    // The next week is still cai's.
    #expect(try hosts(play, "office-hours/2026-12-10") == ["cai"])
  }

  /// Whoever gives a date away and has it back is asked anew.
  @Test func aSwapTakesTheYesOfWhoLeaves() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    try answer(.accepted, "ana", &play)
    try play.submit(.swap(Self.first, with: PersonID("dee"), by: nil))
    #expect(try row(play).attendance.isEmpty)
    try play.submit(.swap(Self.first, with: PersonID("ana"), by: nil))
    #expect(play.notices.last { $0.kind == .invitation }?.facts.hosting?.hasSaid == false)
    #expect(play.told(of: Self.first).suffix(2) == ["cancellation to dee", "invitation to ana"])
  }

  @Test func aSwapBeforeTheOpeningTellsBoth() throws {
    var play = try play(community())
    try play.submit(.swap("office-hours/2026-12-10", with: PersonID("ana"), by: PersonID("cai")))
    #expect(play.told() == ["host-note to ana", "host-note to cai"])
    #expect(
      play.notices.map(\.facts.note) == [.appointed(insteadOf: ["Cai"]), .relieved(by: ["Ana"])])
    #expect(play.notices.allSatisfy { $0.facts.hosting == nil }, "nothing can be answered yet")
    try play.pass(until: "2026-12-05T00:00:00Z")
    #expect(
      play.told(of: "office-hours/2026-12-10").suffix(2)
        == ["invitation to ana", "invitation to ben"])
  }

  @Test func anEditThatTakesASwappedDateTellsBothBeforeTheOpening() throws {
    let id = "office-hours/2026-12-10"
    var play = try play(community())
    try play.submit(.swap(id, with: PersonID("ana"), by: PersonID("cai")))
    let before = play.notices.count
    var edited = try community()
    edited.people[PersonID("ana")]?.away = Fixture.off("2026-12-10")
    try play.submit(.reloaded(edited))
    #expect(try !hosts(play, id).contains("ana"))
    #expect(play.told(since: before, of: id).sorted() == ["host-note to ana", "host-note to cai"])
  }

  @Test func aNoBeforeTheOpeningMakesThePoolBeAskedThere() throws {
    let id = "office-hours/2026-12-10"
    var play = try play(community())
    #expect(try answer(.declined, "cai", &play, id).isEmpty)
    try play.pass(until: "2026-12-04T15:00:00Z")
    #expect(play.told(of: id).contains("host-call to dee"), "\(play.told(of: id))")
  }

  @Test func whoeverIsInvitedAnywayStaysInvited() throws {
    var play = try play(community(invite: ["ben", "ana", "dee"]))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.swap(Self.first, with: PersonID("dee"), by: nil))
    #expect(play.told(since: before) == ["host-note to dee", "host-note to ana"])
  }

  @Test func swapsThatCannotBe() throws {
    var community = try community()
    community.people[PersonID("cai")]?.away = Fixture.off("2026-12-03")
    var play = try play(community)
    try play.pass(until: "2026-11-28T00:00:00Z")
    func refusal(_ id: String, _ person: String, by other: String? = nil) -> String {
      do {
        _ = try play.book.propose(
          .swap(id, with: PersonID(person), by: other.map { PersonID($0) }), at: play.now)
        return "granted"
      } catch { return error.description }
    }
    let id = Self.first
    #expect(
      refusal(id, "ben")
        == "ben is not one of those who host office-hours. name one of them, or add ben to `hosts: { of: … }`"
    )
    #expect(refusal(id, "cai") == "cai is away then. name somebody who is there")
    #expect(refusal(id, "ana") == "ana hosts \(id) already. nothing was changed")
    #expect(refusal(id, "dee", by: "cai") == "cai does not host \(id). it is the turn of ana")
    #expect(refusal(id, "dee") == "granted")
    try play.submit(.cancel(id, because: "ill"))
    #expect(refusal(id, "dee").hasPrefix("\(id) is cancelled"))
    let second = "office-hours/2026-12-10"
    try play.pass(until: "2026-12-05T00:00:00Z")
    try answer(.accepted, "cai", &play, second)
    try play.pass(until: "2026-12-10T14:30:00Z")
    #expect(refusal(second, "ana").contains("has begun or is over"))
    var plain = community
    plain.series[SeriesID("office-hours")]?.hosting = nil
    play = try self.play(plain)
    #expect(refusal(id, "dee").hasPrefix("nobody is in turn at office-hours. write `rotate:`"))
  }

  // MARK: Edits

  @Test func anotherPoolInvitesAndBidsFarewell() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(
      .reloaded(try community { $0.hosts = ["dee", "ana"].map { .person(PersonID($0)) } }))
    #expect(play.told(since: before) == ["cancellation to ana", "invitation to dee"])
    #expect(try hosts(play) == ["dee"])
  }

  @Test func whoIsAwayAfterAllGivesTheirTurnToTheNext() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    var edited = try community()
    edited.people[PersonID("ana")]?.away = Fixture.off("2026-12-01 .. 2026-12-09")
    let before = play.notices.count
    try play.submit(.reloaded(edited))
    #expect(play.told(since: before) == ["cancellation to ana", "invitation to cai"])
  }

  @Test func aMoveTakesTheAnswersAndAsksAnew() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    try answer(.accepted, "ana", &play)
    let to = CivilDateTime(date: Fixture.date("2026-12-04"), time: Fixture.time(9))
    try play.submit(.move(Self.first, to: to, because: "the room"))
    #expect(try row(play).attendance.isEmpty)
    let update = try #require(
      play.notices.last { $0.kind == .update && $0.recipient.name == "ana" })
    #expect(update.facts.hosting?.until?.instant == Fixture.instant("2026-12-01T09:00:00Z"))
    try play.pass(until: "2026-12-01T09:00:00Z")
    #expect(play.told(of: Self.first).count { $0.hasPrefix("host-call") } == 3)
  }

  /// Whoever may host it and never did is no host who is free now.
  @Test func aGuestOfThePoolWhoLeavesWasNoHost() throws {
    var play = try play(community(invite: ["ben", "dee"]))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.reloaded(try community()))
    #expect(play.told(since: before) == ["cancellation to dee"])
    #expect(play.notices.last?.facts.note == nil)
  }

  @Test func aSwapKeepsTheNoOfWhoStays() throws {
    var play = try play(community(atLeast: 2))
    try play.pass(until: "2026-12-01T00:00:00Z")
    try answer(.accepted, "cai", &play)
    try answer(.declined, "ana", &play)
    try play.submit(.swap(Self.first, with: PersonID("dee"), by: PersonID("cai")))
    #expect(try row(play).attendance[PersonID("ana")]?.answer == .declined)
    #expect(try hosts(play) == ["dee"])
  }

  // MARK: Rotas by hand

  @Test func aRowThatSaysNobodyFreesTheHostAndAsksTheOthers() throws {
    var play = try play(table(["2026-12": "ana"]))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.reloaded(try table(["2026-12": nil])))
    #expect(
      play.told(since: before, of: Self.first)
        == ["cancellation to ana", "host-call to cai", "host-call to dee"])
    #expect(play.notices[before].facts.note == .relieved(by: []))
  }

  private func table(_ rows: [String: String?]) throws -> Community {
    let months = rows.map { month, name in
      (Fixture.date("\(month)-01"), name.map { PersonID($0) })
    }
    return try community(.table(Rota(months: Dictionary(uniqueKeysWithValues: months))))
  }

  @Test func aDateWithoutAHostAsksThePoolAsItOpens() throws {
    var play = try play(table(["2026-12": nil]))
    try play.pass(until: "2026-11-27T14:00:00Z")
    #expect(
      play.told(of: Self.first) == [
        "invitation to ben", "host-call to ana", "host-call to cai", "host-call to dee",
      ])
    #expect(try answer(.accepted, "cai", &play) == ["invitation to cai"])
    #expect(try hosts(play) == ["cai"])
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  /// It is up to whoever has come to be in turn, and the others hear that; at the day to confirm
  /// they are asked like those of any date.
  @Test func aRowThatIsFilledInIsAskedOfThatHostFirst() throws {
    var play = try play(table(["2026-12": nil]))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.reloaded(try table(["2026-12": "cai"])))
    #expect(
      play.told(since: before) == ["host-note to ana", "host-note to dee", "invitation to cai"])
    #expect(play.notices[before].facts.note == .relieved(by: ["Cai"]))
    let question = try #require(play.notices.last?.facts.hosting)
    #expect(question.until?.instant == Fixture.instant("2026-11-30T14:00:00Z"))
    #expect(question.otherwise == .asks)
    try play.pass(until: "2026-11-30T14:00:00Z")
    #expect(
      play.told(since: before).suffix(3)
        == ["host-call to ana", "host-call to cai", "host-call to dee"])
  }

  /// Whoever hosted it reads who does now, whichever way the edit was loaded.
  @Test func whoIsRelievedWhileItWasStoppedIsNotThrownOut() throws {
    var play = try play(table(["2026-12": "ana"]))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.sleep(until: "2026-11-28T00:10:00Z", editing: table(["2026-12": "dee"]))
    #expect(play.told(since: before) == ["cancellation to ana", "invitation to dee"])
    #expect(play.notices[before].facts.note == .relieved(by: ["Dee"]))
  }

  /// Where nothing is to be confirmed those who were asked are free as well.
  @Test func aRowThatIsFilledInWithoutADayToConfirmFreesTheOthers() throws {
    func rota(_ name: String?) throws -> Community {
      let months = [Fixture.date("2026-12-01"): name.map { PersonID($0) }]
      return try community(.table(Rota(months: months))) { $0.hosting?.confirmation = nil }
    }
    var play = try play(rota(nil))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.reloaded(try rota("cai")))
    #expect(
      play.told(since: before) == ["host-note to ana", "host-note to dee", "invitation to cai"])
    try answer(.accepted, "dee", &play)
    #expect(try hosts(play) == ["cai"], "nothing is asked of dee any more")
  }

  /// Whoever comes to host what they are invited to anyway can answer that mail.
  @Test func aNoteToWhoHostsItNowIsAnswered() throws {
    var community = try community(invite: ["ben", "dee"])
    community.takesReplies = true
    var play = try play(community)
    try play.pass(until: "2026-11-28T00:00:00Z")
    try play.submit(.swap(Self.first, with: PersonID("dee"), by: nil))
    let note = try #require(play.notices.last { $0.kind == .hostNote })
    #expect(note.recipient.name == "dee" && note.facts.takesReplies == true)
  }

  /// Whoever could not host it then is not asked once more, and has not said that they do not come.
  @Test func aNoToHostingStandsWhenTheRowIsFilledIn() throws {
    var play = try play(table(["2026-12": nil]))
    try play.pass(until: "2026-11-28T00:00:00Z")
    try answer(.declined, "ana", &play)
    try play.submit(.reloaded(try table(["2026-12": "cai"])))
    #expect(try row(play).hosting.asked == [PersonID("ana")])
    #expect(play.book.asks(PersonID("ana"), whetherTheyHost: try row(play).id) == false)
    let before = play.notices.count
    try play.pass(until: "2026-11-30T14:00:00Z")
    #expect(play.told(since: before) == ["host-call to cai", "host-call to dee"])
    #expect(try row(play).hosting.asked.contains(PersonID("ana")))
  }

  @Test func aSwapOfADateThatNobodyHadIsAskedOfThatHostFirst() throws {
    var play = try play(table(["2026-12": nil]))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.swap(Self.first, with: PersonID("dee"), by: nil))
    #expect(
      play.told(since: before) == ["host-note to ana", "host-note to cai", "invitation to dee"])
  }

  /// Whoever of those who are invited anyway hosts it now hears so after a stop as well.
  @Test func anEditWhileItWasStoppedTellsWhoHostsItNow() throws {
    func rota(_ name: String) throws -> Community {
      let months = [Fixture.date("2026-12-01"): PersonID(name)]
      return try community(
        .table(Rota(months: months)), decides: false, invite: ["ana", "ben", "dee"])
    }
    var play = try play(rota("ana"))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.sleep(until: "2026-11-28T00:10:00Z", editing: try rota("dee"))
    #expect(play.told(since: before) == ["host-note to dee", "host-note to ana"])
    let after = play.notices.count
    try play.sleep(until: "2026-11-28T00:20:00Z", editing: try rota("dee"))
    #expect(play.told(since: after) == [], "once")
  }

  @Test func theEndOfARotaIsToldFourWeeksAheadOnce() throws {
    var play = try play(
      table(["2026-12": "ana", "2027-01": "cai", "2027-02": nil, "2027-03": "dee"]))
    func warnings() -> [String] {
      play.notices.compactMap { notice in
        guard case .rotaEnds(let again)? = notice.facts.note else { return nil }
        let until = again.map { ", until \($0.local.date)" } ?? ""
        return "\(notice.facts.start.local.date)\(until) to \(notice.recipient.name)"
      }
    }
    try play.pass(until: "2027-01-07T08:59:59Z")
    #expect(warnings().isEmpty)
    try play.pass(until: "2027-02-20T00:00:00Z")
    #expect(
      warnings()
        == ["ana", "cai", "dee"].map { "2027-02-04, until 2027-03-04 to \($0)" })
    try play.pass(until: "2027-03-10T00:00:00Z")
    #expect(warnings().suffix(3).first == "2027-04-01 to ana" && warnings().count == 6)
  }
}
