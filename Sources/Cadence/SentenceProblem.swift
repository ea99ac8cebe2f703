/// Why a sentence does not say when to meet, and what to write instead.
public struct SentenceProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// 1-based, within the sentence.
  public var column: Int
  /// What is wrong.
  public var what: String
  /// What to choose from: each a sentence, a word or a key to write.
  public var fixes: [String]

  /// A problem at a column of the sentence.
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
