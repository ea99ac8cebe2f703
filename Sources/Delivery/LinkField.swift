/// The header field `Link`. Source: RFC 8288 section 3.
enum LinkField {
  /// Where the relation `next` leads; nil if there is none, or nothing that could be one.
  static func next(_ value: String) -> String? {
    var rest = value[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let target = rest[rest.index(after: open)..<close]
      let (parameters, after) = parameters(rest[rest.index(after: close)...])
      if parameters.contains(where: isNext) { return target.isEmpty ? nil : String(target) }
      rest = after
    }
    return nil
  }

  /// The parameters of one link, and what follows its comma.
  private static func parameters(_ text: Substring) -> ([Substring], Substring) {
    var found: [Substring] = []
    var start = text.startIndex
    var isQuoted = false
    for index in text.indices {
      let sign = text[index]
      if sign == "\"" { isQuoted.toggle() }
      guard !isQuoted, sign == ";" || sign == "," else { continue }
      found.append(text[start..<index])
      start = text.index(after: index)
      if sign == "," { return (found, text[start...]) }
    }
    return (found + [text[start...]], "")
  }

  /// A value in quotation marks may name several relations.
  private static func isNext(_ parameter: Substring) -> Bool {
    let parts = parameter.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "rel" else {
      return false
    }
    return parts[1].split { "\" \t".contains($0) }.contains { $0.lowercased() == "next" }
  }
}
