/// Why the text of a deadline does not say when something is due, and what to write instead.
public struct DeadlineProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// 1-based, within the text.
  public var column: Int
  /// What is wrong.
  public var what: String
  /// What to choose from: each is a whole text that is read.
  public var fixes: [String]
  /// Whether it is relative to a name that is none of those handed in.
  public var isUnknownName = false

  /// A problem at a column of the text.
  public init(column: Int, what: String, fixes: [String]) {
    self.column = column
    self.what = what
    self.fixes = fixes
  }

  /// What is wrong, and what to write.
  public var description: String {
    fixes.isEmpty ? what : "\(what). write \(fixes.joined(separator: " or "))"
  }
}
