/// `as:` of a channel, and the keys that its service needs.
///
///     chat:
///       webhook: https://matrix.example.org
///       as: matrix
///       room: "!abc:example.org"
///       token: { credential: matrix-token }
struct ChannelServiceReader {
  enum Kind: String, CaseIterable {
    case standard, cloudevents, slack, discord, mattermost, matrix, zulip, teams
    case googleChat = "google-chat"
    case ntfy

    /// Whether what is sent can be signed.
    var signs: Bool { self == .standard || self == .cloudevents }

    /// Whether `webhook` names the server alone, and the rest follows from other keys.
    var takesServer: Bool { self == .matrix || self == .zulip || self == .ntfy }

    /// Whether knowing `webhook` is enough to post.
    var addressIsSecret: Bool {
      switch self {
      case .slack, .discord, .mattermost, .teams, .googleChat: true
      case .standard, .cloudevents, .matrix, .zulip, .ntfy: false
      }
    }

    /// Keys that belong to this service and not to every channel.
    var keys: [String] {
      switch self {
      case .standard, .cloudevents: ["secret"]
      case .matrix: ["room", "token"]
      case .zulip: ["stream", "topic", "user", "token"]
      case .ntfy: ["topic", "token"]
      case .slack, .discord, .mattermost, .teams, .googleChat: []
      }
    }
  }

  let entry: Section

  /// nil if `as` says something unknown; then nothing else can be said of the keys beside it.
  func kind() -> Kind? {
    guard let field = entry["as"] else {
      refuse(for: .standard)
      return .standard
    }
    let names = Kind.allCases.map(\.rawValue)
    let kind = field.text(example: names[0]).flatMap { text -> Kind? in
      if let kind = Kind(rawValue: text) { return kind }
      let near = nearest(to: text, among: names)
      field.error(
        "`as`: \(text.shown) is not known",
        fix: near.isEmpty
          ? "known are \(alternatives(names.map { "`\($0)`" }, "and"))" : write(near))
      return nil
    }
    guard let kind else {
      for key in Set(Kind.allCases.flatMap(\.keys)) { _ = entry[key] }
      return nil
    }
    entry.kind = "a channel `as: \(kind.rawValue)`"
    refuse(for: kind)
    return kind
  }

  /// Names, for each key of other services, whose it is.
  private func refuse(for kind: Kind) {
    for key in Set(Kind.allCases.flatMap(\.keys)).subtracting(kind.keys) {
      let owners = Kind.allCases.filter { $0.keys.contains(key) }.map { "`as: \($0.rawValue)`" }
      entry.refuse([key: "leave it out: it is for \(alternatives(owners, "and"))"])
    }
  }

  func service(_ kind: Kind) -> ChannelSettings.Service? {
    switch kind {
    case .standard: return .standard
    case .cloudevents: return .cloudEvents
    case .slack: return .slack
    case .discord: return .discord
    case .mattermost: return .mattermost
    case .teams: return .teams
    case .googleChat: return .googleChat
    case .matrix:
      let (room, token) = (room(), token())
      guard let room, let token else { return nil }
      return .matrix(room: room, token: token)
    case .zulip:
      let example = "\"mentoring\""
      let stream = entry.required("stream", example: example)?.text(max: 60, example: example)
      let topic = entry["topic"]?.text(max: 60, example: "meetings")
      let user = entry.required("user", example: "convened-bot@zulip.example.org")?.address()
      guard let token = token(), let stream, let user else { return nil }
      return .zulip(stream: stream, topic: topic, user: user, token: token)
    case .ntfy:
      let (topic, token) = (ntfyTopic(), entry["token"]?.secret())
      return topic.map { .ntfy(topic: $0, token: token) }
    }
  }

  private func token() -> SecretSource? {
    entry.required("token", example: "{ credential: NAME }")?.secret()
  }

  /// Source: Matrix, "Room IDs"; since version 12 of rooms an ID has no server in it.
  private func room() -> String? {
    let example = "\"!abc:example.org\""
    guard let field = entry.required("room", example: example),
      let text = field.text(max: 255, example: example)
    else { return nil }
    let isID =
      text.hasPrefix("!") && text.count > 1 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    if isID { return text }
    let what =
      text.hasPrefix("#") ? "is an alias, which may lead elsewhere tomorrow" : "is no room's ID"
    field.error(
      "`room`: \(text.shown) \(what)",
      fix: "copy the internal room ID from the room's settings: it begins with `!`")
    return nil
  }

  /// Source: ntfy, `topicRegex` of its server.
  private func ntfyTopic() -> String? {
    let example = "thanos-meetings"
    guard let field = entry.required("topic", example: example),
      let text = field.text(max: 64, example: example)
    else { return nil }
    if text.isName { return text }
    field.error(
      "`topic`: \(text.shown) is no topic of ntfy", fix: "use letters, digits, `-` and `_`")
    return nil
  }
}
