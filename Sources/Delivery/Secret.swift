/// A text that is never printed: a password, a signing key, the URL of a webhook.
package struct Secret: Sendable {
  /// The text itself. Every use of this name is a place to look at in a review.
  package let exposed: String

  package init(_ text: String) {
    exposed = text
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "•••" }
  package var debugDescription: String { "•••" }
  /// Keeps `dump` and everything else that looks through a value from finding the text.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
