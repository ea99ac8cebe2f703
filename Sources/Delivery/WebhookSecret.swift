internal import Crypto
internal import Foundation

/// Why a webhook, or a document, cannot be set up. Shows neither the URL nor the secret.
package enum WebhookProblem: Error, Hashable, CustomStringConvertible {
  case notAURL
  case notHTTPS
  case unusualHost
  case userInfo
  case secretWithoutPrefix
  case secretNotBase64
  case secretLength(bytes: Int)
  case loginNotPrintable

  package var description: String {
    switch self {
    case .notAURL: "the URL cannot be read"
    case .notHTTPS: "the URL is not https (http is for `network: local` alone)"
    case .unusualHost:
      "the URL's host is written in an unusual way: write a name, a.b.c.d or [IPv6 address], "
        + "without a full stop at its end"
    case .userInfo: "the URL holds a user or a password: leave out what is before the @"
    case .secretWithoutPrefix: "a webhook secret starts with whsec_"
    case .secretNotBase64: "a webhook secret is whsec_ and then base64"
    case .secretLength(let bytes):
      "a webhook secret is 24 to 64 bytes long, and this one is \(bytes)"
    case .loginNotPrintable:
      "the token must be one line of ASCII, as the service shows it"
    }
  }
}

/// The key with which a webhook is signed. Source: Standard Webhooks 1.0.
package struct WebhookSecret: Sendable {
  private let key: Secret

  /// Reads `whsec_` and the base64 of 24 to 64 bytes.
  package init(parsing text: Secret) throws(WebhookProblem) {
    let prefix = "whsec_"
    guard text.exposed.hasPrefix(prefix) else { throw .secretWithoutPrefix }
    let base64 = String(text.exposed.dropFirst(prefix.count))
    guard let bytes = Data(base64Encoded: base64) else { throw .secretNotBase64 }
    guard (24...64).contains(bytes.count) else { throw .secretLength(bytes: bytes.count) }
    key = Secret(base64)
  }

  /// The value of the header `webhook-signature`: `v1,` and the base64 of the HMAC-SHA256 of
  /// `identity.timestamp.body`.
  package func signature(identity: String, timestamp: Int64, body: [UInt8]) -> String {
    let symmetric = SymmetricKey(data: Data(base64Encoded: key.exposed) ?? Data())
    var code = HMAC<SHA256>(key: symmetric)
    code.update(data: Array("\(identity).\(timestamp).".utf8))
    code.update(data: body)
    return "v1," + Data(code.finalize()).base64EncodedString()
  }
}
