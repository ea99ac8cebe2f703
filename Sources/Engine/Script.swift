import Cadence
import Foundation
package import Meetings

/// Reads the JSON lines of a script:
/// `{"at":"2026-12-01T10:00:00Z","do":"agenda-add","occurrence":"office-hours/2026-12-03",
/// "by":"yash","text":"pair review"}`, also `agenda-drop`, `agenda-carry`, `cancel`, `reinstate`,
/// `move`, `swap`, `answer`, `ask`, `task-done`, `task-drop`, `task-reopen`, `vote`, `down`, `up`.
package enum Script {
  /// What a line can do, and what it can say beside `at` and `do`. Everything but `down` and `up`
  /// takes `by`: who did it, though only items, votes and what is asked for keep that.
  fileprivate static let verbs: KeyValuePairs = [
    "agenda-add": ["occurrence", "by", "text", "private"],
    "agenda-drop": ["occurrence", "by", "item", "text"],
    "agenda-carry": ["occurrence", "by", "item", "text"],
    "cancel": ["occurrence", "by", "because"],
    "reinstate": ["occurrence", "by", "because"],
    "move": ["occurrence", "by", "to", "because"],
    "swap": ["occurrence", "with", "by"],
    "answer": ["occurrence", "by", "answer"],
    "ask": ["series", "by", "to", "text"],
    "task-done": ["task", "by"],
    "task-drop": ["task"],
    "task-reopen": ["task"],
    "vote": ["task", "by", "choice", "because"],
    "down": [],
    "up": [],
  ]

  /// - Parameter file: as messages name it.
  /// - Throws: `Refusal` naming the file, the line and the field.
  package static func read(_ text: String, file: String) throws(Refusal) -> [ScriptLine] {
    var lines: [ScriptLine] = []
    let all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in all.enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let fields = try ScriptFields(line, place: "\(file):\(index + 1)")
      lines.append(
        ScriptLine(
          at: try fields.instant("at"), action: try action(fields),
          origin: "\(fields.place): \(fields.verb)"))
    }
    return lines
  }

  private static func action(_ fields: ScriptFields) throws(Refusal) -> ScriptLine.Action {
    switch fields.verb {
    case "down": return .down
    case "up": return .up
    case "task-done":
      let author = try fields.text("by").map { PersonID($0) }
      return .input(.settleTask(try fields.required("task"), as: .done, by: author))
    case "task-drop": return .input(.settleTask(try fields.required("task"), as: .dropped, by: nil))
    case "task-reopen": return .input(.settleTask(try fields.required("task"), as: nil, by: nil))
    case "vote":
      return .input(
        .vote(
          try fields.required("task"), try fields.choice("choice"),
          by: PersonID(try fields.required("by")), because: try fields.text("because")))
    case "ask":
      return .input(
        .ask(
          for: try fields.required("series"), at: try fields.local("to"),
          by: PersonID(try fields.required("by")), about: try fields.required("text")))
    default: break
    }
    let occurrence = try fields.required("occurrence")
    let author = try fields.text("by")
    switch fields.verb {
    case "agenda-add":
      return .input(
        .addItem(
          to: occurrence, by: author.map { PersonID($0) }, text: try fields.required("text"),
          isPrivate: try fields.flag("private")))
    case "agenda-drop":
      return .input(.dropItem(id: try fields.required("item", or: "text"), from: occurrence))
    case "agenda-carry":
      let (item, text) = (try fields.text("item"), try fields.text("text"))
      return .input(.carry(item: item ?? text, from: occurrence))
    case "cancel":
      return .input(.cancel(occurrence, because: try fields.text("because") ?? "called off"))
    case "reinstate":
      return .input(.reinstate(occurrence, because: try fields.text("because") ?? "back on"))
    case "swap":
      return .input(
        .swap(
          occurrence, with: PersonID(try fields.required("with")), by: author.map { PersonID($0) }))
    case "answer":
      return .input(
        .answer(
          try fields.answer("answer"), by: PersonID(try fields.required("by")), to: occurrence))
    default:
      return .input(
        .move(
          occurrence, to: try fields.local("to"), because: try fields.text("because") ?? "moved"))
    }
  }
}

