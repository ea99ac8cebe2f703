import Cadence
import Meetings

/// How a service writes text, and its mention guard: what people wrote calls nobody, and is shown
/// as it was written.
///
/// The guard works on Unicode scalars, because `@` before a combining mark is a character of its
/// own and still a mention. It runs after `Clean`, so the only invisible characters are its own.
struct Markup: Sendable {
  /// What stands in the place of a scalar that people wrote and that the service would act on.
  private let guarded: [Unicode.Scalar: String]
  /// Around an address that may be followed.
  private let link: (open: String, close: String)
  /// Whether an address that somebody typed may be followed too.
  private let keepsAddresses: Bool
  private let strong: String
  /// What the service turns into the reader's own time; nil where none does.
  private let localTime: (@Sendable (Instant) -> String)?

  private init(
    guarded: [Unicode.Scalar: String], link: (open: String, close: String) = ("", ""),
    keepsAddresses: Bool = false, strong: String = "",
    localTime: (@Sendable (Instant) -> String)? = nil
  ) {
    self.guarded = guarded
    self.link = link
    self.keepsAddresses = keepsAddresses
    self.strong = strong
    self.localTime = localTime
  }

  /// What one person wrote in one place: longer is no short message.
  private static let dataMax = 200

  // MARK: Services

  /// Only these three are special, in `mrkdwn` and in `plain_text`; user text stands in the latter,
  /// which knows no `*bold*`.
  /// Source: Slack, "Formatting text for app surfaces": escaping text, date formatting.
  static let slack = Markup(
    guarded: ["&": "&amp;", "<": "&lt;", ">": "&gt;"], link: ("<", ">"),
    localTime: { "<!date^\($0.secondsSince1970)^{date_long} {time}|\($0)>" })

  /// A backslash before any punctuation is dropped, and the punctuation shown. `allowed_mentions`
  /// already keeps everybody from being called; broken, the word does not even look like it.
  /// Source: Discord, "Message Formatting"; `<t:…:F>` is a long date with weekday and time.
  static let discord = Markup(
    guarded: escaped("\\*_~`|<>[]").merging(broken("@")) { $1 }, link: ("<", ">"),
    keepsAddresses: true, strong: "**", localTime: { "<t:\($0.secondsSince1970):F>" })

  /// The server turns `<!channel>` into `@channel` before anything is read as Markdown, so there a
  /// backslash would not help.
  /// Source: Mattermost, "Format messages" and `expandAnnouncement` in its server.
  static let mattermost = Markup(
    guarded: escaped("\\*_~`|[]").merging(broken("@<")) { $1 }, link: ("<", ">"),
    keepsAddresses: true, strong: "**")

  /// Zulip's Markdown has no escapes: what would act is broken apart, and what even alone would be
  /// emphasis or code is shown by its twin.
  /// Source: `build_inlinepatterns` in Zulip's server; `<time:…>` is its global time.
  static let zulip = Markup(
    guarded: ["*": "\u{2217}", "`": "\u{2cb}"].merging(broken("@~<[]!$")) { $1 },
    keepsAddresses: true, strong: "**", localTime: { "<time:\($0)>" })

  /// No escapes either. Source: Google Chat, "Format messages".
  static let googleChat = Markup(
    guarded: ["*": "\u{2217}", "`": "\u{2cb}"].merging(broken("@_~<[]|")) { $1 },
    keepsAddresses: true, strong: "*")

  /// For the part of a message without markup: no client may take `@room` in it for a call.
  static let matrixPlain = Markup(guarded: broken("@"))

  /// Text within a card's text run is no Markdown, and a mention needs an entity that only we could
  /// write; but `{{DATE(…)}}` would be computed.
  /// Source: Adaptive Cards, TextRun and "Text Features".
  static let teams = Markup(
    guarded: broken("{"), localTime: { "{{DATE(\($0), LONG)}} {{TIME(\($0))}}" })

  /// No markup and no mentions. Source: ntfy, "Publish as JSON" (`markdown` is off).
  static let plain = Markup(guarded: [:])

  /// ZERO WIDTH SPACE: shown as nothing, and no part of a name or of a sign.
  private static let breaker = "\u{200b}"

  private static func broken(_ signs: String) -> [Unicode.Scalar: String] {
    Dictionary(signs.unicodeScalars.map { ($0, "\($0)\(breaker)") }) { first, _ in first }
  }

  private static func escaped(_ signs: String) -> [Unicode.Scalar: String] {
    Dictionary(signs.unicodeScalars.map { ($0, "\\\($0)") }) { first, _ in first }
  }

  // MARK: Writing

  /// What people wrote, shown as it is.
  func guarded(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      if let instead = guarded[scalar] {
        out += instead
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  func text(_ run: Phrase.Run) -> String {
    switch run {
    case .words(let words): Phrase.loosened(words)
    case .link(let link): address(link)
    case .data(let clean): data(clean)
    }
  }

  func text(_ phrase: Phrase) -> String { phrase.runs.map { text($0) }.joined() }

  func text(_ line: ChatText.Line) -> String? {
    switch line {
    case .headline(let phrase): strong + text(phrase) + strong
    case .text(let phrase): text(phrase)
    case .localTime(let moment): localTime.map { "In your zone: " + $0(moment.instant) }
    case .item(let phrase): "• " + text(phrase)
    case .more(let count): "… (\(count) more)"
    }
  }

  /// A guard would break an address that somebody typed: it is kept whole if it is nothing but one.
  private func data(_ clean: Clean) -> String {
    let text = Clean(clean.text, limit: Self.dataMax).text
    guard keepsAddresses else { return guarded(text) }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard let typed = Link(String(word)), typed.url == word, typed.inert == typed else {
        return guarded(String(word))
      }
      return address(typed)
    }.joined(separator: " ")
  }

  private func address(_ address: Link) -> String {
    let url = address.inert.url
    return link.open + (guarded["&"].map { url.replacing("&", with: $0) } ?? url) + link.close
  }
}

extension Link {
  /// With every sign percent-encoded that some service might act on, although RFC 3986 allows it.
  fileprivate var inert: Link {
    let safe = url.utf8.reduce(into: "") { text, byte in
      let sign = Unicode.Scalar(byte)
      text +=
        "@*~$!()|[]".unicodeScalars.contains(sign)
        ? "%" + String(byte, radix: 16, uppercase: true) : String(sign)
    }
    return Link(safe) ?? self
  }
}
