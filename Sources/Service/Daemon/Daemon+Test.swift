import Cadence
import Dispatch
import Engine
import Logging
import Meetings
import Messages
import Settings

// `convened test`: one message, now, by the transports that everything leaves by. It has no row in
// the outbox: docs/decisions/0017-test-messages.md.

/// What became of a test message.
struct TestView: View {
  let to: String
  /// `mail`, or the channel's name.
  let channel: String
  let ok: Bool
  let outcome: String
  let answer: String
  let line: String

  enum CodingKeys: CodingKey { case to, channel, ok, outcome, answer }
}

extension Daemon {
  /// How long a command waits: less than its client does.
  private static let testTimeMax = Duration.seconds(45)

  func testMail(to name: String) async throws -> TestView {
    let people = settings.community.people
    guard let person = people[PersonID(name)] else {
      throw Refusal("nobody is called \(name)", fix: Self.choice(people.keys.map(\.name)))
    }
    let message = test(
      .person(person.id), reader: Mailbox(name: person.name, address: person.address), person.zone)
    let content = try rendered { Parcel.Content.mail(try Rendering.mail(message)) }
    let place = transports.mailRoute
    let look = isMaildir ? "look there" : "look into \(person.address)"
    return await send(message, content, by: place, look: look)
  }

  func testChannel(_ name: String) async throws -> TestView {
    guard let channel = settings.channels[ChannelID(name)] else {
      let names = settings.channels.keys.map(\.name)
      throw Refusal(
        "there is no channel \(name)",
        fix: names.isEmpty ? "none is under `channels:`" : Self.choice(names))
    }
    let message = test(.channel(channel.id), reader: nil, settings.community.zone)
    let shape = settings.shapes[channel.id] ?? .standard
    let content = try rendered {
      Parcel.Content.payload(try Rendering.payload(message, as: shape))
    }
    return await send(message, content, by: name, look: "look there")
  }

  private var isMaildir: Bool {
    if case .maildir = settings.mail.via { return true }
    return maildir != nil
  }

  private func test(_ recipient: Recipient, reader: Mailbox?, _ zone: ZoneRules) -> TestMessage {
    TestMessage(
      community: settings.community.name, domain: settings.community.domain,
      from: settings.community.from, recipient: recipient, reader: reader,
      moment: Moment(engine.now, in: zone))
  }

  private func rendered(_ render: () throws -> Parcel.Content) throws -> Parcel.Content {
    do { return try render() } catch let error as RenderingError {
      throw Refusal("it cannot be written: \(error)", fix: "mend the configuration")
    }
  }

  /// The transfer goes on when nobody waits any more, and the journal has its end in any case.
  private func send(
    _ message: TestMessage, _ content: Parcel.Content, by place: String, look: String
  ) async -> TestView {
    let recipient = message.recipient
    let transports = transports
    let log = log
    let outcome = await within(Self.testTimeMax) {
      let outcome = await transports.send(
        content, to: recipient.channelName, as: message.identity)
      let (word, answer) = outcome.words
      log.note(
        .tested, "test to \(recipient.name) \(word): \(answer)",
        ["to": "\(recipient.name)", "test": "\(message.identity)"])
      return outcome
    }
    return TestView(outcome, of: recipient, by: place, look: look)
  }

  private static func choice(_ names: [String]) -> String {
    let all = names.sorted()
    let rest = all.count > 20 ? " and \(all.count - 20) more" : ""
    return "known are \(all.prefix(20).joined(separator: ", "))\(rest)"
  }
}

extension TestView {
  /// - Parameters:
  ///   - outcome: nil if it took too long to wait for.
  ///   - place: who was asked.
  ///   - look: where it should be seen.
  init(_ outcome: Outcome?, of recipient: Recipient, by place: String, look: String) {
    to = recipient.name
    channel = recipient.channelName
    guard let outcome else {
      (ok, self.outcome, answer) = (false, "unknown", "no answer yet")
      line =
        "no answer from \(place) yet: it may still arrive, and the journal will say. "
        + "`convened doctor` looks closer"
      return
    }
    (self.outcome, answer) = outcome.words
    switch outcome {
    case .accepted:
      ok = true
      line = "accepted by \(place): \(answer); \(look)"
    case .deferred:
      ok = false
      line = "deferred by \(place): \(answer). `convened doctor` looks closer"
    case .refused, .gone:
      ok = false
      line = "refused by \(place): \(answer)"
    case .unknown:
      ok = false
      line = "not known: \(answer). It may have arrived; \(look)"
    }
  }
}

extension Outcome {
  /// What it is called, and what was answered.
  fileprivate var words: (name: String, answer: String) {
    switch self {
    case .accepted(let answer): ("accepted", answer)
    case .deferred(let why, _, _): ("deferred", why)
    case .refused(let why), .gone(let why): ("refused", why)
    case .unknown(let why): ("unknown", why)
    }
  }
}

/// What `work` gives, or nil when that takes longer than `limit`; then it goes on unobserved.
func within<Value: Sendable>(
  _ limit: Duration, _ work: @escaping @Sendable () async -> Value
) async -> Value? {
  let (ends, end) = AsyncStream.makeStream(of: Value?.self)
  let queue = TaskQueue(label: "within")
  let timer = queue.timer(after: limit) { end.yield(nil) }
  Task(executorPreference: queue) { end.yield(await work()) }
  defer { timer.cancel() }
  for await value in ends { return value }
  return nil
}
