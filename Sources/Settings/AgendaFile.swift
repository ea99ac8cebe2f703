package import Cadence
package import Meetings

/// What people put on the agenda in a Markdown file that anyone may edit anywhere.
///
///     ## 2026-12-03
///
///     - pair review of PR 512 (yash)
///     - private: how to go on after the term (ana)
///
/// Everything else is prose and means nothing; nothing that is written can be an error.
package enum AgendaFile {
  package static let bytesMax = 1 << 20
  package static let itemsMax = 200
  package static let charactersMax = 500

  package struct Item: Sendable, Hashable {
    package var text: String
    /// The name in the brackets at the end, as written.
    package var author: String?
    /// Seen by its author and the hosts alone.
    package var isPrivate: Bool

    package init(text: String, author: String? = nil, isPrivate: Bool = false) {
      self.text = text
      self.author = author
      self.isPrivate = isPrivate
    }

    /// The person whose id or name stands in the brackets; upper and lower case do not matter.
    package func author(in community: Community) -> PersonID? {
      guard var name = author?.lowercased() else { return nil }
      if name.hasPrefix("@") { name.removeFirst() }
      let people = community.people.values.sorted { $0.id < $1.id }
      let found =
        people.first { $0.id.name.lowercased() == name }
        ?? people.first { $0.name.lowercased() == name }
      return found?.id
    }

    /// The text; brackets that name nobody belong to it.
    package func text(in community: Community) -> String {
      guard let author, self.author(in: community) == nil else { return text }
      return "\(text) (\(author))"
    }
  }

  /// The items of every date, in the order in which they are written.
  package static func read(_ bytes: [UInt8]) -> [CivilDate: [Item]] {
    var reader = AgendaReader()
    // Some editors begin a file with a byte order mark.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = String(decoding: bytes.dropFirst(start).prefix(bytesMax), as: UTF8.self)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      reader.read(line)
    }
    reader.finish()
    return reader.items
  }
}

/// Goes through an agenda line by line.
private struct AgendaReader {
  private(set) var items: [CivilDate: [AgendaFile.Item]] = [:]
  private var date: CivilDate?
  /// Number signs of the date's heading: a heading with more of them stays below it.
  private var level = 0
  private var isComment = false
  private var fence: Substring?
  /// The bullet that is being read; indented lines below it go on with it.
  private var bullet: String?
  private var indent = 0

  mutating func read(_ line: Substring) {
    let line = withoutComments(line)
    let text = line.drop { $0 == " " || $0 == "\t" }
    let depth = line.prefix(line.count - text.count).reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
    if let fence {
      if text.hasPrefix(fence) { self.fence = nil }
      return
    }
    if text.isEmpty { return finish() }
    if text.hasPrefix("```") || text.hasPrefix("~~~") {
      finish()
      fence = text.prefix(3)
      return
    }
    if depth < 4, text.first == "#", heading(text) { return }
    if let item = bulletText(text) {
      // A bullet below a bullet is a detail of it.
      if bullet != nil, depth >= indent + 2 { return }
      finish()
      bullet = String(item)
      indent = depth
    } else if bullet != nil, depth >= indent + 2 {
      // Bounded: the rest would be cut anyway.
      if (bullet?.utf8.count ?? 0) < 16 * AgendaFile.charactersMax { bullet?.append(" " + text) }
    } else {
      finish()
    }
  }

  /// Adds the bullet that was being read.
  mutating func finish() {
    defer { bullet = nil }
    guard let bullet, let date, let item = Self.item(bullet) else { return }
    guard items[date, default: []].count < AgendaFile.itemsMax else { return }
    items[date, default: []].append(item)
  }

  /// A comment that is never closed hides the rest, as it does when the file is displayed.
  private mutating func withoutComments(_ line: Substring) -> String {
    var rest = line
    var kept = ""
    while true {
      if isComment {
        guard let end = rest.firstRange(of: "-->") else { return kept }
        rest = rest[end.upperBound...]
        isComment = false
      }
      guard fence == nil, let start = rest.firstRange(of: "<!--") else { return kept + rest }
      kept += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      isComment = true
    }
  }

  /// True for a heading; one with a date begins its items, one of the same rank ends them.
  private mutating func heading(_ text: Substring) -> Bool {
    let signs = text.prefix { $0 == "#" }.count
    let title = text.dropFirst(signs)
    guard signs <= 6, title.isEmpty || title.first == " " || title.first == "\t" else {
      return false
    }
    finish()
    let words = title.split { !($0.isLetter || $0.isNumber || $0 == "-") }
    if let found = words.lazy.compactMap({ CivilDate(String($0)) }).first {
      date = found
      level = signs
    } else if signs <= level {
      date = nil
    }
    return true
  }

  /// What follows the sign of a list's element.
  private func bulletText(_ text: Substring) -> Substring? {
    if text.allSatisfy({ "-*_ \t".contains($0) }) { return nil }
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

  private static func item(_ bullet: String) -> AgendaFile.Item? {
    var text = clean(bullet)
    for box in ["[ ]", "[x]", "[X]"] where text.hasPrefix(box) {
      text = String(text.dropFirst(box.count)).trimmed
    }
    var isPrivate = false
    if text.lowercased().hasPrefix("private:") {
      isPrivate = true
      text = String(text.dropFirst("private:".count)).trimmed
    }
    var author: String?
    if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
      let name = String(text[text.index(after: open)...].dropLast()).trimmed
      let rest = String(text[..<open]).trimmed
      if rest.isBlank { return nil }
      if !name.isBlank, name.count <= 64, !name.contains(")") { (text, author) = (rest, name) }
    }
    guard !text.isBlank else { return nil }
    if text.count > AgendaFile.charactersMax {
      text = String(text.prefix(AgendaFile.charactersMax - 1)) + "…"
    }
    return AgendaFile.Item(text: text, author: author, isPrivate: isPrivate)
  }

  /// Without characters that a terminal or a mail's reader would obey, and not without end: one
  /// letter may carry any number of accents.
  private static func clean(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(4 * AgendaFile.charactersMax) {
      view.append(scalar.isPrintable ? scalar : " ")
    }
    return String(view).trimmed
  }
}

extension String {
  /// True if there is nothing to see: white space, joiners, fillers.
  fileprivate var isBlank: Bool {
    unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.isInvisible }
  }
}

extension Unicode.Scalar {
  /// U+2800 is a Braille cell without dots; Unicode counts it among the symbols.
  fileprivate var isInvisible: Bool {
    properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
      || properties.generalCategory == .control || value == 0x2800
  }
}
