import Testing

@testable import Service

/// Who has the bytes already: RFC 9110 §13.1.2.
@Suite struct EntityTagTests {
  private let tag = EntityTag("0a1b")

  private func isKnown(_ field: String?) -> Bool {
    tag.isKnown(
      to: WebRequest(
        method: "GET", segments: [], fields: field.map { ["if-none-match": $0] } ?? [:]))
  }

  @Test func itIsStrongAndQuoted() { #expect(tag.field == "\"0a1b\"") }

  @Test(arguments: [
    "\"0a1b\"", "W/\"0a1b\"", "*", " * ", "\"x\", \"0a1b\"", "\"x\",W/\"0a1b\"", "\"0a1b\",\"x\"",
    ",\t\"a,b\" ,, \"0a1b\"", "\"\", \"0a1b\"",
  ])
  func aRequestThatNamesItHasIt(_ field: String) { #expect(isKnown(field)) }

  @Test(arguments: [
    nil, "", "0a1b", "\"0a1b", "0a1b\"", "\"0A1B\"", "\"0a1\"", "\"0a1bc\"", "w/\"0a1b\"",
    "W/ \"0a1b\"", "\"x\", *", "**", "\"x, 0a1b\"", "x, \"0a1b\"", "'0a1b'", "\"W/0a1b\"",
    "\"\\\"0a1b\\\"\"",
  ])
  func anythingElseHasNot(_ field: String?) { #expect(!isKnown(field)) }
}
