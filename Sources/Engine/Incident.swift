/// What happened to the service itself: no decision, and no notice.
package enum Incident: Sendable, CaseIterable {
  /// Notices were on the wire when the process ended.
  case interrupted
  /// The state is a backup's.
  case restored
  /// Nobody was there for longer than it takes to miss a deadline.
  case slept
  /// The clock jumped ahead without explanation: decisions wait.
  case clockHeld
  case clockReleased
  /// Notices for a channel that is gone ended.
  case channelEnded
  /// Nothing reaches somebody, and nobody else can be told.
  case unreachable
  /// A relay or a hook has failed for so long that it does not pass by itself.
  case failing
  /// People do not know yet that their meeting is cancelled.
  case cancellationStuck

  /// True if a person has to do something, or people miss what they should know.
  package var isAlarm: Bool {
    switch self {
    case .unreachable, .failing, .cancellationStuck: true
    case .interrupted, .restored, .slept, .clockHeld, .clockReleased, .channelEnded: false
    }
  }
}
