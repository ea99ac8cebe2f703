internal import CCurl
import Dispatch
import Glibc

/// Any number of HTTP transfers on one Dispatch queue, none of which waits for another.
///
/// libcurl's multi interface says which sockets and which moment matter to it (`multi_socket`);
/// Dispatch sources call it back when something happens there. Not for SMTP: see
/// docs/decisions/0015-smtp-lanes.md.
///
/// `@unchecked Sendable`: every stored variable is read and written on `queue` alone.
final class CurlReactor: @unchecked Sendable {
  /// How one transfer ended.
  struct Ending: Sendable {
    var failure: TransferFailure?
    /// libcurl's general words for the failure; they name neither host nor path.
    var text: String
    /// What libcurl says of this one: a host, or a URL, may be in it.
    var detail: String
    /// 0 if no answer came.
    var status: Int
  }

  private struct Running {
    let handle: CurlHandle
    let transfer: CurlTransfer
    let finish: (Ending) -> Void
  }

  /// All hooks and documents share it: a slow one delays no other.
  static let http = CurlReactor(label: "convened.http")

  private let queue: DispatchQueue
  private var multi: UnsafeMutableRawPointer?
  private var timer: (any DispatchSourceTimer)?
  private var sockets: [curl_socket_t: SocketWatch] = [:]
  private var running: [UnsafeMutableRawPointer: Running] = [:]

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  deinit {
    // Running transfers hold the reactor: there are none.
    timer?.cancel()
    for watch in sockets.values { watch.cancel() }
    guard let multi else { return }
    // Whom they would call is gone.
    _ = convened_curl_multi_set_socket(multi, nil, nil)
    _ = convened_curl_multi_set_timer(multi, nil, nil)
    curl_multi_cleanup(multi)
  }

  /// Carries out one transfer.
  ///
  /// - Parameters:
  ///   - transfer: makes what libcurl calls; on the queue, like the two that follow.
  ///   - configure: sets the options of this transfer.
  ///   - result: what its end means.
  func perform<Transfer: CurlTransfer, Result: Sendable>(
    _ transfer: @escaping @Sendable () -> Transfer,
    configure: @escaping @Sendable (CurlHandle) -> Void,
    result: @escaping @Sendable (Ending, Transfer) -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      queue.async {
        let transfer = transfer()
        self.start(transfer, configure) { ending in
          continuation.resume(returning: result(ending, transfer))
        }
      }
    }
  }

  private func start(
    _ transfer: CurlTransfer, _ configure: (CurlHandle) -> Void,
    _ finish: @escaping (Ending) -> Void
  ) {
    guard let multi = open(), let handle = CurlHandle() else {
      return finish(Ending(CURLE_FAILED_INIT))
    }
    configure(handle)
    let readiness = handle.attach(transfer)
    guard readiness == CURLE_OK else { return finish(Ending(readiness)) }
    running[handle.raw] = Running(handle: handle, transfer: transfer, finish: finish)
    // libcurl asks for a timer at once, and begins when that fires.
    if curl_multi_add_handle(multi, handle.raw) != CURLM_OK {
      running[handle.raw] = nil
      finish(Ending(CURLE_FAILED_INIT))
    }
  }

  private func open() -> UnsafeMutableRawPointer? {
    if let multi { return multi }
    guard CurlHandle.isInitialised, let made = curl_multi_init() else { return nil }
    let context = Unmanaged.passUnretained(self).toOpaque()
    guard convened_curl_multi_set_socket(made, Self.socketCallback, context) == CURLM_OK,
      convened_curl_multi_set_timer(made, Self.timerCallback, context) == CURLM_OK
    else {
      curl_multi_cleanup(made)
      return nil
    }
    multi = made
    return made
  }

  // MARK: What libcurl asks for

  private static let socketCallback: curl_socket_callback = { _, socket, what, context, _ in
    guard let context else { return 0 }
    let reactor = Unmanaged<CurlReactor>.fromOpaque(context).takeUnretainedValue()
    reactor.watch(socket, for: what)
    return 0
  }

  private static let timerCallback: curl_multi_timer_callback = { _, milliseconds, context in
    guard let context else { return 0 }
    let reactor = Unmanaged<CurlReactor>.fromOpaque(context).takeUnretainedValue()
    reactor.wake(in: milliseconds)
    return 0
  }

  private func watch(_ socket: curl_socket_t, for what: Int32) {
    if what == CURL_POLL_REMOVE {
      sockets.removeValue(forKey: socket)?.cancel()
      return
    }
    let watch =
      sockets[socket]
      ?? SocketWatch(socket, queue: queue) { [weak self] happened in
        self?.act(on: socket, happened)
      }
    sockets[socket] = watch
    watch.set(
      reading: what == CURL_POLL_IN || what == CURL_POLL_INOUT,
      writing: what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
  }

  private func wake(in milliseconds: Int) {
    timer?.cancel()
    timer = nil
    guard milliseconds >= 0 else { return }
    let next = DispatchSource.makeTimerSource(queue: queue)
    next.schedule(deadline: .now() + .milliseconds(milliseconds))
    next.setEventHandler { [weak self] in self?.act(on: -1, 0) }  // CURL_SOCKET_TIMEOUT
    next.activate()
    timer = next
  }

  private func act(on socket: curl_socket_t, _ happened: Int32) {
    guard let multi else { return }
    var left: Int32 = 0
    curl_multi_socket_action(multi, socket, happened, &left)
    var waiting: Int32 = 0
    while let message = curl_multi_info_read(multi, &waiting) {
      guard message.pointee.msg == CURLMSG_DONE, let raw = message.pointee.easy_handle else {
        continue
      }
      finish(raw, with: convened_curl_result(message))
    }
  }

  private func finish(_ raw: UnsafeMutableRawPointer, with code: CURLcode) {
    guard let one = running.removeValue(forKey: raw) else { return }
    let ending = Ending(code, one.handle)
    curl_multi_remove_handle(multi, raw)
    one.finish(ending)
  }
}

