import Foundation
import Settings

/// Why something is not done, as it is answered. Source: RFC 9457.
struct APIProblem: Error, Hashable {
  static let contentType = "application/problem+json"

  let status: Int
  /// What is wrong, and what to do.
  let detail: String
  /// What the header says besides.
  let fields: [String: String]
  /// Each of them, where a configuration is not loaded.
  var problems: [Problem]?

  init(_ status: Int, _ detail: String, _ fields: [String: String] = [:]) {
    (self.status, self.detail, self.fields) = (status, detail, fields)
  }

  private struct Body: Encodable {
    // RFC 9457 §4.2.1: the status says it all.
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String
    let problems: [Problem]?
  }

  var answer: WebAnswer {
    let body = Body(
      title: WebAnswer.reason(status), status: status, detail: detail, problems: problems)
    return WebAnswer(
      status, Self.contentType, Array(((try? Answer.json(body)) ?? "{}").utf8), fields)
  }
}

extension APIProblem {
  /// The same for every token that is none, and for none. Source: RFC 6750 §3.
  static let noToken = APIProblem(
    401, "a token is needed. Send the header Authorization: Bearer TOKEN",
    ["WWW-Authenticate": "Bearer realm=\"convened\""])

  /// Source: RFC 6750 §3.1.
  static let mayOnlyRead = APIProblem(
    403, "this token may only read. `api:` says what each may",
    ["WWW-Authenticate": "Bearer error=\"insufficient_scope\", scope=\"change\""])

  static let fault = APIProblem(500, "this is a fault: the service's journal says more")

  static let tooMany = APIProblem(
    429, "too many requests. Try again in a minute", ["Retry-After": "60"])

  /// The daemon tries again every few seconds.
  static func notNow(_ why: String) -> APIProblem {
    APIProblem(503, why, ["Retry-After": "5"])
  }
}
