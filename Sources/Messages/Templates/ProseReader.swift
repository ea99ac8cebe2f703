/// A rendered template as blocks: blank lines part paragraphs, lines that begin with `- ` are a
/// list, and the paragraph right above a list is its title. Only the template's own words begin a
/// line, a list or an address.
struct ProseReader {
  private(set) var blocks: [Document.Block] = []
  private var paragraph: Phrase = ""
  private var items: [Phrase] = []

  init(runs: [Phrase.Run]) {
    for line in Self.lines(of: runs) { read(line) }
    finish()
  }

  private mutating func read(_ line: [Phrase.Run]) {
    let text = Phrase(runs: Self.linked(line))
    if case .words(let words) = line.first, words.hasPrefix("- ") {
      items.append(Phrase(runs: Self.linked(Self.trimmed(line, dropping: 2))))
    } else if line.isEmpty {
      finish()
    } else if items.isEmpty {
      paragraph = paragraph.isEmpty ? text : paragraph + " " + text
    } else {
      // As in Markdown, a line goes on with what the line before it was.
      items[items.count - 1] = items[items.count - 1] + " " + text
    }
  }

  private mutating func finish() {
    let items = items.filter { !$0.isBlank }
    if !items.isEmpty {
      blocks.append(.list(title: paragraph, items: items, isNumbered: false))
    } else if !paragraph.isBlank {
      blocks.append(.paragraph(paragraph))
    }
    (paragraph, self.items) = ("", [])
  }

  // MARK: Lines

  /// Without blanks at their ends; an empty one is a blank line of the template.
  private static func lines(of runs: [Phrase.Run]) -> [[Phrase.Run]] {
    var lines: [[Phrase.Run]] = [[]]
    for run in runs {
      guard case .words(let words) = run else {
        lines[lines.count - 1].append(run)
        continue
      }
      for (index, part) in words.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { lines.append([]) }
        if !part.isEmpty { lines[lines.count - 1].append(.words(String(part))) }
      }
    }
    return lines.map { trimmed($0) }
  }

  private static func trimmed(_ line: [Phrase.Run], dropping count: Int = 0) -> [Phrase.Run] {
    var line = line
    if case .words(let words) = line.first {
      let rest = words.dropFirst(count).drop { $0 == " " || $0 == "\t" }
      line[0] = .words(String(rest))
      if rest.isEmpty { line.removeFirst() }
    }
    if case .words(let words) = line.last, words.allSatisfy({ $0 == " " || $0 == "\t" }) {
      line.removeLast()
    }
    return line
  }

  // MARK: Addresses

  /// Addresses in the template's words as links.
  private static func linked(_ line: [Phrase.Run]) -> [Phrase.Run] {
    words(of: line).flatMap { linked(word: $0) }
  }

  /// What stands between two blanks of the template, each with the blank after it.
  private static func words(of line: [Phrase.Run]) -> [[Phrase.Run]] {
    var words: [[Phrase.Run]] = [[]]
    for run in line {
      guard case .words(let text) = run else {
        words[words.count - 1].append(run)
        continue
      }
      var piece = ""
      for character in text {
        piece.append(character)
        guard character == " " || character == "\t" else { continue }
        words[words.count - 1].append(.words(piece))
        words.append([])
        piece = ""
      }
      if !piece.isEmpty { words[words.count - 1].append(.words(piece)) }
    }
    return words
  }

  /// A value within an address is percent-encoded, so that it stays the part of the path that it
  /// was meant to be; before the path there is none, since where people are sent is not theirs.
  private static func linked(word: [Phrase.Run]) -> [Phrase.Run] {
    guard case .words(let first) = word.first,
      let start = ["https://", "http://"].compactMap({ first.firstRange(of: $0)?.lowerBound })
        .min(),
      word.count == 1 || first[start...].dropFirst(8).contains("/")
    else { return word }
    let text = word.dropFirst().reduce(String(first[start...])) { text, run in
      if case .words(let words) = run { text + words } else { text + run.text.percentEncoded }
    }
    let end = text.lastIndex { !" .,;:!?)]>\"'»”".contains($0) } ?? text.startIndex
    guard let link = Link(String(text[...end])) else { return word }
    return [.words(String(first[..<start])), .link(link), .words(String(text[end...].dropFirst()))]
  }
}

extension Phrase {
  /// Nothing to read in it.
  fileprivate var isBlank: Bool { text.allSatisfy { $0 == " " } }
}
