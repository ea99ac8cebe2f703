import Crypto
import Foundation
import Settings

/// Who may ask. Of each token there is its hash alone, so that none can be printed.
struct APITokens: Sendable {
  /// What keeps a token from being used; it never holds the token.
  struct Problem: ConfigurationProblem {
    let description: String
  }

  /// The program that shows a token.
  struct Token: Hashable, Sendable {
    let name: String
    let scope: APIToken.Scope
  }

  /// Fewer could be guessed.
  static let lengthMin = 32

  private let tokens: [(token: Token, digest: SHA256Digest)]

  /// Nil without `api:`.
  init?(_ settings: Settings, credentials: Credentials) throws(Problem) {
    guard let api = settings.api else { return nil }
    var tokens: [(token: Token, digest: SHA256Digest)] = []
    for one in api.tokens {
      let place = "api: tokens: \(one.name): secret"
      let text: String
      do throws(Credentials.Problem) { text = try credentials.secret(one.secret) } catch {
        throw Problem(description: "\(place): \(error)")
      }
      if let fault = Self.fault(of: text) {
        throw Problem(description: "\(place): error: \(fault). Make one: openssl rand -hex 32")
      }
      let digest = Self.digest(text)
      if let other = tokens.first(where: { $0.digest == digest })?.token.name {
        throw Problem(
          description: "\(place): error: \(other) has the same, and nobody could tell who asks. "
            + "Make one for each: openssl rand -hex 32")
      }
      tokens.append((Token(name: one.name, scope: one.scope), digest))
    }
    self.tokens = tokens
  }

  /// Source: RFC 6750 §2.1.
  private static func fault(of text: String) -> String? {
    guard text.utf8.count >= lengthMin else {
      return "it has \(text.utf8.count) characters, and fewer than \(lengthMin) can be guessed"
    }
    let isSendable = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "-._~+/=".utf8.contains(byte)
      }
    }
    return isSendable ? nil : "it has characters that no header `Authorization` can have"
  }

  private static func digest(_ text: some StringProtocol) -> SHA256Digest {
    SHA256.hash(data: Array(text.utf8))
  }

  /// Whose token it is that the header shows; nil for none and for one that nobody has.
  ///
  /// It takes as long whichever it is: digests are compared in constant time, all of them.
  func token(in fields: [String: String]) -> Token? {
    let words = (fields["authorization"] ?? "").split(separator: " ", maxSplits: 1)
    // RFC 9110 §11.1: the scheme's case does not matter.
    guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
    let digest = Self.digest(words[1].drop { $0 == " " })
    return tokens.reduce(nil) { found, one in one.digest == digest ? one.token : found }
  }
}
