import Foundation
import Testing

@testable import Delivery

/// A row of a table: what a peer does, and what has to follow from it.
protocol Script: Sendable, CustomTestStringConvertible {
  /// What the peer is told.
  associatedtype Wire: Encodable

  /// The script of Python that is the peer.
  static var program: String { get }

  var name: String { get }
  var wire: Wire { get }
}

extension Script {
  var testDescription: String { name }

  /// Starts the peer.
  func play() async throws -> Peer {
    try await Peer(
      Self.program, [String(decoding: try JSONEncoder().encode(wire), as: UTF8.self)])
  }

  func with(_ change: (inout Self) -> Void) -> Self {
    var changed = self
    change(&changed)
    return changed
  }
}

/// What `scripted_hook.py` is told.
struct WebWire: Encodable {
  var stages: [String: [Act]]
  var tls: Certificate?
}

/// What a scripted peer does at a stage; `Peers/wire.py` says what each means.
enum Act: Sendable, Encodable, ExpressibleByStringLiteral {
  /// The text and CR LF; a literal is one of these.
  case line(String)
  case text(String)
  case bytes(String)
  case pour(String, times: Int)
  case trickle(String)
  case handshake, close, reset, hold

  init(stringLiteral line: String) { self = .line(line) }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    switch self {
    case .line(let text): try Self.encode("line", text, to: &list)
    case .text(let text): try Self.encode("text", text, to: &list)
    case .bytes(let text): try Self.encode("bytes", text, to: &list)
    case .trickle(let text): try Self.encode("trickle", text, to: &list)
    case .pour(let text, let times):
      try Self.encode("pour", text, to: &list)
      try list.encode(times)
    case .handshake: try list.encode("handshake")
    case .close: try list.encode("close")
    case .reset: try list.encode("reset")
    case .hold: try list.encode("hold")
    }
  }

  private static func encode(
    _ name: String, _ text: String, to list: inout any UnkeyedEncodingContainer
  ) throws {
    try list.encode(name)
    try list.encode(text)
  }
}

/// The certificate that a scripted peer shows.
enum Certificate: String, Sendable, Encodable {
  case good
  case otherName = "other-name"
  case expired
  /// A good one, shown over TLS 1.0 and 1.1 alone.
  case old
}

/// A receipt without its words, some of which are libcurl's or OpenSSL's.
enum ReceiptKind: Hashable, Sendable {
  case accepted
  case deferred(Receipt.Scope)
  case refused(Receipt.Scope)
  case unknown
}

extension Receipt {
  var kind: ReceiptKind {
    switch self {
    case .accepted: .accepted
    case .deferred(_, _, let scope): .deferred(scope)
    case .refused(_, let scope): .refused(scope)
    case .unknown: .unknown
    }
  }

  var text: String {
    switch self {
    case .accepted(let text), .deferred(let text, _, _), .refused(let text, _), .unknown(let text):
      text
    }
  }

  var seconds: Int? {
    if case .deferred(_, let seconds, _) = self { return seconds }
    return nil
  }

  /// What breaks the promise of `Receipt`: one printable line of bounded length.
  var flaw: String? {
    let isPrintable = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    if !isPrintable { return "not printable" }
    return text.isEmpty || text.count > 300 ? "\(text.count) characters" : nil
  }
}
