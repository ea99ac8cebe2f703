internal import NIOCore
internal import NIOHTTP1
internal import Settings

/// What a connection may take, of time and of others' places.
package struct WebLimits: Sendable {
  /// For the request line and the header, from their first byte; and for the first byte of a new
  /// connection.
  package var head = Duration.seconds(5)
  /// For the body, from the end of the header.
  package var body = Duration.seconds(10)
  /// For the answer to be taken, and for the peer to ask again or to close after it.
  package var idle = Duration.seconds(15)
  /// All that are open at a time. While more than half of them are, none is kept for another
  /// request.
  package var connections = 256

  package init() {}
}

/// One connection, behind NIO's decoder and encoder: a request, its answer, and the next. It lives
/// on its event loop.
///
/// Who sends a request before the last one is answered gets that answer and the end, as RFC 9112
/// §9.3.2 lets them expect: there is no queue, and what is hidden behind a request is not done.
///
/// After the last answer our side is closed and what still comes is thrown away: a connection that
/// is closed with bytes unread is reset, and the peer may never see why.
final class WebConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart
  typealias Handler = @Sendable (WebRequest) async -> WebAnswer

  /// Sent through the pipeline when the service ends: whoever has not asked by now has asked too
  /// late.
  enum Signal { case stop }

  private enum State {
    /// Nothing has come since the beginning, or since the last answer.
    case idle
    case head
    case body(WebRequest)
    case answering, closing
  }

  /// Runs the daemon's side of it; shared by all connections.
  struct Service: Sendable {
    let limits: WebLimits
    let executor: TaskQueue
    let isProxy: @Sendable (IPAddress?) -> Bool
    /// Whether it is us whom a `Host` names, to a connection to this address.
    let isOurs: @Sendable (_ host: String, _ local: IPAddress?) -> Bool
    let handler: Handler
  }

  private let service: Service
  /// Answered to whoever connects, in place of listening to them.
  private let refusal: WebAnswer?
  private let isCrowded: () -> Bool
  private var state = State.idle
  private var isStopping = false
  private var isInputClosed = false
  /// True once the answer that is made or written is the last.
  private var isLast = false
  private var isWithoutBody = false
  private var deadline: Scheduled<Void>?

  init(_ service: Service, refusal: WebAnswer?, isCrowded: @escaping () -> Bool) {
    self.service = service
    self.refusal = refusal
    self.isCrowded = isCrowded
  }

  // MARK: Events

  func channelActive(context: ChannelHandlerContext) {
    if let refusal {
      isLast = true
      answer(refusal, context)
    } else {
      limit(service.limits.head, context) { $0.tookTooLong($1) }
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    state = .closing
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (state, unwrapInboundIn(data)) {
    case (.idle, .head(let head)), (.head, .head(let head)): begin(head, context)
    case (.body(let request), .body(let bytes)): read(bytes, of: request, context)
    case (.body(let request), .end(nil)): ask(request, context)
    // Trailers, which nobody in front of us needs.
    case (.body, .end): refuse(.malformed, context)
    case (.answering, _): isLast = true
    default: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if case .idle = state {
      state = .head
      limit(service.limits.head, context) { $0.tookTooLong($1) }
    }
    context.fireChannelReadComplete()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed: isInputClosed = true
    case Signal.stop: isStopping = true
    default: return context.fireUserInboundEventTriggered(event)
    }
    if case .answering = state { return }
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.headerOverflow, is ByteToMessageDecoderError.PayloadTooLargeError:
      refuse(.headTooLarge, context)
    case is HTTPParserError: refuse(.malformed, context)
    // More of what is refused already.
    case is ByteToMessageDecoderError: break
    default: context.close(promise: nil)
    }
  }

  // MARK: A request

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    // The decoder stops at an upgrade, which we do not make.
    isLast = !head.isKeepAlive || head.version != .http1_1 || head.headers.contains(name: "upgrade")
    isWithoutBody = head.method == .HEAD
    let peer = context.channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
    let local = context.channel.localAddress?.ipAddress.flatMap { IPAddress($0) }
    do throws(WebRefusal) {
      let request = try WebRequest(head, peer: peer, isProxy: service.isProxy)
      guard service.isOurs(request.fields["host"] ?? "", local) else { throw .misdirected }
      state = .body(request)
      limit(service.limits.body, context) { $0.tookTooLong($1) }
      // RFC 9110 §10.1.1: the peer waits for this before it sends its body.
      if request.fields["expect"]?.lowercased() == "100-continue" {
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
      }
    } catch {
      refuse(error, context)
    }
  }

  private func read(
    _ bytes: ByteBuffer, of request: WebRequest, _ context: ChannelHandlerContext
  ) {
    var request = request
    request.body += bytes.readableBytesView
    guard request.body.count <= WebRequest.bodyMax else { return refuse(.bodyTooLarge, context) }
    state = .body(request)
  }

  private func ask(_ request: WebRequest, _ context: ChannelHandlerContext) {
    state = .answering
    deadline?.cancel()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    // A task of its own: a connection that is lost does not cut a change in half.
    Task(executorPreference: service.executor) { [service] in
      let answer = await service.handler(request)
      bound.eventLoop.execute {
        let (connection, context) = bound.value
        if case .answering = connection.state { connection.answer(answer, context) }
      }
    }
  }

  private func tookTooLong(_ context: ChannelHandlerContext) {
    // Whoever said nothing asked nothing.
    if case .idle = state { context.close(promise: nil) } else { refuse(.tookTooLong, context) }
  }

  // MARK: An answer

  /// What is no request ends the connection: where the next one begins cannot be known.
  private func refuse(_ refusal: WebRefusal, _ context: ChannelHandlerContext) {
    isLast = true
    switch state {
    case .idle, .head, .body: answer(.refusal(refusal.status), context)
    case .answering, .closing: break
    }
  }

  private func answer(_ answer: WebAnswer, _ context: ChannelHandlerContext) {
    state = .answering
    limit(service.limits.idle, context) { $1.close(promise: nil) }
    isLast = isLast || isStopping || isInputClosed || isCrowded()
    let now = Int(SystemClock.realtime().components.seconds)
    let head = answer.head(isLast: isLast, secondsSince1970: now)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !isWithoutBody, head.status.mayHaveResponseBody {
      let body = context.channel.allocator.buffer(bytes: answer.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    let written = context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    written.futureResult.whenComplete { _ in bound.value.0.goOn(bound.value.1) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
  }

  private func goOn(_ context: ChannelHandlerContext) {
    if isStopping || isInputClosed {
      state = .closing
      context.close(promise: nil)
    } else if isLast {
      state = .closing
      context.close(mode: .output, promise: nil)
    } else {
      state = .idle
      isWithoutBody = false
    }
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
