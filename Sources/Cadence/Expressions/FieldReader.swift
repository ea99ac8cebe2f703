/// Reads one field of a schedule for machines: numbers and names, ranges, lists and steps.
struct FieldReader {
  /// What the field is called where it is wrong.
  let name: String
  /// The numbers it may have, at most 64 of them.
  let range: ClosedRange<Int>
  /// Names in place of numbers, the first for the lowest.
  var names: [String] = []
  /// Between the ends of a range.
  let dash: String
  /// Whether a step may follow a single number: "2/3" is 2, 5, 8, …
  let stepsFromOne: Bool

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
      throw problem(
        "\"\(item)\" ends before it begins", "\(last)\(dash)\(first)", at: column)
    }
    return Array(stride(from: first, through: last, by: step))
  }

  private func ends(
    _ text: Substring, hasStep: Bool, at column: Int
  ) throws(TextProblem) -> (Int, Int) {
    if text == "*" {
      guard !hasStep || !stepsFromOne else {
        throw problem("a step follows a number", "\(range.lowerBound)/2", at: column)
      }
      return (range.lowerBound, range.upperBound)
    }
    if let between = text.firstRange(of: dash) {
      return (
        try value(text[..<between.lowerBound], at: column),
        try value(text[between.upperBound...], at: column)
      )
    }
    let only = try value(text, at: column)
    guard hasStep else { return (only, only) }
    guard stepsFromOne else {
      throw problem(
        "a step follows a range or \"*\"", "\(only)\(dash)\(range.upperBound)/2", at: column)
    }
    return (only, range.upperBound)
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
