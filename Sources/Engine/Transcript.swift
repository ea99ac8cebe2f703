package import Cadence
import Foundation
import Meetings

/// What happened, line by line: for people, or as one JSON object a line.
package struct Transcript: Sendable {
  private let asJSON: Bool

  package init(asJSON: Bool) { self.asJSON = asJSON }

  /// The line for an observation at `now`; nil for what is not worth one.
  package func line(for observation: Observation, at now: Instant) -> String? {
    switch observation {
    case .decided(let entry):
      guard entry.from != "new" else { return nil }
      guard entry.from != entry.to else {
        return asJSON ? nil : text(now, entry.subject.description, entry.cause)
      }
      if asJSON {
        return json([
          "at": entry.observedAt.description, "event": "state",
          "occurrence": entry.subject.description, "from": entry.from, "to": entry.to,
          "reason": entry.cause,
        ])
      }
      return text(
        now, entry.subject.description, "\(entry.from) → \(entry.to): \(entry.cause)")
    case .stepped:
      return nil
    case .dispatched(let parcel, let receipt):
      return dispatched(parcel, receipt, at: now)
    case .quarantined(let identity, let why):
      return asJSON
        ? json(["at": now.description, "event": "quarantined", "id": "\(identity)", "reason": why])
        : text(now, "outbox", "\(identity) set aside: \(why)")
    case .incident(_, let what):
      return asJSON
        ? json(["at": now.description, "event": "trouble", "reason": what])
        : text(now, "service", what)
    }
  }

  private func dispatched(_ parcel: Parcel, _ receipt: Outcome, at now: Instant) -> String {
    let notice = parcel.notice
    let trouble: String? =
      switch receipt {
      case .accepted: nil
      case .deferred(let why, _, _): "deferred: \(why)"
      case .refused(let why), .gone(let why): "refused: \(why)"
      case .unknown(let why): "unknown: \(why)"
      }
    guard asJSON else {
      let end = trouble.map { " (\($0))" } ?? ""
      return text(
        now, notice.subject.description,
        "\(notice.kind.rawValue) to \(notice.recipient.name): \(parcel.subject)\(end)")
    }
    var fields = [
      "at": now.description, "event": trouble == nil ? "notice" : "undelivered",
      "kind": notice.kind.rawValue, "occurrence": notice.subject.description,
      "to": notice.recipient.name, "channel": notice.recipient.channelName,
      "subject": parcel.subject, "message_id": parcel.messageID,
    ]
    if let trouble { fields["reason"] = trouble }
    return json(fields)
  }

  private func text(_ now: Instant, _ subject: String, _ what: String) -> String {
    let text = now.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))  \(subject)  \(what)"
  }

  /// In the order of DESIGN §8, not of a dictionary.
  private func json(_ fields: [String: String]) -> String {
    let order = [
      "at", "event", "kind", "occurrence", "to", "channel", "subject", "message_id", "id", "from",
      "reason",
    ]
    let isState = fields["event"] == "state"
    let keys = isState ? ["at", "event", "occurrence", "from", "to", "reason"] : order
    let pairs = keys.compactMap { key in
      fields[key].map { "\(Self.quoted(key)):\(Self.quoted($0))" }
    }
    return "{\(pairs.joined(separator: ","))}"
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }
}
