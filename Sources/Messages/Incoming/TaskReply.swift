package import Meetings

/// A reply to a message about tasks: "done", "done 1 3", "all done", and where it asks for an
/// answer, "yes", "no 2", "abstain", "no: it is too early".
package struct TaskReply: Hashable, Sendable {
  package enum Word: Hashable, Sendable {
    case done
    case choice(Choice)
  }

  package let word: Word
  /// In the writer's words; nil for no more than the word.
  package let because: String?
  private let numbers: [Int]
  private let isAll: Bool

  /// Nil for a text whose first line says nothing of the kind.
  package init?(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .drop { $0.allSatisfy(\.isWhitespace) }
    let (said, reason) = Self.parts(of: lines.first ?? "")
    let tokens = said.lowercased().split { $0 == " " || $0 == "," || $0 == "." || $0 == "!" }
      .map(String.init)
    let words = Set(tokens).intersection(Self.words.keys)
    let others = tokens.filter { Self.words[$0] == nil && !["and", "all"].contains($0) }
    let numbers = others.map { Int($0) ?? 0 }
    // Anything else, "3-5" and "not yet" among it, is nothing to guess at.
    guard words.count == 1, let word = words.first.flatMap({ Self.words[$0] }),
      numbers.allSatisfy({ $0 > 0 })
    else { return nil }
    (self.word, self.numbers, isAll) = (word, numbers, tokens.contains("all"))
    // What follows the reason at once belongs to it; after a gap comes the writer's name.
    because = reason.map { reason in
      let rest = lines.dropFirst().prefix { !$0.allSatisfy(\.isWhitespace) }
      return ([reason] + rest.map(String.init)).joined(separator: " ")
    }
  }

  private static let words: [String: Word] = [
    "done": .done, "yes": .choice(.yes), "no": .choice(.no), "abstain": .choice(.abstain),
    "+1": .choice(.yes), "-1": .choice(.no), "+0": .choice(.abstain), "-0": .choice(.abstain),
  ]

  /// "no 2: it is too early" is two parts.
  private static func parts(of line: Substring) -> (said: String, reason: String?) {
    for separator in [":", " because "] {
      guard let range = line.firstRange(of: separator) else { continue }
      let said = String(line[..<range.lowerBound])
      let reason = String(line[range.upperBound...])
      return (said, separator == ":" ? reason : "because " + reason)
    }
    return (String(line), nil)
  }

  /// The numbers that are meant of so many tasks, each once; nil where that is not clear.
  package func numbers(of count: Int) -> [Int]? {
    guard count > 0 else { return nil }
    // "All 5 done" says how many, and not which.
    if isAll { return numbers.isEmpty || numbers == [count] ? Array(1...count) : nil }
    if numbers.isEmpty { return count == 1 ? [1] : nil }
    let meant = Set(numbers).sorted()
    return meant.allSatisfy((1...count).contains) ? meant : nil
  }
}
