import Cadence
import Foundation
package import Meetings

/// Reads the JSON lines of a script:
/// `{"at":"2026-12-01T10:00:00Z","do":"agenda-add","occurrence":"office-hours/2026-12-03",
/// "by":"yash","text":"pair review"}`, also `agenda-drop`, `cancel`, `reinstate`, `move`, `down`,
/// `up`.
package enum Script {
  private struct Line: Decodable {
    var at: Instant
    var `do`: String
    var occurrence: String?
    var by: PersonID?
    var text: String?
    var item: String?
    var `private`: Bool?
    var to: CivilDateTime?
    var because: String?
  }

  /// - Throws: `Refusal` naming the line.
  package static func read(_ text: String) throws(Refusal) -> [ScriptLine] {
    var lines: [ScriptLine] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      lines.append(try read(line, number: index + 1))
    }
    return lines
  }

  private static func read(_ text: String, number: Int) throws(Refusal) -> ScriptLine {
    let line: Line
    do {
      line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
    } catch {
      throw Refusal(
        "script line \(number) is not a JSON object with `at` (2026-12-01T10:00:00Z) and `do`",
        fix: "see `convened simulate --help`")
    }
    func need<T>(_ value: T?, _ key: String) throws(Refusal) -> T {
      guard let value else {
        throw Refusal("script line \(number): \(line.do) needs `\(key)`", fix: "add it")
      }
      return value
    }
    let action: ScriptLine.Action
    switch line.do {
    case "agenda-add":
      action = .input(
        .addItem(
          to: try need(line.occurrence, "occurrence"), by: line.by,
          text: try need(line.text, "text"), isPrivate: line.private ?? false))
    case "agenda-drop":
      action = .input(
        .dropItem(
          id: try need(line.item ?? line.text, "item"),
          from: try need(line.occurrence, "occurrence")))
    case "cancel":
      action = .input(
        .cancel(try need(line.occurrence, "occurrence"), because: line.because ?? "called off"))
    case "reinstate":
      action = .input(
        .reinstate(try need(line.occurrence, "occurrence"), because: line.because ?? "back on"))
    case "move":
      action = .input(
        .move(
          try need(line.occurrence, "occurrence"), to: try need(line.to, "to"),
          because: line.because ?? "moved"))
    case "down": action = .down
    case "up": action = .up
    default:
      throw Refusal(
        "script line \(number): nothing is called \(line.do)",
        fix: "write agenda-add, agenda-drop, cancel, reinstate, move, down or up")
    }
    return ScriptLine(at: line.at, action: action, text: text)
  }
}
