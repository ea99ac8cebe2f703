/// A Markdown text line by line, without what comments and blocks of code hide.
struct MarkdownLines {
  enum Line {
    /// Of a block of code, or its end.
    case hidden
    /// Blank, or a block of code begins: what was before it is over.
    case gap
    /// - Parameter depth: the columns before it; a tab counts four.
    case text(Substring, depth: Int)
  }

  /// Of the last line, counted from 1.
  private(set) var number = 0
  /// The line where a comment or a block of code began that is still open.
  private(set) var comment: Int?
  private(set) var fence: (sign: Substring, line: Int)?

  mutating func next(_ line: Substring) -> Line {
    number += 1
    let line = withoutComments(line)
    let (text, depth) = Self.indented(line[...])
    if let fence {
      if text.hasPrefix(fence.sign) { self.fence = nil }
      return .hidden
    }
    if text.isEmpty { return .gap }
    if let sign = Self.fenceSign(text) {
      fence = (sign, number)
      return .gap
    }
    return .text(text, depth: depth)
  }

  /// A line without the blanks before it, and how many columns they take.
  static func indented(_ line: Substring) -> (text: Substring, depth: Int) {
    let blanks = line.prefix { $0 == " " || $0 == "\t" }
    return (line[blanks.endIndex...], blanks.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) })
  }

  /// Three or more of a sign; one line of `code` between backticks is none (CommonMark §4.5).
  private static func fenceSign(_ text: Substring) -> Substring? {
    guard let sign = text.first, sign == "`" || sign == "~" else { return nil }
    let run = text.prefix { $0 == sign }
    guard run.count >= 3, sign == "~" || !text.dropFirst(run.count).contains("`") else {
      return nil
    }
    return run
  }

  /// A comment that is never closed hides the rest, as it does when the file is displayed.
  private mutating func withoutComments(_ line: Substring) -> String {
    var rest = line
    var kept = ""
    while true {
      if comment != nil {
        guard let end = rest.firstRange(of: "-->") else { return kept }
        rest = rest[end.upperBound...]
        comment = nil
      }
      guard fence == nil, let start = rest.firstRange(of: "<!--") else { return kept + rest }
      kept += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      comment = number
    }
  }

  /// A line between paragraphs, or an element of a list that says nothing.
  static func isRule(_ text: Substring) -> Bool { text.allSatisfy { "-*_ \t".contains($0) } }

  /// What follows the sign of a list's element.
  static func bullet(_ text: Substring) -> Substring? {
    if isRule(text) { return nil }
    if let sign = text.first, "-*+".contains(sign) {
      let rest = text.dropFirst()
      // "---" and "* * *" are rules between paragraphs, "**bold**" is text.
      guard let next = rest.first, next == " " || next == "\t" else { return nil }
      return rest
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard (1...9).contains(digits.count), let sign = rest.first, sign == "." || sign == ")",
      rest.dropFirst().first == " "
    else { return nil }
    return rest.dropFirst()
  }
}
