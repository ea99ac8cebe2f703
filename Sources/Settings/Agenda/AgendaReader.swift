import Cadence
import Meetings

/// Goes through an agenda line by line.
struct AgendaReader {
  private static let remarksMax = 20

  private var file = AgendaFile()
  private var date: CivilDate?
  private var number = 0
  private var count = 0
  /// Number signs of the date's heading: a heading with more of them stays below it.
  private var level = 0
  /// The line where a comment or a block of code began that is still open.
  private var comment: Int?
  private var fence: (sign: Substring, line: Int)?
  /// The bullet that is being read; indented lines below it go on with it.
  private var bullet: String?
  private var indent = 0

  mutating func read(_ line: Substring) {
    number += 1
    let line = withoutComments(line)
    let text = line.drop { $0 == " " || $0 == "\t" }
    let depth = line.prefix(line.count - text.count).reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
    if let fence {
      if text.hasPrefix(fence.sign) { self.fence = nil }
      return
    }
    if text.isEmpty { return finish() }
    if let sign = fenceSign(text) {
      finish()
      fence = (sign, number)
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
      if date != nil, text.first == "-", text.dropFirst().first?.isLetter == true {
        remark("a line that begins with - and no blank is no item", "write \"- \" before the text")
      }
    }
  }

  /// Three or more of a sign; one line of `code` between backticks is none (CommonMark §4.5).
  private func fenceSign(_ text: Substring) -> Substring? {
    guard let sign = text.first, sign == "`" || sign == "~" else { return nil }
    let run = text.prefix { $0 == sign }
    guard run.count >= 3, sign == "~" || !text.dropFirst(run.count).contains("`") else {
      return nil
    }
    return run
  }

  mutating func finished() -> AgendaFile {
    finish()
    // These hide the rest: said however much else is.
    if file.remarks.count >= Self.remarksMax { file.remarks.removeLast() }
    if let comment {
      remark("this comment is never closed and hides the rest", "close it by -->", line: comment)
    }
    if let fence {
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
        line: file.headings[date] ?? number)
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
    let remark = AgendaFile.Remark(line: line ?? number, what: what, fix: fix)
    guard file.remarks.count < Self.remarksMax, !file.remarks.contains(remark) else { return }
    file.remarks.append(remark)
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
      date = found
      level = signs
      file.headings[found] = file.headings[found] ?? number
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

  private static func item(_ bullet: String) -> FileItem? {
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
    return FileItem(text: text, author: author, isPrivate: isPrivate)
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
