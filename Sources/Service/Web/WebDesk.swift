internal import Meetings
internal import Messages
internal import Settings

/// What is at which address, and who may ask for it how often. What it does is done by the daemon.
struct WebDesk {
  /// What a request comes to.
  enum Verdict {
    case answer(WebAnswer)
    case health
    /// - Parameter wish: true to stop the reminders, false to send them again, nil to be told only.
    case reminders(of: PersonID, wish: Bool?, token: String)
  }

  private var rates = WebRates()

  private static let reading = ["GET", "HEAD"]
  private static let writing = ["GET", "HEAD", "POST"]

  /// - Parameters:
  ///   - person: whose reminders a token is about; nil for every token that is not good, whatever
  ///     is wrong with it.
  ///   - now: of a clock that never goes back.
  mutating func verdict(
    on request: WebRequest, at now: Duration, person: (String) -> PersonID?
  ) -> Verdict {
    if request.segments == ["healthz"] {
      return Self.reading.contains(request.method)
        ? .health : .answer(Self.notAllowed(Self.reading))
    }
    let who = request.client?.network ?? []
    guard rates.allow(WebRates.address, who, at: now) else { return .answer(Self.tooMany) }
    guard request.segments.count == 2, request.segments[0] == "u" else {
      return .answer(WebAnswer(404, .notFound))
    }
    guard Self.writing.contains(request.method) else {
      return .answer(Self.notAllowed(Self.writing))
    }
    let token = request.segments[1]
    guard let person = person(token) else {
      let isOneTooMany = !rates.allow(WebRates.badToken, who, at: now)
      return .answer(isOneTooMany ? Self.tooMany : WebAnswer(404, .notFound))
    }
    guard request.method == "POST" else {
      return .reminders(of: person, wish: nil, token: token)
    }
    for limit in [WebRates.tokenPerMinute, WebRates.tokenPerHour] {
      guard rates.allow(limit, Array(token.utf8), at: now) else { return .answer(Self.tooMany) }
    }
    guard let wish = Self.wish(request) else { return .answer(WebAnswer(400, .malformed)) }
    return .reminders(of: person, wish: wish, token: token)
  }

  /// What a form asks for: the mail provider's one click (RFC 8058 §3.1), or the page's button.
  ///
  /// No Origin is compared: a mail program may post from its own page, and there is no cookie that
  /// another site could borrow. Whoever has the token may use it.
  private static func wish(_ request: WebRequest) -> Bool? {
    guard let form = Form(request) else { return nil }
    if form["List-Unsubscribe"] == "One-Click" { return true }
    switch form[Page.RemindersForm.field] {
    case Page.RemindersForm.off: return true
    case Page.RemindersForm.on: return false
    default: return nil
    }
  }

  private static func notAllowed(_ methods: [String]) -> WebAnswer {
    WebAnswer(405, .notAllowed, allow: methods.joined(separator: ", "))
  }

  private static let tooMany = WebAnswer(429, .tooMany, retryAfterSeconds: 60)
}
