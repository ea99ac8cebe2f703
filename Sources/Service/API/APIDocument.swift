import Messages
import Settings

/// The OpenAPI document, written from the table that routes the requests.
/// Source: OpenAPI Specification 3.1.1.
struct APIDocument: Sendable {
  static let name = "openapi.json"
  static let current = APIDocument(of: APIOperation.all)

  let bytes: [UInt8]
  let tag: EntityTag

  init(of operations: [APIOperation]) {
    bytes = Array(((try? Answer.json(Self.json(of: operations))) ?? "{}").utf8)
    tag = EntityTag(of: bytes)
  }

  private static let about = """
    What commands and pages do, for programs. Each token of `api:` may `read`, or `change` as well; \
    one that may only read is shown no private item and no text of a notice. Instants are UTC. A \
    member that has no value is absent. Whoever asks with a member or a parameter that is not in \
    this document is refused; answers may have more members in a later version. A token may ask \
    \(WebRates.goodToken.count) times a minute.
    """

  static func json(of operations: [APIOperation]) -> JSON {
    var paths: [String: JSON] = [:]
    for path in Set(operations.map(\.path)) {
      let here = operations.filter { $0.path == path }
      let methods = here.map { ($0.method.rawValue.lowercased(), $0.json) }
      paths["/" + path] = .object(Dictionary(uniqueKeysWithValues: methods))
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "convened", "version": .string(Version.current), "description": .string(about),
      ],
      // Seen from this document, whatever proxy is in front.
      "servers": [["url": .string(APIOperation.version)]],
      "security": [["token": []]],
      "paths": .object(paths),
      "components": [
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
        "schemas": .object(schemas(of: operations)),
        "responses": .object(APIRefusal.components),
      ],
    ]
  }

  private static func schemas(of operations: [APIOperation]) -> [String: JSON] {
    let objects = (operations.map(\.answer.schema) + [.object(.problem)]).flatMap(\.objects)
    return Dictionary(
      objects.map { ($0.name, $0.json(isClosed: false)) }, uniquingKeysWith: { one, _ in one })
  }
}

extension APIOperation.Answer {
  var schema: Schema {
    switch self {
    case .one(let object): .object(object)
    case .list(let object): .list(.object(object))
    case .item, .newItem: .object(.item)
    case .history: .object(.history)
    case .loaded: .object(.loaded)
    }
  }

  var status: Int { if case .newItem = self { 201 } else { 200 } }
}

extension APIOperation {
  fileprivate var json: JSON {
    var json: [String: JSON] = [
      "operationId": .string(id), "summary": .string(about), "tags": [.string(tag)],
      "responses": .object(responses),
    ]
    var given = parameters.map { Self.parameter($0, in: "path") }
    given += query.map { Self.parameter($0, in: "query") }
    if takesKey {
      let key = Member.optional(
        APICall.keyField, .text(APICall.keyRule),
        "The same key with the same text is the same item, however often it is sent.")
      given.append(Self.parameter(key, in: "header"))
    }
    if !given.isEmpty { json["parameters"] = .array(given) }
    if let body { json["requestBody"] = requestBody(body) }
    if scope == .change { json["description"] = "For a token that may `change`." }
    return .object(json)
  }

  private var tag: String {
    let first = segments.first.map(String.init) ?? ""
    return ["meetings", "tasks", "outbox", "people"].contains(first) ? first : "service"
  }

  private static func parameter(_ member: Member, in place: String) -> JSON {
    var json: [String: JSON] = [
      "name": .string(member.name), "in": .string(place), "required": .bool(member.isRequired),
      "schema": member.schema.json,
    ]
    if !member.about.isEmpty { json["description"] = .string(member.about) }
    return .object(json)
  }

  private func requestBody(_ members: [Member]) -> JSON {
    var schema = ObjectSchema(id, about, members).json(isClosed: true)
    if needsAny, case .object(var object) = schema {
      object["minProperties"] = 1
      schema = .object(object)
    }
    return [
      "required": .bool(needsAny || members.contains(where: \.isRequired)),
      "content": ["application/json": ["schema": schema]],
    ]
  }

  private var responses: [String: JSON] {
    var good: [String: JSON] = [
      "description": .string(about),
      "content": ["application/json": ["schema": answer.schema.json]],
    ]
    if case .newItem = answer {
      good["headers"] = [
        "Location": [
          "description": "Where it is now.", "required": true, "schema": ["type": "string"],
        ]
      ]
    }
    var all = ["\(answer.status)": JSON.object(good)]
    for refusal in APIRefusal.all where refusal.concerns(self) {
      all["\(refusal.status)"] = ["$ref": "#/components/responses/\(refusal.name)"]
    }
    return all
  }
}

/// An answer other than the one that was hoped for, in the document.
struct APIRefusal: Sendable {
  let status: Int
  let name: String
  let about: String
  /// What its header always says.
  var fields: [String] = []
  /// True for one that the server may give before the API is asked, as plain text.
  var isServers = false
  var concerns: @Sendable (APIOperation) -> Bool = { _ in true }

  static let all: [APIRefusal] = [
    APIRefusal(
      status: 400, name: "Malformed", about: "A parameter or the body cannot be read.",
      isServers: true),
    APIRefusal(
      status: 401, name: "NoToken", about: "No token, or one that nobody has.",
      fields: ["WWW-Authenticate"]),
    APIRefusal(
      status: 403, name: "MayOnlyRead", about: "The token may only read.",
      fields: ["WWW-Authenticate"], concerns: { $0.scope == .change }),
    APIRefusal(
      status: 404, name: "NotThere", about: "What is asked for is not there.",
      concerns: { !$0.parameters.isEmpty || !$0.query.isEmpty }),
    APIRefusal(
      status: 409, name: "Refused",
      about: "It was understood and cannot be: `detail` says why, and what to do.",
      concerns: { $0.scope == .change || $0.verb == "plan" || $0.verb == "outbox/show" }),
    APIRefusal(
      status: 413, name: "TooLarge",
      about: "A body has at most \(WebRequest.bodyMax / 1024) KiB.", isServers: true,
      concerns: { $0.body != nil }),
    APIRefusal(
      status: 415, name: "NoJSON", about: "The body is not said to be JSON.",
      concerns: { $0.body != nil }),
    APIRefusal(
      status: 422, name: "Wrong", about: "The body is JSON, and not what is taken here.",
      concerns: { $0.body != nil }),
    APIRefusal(
      status: 429, name: "TooMany", about: "Too many requests with this token, or without one.",
      fields: ["Retry-After"]),
    APIRefusal(
      status: 503, name: "NotNow", about: "It could not be written down: nothing was changed.",
      fields: ["Retry-After"]),
  ]

  static var components: [String: JSON] {
    Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.json) })
  }

  private var json: JSON {
    var content: [String: JSON] = [
      APIProblem.contentType: ["schema": Schema.object(.problem).json]
    ]
    if isServers { content["text/plain"] = ["schema": ["type": "string"]] }
    var json: [String: JSON] = ["description": .string(about), "content": .object(content)]
    if !fields.isEmpty {
      let field: JSON = ["required": true, "schema": ["type": "string"]]
      json["headers"] = .object(Dictionary(uniqueKeysWithValues: fields.map { ($0, field) }))
    }
    return .object(json)
  }
}
