import Glibc
import Testing

@testable import Delivery

/// The moment in which libcurl asks for a socket: after each resolution, before each connection.
@Suite("A name that changes what it means")
struct RebindingTests {
  /// Asks for a socket to an address as libcurl does; whether there was one.
  func opens(_ text: String, _ transfer: CurlTransfer) throws -> Bool {
    let address = try AddressClassTests.socketAddress(text)
    let family = text.contains(":") ? AF_INET6 : AF_INET
    let socket = transfer.open(
      family: family, type: Int32(SOCK_STREAM.rawValue), protocol: Int32(IPPROTO_TCP),
      address: address)
    guard socket >= 0 else { return false }
    #expect(fcntl(socket, F_GETFD) & FD_CLOEXEC != 0, "no child inherits it")
    close(socket)
    return true
  }

  @Test("each address of each attempt is judged by itself")
  func rebound() throws {
    let endpoint = try WebhookEndpoint(url: Secret("https://example.org/"), network: .public)
    let first = endpoint.transfer(bodyCount: 0)
    #expect(try opens("203.0.114.1", first))
    #expect(first.refusedAddress == nil)
    // Within one attempt, where the name has several addresses.
    #expect(try !opens("127.0.0.1", first))
    #expect(first.refusedAddress == .loopback)
    // And in the next one: that the name was good is remembered nowhere.
    for (text, kind) in [
      ("169.254.169.254", AddressClass.linkLocal), ("10.0.0.1", .private), ("fd12::1", .private),
      ("::ffff:127.0.0.1", .embedded), ("::1", .loopback), ("0.0.0.0", .unspecified),
    ] {
      let next = endpoint.transfer(bodyCount: 0)
      #expect(try !opens(text, next), "\(text)")
      #expect(next.refusedAddress == kind)
    }
    #expect(try opens("203.0.114.1", endpoint.transfer(bodyCount: 0)))
  }

  @Test("plain http reaches this machine and nothing else, whatever its name resolves to")
  func plain() throws {
    let endpoint = try WebhookEndpoint(url: Secret("http://hook.example/"), network: .local)
    for text in ["127.0.0.1", "127.9.9.9", "::1"] {
      #expect(try opens(text, endpoint.transfer(bodyCount: 0)), "\(text)")
    }
    for text in ["203.0.114.1", "10.0.0.1", "169.254.169.254", "fd12::1", "::ffff:127.0.0.1"] {
      #expect(try !opens(text, endpoint.transfer(bodyCount: 0)), "\(text)")
    }
  }

  @Test("what is no IP address gets no socket")
  func others() throws {
    let endpoint = try WebhookEndpoint(url: Secret("http://hook.example/"), network: .local)
    var unix = [UInt8](repeating: 0, count: 110)
    unix[0] = UInt8(AF_UNIX)
    let transfer = endpoint.transfer(bodyCount: 0)
    let socket = transfer.open(
      family: AF_UNIX, type: Int32(SOCK_STREAM.rawValue), protocol: 0, address: unix)
    #expect(socket == -1)
    #expect(transfer.refusedAddress == .other)
  }
}
