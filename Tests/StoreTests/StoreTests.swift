import Cadence
import Foundation
import Meetings
import Store
import Testing

/// The outbox and the rows, on a real file.
@Suite final class StoreTests {
  let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent("convened-store-\(UUID().uuidString)").path
  let now = Instant(secondsSince1970: 1_800_000_000)

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  func occurrence(_ date: String = "2027-01-21") throws -> Occurrence {
    let day = try #require(CivilDate(date))
    let time = try #require(CivilTime(hour: 14, minute: 0))
    let recurrence = Recurrence.once(on: day, at: time, in: .utc)
    let ruled = try #require(recurrence.occurrences(on: day).first)
    let series = Series(
      id: SeriesID("s"), title: "S", recurrence: recurrence, duration: .hours(1))
    return Occurrence(
      id: OccurrenceID(series: series.id, date: day), ruled: ruled, of: series, knownAt: now)
  }

  func notice(
    _ kind: NoticeKind, _ edition: String = "0", to person: String = "ana",
    at address: String = "ana@example.org", in channel: String? = nil, of occurrence: Occurrence,
    until: Seconds = .days(1)
  ) -> Notice {
    let moment = Moment(occurrence.start, in: .utc)
    return Notice(
      subject: .meeting(occurrence.id), kind: kind, edition: edition,
      recipient: channel.map { .channel(ChannelID($0)) } ?? .person(PersonID(person)),
      notBefore: now, notAfter: now + until,
      facts: Facts(
        community: "C", domain: "example.org",
        from: Mailbox(name: "C", address: "c@example.org"),
        reader: Mailbox(name: "Ana", address: address), series: occurrence.id.series,
        title: "S", start: moment, end: moment, decidedAt: now))
  }

  private func invitation(
    _ fate: Invitation.Fate, at address: String = "ana@example.org", sequence: Int = 0
  ) -> Invitation {
    Invitation(
      person: PersonID("ana"), address: address, uid: "u@example.org",
      organizer: "meet@example.org", sequence: sequence, stamp: now, fate: fate,
      root: Identity(of: "root"), isHost: true)
  }

  func turn(
    _ occurrence: Occurrence, before: Occurrence? = nil, _ notices: [Notice] = [],
    superseding: [Supersession] = []
  ) -> Turn {
    var turn = Turn(at: now)
    for supersession in superseding { turn.supersede(supersession) }
    turn.occurrences = [Turn.Change(before: before, after: occurrence, nextAt: nil)]
    turn.notices = notices
    return turn
  }

  func states(_ store: Store) throws -> [String] {
    try store.outbox().map { "\($0.notice.kind.rawValue) \($0.state.rawValue)" }
  }

