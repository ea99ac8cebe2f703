import Foundation
import Meetings
import Messages
import StrictMail
import Testing

/// Whatever people write, what leaves is one well-formed mail for one reader.
@Suite struct HostileTests {
  /// `CONVENED_SEED=17` runs one seed again.
  static let seeds: [Int] = {
    let given = ProcessInfo.processInfo.environment["CONVENED_SEED"].flatMap { Int($0) }
    return given.map { [$0] } ?? Array(1...100)
  }()

  @Test func mailsAreWellFormed() throws {
    try checkMails(.none)
  }

  /// Every field in every place that a template has for one.
  @Test func templatedMailsAreWellFormed() throws {
    try checkMails(try Texts.everywhere())
  }

  private func checkMails(_ templates: Templates) throws {
    for seed in Self.seeds {
      var random = Seeded(seed)
      let notice = try Hostile.notice(&random)
      let mail: Mail
      do { mail = try Rendering.mail(notice, templates) } catch {
        Issue.record("seed \(seed): \(error)")
        continue
      }
      let comment = Comment(rawValue: "seed \(seed)")
      #expect(try Rendering.mail(notice, templates) == mail, comment)
      let found = StrictMail.violations(in: mail.bytes, recipient: mail.to)
      #expect(found.isEmpty, comment)
      try checkLines(mail, comment)
      try checkHeader(mail, comment)
      for part in try MIME.leaves(of: mail.bytes) {
        switch part.type {
        case "text/html": checkPage(part.content, comment)
        case "text/calendar": try checkCalendar(part.content, comment)
        default: break
        }
        let text = String(decoding: part.content, as: UTF8.self)
        #expect(Array(text.utf8) == part.content, "\(comment): \(part.type) is no UTF-8")
        #expect(!text.unicodeScalars.contains(where: isForbidden), comment)
      }
    }
  }

  /// The same mails, as programs read them that share no code with us.
  @Test func otherProgramsReadThem() throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convened-hostile-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let files = try Self.seeds.prefix(60).map { seed in
      var random = Seeded(seed)
      let file = directory.appendingPathComponent("seed-\(seed).eml")
      try Data(try Rendering.mail(try Hostile.notice(&random)).bytes).write(to: file)
      return file.path
    }
    let answer = try CheckMail.run(files)
    #expect(answer.status == 0, "\(answer.output)")
  }

  @Test func payloadsCarryNoPrivateItem() throws {
    for seed in Self.seeds {
      var random = Seeded(seed)
      var notice = try Hostile.notice(&random)
      var facts = notice.facts
      facts.reader = nil
      facts.agenda?.items.append(.init(text: "s3cret", author: "s3cret", isPrivate: true))
      if case .itemMoved(_, let next) = facts.note {
        facts.note = .itemMoved(text: "s3cret", to: next)
      } else if case .itemCarried(_, let next) = facts.note {
        facts.note = .itemCarried(text: "s3cret", to: next)
      }
      notice = Notice(
        subject: notice.subject, kind: notice.kind, edition: "0",
        recipient: .channel(ChannelID("announce")), notBefore: notice.notBefore,
        notAfter: notice.notAfter, facts: facts)
      let payload = try Rendering.payload(notice)
      let comment = Comment(rawValue: "seed \(seed)")
      #expect(try Rendering.payload(notice) == payload, comment)
      let text = String(decoding: payload.body, as: UTF8.self)
      #expect(!text.contains("s3cret") && !text.contains("\n"), comment)
      #expect(!payload.summary.unicodeScalars.contains(where: isForbidden), comment)
      let object = try JSONSerialization.jsonObject(with: Data(payload.body)) as? [String: Any]
      #expect(object?["type"] as? String == "meeting.\(notice.kind.rawValue)", comment)
    }
  }

  // MARK: What holds

  private func checkLines(_ mail: Mail, _ comment: Comment) throws {
    let pieces = mail.bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    #expect(pieces.last?.isEmpty == true, comment)
    for line in pieces.dropLast() {
      #expect(line.last == 0x0d && line.filter { $0 == 0x0d }.count == 1, comment)
      #expect(line.count <= 999, comment)
    }
    #expect(mail.bytes.allSatisfy { $0 < 0x80 && $0 != 0 }, comment)
  }

  private func checkHeader(_ mail: Mail, _ comment: Comment) throws {
    let names = MIME.header(of: mail.bytes).map { $0.name.lowercased() }
    let expected = [
      "date", "from", "to", "subject", "message-id", "list-id", "auto-submitted",
      "x-auto-response-suppress", "mime-version", "content-type",
    ]
    let threaded = names.filter { !["in-reply-to", "references"].contains($0) }
    #expect(threaded.sorted() == expected.sorted(), comment)
    #expect(mail.subject.unicodeScalars.count <= 500, comment)
    #expect(!mail.subject.unicodeScalars.contains(where: isForbidden), comment)
  }

  private func checkPage(_ content: [UInt8], _ comment: Comment) {
    // Bytes, not characters: `<` before a combining mark still opens a tag.
    let page = content.map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : "�" }
    let text = String(page).lowercased()
    for tag in ["<script", "<img", "<x-user", "<!--", "<\u{fffd}"] {
      #expect(!text.contains(tag), "\(comment): \(tag)")
    }
    let tags = text.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
    #expect(tags.allSatisfy { !$0.contains(" onload") && !$0.contains(" onerror") }, comment)
    #expect(tags.allSatisfy { !$0.contains("javascript:") || !$0.contains("href=\"j") }, comment)
  }

  private func checkCalendar(_ content: [UInt8], _ comment: Comment) throws {
    let text = String(decoding: content, as: UTF8.self)
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 }, comment)
    #expect(lines.allSatisfy { !$0.unicodeScalars.contains { $0.value < 0x20 } }, comment)
    // Not within UTF-8: each line alone is valid, or it would hold a replacement character.
    #expect(!text.unicodeScalars.contains("\u{fffd}"), comment)
    let unfolded = text.replacingOccurrences(of: "\r\n ", with: "")
    let names = unfolded.components(separatedBy: "\r\n").map {
      $0.prefix { $0 != ":" && $0 != ";" }
    }
    for name in [
      "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "SUMMARY", "ORGANIZER", "ATTENDEE", "METHOD",
    ] {
      #expect(names.filter { $0 == name }.count == 1, "\(comment): \(name)")
    }
    #expect(names.filter { $0 == "BEGIN" }.count == 2, comment)
  }

  /// Controls but line breaks, and what changes the direction of its neighbours.
  private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0a, 0x0d: false
    case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0x61c: true
    default: false
    }
  }
}
