/// The known names closest to a mistaken one, best first; none if nothing is close.
func nearest<Names: Sequence<String>>(
  to name: String, among known: Names, count: Int = 1
) -> [String] {
  let wanted = Array(name.lowercased().unicodeScalars)
  guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
  // A third of the letters may be wrong: "tittle" finds "title", "cron" does not find "from".
  let allowed = max(1, wanted.count / 3)
  var found: [(distance: Int, name: String)] = []
  for candidate in known {
    let letters = Array(candidate.lowercased().unicodeScalars)
    guard abs(letters.count - wanted.count) <= allowed else { continue }
    let distance = editDistance(wanted, letters)
    if distance <= allowed { found.append((distance, candidate)) }
  }
  found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
  return found.prefix(count).map(\.name)
}

/// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var older = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in 0..<a.count {
    var current = [i + 1] + [Int](repeating: 0, count: b.count)
    for j in 0..<b.count {
      let cost = a[i] == b[j] ? 0 : 1
      current[j + 1] = min(previous[j] + cost, previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        current[j + 1] = min(current[j + 1], older[j - 1] + 1)
      }
    }
    (older, previous) = (previous, current)
  }
  return previous[b.count]
}

/// What to write, each between backquotes: "write `a`, `b` or `c`".
func write(_ texts: [String]) -> String { "write " + alternatives(texts.map { "`\($0)`" }) }

/// "a", "a or b", "a, b or c".
func alternatives(_ names: [String], _ word: String = "or") -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " \(word) " + last
}