extension CurlReactor.Ending {
  fileprivate init(_ code: CURLcode, _ handle: CurlHandle? = nil) {
    failure = code.failure
    text = code.text
    detail = handle?.words(for: code) ?? code.text
    status = handle?.long(CURLINFO_RESPONSE_CODE) ?? 0
  }
}

/// Tells when a socket can be read or written.
///
/// Each direction watches a duplicate of the descriptor, closed by its own cancellation: libcurl
/// closes its descriptor at once, and the number may be another connection's a moment later.
private final class SocketWatch {
  private let socket: curl_socket_t
  private let queue: DispatchQueue
  private let happened: (Int32) -> Void
  private var reader: (any DispatchSourceRead)?
  private var writer: (any DispatchSourceWrite)?

  init(_ socket: curl_socket_t, queue: DispatchQueue, _ happened: @escaping (Int32) -> Void) {
    self.socket = socket
    self.queue = queue
    self.happened = happened
  }

  func set(reading: Bool, writing: Bool) {
    if !reading {
      reader?.cancel()
      reader = nil
    } else if reader == nil, let copy = duplicate() {
      let source = DispatchSource.makeReadSource(fileDescriptor: copy, queue: queue)
      source.setEventHandler { [happened] in happened(CURL_CSELECT_IN) }
      source.setCancelHandler { close(copy) }
      source.activate()
      reader = source
    }
    if !writing {
      writer?.cancel()
      writer = nil
    } else if writer == nil, let copy = duplicate() {
      let source = DispatchSource.makeWriteSource(fileDescriptor: copy, queue: queue)
      source.setEventHandler { [happened] in happened(CURL_CSELECT_OUT) }
      source.setCancelHandler { close(copy) }
      source.activate()
      writer = source
    }
  }

  func cancel() { set(reading: false, writing: false) }

  private func duplicate() -> Int32? {
    let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
    return copy < 0 ? nil : copy
  }
}
