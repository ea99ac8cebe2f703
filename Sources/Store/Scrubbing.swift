import Foundation
import Meetings

/// Takes what belongs to one person out of texts that are about others as well.
struct Scrubbing {
  /// What stands in its place, in memory as well.
  static let mark = Book.forgotten

  /// Their names and addresses, the longest first: an address may have the name in it.
  private let names: [String]
  /// Their key of `people:`, which may be a word of its own.
  private let key: String
  /// What they wrote, each whole.
  private let texts: Set<String>

  init(names: Set<String>, key: String, texts: Set<String>) {
    self.key = key
    self.names = names.filter { !$0.isEmpty && $0 != Self.mark }
      .sorted { ($1.count, $0) < ($0.count, $1) }
    self.texts = texts.filter { !$0.isEmpty && $0 != Self.mark }
  }

  /// The same, for lines of the journal, which have what they wrote among other words.
  var ofSentences: Scrubbing {
    Scrubbing(names: Set(names).union(texts).union([key]), key: key, texts: [])
  }

  /// Whole words and phrases, in whatever case, with the reason that stands behind a name; nil if
  /// there is nothing of it.
  func clean(_ text: String) -> String? { Self.clean(text, of: names) }

  private static func clean(_ text: String, of needles: [String]) -> String? {
    var text = text
    var isChanged = false
    for needle in needles {
      var from = text.startIndex
      while let found = text.range(
        of: needle, options: .caseInsensitive, range: from..<text.endIndex)
      {
        let before =
          found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : " "
        let after = found.upperBound < text.endIndex ? text[found.upperBound] : " "
        guard !isWord(before), !isWord(after) else {
          from = found.upperBound
          continue
        }
        let end = reason(behind: found.upperBound, in: text)
        let offset = text.distance(from: text.startIndex, to: found.lowerBound) + mark.count
        text.replaceSubrange(found.lowerBound..<end, with: mark)
        from = text.index(text.startIndex, offsetBy: offset)
        isChanged = true
      }
    }
    return isChanged ? text : nil
  }

  /// The end of " (on call)", which says why somebody is away.
  private static func reason(behind end: String.Index, in text: String) -> String.Index {
    guard text[end...].hasPrefix(" ("), let close = text[end...].firstIndex(of: ")") else {
      return end
    }
    return text.index(after: close)
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  // MARK: Facts

  /// Where facts name people, and where they have what people said. All else of them is ours: a
  /// zone, a rule, a name of a series is not touched, whatever anybody wrote.
  private static let ofPeople: Set<String> = [
    "address", "asker", "author", "by", "hosts", "insteadOf", "name", "names", "nominator",
    "owners",
    "speakers", "sponsor", "voter", "who",
  ]
  private static let ofWords: Set<String> = ["about", "because", "reason", "text", "title", "why"]

  /// As `clean`, of what the facts of a notice say of people and in their words.
  func clean(json: String) -> String? {
    guard let value = try? JSONSerialization.jsonObject(with: Data(json.utf8)) else { return nil }
    var isChanged = false
    let phrases = names.filter { $0.contains(" ") || $0.contains("@") }
    func cleaned(_ text: String, under member: String) -> String {
      let other: String? =
        if Self.ofPeople.contains(member) {
          text == key ? Self.mark : clean(text)
        } else if Self.ofWords.contains(member) {
          // Half a name is a word of somebody else's as well.
          texts.contains(text) ? Self.mark : Self.clean(text, of: phrases)
        } else {
          nil
        }
      if other != nil { isChanged = true }
      return other ?? text
    }
    func walk(_ value: Any, under member: String) -> Any {
      switch value {
      case let text as String: return cleaned(text, under: member)
      case let list as [Any]: return list.map { walk($0, under: member) }
      case let object as [String: Any]:
        var other: [String: Any] = [:]
        for (name, value) in object { other[name] = walk(value, under: name) }
        // Whoever wrote it is them, by whatever name.
        if let text = object["text"] as? String, texts.contains(text), object["author"] != nil {
          other["author"] = Self.mark
        }
        return other
      default: return value
      }
    }
    let other = walk(value, under: "")
    guard isChanged,
      let data = try? JSONSerialization.data(
        withJSONObject: other, options: [.sortedKeys, .withoutEscapingSlashes])
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
