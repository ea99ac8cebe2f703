import Foundation
import Testing

@testable import Delivery

/// A server's bytes, taken apart.
@Suite("IMAP: responses") struct IMAPReaderTests {
  private static let said = Array(
    """
    * OK {3} is no literal\r
    * 1 FETCH (UID 7 BODY[]<0> {5}\r
    a\r
    b) FLAGS (\\Seen) X {2}\r
    )( RFC822.SIZE 9)\r
    * SEARCH 3 1\n\
    c1 OK done {9}\r

    """.utf8)

  private static let literalMax = 100

  private static func responses(
    _ pieces: [ArraySlice<UInt8>]
  ) throws -> [IMAPResponse] {
    var reader = IMAPReader(literalMax: literalMax)
    var found: [IMAPResponse] = []
    for piece in pieces {
      reader.append(piece)
      while let response = try reader.next() { found.append(response) }
    }
    return found
  }

  @Test("however the bytes are cut into packets, the responses are the same")
  func packets() throws {
    let whole = try Self.responses([Self.said[...]])
    #expect(whole.count == 4)
    #expect(whole[0].text == "{3} is no literal" && whole[0].condition == .ok)
    #expect(whole[1].literals == [Array("a\r\nb)".utf8), Array(")(".utf8)])
    #expect(whole[2].found == [3, 1])
    #expect(whole[3].tag == "c1" && whole[3].text == "done {9}")
    for size in 1..<Self.said.count {
      let pieces = stride(from: 0, to: Self.said.count, by: size).map {
        Self.said[$0..<min($0 + size, Self.said.count)]
      }
      #expect(try Self.responses(pieces) == whole, "packets of \(size)")
    }
  }

  @Test("the end of a literal is not looked for in it, nor found twice")
  func literals() throws {
    let responses = try Self.responses([
      Array("* 1 FETCH (BODY[] {4}\r\n{9}\n\r\n* 2 FETCH (UID 2)\r\n".utf8)[...]
    ])
    // After the literal the line ends without its bracket: the server has broken it off.
    #expect(responses.count == 2 && responses[0].fetched == nil)
    #expect(responses[0].literals == [Array("{9}\n".utf8)])
    #expect(responses[1].fetched?.uid == 2)
  }

  @Test("lines and literals have a limit, also in pieces")
  func limits() throws {
    #expect(throws: IMAPReader.Fault.self) {
      _ = try Self.responses(
        (0...17).map { _ in Array(repeating: UInt8(ascii: "a"), count: 1 << 16)[...] })
    }
    #expect(throws: IMAPReader.Fault.self) {
      _ = try Self.responses([
        Array("* 1 FETCH (A {60}\r\n".utf8)[...],
        Array(repeating: 0x61, count: 60)[...], Array(" B {41}\r\n".utf8)[...],
      ])
    }
    #expect(throws: Never.self) {
      _ = try Self.responses([
        Array("* 1 FETCH (A {60}\r\n".utf8)[...],
        Array(repeating: 0x61, count: 60)[...], Array(" B {40}\r\n".utf8)[...],
      ])
    }
  }

  @Test("whatever a server sends is answered within bounds")
  func anything() {
    var generator = SplitMix(state: 4_711)
    let good = [
      "* ", "1 FETCH (", "UID 1 ", "BODY[]<0> ", "{10}\r\n", "0123456789", ")", "\r\n", "* ",
      "SEARCH 3 1", "\r\n", "c1 OK done", "\r\n",
    ]
    let others = good + ["{101}\r\n", "FLAGS (\\Seen) ", "\"", "\\", "NIL ", "\n", "\u{0}é", ""]
    // How many messages with a literal, and how many servers that went too far.
    var (messages, faults) = (0, 0)
    for _ in 0..<3_000 {
      let said = good.map { word in
        generator.next() % 6 > 0 ? word : others[Int(generator.next() % UInt64(others.count))]
      }
      let bytes = Array(said.joined().utf8)
      guard let responses = try? Self.responses([bytes[...]]) else {
        faults += 1
        continue
      }
      let flaws = responses.compactMap { Self.flaw($0, of: bytes.count) }
      if !flaws.isEmpty { Issue.record("\(flaws): \(said)") }
      messages += responses.count { !$0.literals.isEmpty && $0.fetched?.body != nil }
    }
    #expect(messages > 0 && faults > 0)
  }

  /// What is larger than what the server sent, or than what it may send.
  private static func flaw(_ response: IMAPResponse, of count: Int) -> String? {
    let literals = response.literals.reduce(0) { $0 + $1.count }
    if literals > literalMax { return "literals of \(literals) bytes" }
    if response.line.count + literals >= count { return "more than was sent" }
    if response.line.contains(0x0a) { return "two lines for one" }
    if let body = response.fetched?.body, body.count >= count { return "a long body" }
    if let found = response.found, found.count >= count { return "many numbers" }
    if response.text.count > 200 { return "a long text" }
    _ = (response.exists, response.namesSeen)
    return nil
  }

  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }
}
