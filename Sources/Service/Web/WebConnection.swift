internal import NIOCore
internal import Settings

/// What a connection may take, of time and of others' places.
package struct WebLimits: Sendable {
  /// For the request line and the header.
  package var head = Duration.seconds(5)
  /// For the body, from the end of the header.
  package var body = Duration.seconds(10)
  /// For the answer to be taken, and for the peer to close after it.
  package var idle = Duration.seconds(15)
  /// All that are open at a time.
  package var connections = 256

  package init() {}
}

/// One connection: one request, one answer, the end. It lives on its event loop.
///
/// After the answer our side is closed and what still comes is thrown away: a connection that is
/// closed with bytes unread is reset, and the peer may never see why.
final class WebConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  typealias Handler = @Sendable (WebRequest) async -> WebAnswer

  /// Sent through the pipeline when the service ends: whoever has not asked by now has asked too
  /// late.
  enum Signal { case stop }

  private enum State {
    case reading, answering, closing
  }

  /// Runs the daemon's side of it; shared by all connections.
  struct Service: Sendable {
    let limits: WebLimits
    let executor: TaskQueue
    let isProxy: @Sendable (IPAddress?) -> Bool
    let handler: Handler
  }

  private let service: Service
  /// Answered to whoever connects, in place of listening to them.
  private let refusal: WebAnswer?
  private var reader = RequestReader()
  private var state = State.reading
  private var isStopping = false
  private var isInputClosed = false
  private var isWithoutBody = false
  private var deadline: Scheduled<Void>?

  init(_ service: Service, refusal: WebAnswer?) {
    self.service = service
    self.refusal = refusal
  }

  func channelActive(context: ChannelHandlerContext) {
    if let refusal {
      answer(refusal, context)
    } else {
      limit(service.limits.head, context) { $0.readingTookTooLong($1) }
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    state = .closing
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard state == .reading else { return }
    let hadHead = reader.head != nil
    do throws(RequestReader.Refusal) {
      switch try reader.read(unwrapInboundIn(data).readableBytesView) {
      case .head: break
      case .body where hadHead: break
      case .body: beginBody(context)
      case .complete: ask(context)
      }
    } catch {
      answer(.refusal(error.status), context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed:
      isInputClosed = true
      if state != .answering { context.close(promise: nil) }
    case Signal.stop:
      isStopping = true
      if state != .answering { context.close(promise: nil) }
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  // MARK: Steps

  private func beginBody(_ context: ChannelHandlerContext) {
    limit(service.limits.body, context) { $0.readingTookTooLong($1) }
    // RFC 9110 §10.1.1: the peer waits for this before it sends its body.
    if reader.head?.all("expect").first?.lowercased() == "100-continue" {
      write("HTTP/1.1 100 Continue\r\n\r\n".utf8, context, promise: nil)
    }
  }

  private func readingTookTooLong(_ context: ChannelHandlerContext) {
    // Whoever said nothing asked nothing.
    if reader.hasBegun { answer(.refusal(408), context) } else { context.close(promise: nil) }
  }

  private func ask(_ context: ChannelHandlerContext) {
    guard let head = reader.head else { return }
    state = .answering
    deadline?.cancel()
    isWithoutBody = head.method == "HEAD"
    let peer = context.channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
    let request = WebRequest(head, body: reader.body, peer: peer, isProxy: service.isProxy)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    // A task of its own: a connection that is lost does not cut a change in half.
    Task(executorPreference: service.executor) { [service] in
      let answer = await service.handler(request)
      bound.eventLoop.execute {
        let (connection, context) = bound.value
        if connection.state == .answering { connection.answer(answer, context) }
      }
    }
  }

  private func answer(_ answer: WebAnswer, _ context: ChannelHandlerContext) {
    state = .closing
    limit(service.limits.idle, context) { $1.close(promise: nil) }
    let now = Int(SystemClock.realtime().components.seconds)
    let promise = context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    let mode: CloseMode = isStopping || isInputClosed ? .all : .output
    promise.futureResult.whenComplete { _ in bound.value.close(mode: mode, promise: nil) }
    write(
      answer.bytes(withBody: !isWithoutBody, secondsSince1970: now), context, promise: promise)
  }

  private func write(
    _ bytes: some Sequence<UInt8>, _ context: ChannelHandlerContext,
    promise: EventLoopPromise<Void>?
  ) {
    var buffer = context.channel.allocator.buffer(capacity: 0)
    buffer.writeBytes(bytes)
    context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
  }

  /// Replaces the deadline that is running.
  private func limit(
    _ time: Duration, _ context: ChannelHandlerContext,
    _ end: @escaping @Sendable (WebConnection, ChannelHandlerContext) -> Void
  ) {
    deadline?.cancel()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: TimeAmount(time)) {
      end(bound.value.0, bound.value.1)
    }
  }
}
