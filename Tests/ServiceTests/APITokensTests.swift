import Cadence
import Foundation
import Settings
import Testing

@testable import Service

/// Who a token lets in, and which ones are refused before anybody can use them.
@Suite struct APITokensTests {
  private static let good = String(repeating: "0123456789abcdef", count: 4)
  private static let other = "-._~+/ABCDEFGHIJKLMNOPQRSTUVWXYZ=="

  /// The tokens of a configuration in which each secret is a file.
  private func tokens(_ secrets: [(name: String, text: String)], in directory: String) throws
    -> APITokens?
  {
    let entries = try secrets.map { name, text in
      try write(text, to: "\(directory)/\(name)", mode: 0o600)
      return "\(name): { secret: { file: \"\(directory)/\(name)\" }, "
        + "may: \(name == "bot" ? "change" : "read") }"
    }
    let api = entries.isEmpty ? "" : "\napi: { tokens: { \(entries.joined(separator: ", ")) } }"
    let text = """
      community: T
      domain: example.org
      mail: { from: a@example.org }
      board: { listen: "127.0.0.1:8081" }\(api)
      """
    let settings = try Settings.read(
      [SourceFile(name: "a.yaml", bytes: Array(text.utf8))], zones: SystemZones().database,
      today: .init(daysSince1970: 20_000))
    return try APITokens(settings, credentials: Credentials(directory: nil))
  }

  private func refusal(_ secrets: [(name: String, text: String)]) async throws -> String? {
    try await withTemporaryDirectory { directory in
      do {
        _ = try tokens(secrets, in: directory)
        return nil
      } catch let problem as APITokens.Problem {
        return problem.description.replacing(directory, with: "DIR")
      }
    }
  }

  @Test func whoeverShowsATokenIsKnownByItsName() async throws {
    try await withTemporaryDirectory { directory in
      let tokens = try #require(
        try tokens([("bot", Self.good + "\n"), ("kiosk", Self.other)], in: directory))
      func name(_ header: String?) -> String? {
        tokens.token(in: header.map { ["authorization": $0] } ?? [:]).map {
          "\($0.name) may \($0.scope)"
        }
      }
      #expect(name("Bearer \(Self.good)") == "bot may change")
      #expect(name("bearer  \(Self.other)") == "kiosk may read")
      for header in [
        nil, "", "Bearer", "Bearer ", Self.good, "Basic \(Self.good)", "Bearer\(Self.good)",
        "Bearer \(Self.good.dropLast())", "Bearer \(Self.good)0", "Bearer \(Self.good) ",
        "Bearer \(Self.good.uppercased())", "Bearer bot", "Bearer \(Self.good), Bearer x",
        "Bearer \(Self.good)\n", "Bearer \(String(repeating: "x", count: 16_000))",
      ] {
        #expect(name(header) == nil, "\(header ?? "none")")
      }
      #expect(!"\(tokens)".contains(Self.good), "no token is ever printed")
    }
  }

  @Test func withoutTokensThereIsNoAPI() async throws {
    try await withTemporaryDirectory { directory in
      let tokens = try tokens([], in: directory)
      #expect(tokens == nil)
    }
  }

  @Test func aTokenThatCanBeGuessedIsRefused() async throws {
    #expect(try await refusal([("bot", String(repeating: "a", count: 32))]) == nil)
    #expect(
      try await refusal([("bot", String(repeating: "a", count: 31))])
        == "api: tokens: bot: secret: error: it has 31 characters, and fewer than 32 can be "
        + "guessed. Make one: openssl rand -hex 32")
    #expect(
      try await refusal([("bot", Self.good + " " + Self.good)])
        == "api: tokens: bot: secret: error: it has characters that no header `Authorization` can "
        + "have. Make one: openssl rand -hex 32")
    #expect(
      try await refusal([("bot", Self.good), ("kiosk", Self.good)])
        == "api: tokens: kiosk: secret: error: bot has the same, and nobody could tell who asks. "
        + "Make one for each: openssl rand -hex 32")
    #expect(
      try await refusal([("bot", "")])
        == "api: tokens: bot: secret: DIR/bot: error: it is empty. Write the secret into it")
  }

  // MARK: How often

  @Test func theDeskLeavesTheCountingToTheAPI() {
    var desk = WebDesk()
    let request = WebRequest(method: "PROPFIND", segments: ["api", "v1", "status"])
    for side in [WebSide.open, .inner] {
      for _ in 0..<100 {
        let verdict = desk.verdict(on: request, at: side, now: .zero) { _ in false }
        guard case .granted(.api(["v1", "status"], side)) = verdict else {
          Issue.record("\(verdict)")
          return
        }
      }
    }
  }

  @Test func sixHundredAMinuteByOneTokenAndTwentyBadOnesFromOneAddress() {
    var desk = WebDesk()
    func ask(_ limit: WebRates.Limit, _ name: String, _ now: Duration) -> Bool {
      desk.allow(limit, Array(name.utf8), at: now)
    }
    let first = (0..<600).map { ask(WebRates.goodToken, "bot", .milliseconds($0)) }
    #expect(!first.contains(false))
    #expect(ask(WebRates.goodToken, "bot", .seconds(59)) == false)
    #expect(ask(WebRates.goodToken, "kiosk", .seconds(59)))
    #expect(ask(WebRates.goodToken, "bot", .seconds(61)))
    let (here, there) = (IPAddress("192.0.2.1"), IPAddress("192.0.2.2"))
    let bad = (0..<21).map { _ in desk.allow(WebRates.badToken, here, at: .zero) }
    #expect(bad.filter(\.self).count == 20 && bad.last == false)
    let isAllowedThere = desk.allow(WebRates.badToken, there, at: .zero)
    #expect(isAllowedThere)
  }
}
