package import Cadence

/// A standing group of a community: a special interest group, a working group or a committee, as
/// `groups:` says it. Who belongs to it is the group of the same name.
package struct Team: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case sig, wg, committee
  }
  package var kind: Kind
  /// "The Engine SIG".
  package var title: String
  /// How it is called where labels are, such as `sig-engine`; nil for a committee without one.
  package var label: String?
  /// Whom anybody may ask, and who leads its meetings where nothing else is said; never empty.
  package var contacts: [Member]
  /// What it is about: a link, or the name of a file.
  package var document: String?
  /// Its last day, in the community's zone; nil while it is there to stay.
  package var lastDay: CivilDate?

  package init(
    kind: Kind, title: String, label: String?, contacts: [Member], document: String? = nil,
    lastDay: CivilDate? = nil
  ) {
    self.kind = kind
    self.title = title
    self.label = label
    self.contacts = contacts
    self.document = document
    self.lastDay = lastDay
  }
}

extension Team {
  package func hasEnded(on date: CivilDate) -> Bool { lastDay.map { $0 < date } ?? false }

  /// Why it does not meet on a date; nil while it does.
  func farewell(on date: CivilDate) -> String? {
    hasEnded(on: date) ? "\(title) has ended." : nil
  }
}
