package import Cadence
import Crypto
package import Meetings

/// Makes the links that stand in mails, and reads them when somebody comes back with one.
package struct Links: Sendable {
  private let site: String
  private let keys: [LinkKey]

  /// How long a link is good after its mail was decided: every mail brings a new one.
  private static let days: Int64 = 180
  private static let secondsPerDay: Int64 = 86_400

  /// - Parameters:
  ///   - site: https, without a slash at its end.
  ///   - keys: the first signs; all are good.
  package init(site: String, keys: [LinkKey]) {
    self.site = site
    self.keys = keys
  }

  /// Where the reader of a mail stops their reminders; nil for what is no mail to a person.
  func reminders(_ notice: Notice) -> Link? {
    guard case .person(let person) = notice.recipient, let key = keys.first else { return nil }
    let day = notice.facts.decidedAt.secondsSince1970 / Self.secondsPerDay + Self.days
    let token = LinkToken(purpose: .reminders, person: person, lastDay: UInt16(clamping: day))
    return Link("\(site)/u/\(token.text(signedWith: key))")
  }

  /// Whose reminders a token of `/u/TOKEN` is about; nil, without a reason, for every other text.
  package func person(ofReminders token: String, at now: Instant) -> PersonID? {
    guard let token = LinkToken(token, keys: keys), token.purpose == .reminders,
      now.secondsSince1970 / Self.secondsPerDay <= Int64(token.lastDay)
    else { return nil }
    return token.person
  }

  /// Names a token in the log without giving it away.
  package static func id(ofToken token: String) -> String {
    SHA256.hash(data: Array(token.utf8)).prefix(4)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
