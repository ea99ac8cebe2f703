import Foundation
import Meetings
import Messages
import Testing

/// Whole messages, byte for byte. A `.eml` file holds LF where the mail has CRLF, so that it reads
/// and compares like any text; that the mail has nothing but CRLF is asserted here.
@Suite struct GoldenTests {
  @Test func mails() throws {
    for sample in try Samples.all() {
      let mail = try Rendering.mail(sample.notice)
      let text = String(decoding: mail.bytes, as: UTF8.self)
      let lines = text.components(separatedBy: "\r\n")
      #expect(lines.allSatisfy { !$0.unicodeScalars.contains { $0 == "\r" || $0 == "\n" } })
      #expect(lines.last == "")
      try Golden.compare(lines.joined(separator: "\n"), with: sample.name + ".eml")
    }
  }

  /// A mail with a link to fewer of them; without one it is `reminder-plain`.
  @Test func linkedMail() throws {
    let mail = try Rendering.mail(try Samples.notice(.reminder), links: try LinkTests.links())
    let text = String(decoding: mail.bytes, as: UTF8.self).replacingOccurrences(
      of: "\r\n", with: "\n")
    try Golden.compare(text, with: "linked-reminder.eml")
  }

  @Test func plainTexts() throws {
    // The same words again, decoded: this is what a review of wording reads.
    var all = ""
    for sample in try Samples.all() {
      let mail = try Rendering.mail(sample.notice)
      all += "===== \(sample.name)\nSubject: \(mail.subject)\n\n\(Rendering.text(sample.notice))\n"
    }
    try Golden.compare(all, with: "texts.txt")
  }

  @Test func payloads() throws {
    for sample in try Samples.channels() {
      let payload = try Rendering.payload(sample.notice)
      try Golden.compare(
        String(decoding: payload.body, as: UTF8.self) + "\n", with: sample.name + ".json")
    }
  }

  /// Each service in one file: all that its channel hears of a meeting.
  @Test func chats() throws {
    for (name, shape) in Shapes.all where shape != .standard {
      var all = ""
      for sample in try Samples.channels() {
        let payload = try Rendering.payload(sample.notice, as: shape)
        all += "===== \(sample.notice.kind.rawValue)\n\(try Shapes.readable(payload))\n"
      }
      try Golden.compare(all, with: "chat-\(name).txt")
    }
  }

  @Test func noGoldenIsLeftBehind() throws {
    let expected = Set(
      try Samples.all().map { $0.name + ".eml" } + Samples.channels().map { $0.name + ".json" }
        + Shapes.all.dropFirst().map { "chat-\($0.name).txt" } + [
          "texts.txt", "templated.txt", "templated-invitation.eml", "linked-reminder.eml",
        ])
    let found = try FileManager.default.contentsOfDirectory(atPath: Golden.directory.path)
    #expect(Set(found).subtracting(expected).isEmpty)
  }
}

enum Golden {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let directory = root.appendingPathComponent("Tests/Goldens/messages")
  static let pages = root.appendingPathComponent("Tests/Goldens/pages")

  /// A page whole, without the sheet that all share, which is a golden of its own.
  static func compare(page: Page, with name: String) throws {
    let parts = page.html.components(separatedBy: "<style>")
    let rest = parts[1].components(separatedBy: "</style>")
    try compare("\(parts[0])<style></style>\(rest[1])", with: name + ".html", in: pages)
  }

  /// `RECORD=1` writes what was rendered, and still fails: a recording proves nothing until a
  /// person has read the difference. With `CI` set it does not even write.
  static func compare(
    _ text: String, with name: String, in directory: URL = directory
  ) throws {
    let file = directory.appendingPathComponent(name)
    let environment = ProcessInfo.processInfo.environment
    let data = Data(text.utf8)
    let golden = try? Data(contentsOf: file)
    if environment["RECORD"] == "1" {
      guard environment["CI"] == nil else {
        Issue.record("RECORD=1 is refused where CI is set")
        return
      }
      if golden != data {
        try data.write(to: file)
        Issue.record("Recorded \(name); read the difference, then run without RECORD")
      } else {
        Issue.record("Recorded nothing: \(name) is the same")
      }
      return
    }
    guard let golden else {
      Issue.record("\(name) is missing; record it with RECORD=1")
      return
    }
    guard golden != data else { return }
    let old = String(decoding: golden, as: UTF8.self).components(separatedBy: "\n")
    let new = text.components(separatedBy: "\n")
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let at = line ?? min(old.count, new.count)
    Issue.record(
      """
      \(name):\(at + 1) differs
      golden:   \(at < old.count ? old[at] : "(ends)")
      rendered: \(at < new.count ? new[at] : "(ends)")
      """)
  }
}
