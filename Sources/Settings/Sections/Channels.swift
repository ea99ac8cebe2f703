import Meetings

/// `channels:`
///
///     announce:
///       webhook: https://hooks.example.org/x      # or { credential: NAME }, { file: PATH }
///       as: standard
///       secret: { credential: announce-secret }
///       network: public
///       rate: 30 per minute
///       members only: yes
struct ChannelsReader {
  let findings: Findings
  /// Where each channel's `webhook` stands.
  private(set) var places: [ChannelID: Place] = [:]
  /// Those that not everybody may read.
  private(set) var membersOnly: Set<ChannelID> = []

  init(findings: Findings) { self.findings = findings }

  mutating func read(_ entries: [(key: Tree.Key, field: Field)]) -> [ChannelID: ChannelSettings] {
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

  private mutating func channel(_ id: ChannelID, _ field: Field) -> ChannelSettings? {
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
    let network = entry.network()
    if entry["members only"]?.choice(YesOrNo.self) == .yes { membersOnly.insert(id) }
    let rules = WebhookRules(kind: kind, network: network)
    guard let webhook, let address = address(webhook, rules, example: example), let service else {
      return nil
    }
    places[id] = webhook.value.place
    return ChannelSettings(
      id: id, webhook: address, service: service, secret: secret, network: network ?? .public,
      rate: rate)
  }

  private func address(
    _ field: Field, _ rules: WebhookRules, example: String
  ) -> WebhookAddress? {
    if case .entries = field.value.content { return field.secret().map { .kept($0) } }
    guard let url = field.text(max: 2_000, example: example) else { return nil }
    var faults = rules.faults(of: url)
    let isRefused = faults.contains { $0.severity == .error }
    if !isRefused, let disclosure = rules.disclosure { faults.append(disclosure) }
    for fault in faults {
      switch fault.severity {
      case .error: field.error(fault.what, fix: fault.fix)
      case .warning, .note: findings.warning(field.value.place, fault.what, fix: fault.fix)
      }
    }
    return isRefused ? nil : .written(url)
  }
}
