import Cadence
import Delivery
import Foundation
import Settings
import Testing

@testable import Service

/// What the daemon makes of the rounds it is told of, and the doctor of a mailbox.
struct FetchWatchTests {
  private let start = Instant(secondsSince1970: 1_796_306_400)  // 2026-12-03T14:00:00Z
  private let settings = IMAPSettings(
    host: "imap.example.org", port: 993, security: .implicitTLS, user: "meet",
    password: .credential("imap"))

  private func failed(_ why: String = "nobody answers", login: Bool = false) -> FetchReport {
    var report = FetchReport(problem: why)
    report.isLoginRefused = login
    return report
  }

  @Test func `A failure is said once, its end too, and an alarm after an hour`() {
    var watch = FetchWatch()
    #expect(watch.note(FetchReport(), at: start) == nil)
    #expect(watch.note(failed(), at: start + .minutes(5)) == .failing("nobody answers"))
    #expect(watch.note(failed("else"), at: start + .minutes(10)) == nil)
    #expect(!watch.needsSomebody(at: start + .minutes(64)))
    #expect(watch.note(failed("else"), at: start + .minutes(65)) == .alarm("else"))
    #expect(watch.note(failed("else"), at: start + .minutes(70)) == nil)
    #expect(watch.needsSomebody(at: start + .minutes(70)))
    #expect(watch.trouble(nil, at: start) == nil)
    #expect(
      watch.trouble(.imap(settings), at: start)?.line
        == "FAILS    fetching from imap.example.org port 993 since Thu 2026-12-03 14:05 UTC: else")
    #expect(watch.note(FetchReport(), at: start + .minutes(75)) == .well)
    #expect(!watch.needsSomebody(at: start + .hours(9)))
    #expect(watch.trouble(.imap(settings), at: start) == nil)
  }

  @Test func `A refused login wants somebody at once`() {
    var watch = FetchWatch()
    #expect(watch.note(failed(login: true), at: start) == .alarm("nobody answers"))
    #expect(watch.note(failed(login: true), at: start + .minutes(5)) == nil)
    #expect(watch.needsSomebody(at: start + .minutes(5)))
  }

  @Test func `The doctor says whether rounds come, and what the last one found`() {
    var watch = FetchWatch()
    func line(_ minutes: Int64) -> String {
      watch.finding(since: start, at: start + .minutes(minutes)).line
    }
    #expect(line(14).hasPrefix("?     fetch: nobody has fetched since the start at "))
    #expect(
      line(15) == "FIX   fetch: nobody has fetched since the start at Thu 2026-12-03 14:00 UTC. "
        + "run: systemctl enable --now convened-fetch.timer")
    var report = FetchReport()
    report[.taken] = 2
    report[.later] = 1
    _ = watch.note(report, at: start + .minutes(20))
    #expect(
      line(79)
        == "ok    fetch: the last round, at Thu 2026-12-03 14:20 UTC, found: 2 taken, 1 later")
    #expect(line(80).hasPrefix("note  fetch: the last round, at "))
    _ = watch.note(failed(), at: start + .minutes(85))
    #expect(
      line(86) == "FIX   fetch: it fails since Thu 2026-12-03 15:25 UTC. the last round, at "
        + "Thu 2026-12-03 15:25 UTC, says: nobody answers")
  }

  // MARK: A look into it

  private var good: IMAPAccount.Look {
    var probe = Probe(words: "No error", address: .public, greeting: "imap ready")
    (probe.tls, probe.certificateEnds) = ("TLSv1.3", start.secondsSince1970 + 90 * 86_400)
    (probe.offersLogin, probe.isLoggedIn) = (true, true)
    return IMAPAccount.Look(probe: probe, messages: 40, unseen: 3)
  }

  private func lines(_ look: IMAPAccount.Look) -> [String] {
    look.findings(of: settings, at: start).map(\.line)
  }

  @Test func `A mailbox that is well is said in four lines`() {
    #expect(
      lines(good) == [
        "ok    mailbox: imap.example.org port 993 answers: imap ready",
        "ok    mailbox TLS: TLSv1.3, the certificate is good until 2027-03-03 (90 days)",
        "ok    mailbox login: meet is accepted",
        "ok    mailbox folder: INBOX: 3 unseen of 40 messages",
      ])
    var look = good
    look.folderProblem = "INBOX can only be read, so nothing in it can be marked as seen"
    #expect(
      lines(look).last == "FIX   mailbox folder: INBOX can only be read, so nothing in it can be "
        + "marked as seen. check `folder:`, and what the mailbox allows")
  }

  @Test func `A mailbox on this machine is asked for no TLS and for a login`() {
    var plain = settings
    plain.security = .plainLoopback
    let found = good.findings(of: plain, at: start).map(\.check)
    #expect(found == ["mailbox", "mailbox login", "mailbox folder"])
  }

  @Test(
    arguments: [
      (.name, "mailbox", "`from:`"), (.connection, "mailbox", "`from:`"),
      (.greeting, "mailbox", "the mailbox's log"), (.settings, "mailbox", "`mail:`"),
      (.address(.private), "mailbox", "`from: imaps://HOST`"),
      (.noTLS, "mailbox TLS", "(port 993)"), (.notTLS, "mailbox TLS", "imap://HOST:143"),
      (.certificate, "mailbox TLS", "update-ca-certificates"),
      (.loginNotOffered, "mailbox login", "passwords"), (.loginRefused, "mailbox login", "`user:`"),
    ] as [(Probe.Trouble, String, String)])
  func `Each trouble of a mailbox is the last line, with what to do`(
    trouble: Probe.Trouble, check: String, fix: String
  ) throws {
    var look = good
    (look.probe.trouble, look.probe.words) = (trouble, "no")
    let last = try #require(look.findings(of: settings, at: start).last)
    #expect(last.check == check && last.state == .bad)
    #expect(last.fix?.contains(fix) == true, "\(last.line)")
    let words = FetchProblem.notConnected(look.probe).words(.imap(settings), at: start)
    #expect(words == last.what + ". " + (last.fix ?? ""))
  }
}