  @Test func aSecondProcessIsRefusedByName() throws {
    let store = try Store(directory: directory)
    #expect {
      _ = try Store(directory: directory)
    } throws: { error in
      guard case StoreError.locked(_, let holder) = error else { return false }
      return holder == "pid \(ProcessInfo.processInfo.processIdentifier)"
    }
    withExtendedLifetime(store) {}
  }

  @Test func aCorruptDatabaseIsRefusedAndKept() throws {
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    let path = directory + "/convened.db"
    let rubbish = Data("this is no database, and it is long enough to look like one".utf8)
    try rubbish.write(to: URL(fileURLWithPath: path))
    #expect {
      _ = try Store(directory: directory)
    } throws: { error in
      guard case StoreError.corrupt = error else { return false }
      return "\(error)".contains("restore it from a backup")
    }
    #expect(FileManager.default.contents(atPath: path) == rubbish)
  }

  @Test func anOccurrenceComesBackAsItWas() throws {
    var row = try occurrence()
    row.state = .cancelled(.calledOff(because: "Bartek is ill; 'quoted'"))
    row.owedReminder = try Lead(parsing: "1 day before at 18:00")
    row.sequence = 3
    row.retrospectiveAnnounced = now
    row.publicity = .waiting
    row.items = [
      AgendaItem(
        id: "a1", author: PersonID("ana"), text: "żółć 🌻", isPrivate: true,
        source: .file(name: "agenda.md", key: "k"), receivedAt: now)
    ]
    row.invitations[PersonID("ana")] = invitation(.told, sequence: 3)
    let store = try Store(directory: directory)
    try store.commit(turn(row))
    #expect(try store.liveOccurrences(at: now) == [row])
    #expect(try store.occurrence(row.id) == row)
  }

  /// The latest of a pair is there for as long as something may be said of it.
  @Test func whenPairsMetIsRemembered() throws {
    var first = try occurrence()
    first.state = .held
    let store = try Store(directory: directory)
    var turn = turn(first)
    turn.met = [first.id.series: first.end]
    try store.commit(turn)
    let later = first.end + .days(100)
    #expect(try store.met() == [first.id.series: first.end])
    #expect(try store.liveOccurrences(at: later, latestOf: [first.id.series]) == [first])
    #expect(try store.liveOccurrences(at: later).isEmpty)
    turn = Turn(at: later)
    turn.met = [first.id.series: later]
    #expect(!turn.isEmpty)
    try store.commit(turn)
    #expect(try store.met() == [first.id.series: later])
  }

  @Test func whatIsLongOverIsNotLive() throws {
    var row = try occurrence()
    row.state = .held
    let store = try Store(directory: directory)
    try store.commit(turn(row))
    #expect(try store.liveOccurrences(at: row.end + .days(100)).isEmpty)
  }

  @Test func aTurnDecidedOnAnotherRevisionChangesNothing() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    try store.commit(turn(row))
    var next = row
    next.revision = 1
    next.state = .open
    try store.commit(turn(next, before: row))
    #expect(throws: StoreError.self) {
      try store.commit(turn(next, before: row, [notice(.invitation, of: row)]))
    }
    #expect(try store.outbox().isEmpty)
  }

  @Test func theSameNoticeIsWrittenOnce() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    try store.commit(turn(row, [notice(.invitation, of: row)]))
    try store.commit(turn(row, before: row, [notice(.invitation, of: row)]))
    #expect(try store.outbox().count == 1)
  }

  @Test func aCancellationWaitsForItsInvitation() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    try store.commit(
      turn(row, [notice(.invitation, of: row), notice(.cancellation, "1", of: row)]))
    let first = try #require(try store.head(of: "mail", at: now))
    #expect(first.notice.kind == .invitation)
    #expect(try store.claim(first.identity) != nil)
    #expect(try store.head(of: "mail", at: now) == nil, "it is on its way")
    try store.record(first.identity, .deferred("451", nextTry: now + .seconds(60)), at: now)
    #expect(try store.head(of: "mail", at: now) == nil, "it is to be tried again first")
    #expect(
      try store.waiting(at: now).destinations.map(\.from) == [now + .seconds(60)], "no wake before")
    #expect(try store.head(of: "mail", at: now + .seconds(60))?.notice.kind == .invitation)
  }

  @Test func eachDestinationWaitsForItself() throws {
    let store = try Store(directory: directory)
    #expect(try store.waiting(at: now).destinations.isEmpty)
    #expect(try store.waiting(at: now).expiry == nil)
    let row = try occurrence()
    try store.commit(
      turn(
        row,
        [
          notice(.call, in: "zulip", of: row), notice(.call, of: row),
          notice(.call, to: "ben", of: row), notice(.call, in: "announce", of: row),
        ]))
    #expect(try store.waiting(at: now).destinations.map(\.name) == ["announce", "mail", "zulip"])
    for destination in ["announce", "mail"] {
      let head = try #require(try store.head(of: destination, at: now))
      _ = try store.claim(head.identity)
      try store.record(head.identity, .deferred("later", nextTry: now + .minutes(1)), at: now)
    }
    #expect(
      try store.waiting(at: now).destinations.map(\.from) == [now + .minutes(1), now, now],
      "another reader of the same destination may be tried meanwhile")
    let zulip = try #require(try store.head(of: "zulip", at: now))
    _ = try store.claim(zulip.identity)
    #expect(try store.waiting(at: now).destinations.map(\.name) == ["announce", "mail"])
  }

  @Test func whoseInvitationFailsHearsOfNoCancellation() throws {
    let store = try Store(directory: directory)
    var row = try occurrence()
    row.invitations[PersonID("ana")] = invitation(.pending)
    let invited = notice(.invitation, of: row)
    try store.commit(turn(row, [invited]))
    #expect(try store.claim(invited.identity) == false)
    let all = Supersession(subject: .meeting(row.id), kinds: [.invitation])
    try store.commit(
      turn(row, before: row, [notice(.cancellation, "1", of: row)], superseding: [all]))
    try store.record(
      invited.identity, .deferred("451", nextTry: now), untold: true, at: now)
    #expect(try states(store) == ["invitation superseded", "cancellation superseded"])
  }

  @Test func aFarewellToAnOldMailboxTellsNobodyAtTheNewOne() throws {
    let store = try Store(directory: directory)
    var row = try occurrence()
    row.invitations[PersonID("ana")] = invitation(.pending, at: "new@example.org", sequence: 1)
    let farewell = notice(.cancellation, "1", of: row)
    let invited = notice(.invitation, "1", at: "new@example.org", of: row)
    try store.commit(turn(row, [farewell, invited]))
    #expect(try store.claim(farewell.identity) == true)
    #expect(try store.occurrence(row.id)?.invitations[PersonID("ana")]?.fate == .pending)
    // A full old mailbox does not hold up the new one.
    try store.record(farewell.identity, .deferred("450", nextTry: now + .hours(1)), at: now)
    #expect(try store.head(of: "mail", at: now)?.identity == invited.identity)
    #expect(try store.claim(invited.identity) == false, "now they may know of it")
  }

  @Test func whatWasRecalledIsNotTriedAgainByHand() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    let reminder = notice(.reminder, of: row)
    try store.commit(turn(row, [reminder]))
    _ = try store.claim(reminder.identity)
    let all = Supersession(subject: .meeting(row.id), kinds: Set(NoticeKind.allCases))
    try store.commit(turn(row, before: row, superseding: [all]))
    try store.record(reminder.identity, .refused("550"), at: now)
    #expect(try !store.retry(reminder.identity, at: now))
  }

  @Test func whatWasRecalledOnTheWireIsNotTriedAgain() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    try store.commit(turn(row, [notice(.reminder, of: row)]))
    let head = try #require(try store.head(of: "mail", at: now))
    _ = try store.claim(head.identity)
    try store.commit(
      turn(
        row, before: row,
        superseding: [Supersession(subject: .meeting(row.id), kinds: Set(NoticeKind.allCases))]))
    try store.record(head.identity, .deferred("451", nextTry: now), at: now)
    #expect(try states(store) == ["reminder superseded"])
  }

  @Test func theThirdLostAnswerIsTakenForADelivery() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    try store.commit(turn(row, [notice(.invitation, of: row)]))
    for end in ["unknown", "unknown", "delivered"] {
      let head = try #require(try store.head(of: "mail", at: now))
      _ = try store.claim(head.identity)
      try store.record(
        head.identity, .unknown("lost after the dot", nextTry: now, repeats: 2), at: now)
      #expect(try states(store) == ["invitation \(end)"])
    }
  }

  @Test func whatIsBeingSentIsNotSuperseded() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    try store.commit(
      turn(row, [notice(.invitation, of: row), notice(.reminder, "r", to: "ben", of: row)]))
    let head = try #require(try store.head(of: "mail", at: now))
    #expect(try store.claim(head.identity) != nil)
    try store.commit(
      turn(
        row, before: row,
        superseding: [Supersession(subject: .meeting(row.id), kinds: Set(NoticeKind.allCases))]))
    #expect(try states(store) == ["invitation sending", "reminder superseded"])
    #expect(try store.claim(head.identity) == nil, "claimed once only")
  }

  @Test func afterACrashTheFateIsUnknownAndFiveAreEnough() throws {
    let row = try occurrence()
    let identity = notice(.invitation, of: row).identity
    do {
      let store = try Store(directory: directory)
      try store.commit(turn(row, [notice(.invitation, of: row)]))
    }
    for end in ["unknown", "unknown", "unknown", "unknown", "quarantined"] {
      let store = try Store(directory: directory)
      #expect(try store.claim(identity) != nil)
      #expect(try store.recoverSending(at: now) == 1)
      #expect(try states(store) == ["invitation \(end)"])
    }
    let store = try Store(directory: directory)
    #expect(try store.retry(identity, at: now), "by hand it is tried again")
    #expect(try states(store) == ["invitation pending"])
  }

  @Test func whoseInvitationIsUnknownIsTold() throws {
    let store = try Store(directory: directory)
    var row = try occurrence()
    row.invitations[PersonID("ana")] = invitation(.pending)
    try store.commit(turn(row, [notice(.invitation, of: row)]))
    let head = try #require(try store.head(of: "mail", at: now))
    _ = try store.claim(head.identity)
    try store.record(
      head.identity, .unknown("lost after the dot", nextTry: now, repeats: 2), at: now)
    let fate = try store.occurrence(row.id)?.invitations[PersonID("ana")]?.fate
    #expect(fate == .told)
  }

  @Test func whatNobodyNeedsExpiresWithAReason() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    try store.commit(turn(row, [notice(.reminder, of: row, until: .minutes(5))]))
    #expect(try store.waiting(at: now).expiry == now + .minutes(5) + .seconds(1))
    try store.expire(at: now + .minutes(5))
    #expect(try states(store) == ["reminder pending"])
    try store.expire(at: now + .minutes(5) + .seconds(1))
    #expect(try states(store) == ["reminder expired"])
    #expect(try store.outbox().first?.receipt == "never tried")
  }

  @Test func whatPeopleAnsweredIsKeptAndForgottenWithTheTime() throws {
    let store = try Store(directory: directory)
    let before = try occurrence()
    try store.commit(turn(before))
    var after = before
    after.attendance = [
      PersonID("ana"): Attendance(answer: .accepted, at: now),
      PersonID("ben"): Attendance(answer: .declined, at: now),
    ]
    after.revision += 1
    try store.commit(turn(after, before: before))
    #expect(try store.occurrence(before.id)?.attendance == after.attendance)
    var moved = after
    moved.attendance[PersonID("ben")] = nil
    moved.attendance[PersonID("ana")]?.answer = .tentative
    moved.revision += 1
    try store.commit(turn(moved, before: after))
    #expect(try store.liveOccurrences(at: now).first?.attendance == moved.attendance)
  }

  @Test func whoBringsNothingAndWhatAnItemSaysNowAreKept() throws {
    let store = try Store(directory: directory)
    let before = try occurrence()
    var after = before
    after.revision = 1
    after.passes = [PersonID("ana"), PersonID("ben")]
    after.items = [
      AgendaItem(
        id: "a1", author: PersonID("cai"), text: "fist", isPrivate: false, source: .command,
        receivedAt: now)
    ]
    try store.commit(turn(before))
    try store.commit(turn(after, before: before))
    #expect(try store.occurrence(before.id) == after)
    var edited = after
    edited.revision = 2
    edited.passes = [PersonID("ben")]
    edited.items[0].text = "first"
    edited.items[0].isPrivate = true
    try store.commit(turn(edited, before: after))
    #expect(try store.occurrence(before.id) == edited)
    // Withdrawn, and sent again from a page that was left open: it is there as it was sent.
    var withdrawn = edited
    withdrawn.revision = 3
    withdrawn.items = []
    try store.commit(turn(withdrawn, before: edited))
    after.revision = 4
    after.passes = []
    try store.commit(turn(after, before: withdrawn))
    #expect(try store.liveOccurrences(at: now) == [after])
  }

  @Test func revokedLinksStayRevoked() throws {
    for epoch in [1, 2] {
      let store = try Store(directory: directory)
      var turn = Turn(at: now)
      turn.revoked = ["ana": epoch, "group maintainers": 1]
      try store.commit(turn)
      #expect(try store.epochs() == ["ana": epoch, "group maintainers": 1])
    }
  }
}
