import Settings
import Testing

@testable import Service

/// A page that lets its own name lead to this machine does not reach the board.
@Suite struct WebHostsTests {
  @Test(arguments: [
    "localhost", "localhost:8081", "LocalHost:1", "127.0.0.1", "127.0.0.1:8081", "127.0.0.2:8081",
    "[::1]", "[::1]:8081", "10.0.0.7", "10.0.0.7:8081", "board.example.org",
    "Board.Example.org:443",
  ])
  func theseAreOurs(_ host: String) {
    let hosts = WebHosts(site: "https://board.example.org:8443/of/us")
    #expect(hosts.contains(host, at: IPAddress("10.0.0.7")))
  }

  @Test(arguments: [
    "", " ", "evil.example", "evil.example:8081", "localhost.evil.example",
    "127.0.0.1.evil.example",
    "localhost@evil.example", "evil.example#localhost", "evil.example?localhost", "10.0.0.8",
    "0.0.0.0", "[::2]", "2130706433", "0x7f.1", "board.example.org.evil.example",
    "xboard.example.org", "localhost, evil.example", "evil.example, localhost", "[localhost",
    "local host", "localhost.",
  ])
  func theseAreNot(_ host: String) {
    let hosts = WebHosts(site: "https://board.example.org")
    #expect(!hosts.contains(host, at: IPAddress("10.0.0.7")))
    #expect(!WebHosts(site: nil).contains(host, at: nil))
  }

  @Test func withoutASiteItHasNoName() {
    #expect(!WebHosts(site: nil).contains("board.example.org", at: nil))
  }

  /// The side that strangers reach is asked by any name: its proxy has seen to that.
  @Test(arguments: [(WebSide.inner, 421), (.open, 200)])
  func aNameThatIsNotOursIsAnswered(_ side: WebSide, _ status: Int) async throws {
    let server = WebServer(
      side, door: .address(try #require(ListenAddress("127.0.0.1:0"))), proxies: [],
      site: "https://board.example.org"
    ) { _ in WebAnswer(200, text: "ok") }
    let peers = try await WebPeers(of: server)
    func answer(_ host: String) async throws -> Int {
      try await peers.answer(to: "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").status
    }
    #expect(try await answer("rebound.example:\(peers.port)") == status)
    #expect(try await peers.answer(to: "GET / HTTP/1.0\r\n\r\n").status == status)
    for host in ["localhost:\(peers.port)", "127.0.0.1:\(peers.port)", "board.example.org"] {
      #expect(try await answer(host) == 200)
    }
    await server.stop()
  }
}
