/// Why a sentence does not say when to meet, and what to write instead.
public struct SentenceProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// 1-based, within the sentence.
  public var column: Int
  /// What is wrong.
  public var what: String
  /// What to choose from: each a sentence, a word or a key to write.
  public var fixes: [String]
  /// Whether a first date is all that is missing: `every N weeks` does not say which.
  public var lacksStarting: Bool

  /// A problem at a column of the sentence.
  public init(column: Int, what: String, fixes: [String], lacksStarting: Bool = false) {
    self.column = column
    self.what = what
    self.fixes = fixes
    self.lacksStarting = lacksStarting
  }

  /// What is wrong, and what to write.
  public var description: String {
    fixes.isEmpty ? what : "\(what). write \(fixes.joined(separator: " or "))"
  }
}
