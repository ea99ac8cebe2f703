import Foundation
import Meetings
import Settings
import Testing

@testable import Service

/// The one table, and what is made of it.
@Suite struct APITableTests {
  private static func path(_ text: String) -> [String] {
    text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  /// `addItem series=hours day=next`, or `405 GET, HEAD`.
  private static func found(_ method: String, _ path: String) -> String {
    do throws(APIProblem) {
      let match = try APIOperation.match(method, Self.path(path))
      let values = match.values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
      return match.operation.id + values.joined()
    } catch {
      return "\(error.status)" + (error.fields["Allow"].map { " \($0)" } ?? "")
    }
  }

  @Test(arguments: [
    ("GET", "v1/meetings", "listMeetings"), ("HEAD", "v1/meetings", "listMeetings"),
    ("POST", "v1/meetings", "405 GET, HEAD"), ("get", "v1/meetings", "405 GET, HEAD"),
    ("OPTIONS", "v1/meetings", "405 GET, HEAD"), ("TRACE", "v1/reload", "405 POST"),
    ("GET", "v1/reload", "405 POST"), ("HEAD", "v1/reload", "405 POST"),
    ("GET", "v1/meetings/hours/next", "getMeeting day=next series=hours"),
    ("POST", "v1/meetings/a.b/2026-12-03/agenda", "addItem day=2026-12-03 series=a.b"),
    ("PUT", "v1/meetings/a/2026-12-03/agenda", "405 GET, HEAD, POST"),
    ("DELETE", "v1/meetings/a/b/agenda/c", "dropItem day=b item=c series=a"),
    ("POST", "v1/meetings/a/b/agenda/c", "405 GET, HEAD, PATCH, DELETE"),
    // A part that stands for itself comes before one that stands for any text.
    ("POST", "v1/meetings/a/b/agenda/carry", "carryItems day=b series=a"),
    ("GET", "v1/meetings/a/b/agenda/carry", "405 POST"),
    ("GET", "v1/tasks", "listTasks"), ("HEAD", "v1/tasks/a.b/c", "getTask series=a.b task=c"),
    ("POST", "v1/tasks/a.b/c/done", "finishTask series=a.b task=c"),
    ("POST", "v1/tasks/a.b/c", "405 GET, HEAD"), ("GET", "v1/tasks/a.b/c/drop", "405 POST"),
    ("GET", "v1/tasks/a.b", "404"), ("GET", "v1", "404"), ("GET", "v2/meetings", "404"),
    ("GET", "v1/", "404"),
    ("GET", "v1/meetings/", "404"), ("GET", "v1/meetings//next", "404"),
    ("GET", "v1/meetings/a", "404"), ("GET", "v1/meetings/a/b/c", "404"),
    ("GET", "v1/Meetings", "404"), ("GET", "v1/outbox/", "404"), ("GET", "v1/{id}", "404"),
  ])
  func routes(_ method: String, _ path: String, _ expected: String) {
    #expect(Self.found(method, path) == expected)
  }

  @Test func everyRowIsWhole() {
    let all = APIOperation.all
    // What a command only looks with.
    let looks: Set = [
      "next", "show", "why", "agenda/list", "outbox/list", "outbox/show", "status", "plan",
      "task/list",
    ]
    #expect(Set(all.map(\.id)).count == all.count)
    #expect(Set(all.map { "\($0.method) \($0.path)" }).count == all.count)
    for operation in all {
      #expect(operation.parameters.count == operation.path.count { $0 == "{" }, "\(operation.path)")
      #expect(operation.about.hasSuffix("."), "\(operation.id)")
      // What only looks has no body, and whatever else changes something.
      #expect(looks.contains(operation.verb) == (operation.scope == .read), "\(operation.id)")
      let hasBody = operation.body != nil
      #expect(hasBody == (operation.method != .get && operation.method != .delete))
      let names = operation.query.map(\.name) + (operation.body ?? []).map(\.name)
      #expect(
        Set(names + operation.parameters.map(\.name)).count
          == names.count + operation.parameters.count, "\(operation.id): a name means one thing")
      let path = operation.path.replacing("{", with: "").replacing("}", with: "")
      #expect(Self.found(operation.method.rawValue, "v1/\(path)").hasPrefix(operation.id))
    }
  }

