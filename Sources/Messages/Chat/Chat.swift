import Cadence
import Meetings

/// What each chat service is sent. The numbers are the services' limits, or less: a short message
/// is no use at sixteen thousand characters.
enum Chat {
  /// One text, a line each. Every limit here is far above what the head of a message can be.
  private static func text(_ post: Post, _ markup: Markup, _ limit: Limit) -> String {
    post.text.fitted(limit, markup.text).map(\.text).joined(separator: "\n")
  }

  /// Blocks: 150 characters a header, 3,000 a section. Whatever people wrote is in `plain_text`,
  /// where nothing is markup; lines with a link or the reader's own time alone are `mrkdwn`.
  /// Source: Slack, "Reference: blocks"; `text` is what a notification shows.
  static func slack(_ post: Post) -> JSON {
    let markup = Markup.slack
    let lines = post.text.fitted(.characters(2_900)) { markup.text($0) }
    var blocks: [JSON] = []
    var section: (isPlain: Bool, lines: [String]) = (true, [])
    func close() {
      let text = JSON.string(section.lines.joined(separator: "\n"))
      guard !section.lines.isEmpty else { return }
      blocks.append([
        "type": "section",
        "text": section.isPlain
          ? ["type": "plain_text", "text": text, "emoji": false]
          : ["type": "mrkdwn", "text": text, "verbatim": true],
      ])
    }
    for (line, text) in lines {
      if case .headline(let phrase) = line {
        let title = Limit.characters(150).cut(phrase.text, markup.guarded)
        // Slack refuses a message with an empty text in it.
        guard !title.isEmpty else { continue }
        let header = JSON.string(markup.guarded(title))
        blocks.append([
          "type": "header", "text": ["type": "plain_text", "text": header, "emoji": false],
        ])
        continue
      }
      if section.isPlain == line.isMarkup {
        close()
        section = (!line.isMarkup, [])
      }
      section.lines.append(text)
    }
    close()
    return [
      "text": .string(markup.guarded(post.summary)), "blocks": .array(blocks),
      "link_names": false, "unfurl_links": false, "unfurl_media": false,
    ]
  }

  /// 2,000 characters. Flag 4 shows no previews of links.
  /// Source: Discord, "Execute Webhook" and "Allowed Mentions Object".
  static func discord(_ post: Post) -> JSON {
    [
      "content": .string(text(post, .discord, .characters(2_000))),
      "allowed_mentions": ["parse": []], "flags": 4,
    ]
  }

  /// 16,383 characters, 4,000 on old servers. Source: Mattermost, "Incoming webhooks".
  static func mattermost(_ post: Post) -> JSON {
    ["text": .string(text(post, .mattermost, .characters(4_000)))]
  }

  /// 65,536 bytes an event. An `m.notice` is what programs say: no other program answers it.
  /// `m.mentions` names nobody, so no client looks for names in the text.
  /// Source: Matrix client-server API 1.7, "m.notice" and "User and room mentions".
  static func matrix(_ post: Post) -> JSON {
    let lines = post.text.fitted(.bytes(16_000)) { html($0)?.markup }
    let plain = lines.compactMap { Markup.matrixPlain.text($0.line) }
    return [
      "msgtype": "m.notice", "m.mentions": [:], "format": "org.matrix.custom.html",
      "formatted_body": .string(lines.map(\.text).joined(separator: "<br>")),
      "body": .string(plain.joined(separator: "\n")),
    ]
  }

  private static func html(_ line: ChatText.Line) -> HTML? {
    switch line {
    case .headline(let phrase): .element("strong", [:], [html(phrase)])
    case .text(let phrase): html(phrase)
    case .item(let phrase): .escaped("• ") + html(phrase)
    case .more, .localTime: Markup.matrixPlain.text(line).map { .escaped($0) }
    }
  }

  private static func html(_ phrase: Phrase) -> HTML {
    phrase.runs.reduce(.empty) { sum, run in
      let text = HTML.escaped(Markup.matrixPlain.text(run))
      guard case .link(let link) = run else { return sum + text }
      return sum + .element("a", ["href": .escaped(link.url)], [text])
    }
  }

