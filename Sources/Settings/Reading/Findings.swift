/// Where something stands.
package struct Place: Sendable, Hashable, Comparable {
  package let file: String
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in Unicode scalars.
  package let column: Int

  package static func < (a: Self, b: Self) -> Bool {
    if a.file != b.file { return a.file < b.file }
    return (a.line, a.column) < (b.line, b.column)
  }

  /// "people.yaml:4:3", as a problem names a second place.
  package var name: String { "\(file):\(line):\(column)" }
}

/// Collects what is wrong while reading goes on; one object is shared by all readers of one run.
final class Findings {
  /// Whoever writes a thousand mistakes made one; more would only bury it.
  static let problemsMax = 1_000

  private var problems: [Problem] = []
  /// What many mentorships share is wrong once.
  private var known: Set<Problem> = []
  private var suppressed = 0
  private var once: Set<Place> = []
  private(set) var hasErrors = false
  /// Whether some file could not be read at all: names may then be defined where nobody sees it.
  var isIncomplete = false
  private var lines: [String: [ArraySlice<UInt8>]] = [:]

  var isFull: Bool { problems.count >= Self.problemsMax }

  /// Keeps a file's text, so that a column within a sentence can be found in the file.
  func keep(_ bytes: ArraySlice<UInt8>, of file: String) {
    lines[file] = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  func error(_ place: Place, _ what: String, fix: String) {
    hasErrors = true
    add(.error, place, what, fix)
  }

  /// Like `error`, but only the first at a place: a default shared by many series is one cause.
  func errorOnce(_ place: Place, _ what: String, fix: String) {
    if once.insert(place).inserted { error(place, what, fix: fix) }
  }

  /// Reports a key that cannot be the id of one of the things in a section.
  ///
  /// - Returns: whether it can.
  @discardableResult func check(id key: Tree.Key, of section: String) -> Bool {
    if key.text.isName { return true }
    error(
      key.place, "`\(key.text.bare)` cannot be an id in `\(section)`",
      fix: "use up to 64 letters, digits, `-` and `_`")
    return false
  }

  /// Reports a key that cannot be the last part of a task's id, where a date's has digits.
  ///
  /// - Returns: whether it can.
  @discardableResult func check(taskKey key: Tree.Key, called kind: String) -> Bool {
    if key.text.first?.isLetter == true { return true }
    error(
      key.place, "`\(key.text.bare)` cannot be the name of \(kind)", fix: "begin it with a letter")
    return false
  }

  func warning(_ place: Place, _ what: String, fix: String) { add(.warning, place, what, fix) }

  /// What was found wrong elsewhere.
  func add(_ problems: [Problem]) {
    for problem in problems {
      let place = Place(file: problem.file, line: problem.line, column: problem.column)
      if problem.severity == .error { hasErrors = true }
      add(problem.severity, place, problem.what, problem.fix)
    }
  }

  private func add(_ severity: Problem.Severity, _ place: Place, _ what: String, _ fix: String) {
    guard !isFull else {
      suppressed += 1
      return
    }
    let problem = Problem(
      file: place.file, line: place.line, column: place.column, severity: severity,
      what: what, fix: fix)
    if known.insert(problem).inserted { problems.append(problem) }
  }

  func sorted() -> [Problem] {
    var all = problems.sorted()
    if suppressed > 0, let last = all.last {
      all.append(
        Problem(
          file: last.file, line: last.line, column: last.column,
          what: "\(suppressed) more problems are not shown", fix: "mend these first"))
    }
    return all
  }

  /// The place of a scalar's `column`th character (counted from 1, as readers do), where the file
  /// shows the text as it is; else the scalar's own place (escapes, folded lines).
  func place(of column: Int, in text: String, at start: Place) -> Place {
    guard let lines = lines[start.file], lines.indices.contains(start.line - 1) else {
      return start
    }
    let scalars = Array(String(decoding: lines[start.line - 1], as: UTF8.self).unicodeScalars)
    let wanted = Array(text.unicodeScalars)
    // An opening quote, and blanks behind it, may come before the text.
    for from in (start.column - 1)..<(start.column + 8) {
      guard from + wanted.count <= scalars.count else { break }
      if scalars[from..<from + wanted.count].elementsEqual(wanted) {
        let before = text.prefix(max(column, 1) - 1).unicodeScalars.count
        return Place(file: start.file, line: start.line, column: from + before + 1)
      }
      guard [" ", "'", "\""].contains(scalars[from]) else { break }
    }
    return start
  }
}

extension String {
  /// The text between quotation marks, short and without anything a terminal would obey.
  package var shown: String {
    var text = ""
    for scalar in unicodeScalars.prefix(60) {
      let isSafe = scalar.properties.generalCategory != .control && scalar.properties.isVisible
      text.unicodeScalars.append(isSafe ? scalar : "\u{FFFD}")
    }
    return "\"" + text + (unicodeScalars.count > 60 ? "…" : "") + "\""
  }
}

extension Unicode.Scalar.Properties {
  /// False for what changes or hides other characters: bidirectional overrides, line separators.
  var isVisible: Bool {
    switch generalCategory {
    case .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: true
    }
  }
}
