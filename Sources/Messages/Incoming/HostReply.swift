package import Meetings

/// A reply to a question that is answered by yes or no: "yes", "No, I am at a conference".
package struct HostReply: Hashable, Sendable {
  package let answer: Answer
  /// Whether it says nothing else: "No, sorry." Nobody means that for an agenda.
  package let isBare: Bool

  /// Nil for a text that is not plainly one of them: it may be an item, and none of it may be lost.
  /// "No slides this time" is one, as is a list below a yes.
  package init?(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.trimmingPrefix { $0.isWhitespace || $0 == "\"" }.lowercased()
    }.filter { !$0.isEmpty }
    guard let line = lines.first, Self.signOff(lines.dropFirst()) else { return nil }
    let word = line.prefix { $0.isLetter }
    guard let answer = Self.words[String(word)] else { return nil }
    let rest = line.dropFirst(word.count)
    let words = rest.split { !Self.isOfWord($0) }
    let isApart = rest.first.map { " ,.!;:\"".contains($0) } ?? true
    let isPlain = words.first.map { Self.openings.contains(String($0)) } ?? true
    guard isApart, isPlain, words.count <= Self.wordsMax else { return nil }
    self.answer = answer
    isBare = words.allSatisfy { Self.courtesies.contains(String($0)) }
  }

  private static func isOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "'" || character == "\u{2019}"
  }

  /// Nothing, or a name, or "Best regards," and one.
  private static func signOff(_ lines: ArraySlice<String>) -> Bool {
    guard let first = lines.first, lines.count <= 3 else { return lines.isEmpty }
    let word = first.prefix(while: isOfWord)
    let isName = lines.count == 1 && first.allSatisfy(\.isLetter)
    return isName || closings.contains(String(word))
  }

  /// "I can, and ..." says more than whether.
  private static let wordsMax = 8
  private static let words: [String: Answer] = [
    "yes": .accepted, "yep": .accepted, "yeah": .accepted, "no": .declined, "nope": .declined,
  ]
  private static let courtesies = Set(words.keys).union([
    "i", "can", "can't", "can\u{2019}t", "cannot", "sorry", "thanks", "thank", "you", "please",
    "of", "course", "gladly", "unfortunately",
  ])
  private static let openings = courtesies.subtracting(["can", "you", "course"]).union([
    "i'm", "i\u{2019}m", "i'll", "i\u{2019}ll", "happy", "problem",
  ])
  private static let closings: Set<String> = [
    "best", "cheers", "greetings", "kind", "regards", "sent", "sorry", "thanks", "thank", "many",
  ]
}
