/// Why a rule of RFC 5545 cannot be used: which part, where, what is wrong and what to write.
public struct RuleProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The part's name, `BYDAY`; empty where it is none.
  public var part: String
  /// 1-based, within the text; 1 for a rule that was made and not read.
  public var column: Int
  /// What is wrong.
  public var what: String
  /// What to write.
  public var fix: String

  /// A problem at a column of the text.
  public init(part: String = "", column: Int = 1, what: String, fix: String) {
    (self.part, self.column, self.what, self.fix) = (part, column, what, fix)
  }

  /// Which part, and what is wrong with it.
  public var statement: String { part.isEmpty ? what : "\(part): \(what)" }
  /// What is wrong, and what to write.
  public var description: String { "\(statement). write \(fix)" }
}
