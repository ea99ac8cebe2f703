/// Finds the words somebody may have meant.
package enum Nearest {
  /// The candidate with the fewest edits, if it is near enough to be worth naming.
  package static func word(to text: String, in candidates: [String]) -> String? {
    words(to: text, in: candidates, atMost: 1).first
  }

  /// The nearest candidates, best first; ties go in the candidates' own order.
  static func words(to text: String, in candidates: [String], atMost limit: Int) -> [String] {
    let wanted = Array(text.lowercased().utf8)
    // A third of the word may be wrong, but never so much that any short word fits.
    let tolerance = max(1, min(4, wanted.count / 3))
    var found: [(edits: Int, order: Int, name: String)] = []
    for (order, name) in candidates.enumerated() {
      let other = Array(name.lowercased().utf8)
      guard abs(other.count - wanted.count) <= tolerance else { continue }
      let edits = distance(wanted, other)
      if edits <= tolerance { found.append((edits, order, name)) }
    }
    found.sort { ($0.edits, $0.order) < ($1.edits, $1.order) }
    return found.prefix(limit).map(\.name)
  }

  /// Edits from one word to the other; a swap of neighbours counts as one.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var above = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for (j, y) in b.enumerated() {
        var best = min(above[j] + (x == y ? 0 : 1), above[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      before = above
      above = row
    }
    return above[b.count]
  }
}
