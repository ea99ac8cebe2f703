/// What both kinds of deadlines are read with.
protocol DeadlineReader {
  var words: [Word] { get }
}

extension DeadlineReader {
  /// The column after the last word: where something is missing.
  var end: Int { words.last.map { $0.column + $0.text.count } ?? 1 }

  func text(_ words: ArraySlice<Word>) -> String { words.map(\.text).joined(separator: " ") }

  func problem(_ column: Int, _ what: String, _ fixes: [String]) -> DeadlineProblem {
    DeadlineProblem(column: column, what: what, fixes: fixes)
  }
}
