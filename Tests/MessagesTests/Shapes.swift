import Foundation
import Messages

/// Every shape that a channel can have, with the name of its golden.
enum Shapes {
  static let all: [(name: String, shape: Shape)] = [
    ("standard", .standard), ("cloudevents", .cloudEvents), ("slack", .slack),
    ("discord", .discord), ("mattermost", .mattermost),
    ("matrix", .matrix(room: "!abc:example.org")),
    ("zulip", .zulip(stream: "mentoring & more", topic: nil)), ("teams", .teams),
    ("google-chat", .googleChat), ("ntfy", .ntfy(topic: "thanos-meetings")),
  ]

  /// A payload as one reads it: the request's line, its type, then the body, indented and with its
  /// line breaks visible.
  static func readable(_ payload: Payload) throws -> String {
    let target = payload.path + (payload.query.isEmpty ? "" : "?" + payload.query)
    return """
      \(payload.method.rawValue) HOOK\(target)
      Content-Type: \(payload.contentType)

      \(try readableBody(payload))

      """
  }

  private static func readableBody(_ payload: Payload) throws -> String {
    let body = Data(payload.body)
    guard payload.contentType.hasSuffix("json") else {
      return form(payload).map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    }
    let pretty = try JSONSerialization.data(
      withJSONObject: try JSONSerialization.jsonObject(with: body),
      options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: pretty, as: UTF8.self)
      .replacing("\u{200b}", with: "\\u200b").replacing("\\n", with: "\\n\n    ")
  }

  /// The fields of an `application/x-www-form-urlencoded` body.
  static func form(_ payload: Payload) -> [(key: String, value: String)] {
    String(decoding: payload.body, as: UTF8.self).split(separator: "&").map { field in
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0).removingPercentEncoding ?? "undecodable" }
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
  }

  static func object(_ payload: Payload) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(payload.body))
    return try Samples.required(object as? [String: Any], "an object")
  }
}
