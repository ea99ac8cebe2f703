import Foundation
import Glibc
import Service

/// Standard output where somebody reads it, and how wide it is; what programs read is untouched.
struct Terminal {
  let width: Int
  let hasColour: Bool

  /// Nil where standard output is no terminal.
  ///
  /// `NO_COLOR` with anything in it means no colour (no-color.org), and so does `TERM=dumb`.
  static let current: Terminal? = {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let environment = ProcessInfo.processInfo.environment
    let isPlain = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
    return Terminal(width: isKnown ? Int(size.ws_col) : 80, hasColour: !isPlain)
  }()

  /// Answers as lines that fit: in columns if they have some and are no wider than the terminal,
  /// else broken between cells.
  func lines(_ answers: [CommandDesk.Line]) -> [String] {
    let rows = answers.map { answer in answer.cells.map { shown($0) } }
    let columns = Columns(rows)
    return zip(answers, rows).flatMap { answer, cells -> [String] in
      guard cells.count > 1 else {
        return shown(answer.text).split(separator: "\n", omittingEmptySubsequences: false)
          .map { marked(String($0)) }
      }
      if columns.width <= width {
        return [columns.line(cells) { $1 == answer.standing ? coloured($0) : $0 }]
      }
      return broken(cells, standing: answer.standing)
    }
  }

  /// One answer over several lines, those after the first set in: between cells if that is enough,
  /// else between words.
  private func broken(_ cells: [String], standing: Int?) -> [String] {
    let indent = 4
    var lines: [String] = []
    var (line, used) = ("", 0)
    func isFull(_ piece: String, after gap: Int) -> Bool {
      used + gap + Columns.width(of: piece) > width
    }
    for (column, cell) in cells.enumerated() where !cell.isEmpty {
      // What follows a mark stands beside it.
      if used > 2 * indent, isFull(cell, after: 2) {
        lines.append(line)
        (line, used) = (String(repeating: " ", count: indent), indent)
      } else if used > 0 {
        (line, used) = (line + "  ", used + 2)
      }
      guard isFull(cell, after: 0) else {
        line += column == standing ? coloured(cell) : cell
        used += Columns.width(of: cell)
        continue
      }
      for (index, word) in cell.split(separator: " ").map(String.init).enumerated() {
        if index > 0, isFull(word, after: 1) {
          lines.append(line)
          (line, used) = (String(repeating: " ", count: indent), indent)
        } else if index > 0 {
          (line, used) = (line + " ", used + 1)
        }
        line += word
        used += Columns.width(of: word)
      }
    }
    return lines + [line]
  }

  /// Nothing that was quoted acts, and instants say how far they are.
  private func shown(_ text: String) -> String {
    Wording.withDistances(text.harmless(keepsLines: true))
  }

  // MARK: Colours

  private enum Tone: String {
    case good = "32", waiting = "33", bad = "31", quiet = "2"

    init?(word: String) {
      switch word {
      case "confirmed", "held", "delivered", "done", "passed", "ok", "healthy": self = .good
      case "open", "pending", "sending", "unknown", "warning", "note", "?": self = .waiting
      case "cancelled", "refused", "failed", "overdue", "escalated", "error", "FIX", "FAILS",
        "REFUSED", "HOLDS", "ZONE", "expired":
        self = .bad
      case "planned", "superseded", "dropped", "lapsed", "withdrawn": self = .quiet
      default: return nil
      }
    }
  }

  /// A cell that says how something stands, by its word: of "open → cancelled: …" by the new one.
  private func coloured(_ cell: String) -> String {
    let head = cell.prefix { $0 != ":" }
    let word = head.split(separator: "→").last.map { $0.trimmingCharacters(in: .whitespaces) }
    guard hasColour, let tone = word.flatMap(Tone.init(word:)) else { return cell }
    return "\u{1B}[\(tone.rawValue)m\(cell)\u{1B}[0m"
  }

  /// A line of text, whose problems say how it is.
  private func marked(_ line: String) -> String {
    guard hasColour else { return line }
    let pattern =
      /\b(?:error|warning|note)(?=: )|^(?:FAILS|REFUSED|HOLDS|ZONE)\b|\bNOT HEALTHY|\bhealthy$/
    return line.replacing(pattern) { found in
      let word = found.output == "NOT HEALTHY" ? "FAILS" : String(found.output)
      guard let tone = Tone(word: word) else { return String(found.output) }
      return "\u{1B}[\(tone.rawValue)m\(found.output)\u{1B}[0m"
    }
  }
}