/// One line's object, its keys known to fit what the line does.
private struct ScriptFields {
  /// "demo.jsonl:3".
  let place: String
  private(set) var verb = ""
  private let values: [String: Value]

  private enum Value: Decodable {
    case text(String)
    case flag(Bool)
    case other

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        self = .text(text)
      } else {
        self = (try? value.decode(Bool.self)).map { .flag($0) } ?? .other
      }
    }
  }

  /// What to write where a key is missing or wrong.
  private static let examples = [
    "at": "2026-12-01T10:00:00Z", "occurrence": "office-hours/2026-12-03", "by": "yash",
    "text": "pair review", "item": "pair review", "to": "2026-12-04T15:00",
    "because": "Ana is ill", "task": "summer-2027.yash/share-learnings",
    "series": "summer-2027.yash", "choice": "yes", "with": "squat", "answer": "yes",
  ]

  init(_ line: String, place: String) throws(Refusal) {
    self.place = place
    do {
      values = try JSONDecoder().decode([String: Value].self, from: Data(line.utf8))
    } catch {
      throw Refusal(
        "\(place): this is not a JSON object",
        fix: "write one a line, as {\"at\":\"2026-12-01T10:00:00Z\",\"do\":\"down\"}")
    }
    let verbs = Script.verbs.map { "`\($0.key)`" }.joined(separator: ", ")
    guard let verb = try text("do") else {
      throw refusal("`do` is missing", fix: "write one of \(verbs)")
    }
    guard let keys = Script.verbs.first(where: { $0.key == verb })?.value else {
      throw refusal("`do`: nothing is called \"\(verb.asOneLine)\"", fix: "write one of \(verbs)")
    }
    self.verb = verb
    let known = ["at", "do"] + keys
    if let unknown = values.keys.sorted().first(where: { !known.contains($0) }) {
      let list = known.map { "`\($0)`" }.joined(separator: ", ")
      throw refusal("unknown key `\(unknown.asOneLine)` of \(verb)", fix: "known are \(list)")
    }
  }

  private func refusal(_ what: String, fix: String) -> Refusal {
    Refusal("\(place): \(what)", fix: fix)
  }

  private func example(_ key: String) -> String {
    "write `\"\(key)\":\"\(Self.examples[key] ?? "…")\"`"
  }

  /// nil if the key is not there.
  func text(_ key: String) throws(Refusal) -> String? {
    guard let value = values[key] else { return nil }
    guard case .text(let text) = value else {
      throw refusal("`\(key)` is not text", fix: "put it between quotes")
    }
    guard !text.asOneLine.isEmpty else { throw refusal("`\(key)` is empty", fix: example(key)) }
    return text
  }

  func required(_ key: String, or other: String? = nil) throws(Refusal) -> String {
    if let text = try text(key) { return text }
    if let other, let text = try text(other) { return text }
    throw refusal("\(verb) needs `\(key)`", fix: example(key))
  }

  func flag(_ key: String) throws(Refusal) -> Bool {
    switch values[key] {
    case nil: return false
    case .flag(let flag): return flag
    case .text, .other:
      throw refusal("`\(key)` is neither true nor false", fix: "write one of them")
    }
  }

  func instant(_ key: String) throws(Refusal) -> Instant {
    let text = try required(key)
    if let instant = Instant(text) { return instant }
    throw refusal(
      "`\(key)`: \"\(text.asOneLine)\" is not an instant in UTC", fix: example(key))
  }

  func choice(_ key: String) throws(Refusal) -> Choice {
    let text = try required(key)
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw refusal("`\(key)`: \"\(text.asOneLine)\" is no vote", fix: "write one of \(words)")
  }

  func answer(_ key: String) throws(Refusal) -> Answer {
    let text = try required(key)
    if let answer = Answer(word: text) { return answer }
    throw refusal("`\(key)`: \"\(text.asOneLine)\" is no answer", fix: "write yes, no or maybe")
  }

  func local(_ key: String) throws(Refusal) -> CivilDateTime {
    let text = try required(key)
    if let local = CivilDateTime(text) { return local }
    throw refusal(
      "`\(key)`: \"\(text.asOneLine)\" is not a date and a time in the meeting's zone",
      fix: example(key))
  }
}
