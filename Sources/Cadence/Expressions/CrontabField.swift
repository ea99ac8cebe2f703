/// Reads one field of a crontab: numbers and names, ranges, lists and steps. Source: crontab(5).
struct CrontabField {
  /// What the field is called where it is wrong.
  let name: String
  /// The numbers it may have, at most 64 of them.
  let range: ClosedRange<Int>
  /// Names in place of numbers, the first for the lowest; three letters of one are written.
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
    func problem(_ what: String) -> TextProblem {
      TextProblem(column: column, what: "\(name): \(what)", fix: near(item))
    }
    let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let step = halves.count == 2 ? Digits.value(halves[1].utf8) ?? 0 : 1
    guard step > 0 else { throw problem("\"\(halves[1])\" is not a step") }
    if halves[0] == "*" { return Array(stride(from: range.lowerBound, to: top + 1, by: step)) }
    let ends = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    func end(_ text: Substring) throws(TextProblem) -> Int {
      guard let value = value(text) else { throw problem(reason(text, in: item)) }
      return value
    }
    let (first, last) = (try end(ends[0]), try end(ends[ends.count - 1]))
    guard ends.count == 2 || halves.count == 1 else {
      throw problem("a step follows a range or \"*\"")
    }
    // crontab(1) takes it and says nothing.
    guard first <= last else { throw problem("\"\(item)\" ends before it begins") }
    return Array(stride(from: first, through: last, by: step))
  }

  private func value(_ text: Substring) -> Int? {
    if let number = Digits.value(text.utf8) { return range.contains(number) ? number : nil }
    return names.firstIndex { $0.prefix(3).lowercased() == text.lowercased() }.map {
      range.lowerBound + $0
    }
  }

  private func reason(_ end: Substring, in item: Substring) -> String {
    if item == "?" { return "a crontab has no \"?\"" }
    if let what = OtherCrons.reason(item) { return "\"\(item)\": a crontab has \(what)" }
    return "\"\(end)\" is no \(name), which is \(range.lowerBound) to \(range.upperBound)"
      + (names.isEmpty ? "" : " or a name as \(names[0].prefix(3))")
  }

  // MARK: What may be meant

  /// Whether 7 is 0 again: both are Sunday.
  private var isOfWeek: Bool { range == 0...7 }
  /// After how many it begins anew.
  private var period: Int { isOfWeek ? 7 : range.count }
  /// The highest number that is no other's second name.
  private var top: Int { range.lowerBound + period - 1 }

  /// An item that can be read, with all that is right in it.
  private func near(_ item: Substring) -> String {
    if item == "?" { return "*" }
    let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var suffix = ""
    if halves.count == 2 {
      let number = Digits.value(halves[1].prefix { $0.isASCII && $0.isNumber }.utf8) ?? 0
      suffix = "/\(number > 0 ? number : 2)"
    }
    if halves[0] == "*" || (halves[0].isEmpty && halves.count == 2) { return "*" + suffix }
    let texts = halves[0].replacing("..", with: "-").split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = near(texts[0], isAlone: texts.count == 1, otherwise: range.lowerBound)
    guard texts.count == 2 else {
      guard !suffix.isEmpty, let number = value(first[...]) else { return first }
      return "\(number)-\(max(number, top))\(suffix)"
    }
    let last = near(texts[1], isAlone: false, otherwise: range.upperBound)
    return ordered(first, last, suffix)
  }

  /// A range; in two where it goes over the end of the hour, the day, the week.
  private func ordered(_ first: String, _ last: String, _ suffix: String) -> String {
    guard let from = value(first[...]), let to = value(last[...]), from > to else {
      return "\(first)-\(last)\(suffix)"
    }
    let step = Digits.value(suffix.dropFirst().utf8) ?? 1
    let begin = "\(from)-\(range.upperBound)\(suffix)"
    let end = range.upperBound - (range.upperBound - from) % step
    let next = end + step - period
    guard next <= to else { return begin }
    return next == to ? "\(begin),\(to)" : "\(begin),\(next)-\(to)\(suffix)"
  }

  private func near(_ end: Substring, isAlone: Bool, otherwise: Int) -> String {
    if value(end) != nil { return String(end) }
    if let number = Digits.value(end.prefix { $0.isASCII && $0.isNumber }.utf8) {
      // Minute 60 is minute 0.
      let isNext = isAlone && range.lowerBound == 0 && number == period
      return "\(isNext ? 0 : min(max(number, range.lowerBound), range.upperBound))"
    }
    let short = names.map { String($0.prefix(3)) }
    if let name = short.first(where: { $0.lowercased() == end.prefix(3).lowercased() }) {
      return name
    }
    if let name = Nearest.word(to: String(end), in: names + short) { return String(name.prefix(3)) }
    return isAlone ? short.first ?? "\(otherwise)" : "\(otherwise)"
  }
}

/// The bits of a mask as numbers.
func numbers(in mask: UInt64) -> [Int] { (0..<64).filter { mask & 1 << UInt64($0) != 0 } }
