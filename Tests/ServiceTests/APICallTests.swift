import Foundation
import Settings
import Testing

@testable import Service

/// What a program may write, and what it is told when it writes something else.
@Suite struct APICallTests {
  private static let addItem = ("POST", "meetings/hours/2026-12-03/agenda")

  private static func call(
    _ operation: (method: String, path: String), _ body: String = "",
    type: String? = "application/json", query: [String: String] = [:], key: String? = nil
  ) -> Result<APICall, APIProblem> {
    call(operation, bytes: Array(body.utf8), type: type, query: query, key: key)
  }

  private static func call(
    _ operation: (method: String, path: String), bytes: [UInt8],
    type: String? = "application/json", query: [String: String] = [:], key: String? = nil
  ) -> Result<APICall, APIProblem> {
    let path = operation.path.split(separator: "/").map(String.init)
    var fields: [String: String] = [:]
    fields["content-type"] = type
    fields["idempotency-key"] = key
    return Result { () throws(APIProblem) in
      let match = try APIOperation.match(operation.method, ["v1"] + path)
      let request = WebRequest(
        method: operation.method, segments: ["api", "v1"] + path, query: query, fields: fields,
        body: bytes)
      return try APICall(request, match)
    }
  }

  /// `422 what is wrong`; nil for nothing.
  private static func refusal(_ result: Result<APICall, APIProblem>) -> String? {
    switch result {
    case .success: nil
    case .failure(let problem): "\(problem.status) \(problem.detail)"
    }
  }

  private let bot = APITokens.Token(name: "bot", scope: .change)

