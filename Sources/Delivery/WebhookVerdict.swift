internal import CCurl
internal import Foundation

/// How one request ended, and the receipt that follows from it. Pure.
///
/// No text of the other side and no word of libcurl's that could hold the URL gets into a `why`.
struct WebhookVerdict {
  /// libcurl's general words for how it ended: they name neither host nor path.
  var words: String
  /// The status of the answer; 0 when none came.
  var status: Int
  /// The value of `Retry-After`; `nil` when it was absent.
  var retryAfter: String?
  /// When the request was made, in seconds since 1970.
  var timestamp: Int64 = 0
  /// Whether all of the request had left.
  var wasSent: Bool
  var refusedAddress: AddressClass?
  var service = WebhookService.standard
  /// The beginning of the answer; nothing of it is shown.
  var answer: [UInt8] = []

  var receipt: Receipt {
    switch (service, status) {
    case (.teams, 202):
      return .accepted(answer: "HTTP 202: the flow took it; it does not say whether it was shown")
    case (_, 200...299):
      return .accepted(answer: "HTTP \(status)")
    case (.slack, 403), (.slack, 404), (.discord, 401), (.discord, 404), (_, 410):
      // Slack: invalid_token, no_service; Discord: unknown webhook. Standard Webhooks: with a 410
      // the endpoint says that it wants to hear nothing more.
      return .refused(why: "HTTP \(status): the hook is gone", scope: .destination)
    case (.matrix, 401), (.matrix, 403), (.zulip, 401), (.zulip, 403), (.ntfy, 401), (.ntfy, 403):
      // What an operator can mend while the notice is still worth something.
      return .deferred(
        why: "HTTP \(status): the token is not accepted, or may not write there",
        retryAfterSeconds: nil, scope: .login)
    // RFC 9110 15: a status of no class is to be taken for a 5xx.
    case (_, 408), (_, 425), (_, 429), (_, 500...):
      return .deferred(
        why: "HTTP \(status)", retryAfterSeconds: waitInAnswer ?? waitInHeader,
        scope: .destination)
    case (_, 300...399):
      return .refused(
        why: "HTTP \(status): redirects are not followed; configure where it leads",
        scope: .recipient)
    case (_, 400...499):
      // About this message as far as one can know: another one may well pass.
      return .refused(why: "HTTP \(status)", scope: .recipient)
    default:
      return withoutAnswer
    }
  }

  private var waitInHeader: Int? { RetryAfter.seconds(retryAfter, at: timestamp) }

  /// How long to wait as the answer's JSON says it, in whole seconds; it may be finer there than in
  /// the header, or be said nowhere else.
  private var waitInAnswer: Int? {
    let name: (key: String, perSecond: Double)
    switch service {
    case .discord: name = ("retry_after", 1)
    case .zulip: name = ("retry-after", 1)
    case .matrix: name = ("retry_after_ms", 1_000)
    case .standard, .slack, .teams, .ntfy, .other: return nil
    }
    let object = try? JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any]
    guard let number = object?[name.key] as? Double, number.isFinite else { return nil }
    return Int(Swift.min(Swift.max(number / name.perSecond, 1), 86_400).rounded(.up))
  }

  private var withoutAnswer: Receipt {
    if let refusedAddress {
      return .deferred(
        why: "not connected: the hook's address is \(refusedAddress), which its `network` forbids",
        retryAfterSeconds: nil, scope: .destination)
    }
    if wasSent { return .unknown(why: "the request was sent, and no answer came: \(words)") }
    return .deferred(why: words, retryAfterSeconds: nil, scope: .destination)
  }
}
