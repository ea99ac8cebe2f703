import Settings

/// A file in the hands of somebody who does what a problem says: every text that writing a
/// suggestion at the problem's place can lead to.
///
/// It knows just enough YAML for the tables of `Wrong`: flow collections of one line.
struct Edit {
  private let lines: [[Character]]
  private let line: Int
  private let column: Int

  init(_ text: String, at problem: Problem) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.unicodeScalars.map(Character.init)
    }
    line = problem.line - 1
    column = problem.column - 1
  }

  /// The texts with `suggestion` in them: instead of a word, a value or a key; `key: value`
  /// instead of an entry, or beside one, or below its key.
  func texts(writing suggestion: String) -> [String] {
    guard lines.indices.contains(line) else { return [] }
    let colon = suggestion.firstRange(of: ": ")
    let key = colon.map { String(suggestion[..<$0.lowerBound]) }
    guard let key, key.allSatisfy({ $0.isLowercase || "- ".contains($0) }) else {
      return replacements.map { text(replacing: $0, of: line, with: suggestion) }
    }
    return entries(named: key).map { text(replacing: $0.range, of: $0.line, with: suggestion) }
      + [instead(suggestion), below(suggestion)].compactMap { $0 } + beside(suggestion)
      + entries(named: key).compactMap { moved(to: $0, suggestion) }
  }

  // MARK: What stands at the place

  private var here: [Character] { lines[line] }

  /// The word, the word with the one before it, the value, the key.
  private var replacements: [Range<Int>] {
    let start = valueStart(column, here)
    var found = [start..<valueEnd(start, here)]
    let word = column..<(here[column...].firstIndex { " ,]}\"'".contains($0) } ?? here.count)
    found.append(word)
    if let before = here[..<max(column - 1, 0)].lastIndex(of: " "), before >= start {
      found.append((before + 1)..<word.upperBound)
    }
    if let key = keyRange(at: column, here) { found.append(key) }
    return found
  }

  private func isFlow(_ column: Int, _ line: [Character]) -> Bool {
    line[..<column].count { "{[".contains($0) } > line[..<column].count { "}]".contains($0) }
  }

  /// Where the value begins that a column lies in.
  private func valueStart(_ column: Int, _ line: [Character]) -> Int {
    var start = min(column, line.count)
    while start > 0 {
      if "{[,".contains(line[start - 1]), isFlow(start, line) { break }
      if start > 1, line[start - 1] == " ", ":-".contains(line[start - 2]) { break }
      start -= 1
    }
    while start < line.count, line[start] == " " { start += 1 }
    return start
  }

  private func valueEnd(_ start: Int, _ line: [Character]) -> Int {
    guard start < line.count else { return line.count }
    if "\"'".contains(line[start]) {
      return line[(start + 1)...].firstIndex(of: line[start]).map { $0 + 1 } ?? line.count
    }
    let isFlow = isFlow(start, line)
    var depth = 0
    for index in start..<line.count {
      if "{[".contains(line[index]) { depth += 1 }
      if "}]".contains(line[index]) {
        depth -= 1
        if depth == 0, "{[".contains(line[start]) { return index + 1 }
      }
      if isFlow, depth < 0 || (depth == 0 && line[index] == ",") {
        return line[..<index].last == " " ? index - 1 : index
      }
    }
    return line.count
  }

  private func keyRange(at column: Int, _ line: [Character]) -> Range<Int>? {
    guard let end = line[column...].firstIndex(where: { ":,]}\"".contains($0) }), line[end] == ":"
    else { return nil }
    return column..<end
  }

  /// A key and its value, where both are on one line.
  private func entryRange(at column: Int, _ line: [Character]) -> Range<Int>? {
    guard let key = keyRange(at: column, line) else { return nil }
    let next = line[(key.upperBound + 1)...].firstIndex { $0 != " " } ?? line.count
    return column..<valueEnd(next, line)
  }

  private func entries(named key: String) -> [(line: Int, range: Range<Int>)] {
    lines.indices.flatMap { index -> [(line: Int, range: Range<Int>)] in
      let text = lines[index]
      return text.indices.compactMap { column in
        let isBegin = column == 0 || " {".contains(text[column - 1])
        guard isBegin, text[column...].starts(with: key + ":") else { return nil }
        return entryRange(at: column, text).map { (index, $0) }
      }
    }
  }

  // MARK: Texts

  private func text(replacing range: Range<Int>, of line: Int, with new: String) -> String {
    var lines = lines
    lines[line].replaceSubrange(range, with: new)
    return text(lines)
  }

  private func text(_ lines: [[Character]]) -> String {
    lines.map { String($0) }.joined(separator: "\n")
  }

  private func instead(_ entry: String) -> String? {
    entryRange(at: column, here).map { text(replacing: $0, of: line, with: entry) }
  }

  /// In the braces around the place; in the lines before it, each indented less than the next.
  private func beside(_ entry: String) -> [String] {
    let braces = here[..<column].indices.filter { here[$0] == "{" && isFlow(column, here) }
    var texts = braces.map { text(replacing: ($0 + 1)..<($0 + 1), of: line, with: " \(entry),") }
    var indent = Int.max
    for index in (0...line).reversed() {
      let blanks = lines[index].prefix { $0 == " " }
      guard blanks.count < indent else { continue }
      indent = blanks.count
      var lines = lines
      lines.insert(blanks + Array(entry), at: index)
      texts.append(text(lines))
    }
    return texts
  }

  /// As the first entry below the key at the place.
  private func below(_ entry: String) -> String? {
    guard let key = keyRange(at: column, here) else { return nil }
    if let brace = here[key.upperBound...].firstIndex(of: "{") {
      let isEmpty = here.dropFirst(brace + 1).first { $0 != " " } == "}"
      return text(
        replacing: (brace + 1)..<(brace + 1), of: line, with: " \(entry)\(isEmpty ? " " : ",")")
    }
    var lines = lines
    lines.insert(Array(repeating: " ", count: column + 2) + Array(entry), at: line + 1)
    return text(lines)
  }

  /// Into another entry of the line, and without the one at the place.
  private func moved(to other: (line: Int, range: Range<Int>), _ entry: String) -> String? {
    guard other.line == line, let own = entryRange(at: column, here),
      other.range.upperBound < own.lowerBound
    else { return nil }
    let comma = here[..<own.lowerBound].lastIndex(of: ",") ?? own.lowerBound
    var lines = lines
    lines[line].removeSubrange(comma..<own.upperBound)
    lines[line].replaceSubrange(other.range, with: entry)
    return text(lines)
  }
}
