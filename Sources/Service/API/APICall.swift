import Cadence
import Foundation

/// A request, read and checked as its operation wants it.
struct APICall: Sendable {
  let operation: APIOperation
  /// What makes the same request, sent twice, one.
  let key: String?
  private var values: [String: GivenValue]

  func text(_ name: String) -> String? {
    if case .text(let text) = values[name] { text } else { nil }
  }

  func flag(_ name: String) -> Bool? {
    if case .flag(let flag) = values[name] { flag } else { nil }
  }

  func number(_ name: String) -> Int? {
    if case .number(let number) = values[name] { number } else { nil }
  }

  /// - Throws: everything that is wrong with the parameters, or with the body.
  init(_ request: WebRequest, _ match: APIOperation.Match) throws(APIProblem) {
    operation = match.operation
    values = match.values.mapValues(GivenValue.text)
    var parameters: [String: GivenValue] = [:]
    for (name, text) in request.query {
      let member = operation.query.first { $0.name == name }
      parameters[name] = member?.value(of: text) ?? .text(text)
    }
    let faults = Self.faults(of: parameters, as: operation.query, called: "parameter")
    guard faults.isEmpty else { throw APIProblem(400, faults.joined(separator: "; ")) }
    values.merge(parameters) { old, _ in old }
    key = operation.takesKey ? try Self.key(request) : nil
    let body = try Self.body(request, of: operation)
    values.merge(body) { old, _ in old }
  }

  // MARK: The body

  private static func body(
    _ request: WebRequest, of operation: APIOperation
  ) throws(APIProblem) -> [String: GivenValue] {
    guard let members = operation.body else {
      guard request.body.isEmpty else {
        throw APIProblem(400, "\(request.method) takes no body here. Leave it out")
      }
      return [:]
    }
    guard request.body.count <= WebRequest.bodyMax else {
      throw APIProblem(413, "a body has at most \(WebRequest.bodyMax / 1024) KiB")
    }
    let isNeeded = operation.needsAny || members.contains(where: \.isRequired)
    guard isNeeded || !request.body.isEmpty else { return [:] }
    try checkType(request)
    let given = try object(request.body)
    var faults = faults(of: given, as: members, called: "member")
    if operation.needsAny, given.isEmpty {
      faults.append("nothing is to be changed: give \(list(members))")
    }
    guard faults.isEmpty else { throw APIProblem(422, faults.joined(separator: "; ")) }
    return given
  }

  private static func checkType(_ request: WebRequest) throws(APIProblem) {
    let parts = (request.fields["content-type"] ?? "").lowercased().split(separator: ";")
      .map { $0.trimmingCharacters(in: .whitespaces) }
    let charsets = parts.dropFirst().filter { $0.hasPrefix("charset=") }
    guard parts.first == "application/json",
      charsets.allSatisfy({ ["charset=utf-8", "charset=\"utf-8\""].contains($0) })
    else { throw APIProblem(415, "a body is JSON: send Content-Type: application/json") }
  }

  private static func object(_ bytes: [UInt8]) throws(APIProblem) -> [String: GivenValue] {
    let noJSON = APIProblem(400, "the body is no JSON. Send an object: {\"name\": \"value\"}")
    // By a zero Foundation would take it for UTF-16. Source: RFC 8259 §8.1.
    guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { throw noJSON }
    do {
      return try JSONDecoder().decode([String: GivenValue].self, from: Data(bytes))
    } catch DecodingError.typeMismatch, DecodingError.valueNotFound {
      throw APIProblem(422, "the body must be an object: {\"name\": \"value\"}")
    } catch {
      throw noJSON
    }
  }

  // MARK: What is wrong

  private static func faults(
    of given: [String: GivenValue], as members: [ObjectSchema.Member], called kind: String
  ) -> [String] {
    let known = members.map(\.name)
    let unknown = given.keys.filter { !known.contains($0) }.sorted().map { name in
      let near = Nearest.word(to: name, in: known).map { "write `\($0)`" }
      let fix = near ?? (known.isEmpty ? "there is none here" : "known are \(list(members))")
      return "unknown \(kind) `\(name.asShown)`: \(fix)"
    }
    let wrong = members.compactMap { member in
      guard let value = given[member.name] else {
        return member.isRequired ? "`\(member.name)` is missing" : nil
      }
      return member.fault(of: value)
    }
    return unknown + wrong
  }

  private static func list(_ members: [ObjectSchema.Member]) -> String {
    members.map { "`\($0.name)`" }.joined(separator: ", ")
  }

  // MARK: Idempotency-Key

  static let keyField = "Idempotency-Key"

  /// What a key may be: it is only compared.
  /// Source: draft-ietf-httpapi-idempotency-key-header-07 §2.
  static let keyRule = Schema.Rule(
    pattern: "^[!-~]+$", max: 255, fix: "send 1 to 255 visible characters of ASCII")

  private static func key(_ request: WebRequest) throws(APIProblem) -> String? {
    guard let key = request.fields[keyField.lowercased()] else { return nil }
    guard keyRule.fits(key) else {
      throw APIProblem(400, "\(keyField) does not fit: \(keyRule.fix)")
    }
    return key
  }
}

extension APICall {
  /// What the control socket would be asked.
  func ask(as token: APITokens.Token) -> Ask {
    Ask(
      occurrence: subject, by: text("by") ?? text("person"), text: text("text") ?? text("about"),
      isPrivate: flag("isPrivate"), item: text("item") ?? task, because: text("because"),
      to: text("to") ?? text("at"),
      notice: text("id"), state: text("state") ?? text("choice") ?? text("answer"),
      days: number("days"), with: text("with"), isConfirmed: flag("isConfirmed"),
      // Two programs may have thought of the same one.
      key: key.map { "\(token.name)/\($0)" })
  }

  /// What is looked at, or what it is done to: a meeting, a task, or all tasks of a series.
  private var subject: String? { meeting ?? task ?? text("series") }

  /// As commands name it.
  var task: String? {
    guard let series = text("series"), let task = text("task") else { return nil }
    return "\(series)/\(task)"
  }

  /// As commands name it: a series means its next.
  var meeting: String? {
    guard let series = text("series"), let day = text("day") else { return text("meeting") }
    return day == "next" ? series : "\(series)/\(day)"
  }
}

extension String {
  /// Short enough to be read, whatever somebody sent.
  fileprivate var asShown: String { count > 40 ? prefix(39) + "…" : self }
}
