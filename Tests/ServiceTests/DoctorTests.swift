import Cadence
import Delivery
import Foundation
import Meetings
import Settings
import Testing

@testable import Service

/// What was found, in words, and what to do.
struct DoctorTests {
  private let now = Instant(secondsSince1970: 1_796_306_400)  // 2026-12-03T14:00:00Z

  private func lines(
    _ probe: Probe, _ security: MailSecurity = .startTLS, user: String? = "me",
    notTried: String? = nil
  ) -> [String] {
    probe.findings(
      ofRelay: "mail.example.org port 587", security, user: user, notTried: notTried, at: now
    ).map(\.line)
  }

  private var good: Probe {
    var probe = Probe(words: "No error", address: .public, greeting: "220 mail ready")
    (probe.tls, probe.certificateEnds) = ("TLSv1.3", now.secondsSince1970 + 90 * 86_400)
    (probe.offersLogin, probe.isLoggedIn) = (true, true)
    return probe
  }

  @Test func `A relay that is well is said in three lines`() {
    #expect(
      lines(good) == [
        "ok    relay: mail.example.org port 587 answers: 220 mail ready",
        "ok    relay TLS: TLSv1.3, the certificate is good until 2027-03-03 (90 days)",
        "ok    relay login: me is accepted",
      ])
  }

  @Test func `What could be better is a note, and what cannot be told is a question`() {
    var probe = good
    probe.certificateEnds = now.secondsSince1970 + 13 * 86_400
    #expect(
      lines(probe, user: nil).dropFirst() == [
        "note  relay TLS: TLSv1.3, the certificate is good until 2026-12-16 (13 days). it ends "
          + "soon: see that it is renewed",
        "note  relay login: none is configured, and the relay offers one. if it refuses mail, "
          + "write `user:` and `password: { credential: NAME }`",
      ])
    probe.certificateEnds = nil
    probe.isLoggedIn = false
    #expect(
      lines(probe, notTried: "the password cannot be read").dropFirst() == [
        "ok    relay TLS: TLSv1.3",
        "?     relay login: not tried: the password cannot be read",
      ])
  }

  @Test(
    arguments: [
      (.name, "relay"), (.connection, "relay"), (.greeting, "relay"), (.settings, "relay"),
      (.address(.public), "relay"), (.noTLS, "relay TLS"), (.notTLS, "relay TLS"),
      (.certificate, "relay TLS"), (.loginNotOffered, "relay login"),
      (.loginRefused, "relay login"),
    ] as [(Probe.Trouble, String)])
  func `Each trouble of a relay is the last line, with what to do`(
    trouble: Probe.Trouble, check: String
  ) throws {
    var probe = good
    (probe.trouble, probe.words) = (trouble, "535 no")
    let findings = probe.findings(
      ofRelay: "mail.example.org port 587", .startTLS, user: "me", at: now)
    let last = try #require(findings.last)
    #expect(last.check == check && last.state == .bad)
    #expect(last.fix?.isEmpty == false)
    #expect(findings.dropLast().allSatisfy { $0.state == .good })
  }

  @Test func `Mail to this machine is asked for neither TLS nor a login`() {
    var probe = Probe(words: "", address: .loopback, greeting: "220 here")
    #expect(lines(probe, .plainLoopback, user: nil).count == 1)
    probe.trouble = .address(.private)
    #expect(
      lines(probe, .plainLoopback, user: nil) == [
        "FIX   relay: mail.example.org port 587: its address is private and not this machine's, "
          + "and mail leaves only over TLS. write `via: smtps://HOST`, or let the name lead to "
          + "127.0.0.1"
      ])
  }

  @Test(
    arguments: [
      (
        .address(.loopback),
        "its address is this machine's, which `network: public` forbids. write `network: local` if "
          + "it is meant to be this machine"
      ),
      (
        .address(.metadata),
        "its address is where clouds hand out credentials, which `network: public` forbids. such "
          + "an address is never allowed: check the host of `webhook:`"
      ),
      (.notTLS, "it does not speak TLS: no. check the port of `webhook:`"),
      (.greeting, "no. look into the log of what listens there"),
    ] as [(Probe.Trouble, String)])
  func `Each trouble of a hook names its remedy`(trouble: Probe.Trouble, words: String) {
    var probe = Probe(words: "no")
    probe.trouble = trouble
    let finding = probe.finding(
      ofChannel: "team", "hooks.example.org port 443", network: .public, at: now)
    #expect(finding.line == "FIX   channel team: hooks.example.org port 443: \(words)")
  }

  @Test func `A hook that is well says where it is`() {
    var probe = Probe(words: "", address: .public)
    (probe.tls, probe.certificateEnds) = ("TLSv1.2", now.secondsSince1970 + 86_400)
    let finding = probe.finding(
      ofChannel: "team", "hooks.example.org port 443", network: .public, at: now)
    #expect(
      finding.line
        == "note  channel team: hooks.example.org port 443 can be reached (public), TLSv1.2, the "
        + "certificate is good until 2026-12-04 (1 day). it ends soon: see that it is renewed")
  }

  @Test func `An IPv6 relay is named with brackets and reached without`() async throws {
    let mail = MailSettings(
      from: Mailbox(name: "A", address: "a@example.org"),
      via: .smtp(host: "[::1]", port: 1, security: .plainLoopback))
    let relay = try Transports.relay(
      "[::1]", 1, .plainLoopback, for: mail, Credentials(directory: nil))
    // Nobody listens on tcpmux; before, the host was refused as none.
    #expect(await relay.probe().trouble == .connection)
  }

  @Test func `A machine has the same four keys for each of the four states`() throws {
    let all: [(Finding, String)] = [
      (.good("a", "b"), #"{"check":"a","fix":null,"ok":true,"what":"b"}"#),
      (.advice("a", "b", fix: "c"), #"{"check":"a","fix":"c","ok":true,"what":"b"}"#),
      (.bad("a", "b", fix: "c"), #"{"check":"a","fix":"c","ok":false,"what":"b"}"#),
      (.unknown("a", "b"), #"{"check":"a","fix":null,"ok":null,"what":"b"}"#),
    ]
    for (finding, json) in all { #expect(try Answer.json(finding) == json) }
  }

  @Test func `A clock is right, unknown, or kept by nobody`() {
    #expect(Finding.clock(kernel: true, hasSign: false).state == .good)
    #expect(Finding.clock(kernel: false, hasSign: true).state == .good)
    #expect(Finding.clock(kernel: nil, hasSign: true).state == .good)
    #expect(Finding.clock(kernel: nil, hasSign: false).state == .unknown)
    #expect(Finding.clock(kernel: false, hasSign: false).state == .advice)
  }

  @Test(
    arguments: [
      ("2026b", false, Finding.State.good), ("2025b", false, .good), ("2024a", false, .advice),
      ("unknown", false, .unknown), ("2026b", true, .bad),
    ])
  func `Zones grow old`(version: String, isEmpty: Bool, state: Finding.State) {
    let finding = Finding.zones(version: version, isEmpty: isEmpty, directory: "/z", year: 2026)
    #expect(finding.state == state)
  }

  @Test func `A daemon of another version, one that holds and one that is ill`() {
    func state(healthy: Bool = true, version: String = Version.current, hold: String? = nil)
      -> String
    {
      Doctor.daemon(healthy: healthy, version: version, hold: hold, socket: "/s").line
    }
    #expect(state() == "ok    daemon: it answers at /s and is healthy, version \(Version.current)")
    #expect(state(version: "0.0.9").contains("restart convened"))
    #expect(state(healthy: false, hold: "all decisions").contains("convened reload"))
    #expect(state(healthy: false).contains("convened status"))
  }

  @Test func `A state directory is private, on this machine, and has room`() async throws {
    try await withTemporaryDirectory { directory in
      let there = StateDirectory(path: directory, isDaemon: true).findings()
      #expect(there.map(\.state) == [.good] && there[0].what.contains("mode 0700"))
      chmod(directory, 0o750)
      let open = StateDirectory(path: directory, isDaemon: true).findings()
      #expect(open.map(\.fix) == ["run: chmod 700 \(directory)"])
      let missing = directory + "/none"
      #expect(StateDirectory(path: missing, isDaemon: true).findings().map(\.state) == [.bad])
      #expect(StateDirectory(path: missing, isDaemon: false).findings().map(\.state) == [.unknown])
    }
  }

  @Test func `Who waits too long goes on, and what is waited for does too`() async {
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let (ends, end) = AsyncStream.makeStream(of: Int.self)
    let late = await within(.zero) { () -> Int in
      for await _ in gate { break }
      end.yield(7)
      return 7
    }
    #expect(late == nil)
    open.yield()
    var iterator = ends.makeAsyncIterator()
    #expect(await iterator.next() == 7)
    #expect(await within(.seconds(86_400)) { 7 } == 7)
  }
}