  /// 10,000 characters, 60 a topic. Source: Zulip, "Send a message"; `stream` is what servers
  /// before version 9 call a channel, and later ones still take.
  static func zulip(_ post: Post, stream: String, topic: String?) -> String {
    let fields = [
      ("content", text(post, .zulip, .characters(4_000))), ("to", stream),
      ("topic", Limit.characters(60).cut(topic ?? post.topic)), ("type", "stream"),
    ]
    return fields.map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&")
  }

  /// 28 KB. An Adaptive Card; the older MessageCard is taken no more. What people wrote stands in
  /// text runs, where nothing is Markdown. Source: Microsoft Teams, "Incoming webhooks with
  /// Workflows"; Adaptive Cards, RichTextBlock.
  static func teams(_ post: Post) -> JSON {
    let lines = post.text.fitted(.bytes(6_000)) { Markup.teams.text($0) }
    let body = lines.map { line, text -> JSON in
      switch line {
      case .headline(let phrase): rich(phrase, isTitle: true)
      case .text(let phrase): rich(phrase)
      case .item(let phrase): rich("• " + phrase)
      // Dates are computed in a TextBlock alone.
      case .localTime, .more: ["type": "TextBlock", "text": .string(text), "wrap": true]
      }
    }
    return [
      "type": "message",
      "attachments": [
        [
          "contentType": "application/vnd.microsoft.card.adaptive",
          "content": [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard", "version": "1.4", "body": .array(body),
          ],
        ]
      ],
    ]
  }

  /// A run for each link, and one for what stands between two.
  private static func rich(_ phrase: Phrase, isTitle: Bool = false) -> JSON {
    var runs: [(text: String, link: Link?)] = []
    for run in phrase.runs {
      let link: Link? = if case .link(let link) = run { link } else { nil }
      if link == nil, let last = runs.last, last.link == nil {
        runs[runs.count - 1].text += Markup.teams.text(run)
      } else {
        runs.append((Markup.teams.text(run), link))
      }
    }
    let inlines = runs.map { text, link -> JSON in
      var members: [String: JSON] = ["type": "TextRun", "text": .string(text)]
      if isTitle { members["weight"] = "Bolder" }
      if let link {
        members["selectAction"] = ["type": "Action.OpenUrl", "url": .string(link.url)]
      }
      return .object(members)
    }
    return ["type": "RichTextBlock", "inlines": .array(inlines)]
  }

  /// 32,000 bytes. All that a channel hears of one meeting is one thread.
  /// Source: Google Chat, "Build a Google Chat app as a webhook".
  static func googleChat(_ post: Post) -> JSON {
    [
      "text": .string(text(post, .googleChat, .bytes(12_000))),
      "thread": ["threadKey": .string(post.thread)],
    ]
  }

  /// 4,096 bytes; a longer message would become an attachment. Source: ntfy, "Publish as JSON".
  static func ntfy(_ post: Post, topic: String) -> JSON {
    let markup = Markup.plain
    let lines = post.text.fitted(.bytes(4_096)) { line in
      if case .headline = line { nil } else { markup.text(line) }
    }
    var members: [String: JSON] = [
      "topic": .string(topic),
      "title": .string(Limit.bytes(250).cut(post.headline.text)),
      "message": .string(lines.map(\.text).joined(separator: "\n")),
    ]
    if let page = post.page { members["click"] = .string(page.url) }
    return .object(members)
  }
}

extension ChatText.Line {
  /// Whether it has something to follow or to compute, and nothing that people wrote.
  fileprivate var isMarkup: Bool {
    switch self {
    case .headline, .item, .more: false
    case .localTime: true
    case .text(let phrase):
      phrase.runs.contains { if case .link = $0 { true } else { false } }
        && !phrase.runs.contains { if case .data = $0 { true } else { false } }
    }
  }
}
