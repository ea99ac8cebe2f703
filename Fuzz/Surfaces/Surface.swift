/// Where bytes that somebody else has written come in.
package enum Surface: String, CaseIterable, Sendable {
  case rule, sentence, expression, zone, calendar, checklist

  /// Reads the bytes as the service would.
  /// - Returns: whether they are what the surface takes; false for what it refuses.
  /// - Throws: `Broken` where what came of them does not hold.
  @discardableResult
  package func take(_ bytes: [UInt8]) throws -> Bool {
    switch self {
    case .rule: try takeRule(String(decoding: bytes, as: UTF8.self))
    case .sentence: try takeSentence(String(decoding: bytes, as: UTF8.self))
    case .expression: try takeExpression(String(decoding: bytes, as: UTF8.self))
    case .zone: try takeZone(bytes)
    case .calendar: try takeCalendar(bytes)
    case .checklist: try takeCheckList(bytes)
    }
  }
}

/// What is not true of some bytes and has to be of all.
struct Broken: Error, CustomStringConvertible {
  let description: String
}

func hold(_ isTrue: Bool, _ text: @autoclosure () -> String) throws {
  if !isTrue { throw Broken(description: text()) }
}

/// A refusal says where, what, and what to do.
/// - Returns: false: it was not read.
func holdRefusal(of text: String, column: Int, what: String, fix: String) throws -> Bool {
  let said = "\(column): \(what). write \(fix)"
  try hold((1...text.count + 1).contains(column), "it points beyond the text: \(said)")
  try hold(!what.isEmpty && !fix.isEmpty, "it does not say what to do: \(said)")
  return false
}
