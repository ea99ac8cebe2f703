/// What begins the name of a task that hangs on no meeting and no program: `votes/new-sig`. No
/// series and no program has such a name.
package enum Root: String, Sendable, CaseIterable {
  /// What is put to a vote.
  case votes
  /// Whether a group is still needed.
  case groups
  /// Who may become a reviewer.
  case reviewers

  package var series: SeriesID { SeriesID(rawValue) }
}
