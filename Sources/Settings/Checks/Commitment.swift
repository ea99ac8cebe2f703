/// How many hours a week a mentee has: "4h/week", "10 hours a week".
struct Commitment {
  /// Below it a mentorship gets nowhere.
  static let least = 4

  /// In an hour's hundredths, so that 3.5 hours are less than 4.
  let hundredths: Int

  var isSmall: Bool { hundredths < Self.least * 100 }

  /// Nil for anything else.
  init?(_ text: String) {
    let spaced = text.lowercased().replacing("/", with: " per ")
    let digits = spaced.prefix { $0.isNumber || $0 == "." }
    var words = spaced.dropFirst(digits.count).split(separator: " ")[...]
    guard let unit = words.popFirst(), ["h", "hour", "hours"].contains(unit),
      words.elementsEqual(["a", "week"]) || words.elementsEqual(["per", "week"]),
      let hours = Double(digits), (0...168).contains(hours)
    else { return nil }
    hundredths = Int(hours * 100)
  }
}

extension Field {
  func commitment() -> Commitment? {
    let example = "4h/week"
    guard let text = text(example: example) else { return nil }
    if let commitment = Commitment(text) { return commitment }
    error("`\(name)`: \(text.shown) are no hours a week", fix: write([example]))
    return nil
  }

  func menteeCount() -> Int? {
    guard let text = text(example: "2") else { return nil }
    if let count = Int(text), (0...1_000).contains(count) { return count }
    error("`\(name)`: \(text.shown) is no number of mentees", fix: write(["2"]))
    return nil
  }

  /// What somebody is called where people meet, with the `@` and the server that it may have.
  func handle(example: String) -> String? {
    guard let text = text(max: 255, example: example) else { return nil }
    if !text.contains(" "), !text.contains("/") { return text }
    error("`\(name)`: \(text.shown) is no name there", fix: write([example]))
    return nil
  }
}

extension String {
  /// "ana" of "@Ana:example.org": names that differ in capitals are one.
  /// Source: Matrix specification, appendix "User Identifiers".
  var bareHandle: String {
    (hasPrefix("@") ? dropFirst() : self[...]).prefix { $0 != ":" }.lowercased()
  }
}
