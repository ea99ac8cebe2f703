/// A reply that says which of the tasks of a message are done: "done", "done 1 3", "all done".
package struct DoneReply: Hashable, Sendable {
  private let numbers: [Int]
  private let isAll: Bool

  /// Nil for a text whose first line says nothing of the kind.
  package init?(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).first ?? ""
    let words = line.lowercased().split { $0 != "-" && !$0.isLetter && !$0.isNumber }
    let others = words.filter { !["done", "and", "all"].contains($0) }
    let numbers = others.map { Int($0) ?? 0 }
    // Anything else, "3-5" and "not yet" among it, is nothing to guess at.
    guard words.contains("done"), numbers.allSatisfy({ $0 > 0 }) else { return nil }
    (self.numbers, isAll) = (numbers, words.contains("all"))
  }

  /// The numbers that are meant of so many tasks, each once; nil where that is not clear.
  package func numbers(of count: Int) -> [Int]? {
    guard count > 0 else { return nil }
    // "All 5 done" says how many, and not which.
    if isAll { return numbers.isEmpty || numbers == [count] ? Array(1...count) : nil }
    if numbers.isEmpty { return count == 1 ? [1] : nil }
    let meant = Set(numbers).sorted()
    return meant.allSatisfy((1...count).contains) ? meant : nil
  }
}
