/// Why a webhook, or a document, cannot be set up. Shows neither the URL nor the secret.
package enum EndpointProblem: Error, Hashable, CustomStringConvertible {
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
