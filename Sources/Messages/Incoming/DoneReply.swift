/// A reply that says which of the tasks of a message are done: "done", "done 1 3", "all done".
package struct DoneReply: Hashable, Sendable {
  private let numbers: [Int]
  private let isAll: Bool

  /// Nil for a text whose first line says nothing of the kind.
  package init?(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).first ?? ""
    let words = line.lowercased().split { !$0.isLetter && !$0.isNumber }
    let others = words.filter { !["done", "and", "all"].contains($0) }
    let numbers = others.compactMap { Int($0) }
    // Anything else may mean "not done yet".
    guard words.contains("done"), numbers.count == others.count else { return nil }
    (self.numbers, isAll) = (numbers, words.contains("all"))
  }

  /// The numbers that are meant of so many tasks, each once; nil where that is not clear.
  package func numbers(of count: Int) -> [Int]? {
    if isAll, numbers.isEmpty { return count > 0 ? Array(1...count) : nil }
    if numbers.isEmpty { return count == 1 ? [1] : nil }
    let meant = Set(numbers).sorted()
    return meant.allSatisfy((1...max(1, count)).contains) && count > 0 ? meant : nil
  }
}
