import Foundation
import Meetings
import Messages
import Settings
import Testing

@testable import Service

/// Who may ask what how often, and how a wish may be written.
@Suite struct WebDeskTests {
  /// A desk that remembers who asked.
  private final class Asked {
    var desk = WebDesk()
  }

  private static let clicks: [(type: String, body: String)] = [
    ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
    ("application/x-www-form-urlencoded; charset=utf-8", "a=b&List%2DUnsubscribe=One-Click"),
    (
      "multipart/form-data; boundary=b1",
      "--b1\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b1--\r\n"
    ),
    (
      "Multipart/Form-Data; charset=utf-8; Boundary=\"b 1\"",
      "--b 1\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\""
        + "\r\n\r\nOne-Click\r\n--b 1--"
    ),
  ]

  private func request(
    _ method: String = "GET", _ path: String = "u/good",
    _ body: (type: String, body: String)? = nil,
    from client: String = "192.0.2.1"
  ) -> WebRequest {
    WebRequest(
      method: method, segments: path.split(separator: "/").map(String.init),
      fields: body.map { ["content-type": $0.type] } ?? [:],
      body: Array((body?.body ?? "").utf8), client: IPAddress(client))
  }

  /// 200 with what was wished, or the answer's status.
  private func ask(
    _ desk: Asked, _ request: WebRequest, at seconds: Int = 0
  ) -> (status: Int, wish: Bool?) {
    let verdict = desk.desk.verdict(on: request, at: .open, now: .seconds(seconds)) { route in
      route.token?.hasPrefix("good") ?? false
    }
    switch verdict {
    case .answer(let answer): return (answer.status, nil)
    case .limited: return (429, nil)
    case .granted where request.isPost:
      let wish = RemindersWish(request)
      return (wish == nil ? 400 : 200, wish?.isMuted)
    case .granted: return (200, nil)
    }
  }

  @Test func aClickIsAWish() {
    for click in Self.clicks {
      let desk = Asked()
      #expect(ask(desk, request("POST", "u/good", click)) == (200, true), "\(click)")
    }
    let desk = Asked()
    let type = "application/x-www-form-urlencoded"
    #expect(ask(desk, request("POST", "u/good", (type, "reminders=off"))) == (200, true))
    #expect(ask(desk, request("POST", "u/good", (type, "reminders=on"))) == (200, false))
    for method in ["GET", "HEAD"] {
      #expect(ask(desk, request(method, "u/good", Self.clicks[0])) == (200, nil), "\(method)")
    }
  }

  @Test(arguments: [
    ("", ""), ("", "List-Unsubscribe=One-Click"), ("text/plain", "List-Unsubscribe=One-Click"),
    ("application/json", "{\"List-Unsubscribe\":\"One-Click\"}"),
    ("application/x-www-form-urlencoded", ""),
    ("application/x-www-form-urlencoded", "List-Unsubscribe=one-click"),
    ("application/x-www-form-urlencoded", "List-Unsubscribe"),
    ("application/x-www-form-urlencoded", "reminders=maybe"),
    ("application/x-www-form-urlencoded", "reminders=%"),
    ("application/x-www-form-urlencoded", "reminders=on&reminders=off"),
    ("application/x-www-form-urlencoded", "reminders=%ff"),
    ("multipart/form-data", "List-Unsubscribe=One-Click"),
    ("multipart/form-data; boundary=b", "List-Unsubscribe=One-Click"),
    ("multipart/form-data; boundary=b", "--b\r\n\r\nOne-Click\r\n--b--"),
    (
      "multipart/form-data; boundary=b",
      "--b\r\nContent-Disposition: form-data; name=\"reminders\"\r\n\r\noff\r\n"
    ),
    (
      "multipart/form-data; boundary=b",
      "x--b\r\nContent-Disposition: form-data; name=\"reminders\"\r\n\r\noff\r\n--b--"
    ),
  ])
  func anythingElseIsNone(_ type: String, _ body: String) {
    let desk = Asked()
    #expect(ask(desk, request("POST", "u/good", (type, body))) == (400, nil))
  }

