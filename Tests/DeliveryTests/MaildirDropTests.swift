import Foundation
import Testing

@testable import Delivery

@Suite("Maildir")
struct MaildirDropTests {
  let directory = FileManager.default.temporaryDirectory
    .appending(path: "convened-maildir-\(UUID().uuidString)")

  func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.appending(path: folder).path)
      .sorted()
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: directory.appending(path: path)), as: UTF8.self)
  }

  func send(_ text: String, _ identity: String) async -> Receipt {
    await MaildirDrop(directory: directory.path).send(
      Array(text.utf8), from: "us@example.org", to: "ana@example.org", identity: identity)
  }

  @Test("a message lies in new, and a repetition replaces it")
  func replaced() async throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    let first = await send("Subject: a\r\n\r\none\r\n", "notice/17")
    let name = try #require(try files("new").first)
    #expect(first == .accepted(answer: "stored as new/\(name)"))
    #expect(try text("new/\(name)") == "Subject: a\n\none\n")
    #expect(!name.hasPrefix(".") && !name.contains(":"))
    let mode = try FileManager.default
      .attributesOfItem(atPath: directory.appending(path: "new/\(name)").path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(await send("Subject: a\r\n\r\ntwo\r\n", "notice/17") == first)
    #expect(try files("new") == [name])
    #expect(try text("new/\(name)") == "Subject: a\n\ntwo\n")
    _ = await send("Subject: b\r\n\r\n", "notice/18")
    #expect(try files("new").count == 2)
    #expect(try files("tmp") == [])
  }

  @Test("a repetition keeps its place and its flags once a reader has taken the message")
  func read() async throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    _ = await send("Subject: a\r\n\r\none\r\n", "17")
    let name = try #require(try files("new").first)
    try FileManager.default.moveItem(
      at: directory.appending(path: "new/\(name)"),
      to: directory.appending(path: "cur/\(name):2,S"))
    #expect(
      await send("Subject: a\r\n\r\ntwo\r\n", "17")
        == .accepted(answer: "stored as cur/\(name):2,S"))
    #expect(try files("new") == [])
    #expect(try text("cur/\(name):2,S") == "Subject: a\n\ntwo\n")
  }

  @Test("a directory that cannot be used defers everything")
  func unusable() async throws {
    let drop = MaildirDrop(directory: "/dev/null/mail")
    let receipt = await drop.send(
      Array("a\r\n".utf8), from: "us@example.org", to: "ana@example.org", identity: "17")
    #expect(
      receipt
        == .deferred(
          why: "/dev/null/mail: cannot make the folder: Not a directory", retryAfterSeconds: nil,
          scope: .destination))
  }

  @Test("what may not be mailed may not be stored either")
  func refused() async {
    #expect(
      await send("a\nb", "17")
        == .refused(
          why: "not sent: the message holds a line feed without carriage return at byte 1",
          scope: .recipient))
  }
}
