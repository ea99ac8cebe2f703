internal import Crypto
internal import Foundation

/// The key with which a webhook is signed. Source: Standard Webhooks 1.0.
package struct WebhookSecret: Sendable {
  private let key: Secret

  /// Reads `whsec_` and the base64 of 24 to 64 bytes.
  package init(parsing text: Secret) throws(EndpointProblem) {
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
