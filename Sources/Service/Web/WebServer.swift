internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
package import Settings
internal import Synchronization

/// Serves one side: HTTP/1.1, on this machine or behind a proxy that speaks TLS. What is bytes is
/// swift-nio's; what is refused, how long it may take and how many may come is ours.
package final class WebServer: Sendable {
  package typealias Handler = @Sendable (WebRequest) async -> WebAnswer

  /// Where connections come from.
  package enum Door: Sendable {
    case address(ListenAddress)
    /// Bound and listening already: systemd's.
    case handed(Int32)
  }

  /// Why it does not serve.
  package struct StartFailure: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  private struct State {
    var listening: (any Channel)?
    var open: [ObjectIdentifier: any Channel] = [:]
    var isStopping = false
  }

  private let side: WebSide
  private let door: Door
  private let proxies: Set<IPAddress>
  private let service: WebConnection.Service
  private let state = Mutex(State())

  /// - Parameters:
  ///   - proxies: who may be in front, beside this machine.
  ///   - site: where a proxy serves it.
  package init(
    _ side: WebSide, door: Door, proxies: [IPAddress], site: String?,
    limits: WebLimits = WebLimits(), handler: @escaping Handler
  ) {
    self.side = side
    self.door = door
    let trusted = Set(proxies)
    self.proxies = trusted
    let hosts = WebHosts(site: site)
    service = WebConnection.Service(
      limits: limits, executor: TaskQueue(label: "\(side.section)"),
      isProxy: { peer in peer.map { $0.isLoopback || trusted.contains($0) } ?? true },
      isOurs: { host, local in side == .open || hosts.contains(host, at: local) },
      handler: handler)
  }

  /// Returns once it accepts.
  /// - Returns: where: `127.0.0.1:8080`, or a path.
  package func start() async throws(StartFailure) -> String {
    if case .address(let address) = door { try check(address.address, "\(address)") }
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.backlog, value: 256)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            HTTPResponseEncoder(), NIOHTTPResponseHeadersValidator(), Self.decoder(),
            WebConnection(service, refusal: admit(channel)) { self.isCrowded })
        }
      }
    let channel: any Channel
    do {
      switch door {
      case .address(let address):
        channel = try await bootstrap.bind(host: "\(address.address)", port: address.port).get()
      case .handed(let descriptor):
        channel = try await bootstrap.withBoundSocket(descriptor).get()
      }
    } catch {
      throw StartFailure(description: "\(place): error: \(Self.words(for: error)). \(advice)")
    }
    let bound = channel.localAddress
    if let address = bound?.ipAddress.flatMap({ IPAddress($0) }) {
      do throws(StartFailure) { try check(address, place) } catch {
        try? await channel.close()
        throw error
      }
    }
    state.withLock { $0.listening = channel }
    guard let host = bound?.ipAddress, let port = bound?.port else {
      return bound?.pathname ?? place
    }
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// Accepts nobody any more, gives what is being answered `grace` to end, and closes the rest.
  package func stop(grace: Duration = .seconds(5)) async {
    let (listening, open) = state.withLock { state in
      state.isStopping = true
      defer { state.listening = nil }
      return (state.listening, Array(state.open.values))
    }
    try? await listening?.close()
    for channel in open {
      channel.pipeline.fireUserInboundEventTriggered(WebConnection.Signal.stop)
      channel.eventLoop.scheduleTask(in: TimeAmount(grace)) { channel.close(promise: nil) }
    }
    for channel in open { try? await channel.closeFuture.get() }
  }

  /// Strict as it comes. `configureHTTPServerPipeline` would add it without a bound on what it
  /// keeps of a head that has no end.
  private static func decoder() -> ByteToMessageHandler<HTTPRequestDecoder> {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldCount = WebRequest.fieldsMax
    limits.maxHeaderFieldSize = WebRequest.fieldsBytesMax
    limits.maxHeaderListSize = WebRequest.lineMax + WebRequest.fieldsBytesMax
    return ByteToMessageHandler(
      HTTPRequestDecoder(limitConfiguration: limits), maximumBufferSize: limits.maxHeaderListSize)
  }

  /// As strerror(3) has it, without the call that met it.
  private static func words(for error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return error.errnoCode == EADDRINUSE
      ? "another program listens there" : String(cString: strerror(error.errnoCode))
  }

  private var place: String {
    switch door {
    case .address(let address): "\(address)"
    case .handed: "the socket named \(side.socket)"
    }
  }

  private var advice: String {
    switch door {
    case .address:
      "Choose another `listen:` under `\(side.section):`, or let systemd bind it: "
        + "enable convened-\(side.socket).socket"
    case .handed: "Give it one stream socket that listens (FileDescriptorName=\(side.socket))"
    }
  }

  /// Whoever is not on this machine comes through a proxy that has a name.
  private func check(_ address: IPAddress, _ place: String) throws(StartFailure) {
    guard !address.isLoopback, proxies.isEmpty else { return }
    throw StartFailure(
      description:
        "\(place): error: other machines reach it, and this server speaks no TLS. Listen "
        + "on 127.0.0.1, or name the proxy in front of it: `\(side.section): { proxy: ADDRESS }`")
  }

  private var isCrowded: Bool { state.withLock { $0.open.count > service.limits.connections / 2 } }

  /// Counts a connection in.
  /// - Returns: why it is not served; nil if it is.
  private func admit(_ channel: any Channel) -> WebAnswer? {
    let id = ObjectIdentifier(channel)
    let (count, isStopping) = state.withLock { state in
      state.open[id] = channel
      return (state.open.count, state.isStopping)
    }
    channel.closeFuture.whenComplete { [self] _ in state.withLock { $0.open[id] = nil } }
    let peer = channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
    if isStopping || count > service.limits.connections { return .refusal(503) }
    return service.isProxy(peer) ? nil : .refusal(403)
  }
}
