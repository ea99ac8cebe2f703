internal import Foundation

/// Whose answers a hook gives, as far as they mean something of their own there.
package enum WebhookService: Sendable, Hashable {
  /// Whoever takes signed messages and answers as HTTP says.
  case standard
  case slack, discord, teams, matrix, zulip, ntfy
  /// A chat service that answers as HTTP says.
  case other

  /// Whether messages carry the headers of Standard Webhooks.
  var isSigned: Bool { self == .standard }
}

/// What proves who is sending, where the URL alone does not.
package enum WebhookLogin: Sendable {
  case bearer(Secret)
  case basic(user: String, password: Secret)

  /// The value of the header `Authorization`; nil if it could not stand in a header.
  /// Source: RFC 6750 section 2.1, RFC 7617 section 2.
  var header: Secret? {
    let text: String
    switch self {
    case .bearer(let token):
      guard Self.isPlain(token.exposed), !token.exposed.contains(" ") else { return nil }
      text = "Bearer " + token.exposed
    case .basic(let user, let password):
      guard Self.isPlain(user), Self.isPlain(password.exposed), !user.contains(":") else {
        return nil
      }
      text = "Basic " + Data("\(user):\(password.exposed)".utf8).base64EncodedString()
    }
    return Secret(text)
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }
}

/// What is sent to a hook, all but where to.
package struct WebhookRequest: Sendable {
  package enum Method: String, Sendable { case post = "POST", put = "PUT" }

  package var method: Method
  /// Follows the path of the hook's URL, percent-encoded.
  package var path: String
  /// Joins the query of the hook's URL.
  package var query: String
  package var contentType: String
  package var body: [UInt8]

  package init(
    method: Method = .post, path: String = "", query: String = "", contentType: String,
    body: [UInt8]
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.contentType = contentType
    self.body = body
  }
}
