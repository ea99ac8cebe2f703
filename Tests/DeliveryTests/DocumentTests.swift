import Foundation
import Testing

@testable import Delivery

/// What a server does that is asked for a document, and what has to follow from it.
struct DocumentScript: Script {
  static let program = "scripted_hook.py"

  enum Result: Sendable, Equatable {
    case read([String], isCut: Bool = false)
    case unchanged
    /// Where the words are libcurl's, they are empty here.
    case failed(String, DocumentFailure.Remedy, seconds: Int? = nil)
  }

  var name: String
  /// One answer after another.
  var answers: [[Act]]
  var expected: Result
  /// The paths that were asked for.
  var paths: [String]
  var token: String?
  var version: DocumentEndpoint.Version?
  var pagesMax = 1
  var certificate: Certificate?
  var isTrusted = true
  var timeout = Duration.seconds(60)

  init(
    _ name: String, _ answers: [[Act]], _ expected: Result, paths: [String] = ["/doc?x=1"]
  ) {
    (self.name, self.answers, self.expected, self.paths) = (name, answers, expected, paths)
  }

  var wire: WebWire {
    var stages: [String: [Act]] = [:]
    for (index, answer) in answers.enumerated() { stages["answer#\(index + 1)"] = answer }
    return WebWire(stages: stages, tls: certificate)
  }
}

@Suite("Documents: scripted servers", .serialized, .timeLimit(.minutes(10)))
struct DocumentTests {
  /// 2026-12-02T17:59:40Z.
  private static let now: Int64 = 1_796_234_380

  private func result(
    of endpoint: DocumentEndpoint, _ script: DocumentScript
  ) async -> DocumentScript.Result {
    do throws(DocumentFailure) {
      let answer = try await endpoint.read(
        unless: script.version, pagesMax: script.pagesMax, at: Self.now)
      switch answer {
      case .unchanged: return .unchanged
      case .read(let pages, _, let isCut):
        return .read(pages.map { String(decoding: $0, as: UTF8.self) }, isCut: isCut)
      }
    } catch {
      return .failed(error.why, error.remedy, seconds: error.retryAfterSeconds)
    }
  }

  @Test("what a server does has its result", arguments: DocumentScript.all)
  func outcome(_ script: DocumentScript) async throws {
    let peer = try await script.play()
    let scheme = script.certificate == nil ? "http" : "https"
    let endpoint = try DocumentEndpoint(
      url: "\(scheme)://127.0.0.1:\(peer.port)/doc?x=1", accept: "text/plain",
      fields: ["X-Version: 1"], token: script.token.map(Secret.init), network: .local,
      caFile: script.isTrusted ? peer.caFile : nil, timeout: script.timeout)
    var result = await result(of: endpoint, script)
    if case .failed("", _, _) = script.expected, case .failed(let words, let remedy, nil) = result {
      #expect(!words.isEmpty && !words.contains("127.0.0.1"), "\(words)")
      result = .failed("", remedy)
    }
    #expect(result == script.expected)
    let requests = try await peer.rest().filter { $0.event == "request" }
    #expect(requests.map(\.path) == script.paths)
    for request in requests {
      let head = request.content ?? ""
      #expect(head.hasPrefix("GET ") && head.contains("\r\nX-Version: 1\r\n"), "\(head)")
      #expect(head.contains("\r\nUser-Agent: convened\r\n"), "\(head)")
      #expect(!head.contains("Accept-Encoding"), "\(head)")
      let login = script.token.map { "\r\nAuthorization: Bearer \($0)\r\n" }
      #expect(login.map(head.contains) ?? !head.contains("Authorization"), "\(head)")
    }
  }

  @Test("the table does not shrink, and each row is another one")
  func count() {
    #expect(DocumentScript.all.count == 86)
    #expect(Set(DocumentScript.all.map(\.name)).count == DocumentScript.all.count)
  }

