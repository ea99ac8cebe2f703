import Foundation
package import Meetings

extension Rendering {
  /// The message for a channel, in its shape: short, what and when first, and nothing in it that
  /// calls anybody.
  ///
  /// Keys are sorted, so the same notice has the same bytes and a signature over them holds.
  package static func payload(
    _ notice: Notice, as shape: Shape = .standard
  ) throws(RenderingError) -> Payload {
    let notice = notice.withoutPrivateItems
    return try payload(
      Post(notice), as: shape, envelope: Envelope(notice), event: CloudEvent(notice))
  }

  static func payload(
    _ post: Post, as shape: Shape, envelope: @autoclosure () -> some Encodable,
    event: @autoclosure () -> some Encodable
  ) throws(RenderingError) -> Payload {
    switch shape {
    case .standard: return try json(envelope(), post)
    case .cloudEvents: return try json(event(), post, type: "application/cloudevents+json")
    case .slack: return try json(Chat.slack(post), post)
    case .discord:
      var payload = try json(Chat.discord(post), post)
      // Without it Discord answers before it has stored the message, and hides that it could not.
      payload.query = "wait=true"
      return payload
    case .mattermost: return try json(Chat.mattermost(post), post)
    case .matrix(let room):
      var payload = try json(Chat.matrix(post), post)
      payload.method = .put
      // The transaction's ID makes a repetition the same message.
      // Source: Matrix client-server API, "PUT …/send/{eventType}/{txnId}".
      payload.path =
        "/_matrix/client/v3/rooms/\(room.percentEncoded)/send/m.room.message/\(post.identity)"
      return payload
    case .zulip(let stream, let topic):
      let form = Chat.zulip(post, stream: stream, topic: topic)
      var payload = payload(
        Array(form.utf8), post, type: "application/x-www-form-urlencoded")
      payload.path = "/api/v1/messages"
      return payload
    case .teams: return try json(Chat.teams(post), post)
    case .googleChat:
      var payload = try json(Chat.googleChat(post), post)
      payload.query = "messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"
      return payload
    case .ntfy(let topic): return try json(Chat.ntfy(post, topic: topic), post)
    }
  }

  private static func json(
    _ value: some Encodable, _ post: Post, type: String = "application/json"
  ) throws(RenderingError) -> Payload {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let body = try? encoder.encode(value) else {
      throw .wire("the payload cannot be written as JSON")
    }
    return payload(Array(body), post, type: type)
  }

  private static func payload(_ body: [UInt8], _ post: Post, type: String) -> Payload {
    Payload(contentType: type, body: body, summary: post.summary)
  }
}

extension String {
  /// Everything but what is unreserved. Source: RFC 3986 §2.3.
  package var percentEncoded: String {
    utf8.reduce(into: "") { text, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
