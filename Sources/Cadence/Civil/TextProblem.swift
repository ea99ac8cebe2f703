/// Why a short text (a length, a lead, a period) cannot be read, and what to write instead.
public struct TextProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// 1-based, within the text.
  public var column: Int
  /// What is wrong with it.
  public var what: String
  /// What to write.
  public var fix: String

  /// A problem at a column of the text.
  public init(column: Int, what: String, fix: String) {
    self.column = column
    self.what = what
    self.fix = fix
  }

  /// What is wrong, and what to write.
  public var description: String { "\(what). write \(fix)" }
}
