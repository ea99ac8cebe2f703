extension String {
  /// The same for a terminal or a log: nothing in it acts, and no line of people's looks like one
  /// of ours. Joiners stay: emoji and several scripts need them.
  package func harmless(keepsLines: Bool = false) -> String {
    var result = ""
    for scalar in unicodeScalars {
      let isKept =
        !scalar.acts || scalar == "\u{200C}" || scalar == "\u{200D}" || keepsLines && scalar == "\n"
      if isKept {
        result.unicodeScalars.append(scalar)
      } else {
        result += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether it does something to its neighbours or to what shows them.
  fileprivate var acts: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
