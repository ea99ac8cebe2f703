/// What a message says, once: plain text, HTML, the chat's short form and the calendar's
/// description are four ways to write this one value, so no word stands in the sources twice.
struct Document: Hashable, Sendable {
  enum Block: Hashable, Sendable {
    case paragraph(Phrase)
    case list(title: Phrase, items: [Phrase], isNumbered: Bool)
    case table([Row])
  }

  struct Row: Hashable, Sendable {
    let label: Phrase
    let value: Phrase
  }

  /// What happened.
  var headline: Phrase
  /// When. With the headline it suffices; the rest is for who reads on.
  var when: Phrase
  var blocks: [Block]
  var footer: Phrase
  /// Where this reader asks for fewer mails.
  var fewer: Link?
  /// True where the meeting does not take place, for this reader at least.
  var isOff = false
}

// MARK: Plain text

extension Document {
  /// The text part of a mail, wrapped at 72 columns, its lines ending in LF.
  var plainText: String {
    var parts = [Wrapped.lines(headline) + Wrapped.lines(when)]
    parts += blocks.map { Self.lines(of: $0) }
    let fewer = fewer.map { ["Fewer mails: \($0.url)"] } ?? []
    if !footer.isEmpty { parts.append(["-- "] + Wrapped.lines(footer) + fewer) }
    return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  /// The same for a chat, which wraps by itself: one line each, no columns, no footer.
  var shortText: String {
    ([headline.text, when.text] + blocks.flatMap { Self.lines(of: $0, isWrapped: false) })
      .joined(separator: "\n")
  }

  private static func lines(of block: Block, isWrapped: Bool = true) -> [String] {
    let columns = isWrapped ? Wrapped.columns : Int.max
    switch block {
    case .paragraph(let phrase):
      return Wrapped.lines(phrase, columns: columns)
    case .list(let title, let items, let isNumbered):
      return (title.isEmpty ? [] : Wrapped.lines(title, columns: columns))
        + items.enumerated().flatMap { index, item in
          Wrapped.lines(item, after: isNumbered ? "\(index + 1). " : "- ", columns: columns)
        }
    case .table(let rows):
      let width = isWrapped ? rows.map { $0.label.text.count }.max() ?? 0 : 0
      return rows.flatMap { row in
        let label = row.label.text + ":"
        let gap = String(repeating: " ", count: max(1, width + 2 - label.count))
        return Wrapped.lines(row.value, after: label + gap, columns: columns)
      }
    }
  }
}

/// Lines of at most 72 columns; RFC 5322 §2.1.1 asks for 78, and quoting adds a few.
private enum Wrapped {
  static let columns = 72

  /// - Parameter prefix: stands before the first line; the others are indented by as much.
  static func lines(_ phrase: Phrase, after prefix: String = "", columns: Int = columns) -> [String]
  {
    let indent = String(repeating: " ", count: prefix.count)
    var lines: [String] = []
    var line = prefix
    var width = prefix.count
    var isFresh = true
    for glued in phrase.unbreakable.split(separator: " ") {
      let word = Phrase.loosened(String(glued))
      let length = word.count
      // A word longer than a line, such as a URL, is left whole: broken, it would not work.
      if !isFresh, width + 1 + length > columns {
        lines.append(line)
        (line, width, isFresh) = (indent, indent.count, true)
      }
      line += isFresh ? word : " " + word
      width += isFresh ? length : length + 1
      isFresh = false
    }
    return lines + [line]
  }
}
