import Cadence
import Meetings
import Messages
import Testing

/// What every wording must and must not say.
@Suite struct WordingTests {
  @Test func everyTimeNamesTheReadersZoneAndUTC() throws {
    let text = Rendering.text(try Samples.notice(.invitation))
    #expect(
      text.contains("Thu 3 Dec 2026, 19:30 your time (Asia/Kolkata) = 14:00 UTC, 60 minutes"))
    #expect(text.contains("Wed 2 Dec, 23:30 your time = 18:00 UTC"))
  }

  @Test func utcSaysItsDayWhereItIsAnother() throws {
    let auckland = try Samples.zone("Pacific/Auckland")
    let notice = try Samples.notice(.reminder) {
      $0.start = Moment($0.start.instant, in: auckland)
    }
    #expect(Rendering.subject(notice).hasPrefix("[Fri 4 Dec, 03:00] "))
    #expect(Rendering.text(notice).contains("Fri 4 Dec 2026, 03:00"))
    #expect(Rendering.text(notice).contains("= Thu 3 Dec,\n14:00 UTC"))
  }

  @Test func noWordDependsOnWhenItIsRead() throws {
    for sample in try Samples.all() + Samples.channels() {
      let text = (Rendering.subject(sample.notice) + " " + Rendering.text(sample.notice))
        .lowercased()
      for word in [
        "tomorrow", "today", "yesterday", "in 15 minutes", "next week", "soon", "shortly",
      ] {
        #expect(!text.contains(word), "\(sample.name): \(word)")
      }
    }
  }

  @Test func optionalPeopleAreAskedNothingAndHostsKnowTheyHost() throws {
    for kind in [NoticeKind.invitation, .call, .reminder, .reinstatement, .update] {
      let optional = Rendering.text(try Samples.notice(kind) { $0.isOptional = true })
      #expect(optional.contains("Coming is optional; no answer needed."))
      let expected = Rendering.text(try Samples.notice(kind) { $0.isOptional = false })
      #expect(!expected.contains("optional"))
      let host = try Samples.notice(kind) { $0.readerIsHost = true }
      #expect(Rendering.text(host).contains("You host this meeting."))
      #expect(!Rendering.text(host).contains("optional"))
    }
  }

  @Test func theWayInSaysUntilWhenAndWhatHappens() throws {
    let text = Rendering.text(try Samples.notice(.call)).split(separator: "\n").joined(
      separator: " ")
    #expect(text.contains("Add an item: https://github.com/"))
    #expect(
      text.contains("If it still is on Wed 2 Dec, 23:30 your time = 18:00 UTC, we do not meet"))
    let warned = Rendering.text(try Samples.notice(.call) { $0.agenda?.cancelsIfEmpty = false })
    #expect(warned.contains("we meet either way"))
  }

  @Test func theRetrospectiveIsItemOne() throws {
    let text = Rendering.text(try Samples.notice(.reminder) { $0.isRetrospective = true })
    #expect(text.contains("1. Retrospective: What we did well / What we could do better"))
    #expect(text.contains("2. pair review"))
    let alone = try Samples.notice(.call) { $0.isRetrospective = true }
    #expect(!Rendering.subject(alone).contains("empty"))
  }

  @Test func aWithdrawnInvitationDoesNotSayThatNobodyMeets() throws {
    let text = Rendering.text(
      try Samples.notice(.cancellation) {
        $0.cause = .farewell
      })
    #expect(!text.contains("do not meet") && !text.contains("Next:"))
  }

  @Test func subjectsCarryAtMostSixtyCharactersOfPeople() throws {
    let notice = try Samples.notice(.cancellation) {
      $0.title = String(repeating: "t", count: 200)
      $0.cause = nil
      $0.reason = String(repeating: "r", count: 200)
    }
    let subject = Rendering.subject(notice)
    #expect(subject == "Cancelled: [Thu 3 Dec] " + String(repeating: "t", count: 59) + "…")
  }

  @Test func aThreadHangsOnItsFirstMail() throws {
    let first = try Samples.notice(.invitation)
    let thread = ThreadRoot(identity: first.identity, domain: "thanos.example.org")
    let later = try Samples.notice(.cancellation) {
      $0.thread = thread
      $0.domain = "renamed.example.org"
    }
    let bytes = try Rendering.mail(later).bytes
    let header = MIME.header(of: bytes)
    let root = Rendering.messageID(first)
    #expect(root == "<\(first.identity)@thanos.example.org>")
    #expect(header.contains { $0.name == "In-Reply-To" && $0.value == root })
    #expect(header.contains { $0.name == "References" && $0.value == root })
    let own = try Rendering.mail(try Samples.notice(.invitation) { $0.thread = thread })
    #expect(!MIME.header(of: own.bytes).contains { $0.name == "In-Reply-To" })
  }

  @Test func whatCannotBeSentIsRefused() throws {
    let channel = try Samples.notice(.call) { $0.reader = nil }
    #expect(throws: RenderingError.noReader) { try Rendering.mail(channel) }
    for address in [
      "", "a", "a@", "@b.org", "ä@b.org", "a@ö.org", "a b@c.org", "a@b@c", "a@b.org\r\nX: y",
    ] {
      let notice = try Samples.notice(.call) { $0.reader?.address = address }
      #expect(throws: RenderingError.self, "\(address)") { try Rendering.mail(notice) }
    }
    let domain = try Samples.notice(.call) { $0.domain = "x> y" }
    #expect(throws: RenderingError.self) { try Rendering.mail(domain) }
  }
}
