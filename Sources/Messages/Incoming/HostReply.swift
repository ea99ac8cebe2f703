package import Meetings

/// A reply to a question that is answered by yes or no: "yes", "No, I am at a conference".
package struct HostReply: Hashable, Sendable {
  package let answer: Answer
  /// Whether it says nothing else: "No, sorry." Nobody means that for an agenda.
  package let isBare: Bool

  /// Nil for a text that begins with neither. "No slides this time" is neither: it may be an item.
  package init?(_ text: String) {
    let line = text.drop { $0.isWhitespace || $0 == "\"" }.lowercased()
    let word = line.prefix { $0.isLetter }
    guard let answer = Self.words[String(word)] else { return nil }
    let rest = line.dropFirst(word.count)
    let next = rest.drop { $0 == " " }.prefix { $0.isLetter || $0 == "'" || $0 == "\u{2019}" }
    let isWhole = rest.isEmpty || rest.first.map { !$0.isLetter && $0 != " " } == true
    guard isWhole || next.isEmpty || ["i", "i'm", "i\u{2019}m", "sorry", "thanks"].contains(next)
    else { return nil }
    self.answer = answer
    isBare = rest.split { !$0.isLetter && $0 != "'" && $0 != "\u{2019}" }
      .allSatisfy { Self.courtesies.contains(String($0)) }
  }

  private static let words: [String: Answer] = [
    "yes": .accepted, "yep": .accepted, "yeah": .accepted, "no": .declined, "nope": .declined,
  ]
  private static let courtesies = Set(words.keys).union([
    "i", "can", "can't", "can\u{2019}t", "cannot", "sorry", "thanks", "thank", "you", "please",
  ])
}
