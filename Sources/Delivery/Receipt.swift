/// What became of one message, as the other side answered it.
///
/// Every text in it is one printable line of bounded length, holds no secret, and is meant for the
/// operator.
package enum Receipt: Sendable, Hashable {
  /// Whom an answer concerns: one recipient, or everybody behind the same relay or hook.
  package enum Scope: Sendable, Hashable {
    case recipient
    /// The connection, the relay as a whole: trying the next recipient is of no use.
    case destination
    /// The same, until somebody mends the login.
    case login
  }

  /// The other side took responsibility for the message.
  case accepted(answer: String)

  /// Nothing was delivered; the same message may be offered again later.
  case deferred(why: String, retryAfterSeconds: Int?, scope: Scope)

  /// Nothing was delivered, and the same message will never be taken.
  case refused(why: String, scope: Scope)

  /// All of the message had left when the connection was lost: it may have been delivered.
  case unknown(why: String)
}

extension Receipt {
  /// One printable line of at most 200 characters of what a peer said.
  ///
  /// Controls, line separators and the marks that reorder text (U+202A-E, U+2066-9) become spaces,
  /// so that a peer's words can neither break a log line nor disguise it.
  static func oneLine(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: " "
      default: scalar
      }
    }
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars.prefix(1_000))
    return String(String(line).split(separator: " ").joined(separator: " ").prefix(200))
  }
}
