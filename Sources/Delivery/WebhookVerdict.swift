/// How one POST ended, and the receipt that follows from it. Pure.
///
/// No text of the other side and no word of libcurl's that could hold the URL gets into a `why`.
struct WebhookVerdict {
  /// libcurl's general words for how it ended: they name neither host nor path.
  var words: String
  /// The status of the answer; 0 when none came.
  var status: Int
  /// What `Retry-After` said, in seconds from now; `nil` when it was absent or unreadable.
  var retryAfterSeconds: Int?
  /// Whether all of the request had left.
  var wasSent: Bool
  var refusedAddress: AddressClass?

  var receipt: Receipt {
    if (200...299).contains(status) { return .accepted(answer: "HTTP \(status)") }
    switch status {
    case 408, 425, 429, 500...599:
      return .deferred(
        why: "HTTP \(status)", retryAfterSeconds: Self.clamped(retryAfterSeconds),
        scope: .destination)
    case 410:
      // Standard Webhooks: the endpoint wants to hear nothing more.
      return .refused(why: "HTTP 410: the hook is gone", scope: .destination)
    case 300...399:
      return .refused(
        why: "HTTP \(status): redirects are not followed; configure where it leads",
        scope: .recipient)
    case 400...:
      // About this message as far as one can know: another one may well pass.
      return .refused(why: "HTTP \(status)", scope: .recipient)
    default:
      return withoutAnswer
    }
  }

  /// One second to one day: a hook may neither make us hammer it nor put us off for ever.
  static func clamped(_ seconds: Int?) -> Int? {
    seconds.map { Swift.min(Swift.max($0, 1), 86_400) }
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
