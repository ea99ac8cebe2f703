/// A meeting that was asked for, in a message to one of the pair.
package struct RequestFacts: Hashable, Sendable, Codable {
  /// Why it does not take place.
  package enum Outcome: Hashable, Sendable, Codable {
    /// By somebody, if that is known.
    case declined(by: String?)
    case unanswered
  }

  /// By name.
  package var asker: String
  package var start: Moment
  package var end: Moment
  package var about: String
  /// For whoever asked; nil for those who are asked.
  package var outcome: Outcome?

  package init(asker: String, start: Moment, end: Moment, about: String) {
    self.asker = asker
    self.start = start
    self.end = end
    self.about = about
  }
}
