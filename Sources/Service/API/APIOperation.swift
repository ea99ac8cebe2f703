import Settings

/// One thing that may be asked of the API.
///
/// The table of them, `all`, is all there is: requests are routed by it, bodies are read by it, and
/// the document is written from it, so that they cannot disagree.
struct APIOperation: Sendable {
  typealias Member = ObjectSchema.Member

  enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// What is answered when all is well.
  enum Answer: Sendable {
    case one(ObjectSchema)
    case list(ObjectSchema)
    /// The item that the path names.
    case item
    /// An item that is there now, with its address.
    case newItem
    /// What was decided about a meeting, and what became of it.
    case history
    /// What was loaded, and what is worth a second look in it.
    case loaded
  }

  let method: Method
  /// Below `/api/v1/`; a part in braces stands for any text.
  let path: String
  /// In the document, for those who make programs from it.
  let id: String
  let about: String
  /// Of the control socket: it does the same.
  let verb: String
  let query: [Member]
  /// Nil where a request has no body.
  let body: [Member]?
  /// True where at least one member of the body has to be there.
  let needsAny: Bool
  /// True where `Idempotency-Key` makes the same request, sent twice, one.
  let takesKey: Bool
  let answer: Answer

  init(
    _ method: Method, _ path: String, _ id: String, _ about: String, verb: String,
    query: [Member] = [], body: [Member]? = nil, needsAny: Bool = false, takesKey: Bool = false,
    answer: Answer
  ) {
    (self.method, self.path, self.id, self.about) = (method, path, id, about)
    (self.verb, self.query, self.body) = (verb, query, body)
    (self.needsAny, self.takesKey, self.answer) = (needsAny, takesKey, answer)
  }

  /// What a token must be good for.
  var scope: APIToken.Scope { method == .get ? .read : .change }

  var segments: [Substring] { path.split(separator: "/") }

  /// What the braces of its path stand for.
  var parameters: [Member] {
    segments.compactMap { segment in
      Self.name(of: segment).flatMap { name in Self.pathMembers.first { $0.name == name } }
    }
  }

  /// `series` of `{series}`; nil for a part that stands for itself.
  private static func name(of segment: Substring) -> Substring? {
    segment.first == "{" ? segment.dropFirst().dropLast() : nil
  }

  private static let pathMembers: [Member] = [
    .required(
      "series", .series,
      "The meeting's key, or PROGRAM.MENTORSHIP of a 1:1; of a task also the program's."),
    .required(
      "day", .day,
      "Its date as listed: 2026-12-03, or 2026-12-03T1400; `next` for the next there is."),
    .required("item", .id, "The item's id."),
    .required("task", .task, "The task's key in `tasks:`."),
    .required("id", .id, "The notice's id, or as much of its beginning as no other has."),
    .required("person", .key, "A key of `people:`."),
  ]
}

extension APIOperation.Method {
  /// As `Allow` lists it: what may be looked at may be looked at without its body.
  var allowed: [String] { self == .get ? ["GET", "HEAD"] : [rawValue] }
}

// MARK: Routing

extension APIOperation {
  /// An operation, and what stands for the braces of its path.
  struct Match: Sendable {
    let operation: APIOperation
    let values: [String: String]
  }

  /// - Parameter path: below `/api/`, decoded.
  /// - Throws: 404 where nothing is, 405 where something else may be asked.
  static func match(_ method: String, _ path: [String]) throws(APIProblem) -> Match {
    let fitting = path.first == version ? all.compactMap { $0.match(path.dropFirst()) } : []
    // A part that stands for itself comes before one that stands for any text.
    let found = fitting.filter { match in
      fitting.allSatisfy { $0.values.count >= match.values.count }
    }
    guard !found.isEmpty else {
      throw APIProblem(
        404, "there is no such address. /api/\(APIDocument.name) lists what there is")
    }
    let wanted = method == "HEAD" ? "GET" : method
    if let match = found.first(where: { $0.operation.method.rawValue == wanted }) { return match }
    let allowed = found.flatMap(\.operation.method.allowed)
    throw APIProblem(
      405, "\(method) means nothing here", ["Allow": allowed.joined(separator: ", ")])
  }

  static let version = "v1"

  private func match(_ path: ArraySlice<String>) -> Match? {
    let template = segments
    guard template.count == path.count else { return nil }
    var values: [String: String] = [:]
    for (segment, text) in zip(template, path) {
      if let name = Self.name(of: segment) {
        guard !text.isEmpty else { return nil }
        values[String(name)] = text
      } else if segment != text {
        return nil
      }
    }
    return Match(operation: self, values: values)
  }
}