  @Test func whatIsWrittenIsWhatACommandSays() throws {
    let body = #"{"text":"pair review ⏱","by":"yash","isPrivate":true}"#
    let ask = try Self.call(Self.addItem, body, key: "\"k 1\"".replacing(" ", with: "-")).get()
      .ask(as: bot)
    #expect(ask.occurrence == "hours/2026-12-03" && ask.text == "pair review ⏱")
    #expect(ask.by == "yash" && ask.isPrivate == true && ask.key == "bot/\"k-1\"")
    let next = try Self.call(("GET", "meetings/a.b/next")).get().ask(as: bot)
    #expect(next.occurrence == "a.b" && next.text == nil && next.key == nil)
    let list = try Self.call(("GET", "meetings"), query: ["days": "30"]).get().ask(as: bot)
    #expect(list.days == 30 && list.occurrence == nil)
    let notices = try Self.call(
      ("GET", "outbox"), query: ["state": "pending", "meeting": "hours"]
    ).get().ask(as: bot)
    #expect(notices.state == "pending" && notices.occurrence == "hours" && notices.notice == nil)
    let mute = try Self.call(("PUT", "people/yash/reminders"), #"{"state":"off"}"#).get()
    #expect(mute.ask(as: bot).by == "yash" && mute.ask(as: bot).state == "off")
    let move = try Self.call(
      ("POST", "meetings/a/next/move"), #"{"to":"2026-12-04T15:00","because":"KubeCon"}"#
    ).get().ask(as: bot)
    #expect(move.to == "2026-12-04T15:00" && move.because == "KubeCon")
    #expect(try Self.call(("POST", "outbox/ab12/drop")).get().ask(as: bot).notice == "ab12")
  }

  /// Nobody's key is another's.
  @Test func aKeyIsItsTokens() throws {
    let call = try Self.call(Self.addItem, #"{"text":"a"}"#, key: "1").get()
    let other = APITokens.Token(name: "kiosk", scope: .change)
    #expect(call.ask(as: bot).key == "bot/1" && call.ask(as: other).key == "kiosk/1")
  }

  @Test(arguments: [
    (#"{"text":"a"}"#, nil),
    (" \n{\"text\": \"a\"}\t", nil),
    (#"{"text":"\ud83d\ude00"}"#, nil),
    ("", "400 the body is no JSON. Send an object: {\"name\": \"value\"}"),
    ("text=a", "400 the body is no JSON. Send an object: {\"name\": \"value\"}"),
    (#"{"text":"a""#, "400 the body is no JSON. Send an object: {\"name\": \"value\"}"),
    (#"{"text":"a"} {}"#, "400 the body is no JSON. Send an object: {\"name\": \"value\"}"),
    (#"{"text":"\ud83d"}"#, "400 the body is no JSON. Send an object: {\"name\": \"value\"}"),
    (#"["text"]"#, "422 the body must be an object: {\"name\": \"value\"}"),
    (#""text""#, "422 the body must be an object: {\"name\": \"value\"}"),
    ("null", "422 the body must be an object: {\"name\": \"value\"}"),
    ("17", "422 the body must be an object: {\"name\": \"value\"}"),
    ("{}", "422 `text` is missing"),
    (#"{"text":null}"#, "422 `text` must be text, not null"),
    (#"{"text":["a"]}"#, "422 `text` must be text, not a list"),
    (#"{"text":{"a":1}}"#, "422 `text` must be text, not an object"),
    (#"{"text":1}"#, "422 `text` must be text, not a number"),
    (#"{"text":1.5}"#, "422 `text` must be text, not a number with a fraction"),
    (#"{"text":true}"#, "422 `text` must be text, not true or false"),
    (#"{"text":"a","isPrivate":"yes"}"#, "422 `isPrivate` must be true or false, not text"),
    (
      #"{"text":" \t\u00a0\u0000"}"#,
      "422 `text` does not fit: say it in a few words, at most 500 characters"
    ),
    (#"{"text":"a","by":""}"#, "422 `by` does not fit: use a key"),
    (
      #"{"text":"a","colour":"red"}"#,
      "422 unknown member `colour`: known are `text`, `by`, `isPrivate`"
    ),
    (#"{"txt":"a"}"#, "422 unknown member `txt`: write `text`; `text` is missing"),
    (
      #"{"text":"a","private":true}"#,
      "422 unknown member `private`: write `isPrivate`"
    ),
    (
      #"{"text":"a","isprivate":true,"text2":"b"}"#,
      "422 unknown member `isprivate`: write `isPrivate`; unknown member `text2`: write `text`"
    ),
  ])
  func bodies(_ body: String, _ expected: String?) {
    #expect(Self.refusal(Self.call(Self.addItem, body)) == expected)
  }

  @Test func bytesThatAreNoText() {
    let bad = Array(#"{"text":"a"#.utf8) + [0xff] + Array("\"}".utf8)
    #expect(Self.refusal(Self.call(Self.addItem, bytes: bad))?.hasPrefix("400 ") == true)
    let wide = Array(#"{"text":"a"}"#.utf16).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    #expect(Self.refusal(Self.call(Self.addItem, bytes: wide))?.hasPrefix("400 ") == true)
  }

  @Test func aBodyIsNeitherLongNorDeep() {
    func text(_ count: Int) -> String {
      "{\"text\":\"" + String(repeating: "ä", count: count) + "\"}"
    }
    #expect(Self.refusal(Self.call(Self.addItem, text(500))) == nil)
    #expect(
      Self.refusal(Self.call(Self.addItem, text(501)))
        == "422 `text` does not fit: say it in a few words, at most 500 characters")
    #expect(
      Self.refusal(Self.call(Self.addItem, text(9_000))) == "413 a body has at most 16 KiB")
    for depth in [5, 500, 8_000] {
      let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      let refusal = Self.refusal(Self.call(Self.addItem, "{\"text\":\(deep)}")) ?? ""
      #expect(refusal.hasPrefix("4"), "\(depth)")
    }
  }

  @Test(arguments: [
    ("application/json", true), ("application/json; charset=utf-8", true),
    ("Application/JSON;charset=\"UTF-8\"", true), ("application/json; charset=latin1", false),
    ("text/plain", false), ("application/x-www-form-urlencoded", false),
    ("application/merge-patch+json", false), ("application/jsonx", false), ("", false),
    (nil, false),
  ])
  func typesOfBodies(_ type: String?, _ isTaken: Bool) {
    let refusal = Self.refusal(Self.call(Self.addItem, #"{"text":"a"}"#, type: type))
    let expected = "415 a body is JSON: send Content-Type: application/json"
    #expect(refusal == (isTaken ? nil : expected))
  }

  @Test func bodiesThatNeedNotBeThere() {
    let retry = ("POST", "outbox/ab/retry")
    #expect(Self.refusal(Self.call(retry, "", type: nil)) == nil)
    #expect(Self.refusal(Self.call(retry, "{}")) == nil)
    #expect(
      Self.refusal(Self.call(retry, #"{"because":"a"}"#))
        == "422 unknown member `because`: there is none here")
    let drop = ("DELETE", "meetings/a/next/agenda/ab")
    #expect(Self.refusal(Self.call(drop, "", type: nil)) == nil)
    #expect(Self.refusal(Self.call(drop, "{}")) == "400 DELETE takes no body here. Leave it out")
    let edit = ("PATCH", "meetings/a/next/agenda/ab")
    #expect(Self.refusal(Self.call(edit, #"{"isPrivate":false}"#)) == nil)
    #expect(
      Self.refusal(Self.call(edit, "{}"))
        == "422 nothing is to be changed: give `text`, `isPrivate`")
    #expect(Self.refusal(Self.call(edit, ""))?.hasPrefix("400 ") == true)
  }

  @Test(
    arguments: [
      ("meetings", ["days": "366"], nil),
      ("meetings", ["days": "0"], "400 `days` is 0: write 1 to 366"),
      ("meetings", ["days": "367"], "400 `days` is 367: write 1 to 366"),
      ("meetings", ["days": "many"], "400 `days` must be a whole number, not text"),
      ("meetings", ["days": ""], "400 `days` must be a whole number, not text"),
      ("meetings", ["dys": "3"], "400 unknown parameter `dys`: write `days`"),
      ("status", ["x": "3"], "400 unknown parameter `x`: there is none here"),
      (
        "outbox", ["state": "sendig"],
        "400 `state` is none of pending, sending, unknown, delivered, "
          + "refused, expired, superseded, quarantined: write `sending`"
      ),
      ("outbox", ["meeting": "anything/at all"], nil),
    ] as [(String, [String: String], String?)])
  func parameters(_ path: String, _ query: [String: String], _ expected: String?) {
    #expect(Self.refusal(Self.call(("GET", path), query: query)) == expected)
  }

  @Test(arguments: [
    ("k", true), ("8e03978e-40d5-43dd-bc93-6894a57f9324", true),
    (String(repeating: "k", count: 255), true), (String(repeating: "k", count: 256), false),
    ("", false), ("a b", false), ("ä", false),
  ])
  func keys(_ key: String, _ isTaken: Bool) {
    let refusal = Self.refusal(Self.call(Self.addItem, #"{"text":"a"}"#, key: key))
    let fault = "400 Idempotency-Key does not fit: send 1 to 255 visible characters of ASCII"
    #expect(refusal == (isTaken ? nil : fault))
  }

  @Test(arguments: [
    ("2026-12-04T15:00", true), ("2026-02-31T15:00", true), ("2026-12-04 15:00", false),
    ("2026-12-04T15:00:00", false), ("2026-12-04T24:00", false), ("2026-13-04T15:00", false),
    ("2026-12-04T15:00Z", false), ("26-12-04T15:00", false), ("", false),
    ("2026-12-04T15:00\n", false),
  ])
  func localTimes(_ text: String, _ fits: Bool) {
    let escaped = text.replacing("\n", with: "\\n")
    let result = Self.call(
      ("POST", "meetings/a/next/move"), "{\"because\":\"b\",\"to\":\"\(escaped)\"}")
    let expected = "422 `to` does not fit: write it as 2026-12-04T15:00"
    #expect(Self.refusal(result) == (fits ? nil : expected))
  }
}
