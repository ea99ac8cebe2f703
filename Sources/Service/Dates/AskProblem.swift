internal import Cadence

/// What is wrong with one of the values that dates are asked for by.
struct AskProblem: Error, Hashable, CustomStringConvertible {
  /// The value's name in a line of a batch, "dtstart"; empty for the line as a whole.
  var key: String
  /// 1-based, within the value; nil where it is all of it.
  var column: Int?
  let what: String
  let fix: String

  init(_ key: String, column: Int? = nil, _ what: String, fix: String) {
    (self.key, self.column, self.what, self.fix) = (key, column, what, fix)
  }

  init(_ problem: RuleProblem) {
    self.init("rrule", column: problem.column, problem.statement, fix: problem.fix)
  }

  init(_ problem: SentenceProblem) {
    self.init(
      "when", column: problem.column, problem.what, fix: problem.fixes.joined(separator: " or "))
  }

  /// "rrule, column 18: …. write …".
  var description: String { description(as: key) }

  /// The same with another name in front.
  func description(as name: String) -> String {
    let place = (name.isEmpty ? [] : [name]) + (column.map { ["column \($0)"] } ?? [])
    return "\(place.joined(separator: ", ")): \(advice)"
  }

  private var advice: String { fix.isEmpty ? what : "\(what). write \(fix)" }

  /// As much of a wrong value as says which it is.
  static func quoted(_ text: String) -> String {
    "\"\(text.prefix(40))\(text.dropFirst(40).isEmpty ? "" : "…")\""
  }
}

extension ZoneDatabase {
  /// In bytes: more than any name has, and little enough to look for its neighbours.
  private static let nameMax = 64

  func zone(asked name: String) throws(AskProblem) -> ZoneRules {
    guard name.utf8.count <= Self.nameMax else {
      throw AskProblem("tz", "\(AskProblem.quoted(name)) is not a zone", fix: "Europe/Berlin")
    }
    do { return try zone(named: name) } catch {
      throw AskProblem("tz", error.what, fix: error.fixes.joined(separator: " or "))
    }
  }
}
