import Delivery
import Foundation
import Testing

@testable import Service

/// Mail by a program of this machine.
struct SendmailTests {
  private static let message = Array("Subject: x\r\n\r\n.\r\nend\r\n".utf8)

  /// A program that is a script, for one message.
  private func sent(
    by script: String, to recipient: String = "ana@example.org",
    patience: Duration = .seconds(60),
    then look: (Receipt, String) throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      let program = "\(folder)/sendmail"
      try write("#!/bin/sh\n\(script)\n", to: program, mode: 0o755)
      let receipt = await Sendmail(program: program, patience: patience).send(
        Self.message, from: "meet@example.org", to: recipient)
      try look(receipt, folder)
    }
  }

  @Test func `It is called as sendmail is, and reads the message with plain line ends`()
    async throws
  {
    let script = #"""
      here=$(/usr/bin/dirname "$0"); printf '%s\n' "$@" >"$here/arguments"; /bin/cat >"$here/message"
      """#
    try await sent(by: script) { receipt, folder in
      #expect(receipt == .accepted(answer: "\(folder)/sendmail has taken it"))
      let arguments = try String(contentsOfFile: "\(folder)/arguments", encoding: .utf8)
      #expect(arguments == "-i\n-f\nmeet@example.org\n--\nana@example.org\n")
      let message = try String(contentsOfFile: "\(folder)/message", encoding: .utf8)
      #expect(message == "Subject: x\n\n.\nend\n")
    }
  }

  @Test(arguments: [65, 67]) func `What it refuses is refused`(status: Int) async throws {
    try await sent(by: "echo no such user here >&2; exit \(status)") { receipt, _ in
      guard case .refused(let why, .recipient) = receipt else {
        Issue.record("\(receipt)")
        return
      }
      #expect(why.hasSuffix(": no such user here"))
    }
  }

  /// Source: sysexits(3); 75 is "try again later", 78 its own configuration.
  @Test(arguments: ["exit 75", "exit 78", "exit 1", "kill -KILL $$"])
  func `Whatever else it ends with is tried again`(script: String) async throws {
    try await sent(by: script) { receipt, _ in
      guard case .deferred(_, nil, .destination) = receipt else {
        Issue.record("\(receipt)")
        return
      }
    }
  }

  /// As Postfix's does: its postdrop is tried for ever, by a process of its own.
  @Test func `One that does not end is no delivery, is ended whole, and says where to look`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let lifeline = Lifeline("\(folder)/lifeline")
      let script = "/bin/sleep 1000 9>'\(lifeline.path)' & wait"
      try await sent(by: script, patience: .seconds(1)) { receipt, folder in
        let why =
          "\(folder)/sendmail has not ended within 1.0 seconds. docs/mail.md has what it needs "
          + "from the unit"
        #expect(receipt == .deferred(why: why, retryAfterSeconds: nil, scope: .destination))
      }
      #expect(lifeline.isCut)
    }
  }

  @Test func `One that is not there is tried again, and no address is an option`() async throws {
    let missing = await Sendmail(program: "/nowhere/sendmail").send(
      Self.message, from: "meet@example.org", to: "ana@example.org")
    guard case .deferred(let why, nil, .destination) = missing else {
      Issue.record("\(missing)")
      return
    }
    #expect(why == "start /nowhere/sendmail: No such file or directory")
    try await sent(by: "exit 0", to: "-oQ/tmp") { receipt, _ in
      guard case .refused = receipt else {
        Issue.record("\(receipt)")
        return
      }
    }
  }
}
