internal import Messages
internal import Settings

/// Who may ask for what, how often. What it comes to is the business of the room behind the route.
struct WebDesk {
  /// What a request comes to.
  enum Verdict {
    case answer(WebAnswer)
    case granted(Route)
    /// Its token is good, and has been used too often.
    case limited(Route)
  }

  private var rates = WebRates()

  /// - Parameters:
  ///   - now: of a clock that never goes back.
  ///   - isGood: whether a route's token opens it; false for every token that does not, whatever is
  ///     wrong with it.
  mutating func verdict(
    on request: WebRequest, at side: WebSide, now: Duration, isGood: (Route) -> Bool
  ) -> Verdict {
    let who = request.client?.network ?? []
    let route = Route(request.segments, on: side)
    // Where nothing is, strangers alone come: the board answers for all of the inner side.
    if route?.isCounted ?? true, !rates.allow(WebRates.address, who, at: now) {
      return .answer(Self.tooMany)
    }
    guard let route else { return .answer(WebAnswer(404, .notFound)) }
    if let methods = route.methods, !methods.contains(request.method) {
      let allowed = methods.joined(separator: ", ")
      return .answer(WebAnswer(405, .notAllowed, ["Allow": allowed]))
    }
    guard let token = route.token else { return .granted(route) }
    guard isGood(route) else {
      let isOneTooMany = !rates.allow(WebRates.badToken, who, at: now)
      return .answer(isOneTooMany ? Self.tooMany : WebAnswer(404, .notFound))
    }
    guard request.isPost else { return .granted(route) }
    for limit in [WebRates.tokenPerMinute, WebRates.tokenPerHour] {
      guard rates.allow(limit, Array(token.utf8), at: now) else { return .limited(route) }
    }
    return .granted(route)
  }

  /// What a room counts by itself.
  mutating func allow(_ limit: WebRates.Limit, _ who: [UInt8], at now: Duration) -> Bool {
    rates.allow(limit, who, at: now)
  }

  mutating func allow(_ limit: WebRates.Limit, _ who: IPAddress?, at now: Duration) -> Bool {
    allow(limit, who?.network ?? [], at: now)
  }

  static let tooMany = WebAnswer(429, .tooMany, ["Retry-After": "60"])
}
