import Cadence
import Meetings

/// Goes through an agenda line by line.
struct AgendaReader {
  private static let remarksMax = 20

  private var file = AgendaFile()
  private var date: CivilDate?
  private var lines = MarkdownLines()
  private var count = 0
  /// Number signs of the date's heading: a heading with more of them stays below it.
  private var level = 0
  /// The bullet that is being read; indented lines below it go on with it.
  private var bullet: String?
  private var indent = 0
  /// Whether the line before was prose: what follows it is part of a sentence.
  private var isInProse = false

  mutating func read(_ line: Substring) {
    switch lines.next(line) {
    case .hidden: return
    case .gap:
      isInProse = false
      finish()
    case .text(let text, let depth): read(text, depth)
    }
  }

  private mutating func read(_ text: Substring, _ depth: Int) {
    let isInProse = self.isInProse
    self.isInProse = false
    if depth < 4, text.first == "#", heading(text) { return }
    if depth == 0, !isInProse, let found = Self.plainDate(text) { return begin(found, level: 2) }
    if let item = MarkdownLines.bullet(text) {
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
      self.isInProse = true
      if date != nil, text.first == "-", text.dropFirst().first?.isLetter == true {
        remark("a line that begins with - and no blank is no item", "write \"- \" before the text")
      }
    }
  }

  mutating func finished() -> AgendaFile {
    finish()
    // These hide the rest: said however much else is.
    if file.remarks.count >= Self.remarksMax { file.remarks.removeLast() }
    if let comment = lines.comment {
      remark("this comment is never closed and hides the rest", "close it by -->", line: comment)
    }
    if let fence = lines.fence {
      remark(
        "this block of code is never closed and hides the rest", "close it by \(fence.sign)",
        line: fence.line)
    }
    return file
  }

  /// Adds the bullet that was being read.
  private mutating func finish() {
    defer { bullet = nil }
    guard let bullet, let date, let item = Self.item(bullet) else { return }
    guard file.items[date, default: []].count < AgendaFile.itemsMax else {
      return remark(
        "\(date) has more than \(AgendaFile.itemsMax) items", "take some out",
        line: file.headings[date] ?? lines.number)
    }
    count += 1
    guard count <= AgendaFile.itemsInAllMax else {
      return remark(
        "this file has more than \(AgendaFile.itemsInAllMax) items", "take out what is long past",
        line: 1)
    }
    file.items[date, default: []].append(item)
  }

  /// The same is said once of a line, and no more than a few times in all.
  private mutating func remark(_ what: String, _ fix: String, line: Int? = nil) {
    let remark = AgendaFile.Remark(line: line ?? lines.number, what: what, fix: fix)
    guard file.remarks.count < Self.remarksMax, !file.remarks.contains(remark) else { return }
    file.remarks.append(remark)
  }

  /// True for a heading; one with a date begins its items, one of the same rank ends them.
  private mutating func heading(_ text: Substring) -> Bool {
    let signs = text.prefix { $0 == "#" }.count
    let title = text.dropFirst(signs)
    let words = title.split { !($0.isLetter || $0.isNumber || $0 == "-") }
    let found = words.lazy.compactMap { CivilDate(String($0)) }.first
    guard signs <= 6, title.isEmpty || title.first == " " || title.first == "\t" else {
      if let found { remark("a heading needs a blank after #", "write \"## \(found)\"") }
      return false
    }
    finish()
    if let found {
      begin(found, level: signs)
    } else {
      if Self.looksLikeADate(title) {
        remark(
          "this heading has no date that can be read: nothing below it is on an agenda",
          "write it like \"## 2026-12-03\"")
      }
      if signs <= level { date = nil }
    }
    return true
  }

  private mutating func begin(_ found: CivilDate, level: Int) {
    finish()
    date = found
    self.level = level
    file.headings[found] = file.headings[found] ?? lines.number
  }

  /// A line that is a date and nothing more: a heading, once a document is exported as plain text.
  private static func plainDate(_ text: some StringProtocol) -> CivilDate? {
    let bare = String(text).trimmed
    return CivilDate(bare.hasSuffix(":") ? String(bare.dropLast()) : bare)
  }

  /// Three numbers, or a month's name and a number: people write dates like these.
  private static func looksLikeADate(_ title: Substring) -> Bool {
    let words = title.lowercased().split { !($0.isLetter || $0.isNumber) }
    let numbers = words.filter { $0.allSatisfy(\.isNumber) || $0.first?.isNumber == true }
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    let namesAMonth = words.contains { word in months.contains { word.hasPrefix($0) } }
    return numbers.count >= 3 && words.count <= 4 || namesAMonth && !numbers.isEmpty
  }

  private static func item(_ bullet: String) -> FileItem? {
    var text = ItemText.clean(bullet)
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
      if ItemText.isBlank(rest) { return nil }
      if !ItemText.isBlank(name), name.count <= 64, !name.contains(")") {
        (text, author) = (rest, name)
      }
    }
    guard !ItemText.isBlank(text) else { return nil }
    return FileItem(text: ItemText.cut(text), author: author, isPrivate: isPrivate)
  }
}
