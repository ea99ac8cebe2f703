import Meetings

/// What somebody's calendar answers to an invitation.
/// Source: RFC 5546 §3.2.3: one attendee, its PARTSTAT, the UID of what it answers.
struct CalendarReply: Hashable {
  let answer: Answer
  let uid: String

  private static let linesMax = 2_000

  /// Nil for anything else: a request, a counter proposal, an answer for two.
  init?(_ leaf: MIMETree.Leaf) {
    guard leaf.type == "text/calendar" else { return nil }
    self.init(leaf.text)
  }

  init?(_ text: String) {
    var method: String?
    var uids: Set<String> = []
    var answers: [String] = []
    for line in Self.unfolded(text) {
      guard let (name, parameters, value) = Self.parts(of: line) else { continue }
      switch name {
      case "METHOD": method = value.uppercased()
      case "UID": uids.insert(value)
      case "ATTENDEE": answers.append(parameters["PARTSTAT"]?.uppercased() ?? "")
      default: break
      }
    }
    guard method == "REPLY", let uid = uids.first, uids.count == 1, uid.utf8.count <= 255,
      answers.count == 1, let answer = Answer(rawValue: answers[0].lowercased())
    else { return nil }
    self.answer = answer
    self.uid = uid
  }

  /// Source: RFC 5545 §3.1.
  private static func unfolded(_ text: String) -> [String] {
    var lines: [String] = []
    for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
      .prefix(linesMax)
    {
      if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
        lines[lines.count - 1] += line.dropFirst()
      } else {
        lines.append(String(line))
      }
    }
    return lines
  }

  /// `NAME;PARAMETER=value;…:value`; quotes may hide the signs between.
  private static func parts(of line: String) -> (String, [String: String], String)? {
    var fields: [Substring] = []
    var start = line.startIndex
    var isQuoted = false
    var colon: String.Index?
    for index in line.indices {
      switch line[index] {
      case "\"": isQuoted.toggle()
      case ";" where !isQuoted:
        fields.append(line[start..<index])
        start = line.index(after: index)
      case ":" where !isQuoted: colon = index
      default: break
      }
      if colon != nil { break }
    }
    guard let colon else { return nil }
    fields.append(line[start..<colon])
    var parameters: [String: String] = [:]
    for field in fields.dropFirst() {
      let pair = field.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { parameters[pair[0].uppercased()] = String(pair[1]) }
    }
    let value = line[line.index(after: colon)...]
    return (fields[0].uppercased(), parameters, String(value).asOneLine)
  }
}
