import Meetings

/// `links: { Notes: https://example.org/notes, Membership: https://example.org/join }`
struct LinksReader {
  let findings: Findings
  static let max = 8

  func read(_ field: Field?) -> [NamedLink] {
    guard let field else { return [] }
    let example = "{ Notes: https://example.org/notes }"
    let entries = field.entries(example: example) ?? []
    if entries.count > Self.max {
      field.error("`links` has \(entries.count)", fix: "keep the \(Self.max) that matter most")
    }
    return entries.compactMap { key, value in
      let name = key.text.trimmed
      guard (1...30).contains(name.count), name.unicodeScalars.allSatisfy(\.isPrintable) else {
        findings.error(
          key.place, "\(key.text.shown) cannot be the name of a link",
          fix: "use a word or two, such as `Notes`")
        return nil
      }
      return value.link().map { NamedLink(name: name, address: $0) }
    }
  }
}
