/// What somebody wrote into a reply: without the quote, the signature and what their program adds.
struct ReplyText {
  private let lines: [Substring]

  private static let linesMax = 4_000
  /// Of a line, in characters; a paragraph of one line is far below it.
  private static let lineMax = 4_000

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .prefix(Self.linesMax).map { $0.prefix(Self.lineMax) }
  }

  /// The first paragraph that is more than a greeting, on one line; empty if there is none.
  ///
  /// Above the quote where anything is written there, else below it.
  var item: String {
    let quote = firstQuote
    let above = Self.paragraph(of: lines[..<(quote?.start ?? lines.count)])
    // What stands below a quote without marks may well be the rest of it.
    guard above.isEmpty, let quote, quote.isMarked else { return above }
    return Self.paragraph(of: lines[quote.start...].drop { !Self.isQuoted($0) })
  }

  private static func paragraph(of lines: ArraySlice<Substring>) -> String {
    var words: [Substring] = []
    for line in lines {
      if isSignature(line) || isSeparator(line) { break }
      let isBlank = line.allSatisfy(\.isWhitespace)
      if isQuoted(line) || isFooter(line) || isBlank {
        if words.isEmpty { continue }
        if !isGreeting(words) { break }
        words = []
        continue
      }
      words.append(line)
    }
    return isGreeting(words) ? "" : words.joined(separator: " ")
  }

  // MARK: Quotes

  /// Where what was answered to begins: its introduction, or itself. `isMarked` where its lines
  /// begin with `>`.
  private var firstQuote: (start: Int, isMarked: Bool)? {
    for index in lines.indices {
      let line = lines[index]
      if Self.isQuoted(line) { return (index, true) }
      if Self.isSeparator(line) || isHeaderBlock(at: index) { return (index, false) }
      if let start = introduction(endingAt: index) { return (start, true) }
    }
    return nil
  }

  private static func isQuoted(_ line: Substring) -> Bool {
    line.drop { $0 == " " }.first == ">"
  }

  /// `-----Original Message-----` in any language, or Outlook's long line.
  private static func isSeparator(_ line: Substring) -> Bool {
    let text = line.trimmedSpaces
    if text.count >= 10, text.allSatisfy({ $0 == "_" }) { return true }
    let inner = text.drop { $0 == "-" }
    let dashes = text.count - inner.count
    return dashes >= 4 && text.hasSuffix("----") && inner.contains { $0.isLetter }
  }

  /// `From: …` with `Sent: …` below it, as Outlook puts above a quote without marks.
  private func isHeaderBlock(at index: Int) -> Bool {
    guard let label = Self.label(of: lines[index]), ReplyWords.from.contains(label) else {
      return false
    }
    return lines[(index + 1)...].prefix(4).contains { line in
      Self.label(of: line).map(ReplyWords.headers.contains) ?? false
    }
  }

  private static func label(of line: Substring) -> String? {
    let text = line.trimmedSpaces.drop { $0 == "*" }.prefix(40)
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    return text[..<colon].lowercased().filter { !$0.isWhitespace && $0 != "*" }
  }

  /// `On …, … wrote:`, which may take up to four lines: where it begins, if it ends here.
  private func introduction(endingAt end: Int) -> Int? {
    let last = lines[end].trimmedSpaces
    guard last.last == ":" || last.last == "：", last.count <= 300 else { return nil }
    // The date stands in the same line, or in one of the three above.
    for start in stride(from: end, through: max(0, end - 3), by: -1) {
      guard lines[start].contains(where: { !$0.isWhitespace }) else { break }
      let block = lines[start...end].joined(separator: " ").lowercased()
      guard Self.saysWhoWrote(block) else { continue }
      if Self.hasDate(block) { return beginning(of: start) }
    }
    let next = lines[(end + 1)...].first { line in line.contains { !$0.isWhitespace } }
    let isQuoteNext = next.map(Self.isQuoted) ?? false
    return isQuoteNext && Self.saysWhoWrote(last.lowercased()) ? end : nil
  }

  /// A date may itself be the second line of it: `Am Dienstag, dem` / `1. Dezember 2026 …`.
  private func beginning(of start: Int) -> Int {
    guard !Self.beginsLikeOne(lines[start]), start > 0 else { return start }
    return Self.beginsLikeOne(lines[start - 1]) && Self.hasDate(lines[start - 1].lowercased())
      ? start - 1 : start
  }

  private static func beginsLikeOne(_ line: Substring) -> Bool {
    let text = line.trimmedSpaces.lowercased()
    return ReplyWords.beginnings.contains { text.hasPrefix($0) }
  }

  private static func saysWhoWrote(_ block: String) -> Bool {
    let text = block.dropLast().trimmedSpaces
    if ReplyWords.wroteAtTheEnd.contains(where: { text.hasSuffix($0) }) { return true }
    // `2026年12月1日(火) 10:00 Office Hours <meet@example.org>:`
    if text.hasSuffix(">"), text.contains("@"), text.contains("年") || text.contains("년") {
      return true
    }
    return ReplyWords.beginnings.contains { block.hasPrefix($0) }
      && ReplyWords.wroteInside.contains { block.contains($0) }
  }

  /// A year or a time outside of any address.
  private static func hasDate(_ block: String) -> Bool {
    block.split { $0 == " " || $0 == "," }.contains { word in
      guard !word.contains("@") else { return false }
      var digits = 0
      for character in word {
        digits = character.isASCII && character.isNumber ? digits + 1 : 0
        if digits == 4 { return true }
      }
      let parts = word.split(separator: ":")
      return parts.count >= 2
        && parts.prefix(2).allSatisfy { part in part.contains { $0.isASCII && $0.isNumber } }
    }
  }

  // MARK: What is said without meaning anything

  private static func isSignature(_ line: Substring) -> Bool {
    line == "-- " || line.trimmedSpaces == "--"
  }

  private static func isFooter(_ line: Substring) -> Bool {
    let text = line.trimmedSpaces.lowercased()
    return text.count <= 120 && ReplyWords.footers.contains { text.hasPrefix($0) }
  }

  private static func isGreeting(_ words: [Substring]) -> Bool {
    guard words.count == 1, let line = words.first?.trimmedSpaces.lowercased(), line.count <= 40
    else { return false }
    let first = line.prefix { $0.isLetter || $0 == "'" }
    guard ReplyWords.greetings.contains(String(first)) else { return false }
    return line.count == first.count || line.hasSuffix(",") || line.hasSuffix("!")
      || line.hasSuffix("，") || line.split(separator: " ").count <= 2
  }
}

extension StringProtocol {
  var trimmedSpaces: SubSequence {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return self[endIndex...] }
    return self[first...last]
  }
}
