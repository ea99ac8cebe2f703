import Foundation
import Meetings
import Testing

@testable import Messages

/// Nothing that people write calls anybody, hides a link, or is longer than its service takes. The
/// rules are the services' own, written here once more, and not those of the code.
@Suite struct PingTests {
  @Test(arguments: Pings.all)
  func callsNobody(_ text: String) throws {
    for kind in [NoticeKind.call, .reminder, .cancellation, .reinstatement, .update] {
      let notice = try Self.notice(kind, saying: text)
      for (name, shape) in Shapes.all {
        let payload = try Rendering.payload(notice, as: shape)
        #expect(try Rendering.payload(notice, as: shape) == payload)
        let words = try Self.strings(payload)
        for said in words {
          #expect(!said.contains("s3cret"), "\(name)")
          #expect(!said.unicodeScalars.contains(where: Self.isForbidden), "\(name): \(said)")
        }
        let complaint = try complaint(payload, shape)
        #expect(complaint == nil, "\(name), \(kind): \(complaint ?? "")")
      }
    }
  }

  @Test func thereAreManyOfThem() { #expect(Set(Pings.all).count >= 100) }

  /// What breaks the rules of the service, or nil.
  private func complaint(_ payload: Payload, _ shape: Shape) throws -> String? {
    let size = payload.body.count
    switch shape {
    case .standard, .cloudEvents: return nil
    case .slack: return try slack(payload)
    case .discord:
      let object = try Shapes.object(payload)
      guard (object["allowed_mentions"] as? [String: [String]]) == ["parse": []] else {
        return "may mention"
      }
      let text = object["content"] as? String ?? ""
      return text.utf16.count > 2_000 ? "too long" : Self.unescaped(text, "*_~`|<>[]")
    case .mattermost:
      let text = try Shapes.object(payload)["text"] as? String ?? ""
      let broken = text.replacing("<\u{200b}", with: "")
      return text.utf16.count > 4_000 || text.contains("<!") || text.contains("<@")
        ? "too long, or Slack's" : Self.unescaped(broken, "*_~`|<[]")
    case .matrix: return size > 60_000 ? "too long" : try matrix(payload)
    case .zulip:
      let form = Dictionary(Shapes.form(payload)) { a, _ in a }
      let text = form["content"] ?? ""
      guard text.count <= 10_000, (form["topic"] ?? "").unicodeScalars.count <= 60 else {
        return "too long"
      }
      guard Set(form.keys) == ["content", "to", "topic", "type"] else { return "other fields" }
      return Self.unbroken(
        Self.withoutTitle(text, "**"), "*`@~[]!$<", allowing: /<time:[-0-9TZ:]+>/)
    case .teams: return size > 28_000 ? "too long" : try teams(payload)
    case .googleChat:
      let text = try Shapes.object(payload)["text"] as? String ?? ""
      return size > 32_000
        ? "too long" : Self.unbroken(Self.withoutTitle(text, "*"), "*`@~[]<|_", allowing: /^$/)
    case .ntfy:
      let object = try Shapes.object(payload)
      let click = object["click"] as? String
      guard Set(object.keys).isSubset(of: ["click", "message", "title", "topic"]),
        (object["message"] as? String ?? "").utf8.count <= 4_096,
        (object["title"] as? String ?? "").utf8.count <= 250, click?.hasPrefix("http") != false
      else { return "too long, or other members" }
      return nil
    }
  }

  private func slack(_ payload: Payload) throws -> String? {
    let object = try Shapes.object(payload)
    let blocks = object["blocks"] as? [[String: Any]] ?? []
    guard blocks.count <= 50, object["link_names"] as? Bool == false else { return "blocks" }
    for block in blocks {
      let text = block["text"] as? [String: Any] ?? [:]
      let words = text["text"] as? String ?? ""
      let isHeader = block["type"] as? String == "header"
      guard !words.isEmpty, words.utf16.count <= (isHeader ? 150 : 3_000) else {
        return "\(words.utf16.count) characters"
      }
      if text["type"] as? String == "mrkdwn" {
        let rest = words.replacing(/<https?:[^<>|\s]+>/, with: "")
          .replacing(/<!date\^\d+\^\{date_long\} \{time\}\|[-0-9TZ:]+>/, with: "")
        if rest.contains(/[<>*_~`]/.scalars) { return words }
      } else if words.unicodeScalars.contains(where: { "<>".unicodeScalars.contains($0) }) {
        return words
      }
      if words.replacing(/&(amp|lt|gt);/.scalars, with: "").contains("&") { return words }
    }
    return (object["text"] as? String ?? "<").contains("<") ? "fallback" : nil
  }

  private func matrix(_ payload: Payload) throws -> String? {
    let object = try Shapes.object(payload)
    guard (object["m.mentions"] as? [String: Any])?.isEmpty == true,
      object["msgtype"] as? String == "m.notice"
    else { return "may mention" }
    let body = object["body"] as? String ?? ""
    let page = object["formatted_body"] as? String ?? ""
    let rest = page.replacing(/<\/?strong>|<br>|<\/a>|<a href="https?:[^"<>\s]+">/, with: "")
    if rest.contains(/[<>"]/.scalars) { return page }
    let visible = page.replacing(/<[^>]*>/, with: " ")
    return Self.unbroken(body, "@", allowing: /^$/) ?? Self.unbroken(visible, "@", allowing: /^$/)
  }

  private func teams(_ payload: Payload) throws -> String? {
    let text = String(decoding: payload.body, as: UTF8.self)
    guard !text.contains("\"entities\""), !text.contains("\"msteams\"") else { return "mentions" }
    let attachments = try Shapes.object(payload)["attachments"] as? [[String: Any]]
    let card = attachments?.first?["content"] as? [String: Any]
    for block in card?["body"] as? [[String: Any]] ?? [] {
      if block["type"] as? String == "TextBlock" {
        let words = block["text"] as? String ?? ""
        let ours =
          /In your zone: \{\{DATE\([-0-9TZ:]+, LONG\)\}\} \{\{TIME\([-0-9TZ:]+\)\}\}|… \(\d+ more\)/
        if words.wholeMatch(of: ours) == nil { return words }
      }
      for run in block["inlines"] as? [[String: Any]] ?? [] {
        let action = run["selectAction"] as? [String: String]
        if action?["url"]?.hasPrefix("http") == false { return "action" }
        if (run["text"] as? String ?? "").contains("{{") { return "computed" }
      }
    }
    return nil
  }

  // MARK: Rules

  /// The first of `signs` that stands without a backslash before it, outside of what is ours.
  private static func unescaped(_ text: String, _ signs: String) -> String? {
    let rest = withoutTitle(text, "**").replacing(/<https?:[^<>\s@*]+>/, with: "")
      .replacing(/<t:\d+:F>/, with: "")
    var scalars = rest.unicodeScalars.makeIterator()
    var previous: Unicode.Scalar?
    while let scalar = scalars.next() {
      if previous == "@", scalar != "\u{200b}" { return "@\(scalar)" }
      if signs.unicodeScalars.contains(scalar) { return "\(scalar) in \(text)" }
      // What follows a backslash is shown as it is.
      previous = scalar == "\\" ? scalars.next() : scalar
    }
    return previous == "@" ? "@" : nil
  }

  /// The first of `signs` that nothing invisible separates from what follows.
  private static func unbroken(
    _ text: String, _ signs: String, allowing ours: some RegexComponent
  ) -> String? {
    let rest = text.replacing(/https?:[^\s@*~$!()|\[\]<]+/, with: "").replacing(ours, with: "")
    let scalars = Array(rest.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where signs.unicodeScalars.contains(scalar) {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      if "*`".unicodeScalars.contains(scalar) || next != "\u{200b}" {
        return "\(scalar) in \(text)"
      }
    }
    return nil
  }

  private static func withoutTitle(_ text: String, _ strong: String) -> String {
    var lines = text.components(separatedBy: "\n")
    let title = lines[0].unicodeScalars
    let signs = Array(strong.unicodeScalars)
    guard title.prefix(signs.count).elementsEqual(signs),
      title.suffix(signs.count).elementsEqual(signs)
    else { return text }
    lines[0] = String(title.dropFirst(signs.count).dropLast(signs.count))
    return lines.joined(separator: "\n")
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0a: false
    case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x2028...0x202e, 0x2060, 0x2066...0x2069,
      0xfeff, 0x61c:
      true
    default: false
    }
  }

  // MARK: Notices

  /// Every text that is shown, wherever in the payload it stands.
  private static func strings(_ payload: Payload) throws -> [String] {
    guard payload.contentType.hasSuffix("json") else {
      return Shapes.form(payload).map(\.value)
    }
    func all(_ value: Any) -> [String] {
      switch value {
      case let text as String: [text]
      case let list as [Any]: list.flatMap(all)
      case let members as [String: Any]: members.values.flatMap(all)
      default: []
      }
    }
    return all(try Shapes.object(payload))
  }

  static func notice(_ kind: NoticeKind, saying text: String) throws -> Notice {
    let sample = try Samples.channels().first { $0.notice.kind == kind }
    let notice = try Samples.required(sample, "a sample of \(kind)").notice
    var facts = notice.facts
    facts.title = text
    facts.hosts = [text, "Ana"]
    facts.place = text
    facts.reason = text
    facts.cause = nil
    if text.hasPrefix("http") { facts.link = text }
    facts.agenda?.edit = "https://example.org/" + text
    facts.agenda?.items =
      (0..<4).map { _ in .init(text: text, author: text, isPrivate: false) }
      + [.init(text: "s3cret", author: "s3cret", isPrivate: true)]
    return Notice(
      subject: notice.subject, kind: kind, edition: notice.edition,
      recipient: notice.recipient, notBefore: notice.notBefore, notAfter: notice.notAfter,
      facts: facts)
  }
}

extension Regex {
  /// A sign counts whatever combining mark follows it.
  fileprivate var scalars: Regex { matchingSemantics(.unicodeScalar) }
}

@Suite struct LimitTests {
  @Test func aCharacterIsNeverCutApart() {
    for character in ["👩‍👩‍👧‍👦", "🏳️‍🌈", "e\u{301}", "長", "&"] {
      let text = String(repeating: character, count: 50)
      for limit in [Limit.characters(40), .bytes(40), .bytes(7), .characters(1)] {
        let cut = limit.cut(text) { $0.replacing("&", with: "&amp;") }
        #expect(limit.size(of: cut.replacing("&", with: "&amp;")) <= limit.size)
        #expect(cut.last == "…" && cut.dropLast().allSatisfy { String($0) == character })
      }
    }
    #expect(Limit.characters(5).cut("abcde") == "abcde")
    #expect(Limit.characters(5).cut("abcdef") == "abcd…")
  }

  @Test func whatIsLeftOutIsCounted() throws {
    let items = (1...30).map {
      AgendaFacts.Item(text: "item \($0)", author: nil, isPrivate: $0 > 28)
    }
    let sample = try Samples.channels()[1].notice
    func text(_ items: [AgendaFacts.Item]) throws -> String {
      var facts = sample.facts
      facts.agenda?.items = items
      facts.agenda?.hidden = 0
      let notice = Notice(
        subject: sample.subject, kind: sample.kind, edition: sample.edition,
        recipient: sample.recipient, notBefore: sample.notBefore, notAfter: sample.notAfter,
        facts: facts)
      let payload = try Rendering.payload(notice, as: .discord)
      return try Shapes.object(payload)["content"] as? String ?? ""
    }
    let short = try text(items)
    #expect(short.contains("• item 10\n… (20 more)\nAgenda: <https://"))
    #expect(!short.contains("item 11"))
    let story = String(repeating: "x", count: 900)
    let long = try text(
      items.map { .init(text: $0.text + story, author: nil, isPrivate: false) })
    #expect(long.contains("x…\n… (22 more)\nAgenda: <https://") && long.utf16.count <= 2_000)
    #expect(try text(Array(items.prefix(3))).contains("• item 3\nAgenda:"))
  }
}
