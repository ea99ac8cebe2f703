/// Reads one field of a crontab: numbers and names, ranges, lists and steps. Source: crontab(5).
struct FieldReader {
  /// What the field is called where it is wrong.
  let name: String
  /// The numbers it may have, at most 64 of them.
  let range: ClosedRange<Int>
  /// Names in place of numbers, the first for the lowest.
  var names: [String] = []

  /// Bit 0 for the lowest number.
  /// - Parameter column: 1-based, of the field.
  func mask(_ text: Substring, at column: Int) throws(TextProblem) -> UInt64 {
    var mask: UInt64 = 0
    var column = column
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      for value in try values(item, at: column) { mask |= 1 << UInt64(value - range.lowerBound) }
      column += item.count + 1
    }
    return mask
  }

  private func values(_ item: Substring, at column: Int) throws(TextProblem) -> [Int] {
    let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var step = 1
    if halves.count == 2 {
      guard let number = Digits.value(halves[1].utf8), number > 0 else {
        throw problem("\"\(halves[1])\" is not a step", "\(halves[0])/2", at: column)
      }
      step = number
    }
    let (first, last) = try ends(halves[0], hasStep: halves.count == 2, at: column)
    guard first <= last else {
      // crontab(1) takes it and says nothing.
      let lowest = range.lowerBound
      throw problem(
        "\"\(item)\" ends before it begins",
        "\(first)-\(range.upperBound),\(lowest)\(last == lowest ? "" : "-\(last)")", at: column)
    }
    return Array(stride(from: first, through: last, by: step))
  }

  private func ends(
    _ text: Substring, hasStep: Bool, at column: Int
  ) throws(TextProblem) -> (Int, Int) {
    if text == "*" {
      return (range.lowerBound, range.upperBound)
    }
    if let between = text.firstRange(of: "-") {
      return (
        try value(text[..<between.lowerBound], at: column),
        try value(text[between.upperBound...], at: column)
      )
    }
    let only = try value(text, at: column)
    guard !hasStep else {
      throw problem(
        "a step follows a range or \"*\"", "\(only)-\(range.upperBound)/2", at: column)
    }
    return (only, only)
  }

  private func value(_ text: Substring, at column: Int) throws(TextProblem) -> Int {
    if let number = Digits.value(text.utf8), range.contains(number) { return number }
    if let index = names.firstIndex(where: { $0.lowercased() == text.lowercased() }) {
      return range.lowerBound + index
    }
    throw problem(
      "\"\(text)\" is no \(name), which is \(range.lowerBound) to \(range.upperBound)"
        + (names.isEmpty ? "" : " or a name as \(names[0])"),
      "\(range.lowerBound)", at: column)
  }

  func problem(_ what: String, _ fix: String, at column: Int) -> TextProblem {
    TextProblem(column: column, what: "\(name): \(what)", fix: fix)
  }
}

/// The bits of a mask as numbers.
func numbers(in mask: UInt64) -> [Int] { (0..<64).filter { mask & 1 << UInt64($0) != 0 } }