  /// Google Docs answers an export with a redirect to another host, which is not to have the token.
  @Test("a token is told to one origin alone")
  func token() async throws {
    let text = DocumentScript.http(200, ["Content-Type: text/plain"], body: "## 2026-12-03")
    let there = try await DocumentScript("", [text], .unchanged).play()
    let moved = DocumentScript.http(307, ["Location: http://127.0.0.1:\(there.port)/export"])
    let here = try await DocumentScript("", [moved], .unchanged).play()
    let endpoint = try DocumentEndpoint(
      url: "http://127.0.0.1:\(here.port)/doc", accept: "text/plain", token: Secret("hush"),
      network: .local)
    let answer = try await endpoint.read(at: Self.now)
    #expect(answer == .read(pages: [Array("## 2026-12-03".utf8)], nil, isCut: false))
    let (first, second) = (try await here.rest(), try await there.rest())
    #expect(first.compactMap(\.content).allSatisfy { $0.contains("Authorization: Bearer hush") })
    let head = try #require(second.compactMap(\.content).first)
    #expect(head.hasPrefix("GET /export ") && !head.contains("hush"))
  }

  @Test("what is known is asked about, and what was said of it is given back")
  func version() async throws {
    let said = ["ETag: W/\"abc\"", "Last-Modified: Wed, 02 Dec 2026 17:00:00 GMT"]
    let script = DocumentScript(
      "", [DocumentScript.http(200, said, body: "a"), DocumentScript.http(304)], .unchanged)
    let peer = try await script.play()
    let endpoint = try DocumentEndpoint(
      url: "http://127.0.0.1:\(peer.port)/doc", accept: "text/plain", network: .local)
    guard case .read(let pages, let version?, isCut: false) = try await endpoint.read(at: Self.now)
    else {
      Issue.record("nothing was read")
      return
    }
    #expect(pages == [Array("a".utf8)])
    #expect(try await endpoint.read(unless: version, at: Self.now) == .unchanged)
    let heads = try await peer.rest().compactMap(\.content)
    #expect(heads.count == 2 && !heads[0].contains("If-"))
    #expect(heads[1].contains("\r\nIf-None-Match: W/\"abc\"\r\n"))
    #expect(heads[1].contains("\r\nIf-Modified-Since: Wed, 02 Dec 2026 17:00:00 GMT\r\n"))
  }

  @Test(
    "an address is judged before it is connected to",
    arguments: [
      ("https://127.0.0.1:9/", Network.public, AddressClass.loopback),
      ("https://10.0.0.1/", .public, .private), ("https://169.254.169.254/", .local, .linkLocal),
      ("http://10.0.0.1/", .local, .private), ("https://[::ffff:127.0.0.1]/", .local, .embedded),
      ("https://localhost:9/", .private, .loopback),
    ])
  func forbidden(url: String, network: Network, kind: AddressClass) async throws {
    let endpoint = try DocumentEndpoint(url: url, accept: "text/plain", network: network)
    let failure = await #expect(throws: DocumentFailure.self) {
      try await endpoint.read(at: Self.now)
    }
    #expect(
      failure
        == DocumentFailure(
          why: "its address is \(kind), which its `network` forbids", remedy: .address))
  }

  @Test("what cannot be an address of a document is refused")
  func urls() {
    func problem(
      _ url: String, _ network: Network = .local, token: String? = nil
    ) -> EndpointProblem? {
      do throws(EndpointProblem) {
        _ = try DocumentEndpoint(
          url: url, accept: "*/*", token: token.map(Secret.init), network: network)
        return nil
      } catch {
        return error
      }
    }
    #expect(problem("http://example.org/") == nil)
    #expect(problem("http://example.org/", .private) == .notHTTPS)
    #expect(problem("file:///etc/passwd") == .notAURL)
    #expect(problem("https://me@example.org/") == .userInfo)
    #expect(problem("https://2130706433/") == .unusualHost)
    #expect(problem("https://example.org/", token: "a\r\nb: c") == .loginNotPrintable)
  }

  @Test(
    "the next page is found",
    arguments: [
      ("<https://a/2>; rel=\"next\", <https://a/9>; rel=\"last\"", "https://a/2"),
      ("<https://a/1>; rel=\"prev\", <https://a/3?b=c,d;e>; rel=next", "https://a/3?b=c,d;e"),
      ("<https://a/2>; title=\"a, <b>; rel=next\"; rel=\"last next\"", "https://a/2"),
      ("<https://a/2>; rel=\"nextish\"", nil), ("<https://a/2>", nil), ("", nil), ("<", nil),
      ("<>; rel=next", nil), ("rel=next", nil), ("<https://a/2>; REL=\"NEXT\"", "https://a/2"),
      ("<https://a/2>; rel=\"first\"; x=\"", nil),
    ] as [(String, String?)])
  func links(value: String, next: String?) {
    #expect(LinkField.next(value) == next)
  }
}
