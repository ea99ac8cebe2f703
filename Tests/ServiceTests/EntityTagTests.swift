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

  /// What is not sent has no length and no type; it says once more what it is called.
  @Test func notModifiedSaysNothingOfABody() {
    let answer = WebAnswer(304, "text/calendar", [], ["ETag": tag.field])
    let text = String(decoding: answer.bytes(withBody: true, secondsSince1970: 0), as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 304 Not Modified\r\n") && text.hasSuffix("\r\n\r\n"))
    #expect(text.contains("\r\nETag: \"0a1b\"\r\n"))
    #expect(!text.contains("\r\nContent-Length:") && !text.contains("\r\nContent-Type:"))
  }
}
