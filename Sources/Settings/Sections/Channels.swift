import Meetings

/// `channels:`
///
///     announce:
///       webhook: https://hooks.example.org/x
///       as: standard
///       secret: { credential: announce-secret }
///       network: public
///       rate: 30 per minute
struct ChannelsReader {
  let findings: Findings

  func read(_ entries: [(key: Tree.Key, field: Field)]) -> [ChannelID: ChannelSettings] {
    var channels: [ChannelID: ChannelSettings] = [:]
    for (key, field) in entries {
      if key.text == "mail" {
        findings.error(
          key.place, "`mail` is what `notify` calls mail itself",
          fix: "give the channel another name")
      }
      guard let channel = channel(ChannelID(key.text), field) else { continue }
      channels[channel.id] = channel
    }
    return channels
  }

  private func channel(_ id: ChannelID, _ field: Field) -> ChannelSettings? {
    let example = "https://hooks.example.org/x"
    guard let entry = field.section("a channel", example: "{ webhook: \"\(example)\" }") else {
      return nil
    }
    defer { entry.close() }
    let reader = ChannelServiceReader(entry: entry)
    let kind = reader.kind()
    let webhook = entry.required("webhook", example: example)
    let service = kind.flatMap(reader.service)
    let secret = kind.map(\.signs) == false ? nil : entry["secret"]?.secret()
    let rate = entry["rate"].flatMap { $0.rate() }
    let network = entry["network"]
    let reach = network?.choice(ChannelSettings.Network.allCases.map(\.rawValue))
      .flatMap(ChannelSettings.Network.init)
    guard let webhook, let url = webhook.text(max: 2_000, example: example) else { return nil }
    // Nothing of the URL is shown: for most chat services it is the secret.
    guard let parts = URLParts(url), ["https", "http"].contains(parts.scheme) else {
      webhook.error("`webhook` is no address of a hook", fix: "write `\(example)`")
      return nil
    }
    guard parts.user == nil else {
      webhook.error(
        "`webhook` must not hold a user or a password", fix: "leave out what comes before the `@`")
      return nil
    }
    if parts.scheme == "http", network == nil || reach == .public {
      webhook.error(
        "`webhook` would be called without encryption",
        fix: "write `https://…`, or `network: private` if it never leaves yours")
    }
    if let kind { reader.check(kind, webhook, parts) }
    guard let service else { return nil }
    return ChannelSettings(
      id: id, webhook: url, service: service, secret: secret, network: reach ?? .public,
      rate: rate)
  }
}