  // MARK: The document

  private static func document() throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(APIDocument.current.bytes))
    return try #require(json as? [String: Any])
  }

  /// What routes is what is written down: as many, under the same address and method.
  @Test func theDocumentHasEveryRowAndNoOther() throws {
    let paths = try #require(try Self.document()["paths"] as? [String: [String: Any]])
    let written = paths.flatMap { path, methods in
      methods.map { method, content in
        "\(method.uppercased()) \(path) \((content as? [String: Any])?["operationId"] ?? "")"
      }
    }
    let rows = APIOperation.all.map { "\($0.method.rawValue) /\($0.path) \($0.id)" }
    #expect(written.sorted() == rows.sorted())
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let document = try Self.document()
    let text = String(decoding: APIDocument.current.bytes, as: UTF8.self)
    let references = Set(text.matches(of: /"\$ref":"#\/([^"]+)"/).map { String($0.1) })
    #expect(references.count > 15)
    for reference in references {
      var node: Any? = document
      for part in reference.split(separator: "/") {
        node = (node as? [String: Any])?[String(part)]
      }
      #expect(node != nil, "\(reference)")
    }
    let components = try #require(document["components"] as? [String: [String: Any]])
    for kind in ["schemas", "responses"] {
      for name in (components[kind] ?? [:]).keys {
        #expect(references.contains("components/\(kind)/\(name)"), "nothing is a \(name)")
      }
    }
  }

  @Test func whatCanGoWrongIsWrittenDown() throws {
    let paths = try #require(try Self.document()["paths"] as? [String: [String: [String: Any]]])
    func statuses(_ path: String, _ method: String) -> [String] {
      (paths[path]?[method]?["responses"] as? [String: Any])?.keys.sorted() ?? []
    }
    #expect(statuses("/status", "get") == ["200", "400", "401", "429", "503"])
    #expect(
      statuses("/meetings/{series}/{day}/agenda", "post") == [
        "201", "400", "401", "403", "404", "409", "413", "415", "422", "429", "503",
      ])
    #expect(
      statuses("/meetings/{series}/{day}/agenda/{item}", "delete") == [
        "200", "400", "401", "403", "404", "409", "429", "503",
      ])
  }

  /// It is asked for again and again: who has it gets 304.
  @Test func theTagIsThatOfTheBytes() {
    let again = APIDocument(of: APIOperation.all)
    #expect(again.bytes == APIDocument.current.bytes && again.tag == APIDocument.current.tag)
    let fewer = APIDocument(of: Array(APIOperation.all.dropLast()))
    #expect(fewer.tag != again.tag)
    #expect(again.tag.field.first == "\"" && again.tag.field.last == "\"")
  }

  // MARK: Problems

  @Test func aProblemIsWhatTheRFCSays() throws {
    let answer = APIProblem.mayOnlyRead.answer
    #expect(answer.status == 403 && answer.contentType == "application/problem+json")
    let fields = "Bearer error=\"insufficient_scope\", scope=\"change\""
    #expect(answer.fields == ["WWW-Authenticate": fields])
    #expect(
      String(decoding: answer.body, as: UTF8.self)
        == #"{"detail":"this token may only read. `api:` says what each may","status":403,"#
        + #""title":"Forbidden","type":"about:blank"}"#)
    var problem = APIProblem(409, "no")
    problem.problems = [Problem(file: "a.yaml", what: "b", fix: "c")]
    let body = try JSONSerialization.jsonObject(with: Data(problem.answer.body)) as? [String: Any]
    #expect((body?["problems"] as? [[String: Any]])?.first?["what"] as? String == "b")
  }
}
