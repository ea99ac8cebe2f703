internal import HTTPTypes
internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Answers the commands: HTTP/1.1 on a unix socket of mode 0660. Whoever may connect may command.
///
/// Built on Hummingbird's channel and not on its `Application`, which wakes every second to keep a
/// date header fresh; an idle daemon sleeps. For the same reason its tasks have their own queue.
package final class ControlServer: Sendable {
  package typealias Handler = @Sendable (ControlRequest) async -> ControlAnswer

  /// Why a server did not start.
  package enum StartFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another daemon answers on the socket: exit 75.
    case inUse(String)
    case unusable(String)

    package var description: String {
      switch self {
      case .inUse(let text), .unusable(let text): text
      }
    }
  }

  private struct Refusal: Error {
    let status: Int
    let what: String
  }

  private let path: String
  private let logger: Logger
  private let handler: Handler
  private let executor = TaskQueue(label: "control")
  private let connections: ControlConnections
  private let listening = Mutex<(channel: any Channel, socket: ControlSocket)?>(nil)

  package init(path: String, logger: Logger, handler: @escaping Handler) {
    self.path = path
    self.logger = logger
    self.handler = handler
    connections = ControlConnections(executor: executor)
  }

  /// Returns once the socket accepts.
  package func start() async throws(StartFailure) {
    let socket: ControlSocket
    do throws(ControlSocket.Problem) {
      socket = try ControlSocket(path: path)
    } catch {
      switch error {
      case .inUse: throw .inUse("\(error)")
      case .unusable: throw .unusable("\(error)")
      }
    }
    let http = HTTP1Channel(
      responder: {
        [handler, connections, executor] request, writer, channel in
        let command = try await Self.command(in: request)
        guard connections.mayAsk(ObjectIdentifier(channel)) else { throw CancellationError() }
        try await Self.write(await Self.answer(to: command, handler, executor), to: writer)
        // A peer that stops in the middle, or sends heads without end, is not waited for.
      }, configuration: .init(idleTimeout: .seconds(10)))
    do {
      let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
        .childChannelInitializer { [connections, logger] channel in
          http.setup(channel: channel, logger: logger).map { value in
            connections.add(ObjectIdentifier(channel)) {
              await http.handle(value: value, logger: logger)
            }
          }
        }
        .withBoundSocket(socket.descriptor).get()
      listening.withLock { $0 = (channel, socket) }
    } catch {
      socket.remove()
      throw .unusable("\(path): error: \(error). Check the limits on open files")
    }
  }

  /// Accepts nobody any more, gives the requests being answered `grace` to end, removes the file.
  package func stop(grace: Duration = .seconds(5)) async {
    let ending = listening.withLock { listening in
      defer { listening = nil }
      return listening
    }
    guard let (channel, socket) = ending else { return }
    socket.remove()
    try? await channel.close()
    await connections.finish(within: grace)
  }

  /// The command, or why there is none.
  private static func command(
    in request: Request
  ) async throws -> Result<ControlRequest, Refusal> {
    var body: [UInt8] = []
    var isTooLarge = false
    // Read to its end in any case: a peer that is still writing would miss the answer.
    for try await part in request.body where !isTooLarge {
      body += part.readableBytesView
      isTooLarge = body.count > ControlProtocol.requestBytesMax
    }
    if isTooLarge {
      let limit = ControlProtocol.requestBytesMax / 1024
      return .failure(Refusal(status: 413, what: "a request has at most \(limit) KiB"))
    }
    let path = request.uri.path
    let verb = path.dropFirst(ControlProtocol.prefix.count)
    guard path.hasPrefix(ControlProtocol.prefix), ControlProtocol.isVerb(verb) else {
      return .failure(Refusal(status: 404, what: "no such command: \(path)"))
    }
    guard request.method == .post else {
      return .failure(Refusal(status: 405, what: "commands are sent by POST"))
    }
    return .success(ControlRequest(verb: String(verb), body: body))
  }

  private static func answer(
    to command: Result<ControlRequest, Refusal>, _ handler: @escaping Handler,
    _ executor: TaskQueue
  ) async -> ControlAnswer {
    switch command {
    case .failure(let refusal): .refusal(status: refusal.status, refusal.what)
    // A task of its own: a connection that is lost does not cut a change in half.
    case .success(let request):
      await Task(executorPreference: executor) { await handler(request) }.value
    }
  }

  private static func write(
    _ answer: ControlAnswer, to writer: consuming ResponseWriter
  ) async throws {
    let response = Response(
      status: .init(code: answer.status), headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    try await writer.write(response: response.head, body: response.body)
  }
}