  @Test func whatThereIs() {
    let desk = Asked()
    for path in ["", "u", "u/", "u/good/x", "U/good", "healthz/x", "index.html", "u/bad"] {
      #expect(ask(desk, request("GET", path)).status == 404, "\(path)")
    }
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "get", "X"] {
      for path in ["u/good", "u/bad"] {
        let verdict = desk.desk.verdict(on: request(method, path), at: .open, now: .zero) { _ in
          false
        }
        guard case .answer(let answer) = verdict else { return #expect(Bool(false)) }
        #expect(answer.status == 405 && answer.fields["Allow"] == "GET, HEAD, POST")
      }
    }
    let verdict = desk.desk.verdict(on: request("POST", "healthz"), at: .open, now: .zero) { _ in
      false
    }
    guard case .answer(let answer) = verdict else { return #expect(Bool(false)) }
    #expect(answer.status == 405 && answer.fields["Allow"] == "GET, HEAD")
    #expect(ask(desk, request("HEAD", "healthz")).status == 200)
  }

  /// Whatever is wrong with a token, the answer is one and the same, byte for byte.
  @Test func aBadTokenTellsNothing() {
    let desk = Asked()
    var answers: Set<WebAnswer> = []
    for path in ["u/bad", "u/x", "u/\(String(repeating: "A", count: 3_000))", "elsewhere"] {
      for method in ["GET", "POST"] {
        let verdict = desk.desk.verdict(
          on: request(method, path, Self.clicks[0]), at: .open, now: .zero
        ) { _ in false }
        guard case .answer(let answer) = verdict else { return #expect(Bool(false)) }
        answers.insert(answer)
      }
    }
    #expect(answers.count == 1 && answers.first?.status == 404)
  }

  // MARK: Rates

  @Test func sixtyAMinuteFromOneAddress() {
    let desk = Asked()
    for second in 0..<60 { #expect(ask(desk, request(), at: second % 30).status == 200) }
    #expect(ask(desk, request(), at: 31).status == 429)
    #expect(ask(desk, request(from: "192.0.2.2"), at: 31).status == 200)
    #expect(ask(desk, request("GET", "healthz"), at: 31).status == 200, "a monitor is not counted")
    #expect(ask(desk, request(), at: 60).status == 200)
  }

  @Test func neighboursOfVersion6CountAsOne() {
    let desk = Asked()
    for number in 0..<60 {
      #expect(ask(desk, request(from: "2001:db8::\(number)")).status == 200)
    }
    #expect(ask(desk, request(from: "2001:db8::ffff:1")).status == 429)
    #expect(ask(desk, request(from: "2001:db8:0:1::1")).status == 200)
  }

  @Test func twentyBadTokensAMinute() {
    let desk = Asked()
    for number in 0..<20 { #expect(ask(desk, request("GET", "u/bad\(number)")).status == 404) }
    #expect(ask(desk, request("GET", "u/bad")).status == 429)
    #expect(ask(desk, request()).status == 200)
    #expect(ask(desk, request("GET", "u/bad"), at: 60).status == 404)
  }

  @Test func tenWishesAMinuteAndSixtyAnHourByOneLink() {
    let desk = Asked()
    let click = request("POST", "u/good", Self.clicks[0])
    for _ in 0..<10 { #expect(ask(desk, click).status == 200) }
    #expect(ask(desk, click, at: 59).status == 429)
    #expect(ask(desk, request(), at: 59).status == 200, "looking is free")
    #expect(ask(desk, request("POST", "u/good2", Self.clicks[0]), at: 59).status == 200)
    let desk2 = Asked()
    for minute in 0..<6 {
      for _ in 0..<10 { #expect(ask(desk2, click, at: minute * 61).status == 200) }
    }
    #expect(ask(desk2, click, at: 3599).status == 429)
    #expect(ask(desk2, click, at: 3600).status == 200)
  }

  @Test func manyAddressesDoNotFillTheMemory() {
    var rates = WebRates()
    for number in 0..<(3 * WebRates.keysMax) {
      let who = [UInt8(number & 0xff), UInt8(number >> 8)]
      let isAllowed = rates.allow(WebRates.address, who, at: .milliseconds(number))
      #expect(isAllowed)
      #expect(rates.count <= WebRates.keysMax)
    }
  }

  // MARK: Who asks

  @Test(arguments: [
    ("127.0.0.1", ["192.0.2.9"], "192.0.2.9"), ("127.0.0.1", ["6.6.6.6, 192.0.2.9"], "192.0.2.9"),
    ("127.0.0.1", ["6.6.6.6", "192.0.2.9"], "192.0.2.9"),
    ("127.0.0.1", ["192.0.2.9, 10.0.0.2"], "192.0.2.9"),
    ("10.0.0.2", ["2001:db8::1"], "2001:db8::1"),
    ("127.0.0.1", [], "127.0.0.1"), ("127.0.0.1", ["garbage"], "127.0.0.1"),
    ("127.0.0.1", ["192.0.2.9, garbage"], "127.0.0.1"), ("192.0.2.7", ["192.0.2.9"], "192.0.2.7"),
    ("127.0.0.1", [""], "127.0.0.1"),
  ])
  func theProxyIsBelievedAndNobodyElse(
    _ peer: String, _ forwarded: [String], _ client: String
  ) {
    let found = WebRequest.client(IPAddress(peer), forwarded) { peer in
      peer.map { $0.isLoopback || $0 == IPAddress("10.0.0.2") } ?? true
    }
    #expect(found == IPAddress(client))
  }
}
