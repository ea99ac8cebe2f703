package import Cadence
package import Meetings

/// A notice on its way, and what became of it.
package struct OutboxRow: Sendable {
  package enum State: String, Sendable, CaseIterable {
    /// Decided, not tried or to be tried again.
    case pending
    /// Handed to the wire; the answer is awaited.
    case sending
    /// Handed to the wire and the answer was lost: repeated with the same identity.
    case unknown
    case delivered, refused, expired, superseded
    /// Five times the service died over it: left for a person to look at.
    case quarantined

    package var isFinal: Bool {
      switch self {
      case .pending, .sending, .unknown: false
      case .delivered, .refused, .expired, .superseded, .quarantined: true
      }
    }
  }

  package let identity: Identity
  package let notice: Notice
  package let state: State
  package let attempts: Int
  /// How often the service ended while it was being sent.
  package let crashes: Int
  /// How often the answer was lost after the last byte.
  package let unknowns: Int
  package let nextTry: Instant
  package let receipt: String?
  package let settledAt: Instant?

  /// Whether somebody may have read it, also where a later try was put off.
  package var mayHaveArrived: Bool { state == .unknown || unknowns > 0 || crashes > 0 }

  /// `mail`, or a channel's name: what one failure may speak for.
  package var destination: String { notice.recipient.channelName }
}

/// A row that cannot be read back: the file was changed by hand, or by a later version.
package struct UnreadableRow: Error, Sendable, CustomStringConvertible {
  package let identity: Identity
  package let description: String
}
