import Foundation

/// Takes what belongs to one person out of texts that are about others as well.
struct Scrubbing {
  /// What stands in its place.
  static let mark = "(forgotten)"

  /// Longest first: an address may have the name in it.
  private let needles: [String]

  init(_ needles: Set<String>) {
    self.needles = needles.filter { !$0.isEmpty && $0 != Self.mark }
      .sorted { ($1.count, $0) < ($0.count, $1) }
  }

  /// Whole words and phrases, in whatever case; nil if there is nothing of it.
  func clean(_ text: String) -> String? {
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
        guard !Self.isWord(before), !Self.isWord(after) else {
          from = found.upperBound
          continue
        }
        let offset = text.distance(from: text.startIndex, to: found.lowerBound) + Self.mark.count
        text.replaceSubrange(found, with: Self.mark)
        from = text.index(text.startIndex, offsetBy: offset)
        isChanged = true
      }
    }
    return isChanged ? text : nil
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// As `clean`, of every string in a JSON text; the names of what is meant stay.
  func clean(json: String) -> String? {
    guard let value = try? JSONSerialization.jsonObject(with: Data(json.utf8)) else { return nil }
    var isChanged = false
    func walk(_ value: Any) -> Any {
      switch value {
      case let text as String:
        guard let other = clean(text) else { return text }
        isChanged = true
        return other
      case let list as [Any]: return list.map(walk)
      case let object as [String: Any]: return object.mapValues(walk)
      default: return value
      }
    }
    let other = walk(value)
    guard isChanged,
      let data = try? JSONSerialization.data(
        withJSONObject: other, options: [.sortedKeys, .withoutEscapingSlashes])
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
