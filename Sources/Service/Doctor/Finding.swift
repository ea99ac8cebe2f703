/// One thing that was looked at: what is right, or what to do.
package struct Finding: View, Hashable {
  package enum State: Hashable, Sendable {
    case good
    /// It works, and could be better.
    case advice
    /// It wants something done.
    case bad
    /// From here it cannot be told.
    case unknown
  }

  package let check: String
  package let state: State
  package let what: String
  package let fix: String?

  private init(_ check: String, _ state: State, _ what: String, fix: String?) {
    self.check = check
    self.state = state
    self.what = what
    self.fix = fix
  }

  static func good(_ check: String, _ what: String) -> Finding {
    Finding(check, .good, what, fix: nil)
  }

  static func advice(_ check: String, _ what: String, fix: String) -> Finding {
    Finding(check, .advice, what, fix: fix)
  }

  static func bad(_ check: String, _ what: String, fix: String) -> Finding {
    Finding(check, .bad, what, fix: fix)
  }

  static func unknown(_ check: String, _ what: String, fix: String? = nil) -> Finding {
    Finding(check, .unknown, what, fix: fix)
  }

  package var cells: [String] { [mark, told] }
  package var standing: Int? { 0 }
  package var line: String {
    mark + String(repeating: " ", count: 6 - mark.count) + told
  }

  private var told: String { "\(check): \(what)\(fix.map { ". \($0)" } ?? "")" }

  private var mark: String {
    switch state {
    case .good: "ok"
    case .advice: "note"
    case .bad: "FIX"
    case .unknown: "?"
    }
  }

  private enum Key: CodingKey { case check, ok, what, fix }

  /// `ok` is null where it cannot be told, `fix` where nothing is to be done.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(check, forKey: .check)
    let ok: Bool? = state == .unknown ? nil : state != .bad
    try container.encode(ok, forKey: .ok)
    try container.encode(what, forKey: .what)
    try container.encode(fix, forKey: .fix)
  }
}
