internal import Foundation

/// What a command asks of the daemon: `POST /v1/VERB` with a JSON body.
package struct ControlRequest: Hashable, Sendable {
  /// "reload", "agenda/add".
  package let verb: String
  package let body: [UInt8]

  package init(verb: String, body: [UInt8]) {
    self.verb = verb
    self.body = body
  }
}

package struct ControlAnswer: Hashable, Sendable {
  /// An HTTP status: 200 for done, 4xx for a refusal, 500 for a fault of ours.
  package let status: Int
  package let body: [UInt8]

  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// `{"error":"…"}`, the one shape of every refusal.
  package static func refusal(status: Int, _ what: String) -> ControlAnswer {
    let body = (try? JSONEncoder().encode(["error": what])) ?? Data("{}".utf8)
    return ControlAnswer(status: status, body: Array(body))
  }
}

/// What both sides agree on.
package enum ControlProtocol {
  package static let requestBytesMax = 64 * 1024
  package static let answerBytesMax = 8 << 20
  static let prefix = "/v1/"

  /// Words of small letters, digits and dashes, with "/" between them.
  static func isVerb(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy
      {
        word in
        !word.isEmpty
          && word.allSatisfy { (0x61...0x7A ~= $0) || (0x30...0x39 ~= $0) || $0 == 0x2D }
      }
  }
}
