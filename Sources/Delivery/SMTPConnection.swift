internal import CCurl
import Dispatch
import Synchronization

/// One connection to a relay and the queue on which libcurl, which blocks, works on it.
///
/// `@unchecked Sendable`: the variables are read and written on `queue` alone.
final class SMTPConnection: @unchecked Sendable {
  private let settings: SMTPRelay.Settings
  private let queue = DispatchQueue(label: "convened.smtp")
  private let isAbandoned = Atomic(false)
  private let waiting = Atomic(0)
  private var handle: CurlHandle?
  private var lastUse = DispatchTime.now()
  private var willClose = false

  /// How many messages are on their way through it or wait for it.
  var load: Int { waiting.load(ordering: .relaxed) }

  init(_ settings: SMTPRelay.Settings) {
    self.settings = settings
  }

  deinit {
    letGo()
  }

  func send(_ message: [UInt8], from: MailAddress, to: MailAddress) async -> Receipt {
    waiting.add(1, ordering: .relaxed)
    return await withCheckedContinuation { continuation in
      queue.async {
        let receipt = self.sendBlocking(message, from: from, to: to)
        self.waiting.subtract(1, ordering: .relaxed)
        continuation.resume(returning: receipt)
      }
    }
  }

  /// Ends what the relay cannot have taken yet, and begins nothing more.
  func abandon() { isAbandoned.store(true, ordering: .relaxed) }

  private func sendBlocking(
    _ message: [UInt8], from: MailAddress, to: MailAddress
  ) -> Receipt {
    if let problem = settings.problem {
      return .deferred(why: problem, retryAfterSeconds: nil, scope: .destination)
    }
    guard let handle = handle ?? CurlHandle() else {
      return .deferred(
        why: "libcurl could not be initialised", retryAfterSeconds: nil, scope: .destination)
    }
    self.handle = handle
    var verdict = perform(transfer(message), on: handle, from: from, to: to, fresh: false)
    if verdict.isStaleConnection, handle.long(CURLINFO_NUM_CONNECTS) == 0 {
      verdict = perform(transfer(message), on: handle, from: from, to: to, fresh: true)
    }
    // libcurl keeps a connection on which the answer to the dot did not come in time, and would
    // take that answer for the one to the next MAIL.
    if verdict.isOutOfStep { letGo() } else { closeWhenIdle() }
    return verdict.receipt
  }

  private func transfer(_ message: [UInt8]) -> SMTPTransfer {
    SMTPTransfer(message, over: settings.security) { [weak self] in
      self?.isAbandoned.load(ordering: .relaxed) ?? true
    }
  }

  private func perform(
    _ transfer: SMTPTransfer, on handle: CurlHandle, from: MailAddress, to: MailAddress,
    fresh: Bool
  ) -> SMTPVerdict {
    handle.prepare()
    settings.apply(to: handle)
    handle.set(CURLOPT_MAIL_FROM, from.description)
    handle.set(CURLOPT_MAIL_RCPT, [to.description])
    handle.set(CURLOPT_UPLOAD, 1)
    handle.set(CURLOPT_FRESH_CONNECT, fresh ? 1 : 0)
    let result = handle.perform(transfer)
    return SMTPVerdict(
      failure: result.failure, dialogue: transfer.dialogue,
      words: handle.words(for: result), refusedAddress: transfer.refusedAddress)
  }

  /// Says QUIT when nothing was sent for a while: libcurl itself looks at a connection's age only
  /// when it is about to use it, and relays count the ones that are left open.
  private func closeWhenIdle() {
    lastUse = .now()
    if !willClose { lookAgain() }
  }

  /// One timer at a time, however many messages leave meanwhile.
  private func lookAgain() {
    willClose = true
    let idle = DispatchTimeInterval.milliseconds(settings.timeouts.idle.milliseconds)
    queue.asyncAfter(deadline: lastUse + idle) { [weak self] in
      guard let self else { return }
      self.willClose = false
      if self.lastUse + idle > .now() { return self.lookAgain() }
      self.letGo()
    }
  }

  /// Closes the connection elsewhere: libcurl waits two minutes for the answer to QUIT, and nothing
  /// that is to be sent may wait behind a relay that does not give it.
  private func letGo() {
    nonisolated(unsafe) let last = handle
    handle = nil
    // Not a global queue, whose threads are looked at every second from then on.
    DispatchQueue(label: "convened.smtp.end").async { withExtendedLifetime(last) {} }
  }
}

extension SMTPRelay.Settings {
  /// What makes it pointless to connect at all, in words.
  var problem: String? {
    if !host.mayBeHost { return "the relay's host is not a host name" }
    if !(1...65_535).contains(port) { return "the relay's port is not between 1 and 65535" }
    if security == .plainLoopback, credentials != nil {
      return "a password is sent only over TLS: use STARTTLS or smtps, or drop user and password"
    }
    return nil
  }

  func apply(to handle: CurlHandle) {
    handle.setServer(
      "smtp", host: host, port: port, security: security, credentials: credentials, caFile: caFile)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, timeouts.connect.milliseconds)
    handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, timeouts.answer.wholeSeconds)
    handle.set(CURLOPT_TIMEOUT_MS, timeouts.whole.milliseconds)
    handle.set(CURLOPT_MAXAGE_CONN, timeouts.idle.wholeSeconds)
  }
}

/// One message on its way: hands out its bytes and follows the dialogue.
private final class SMTPTransfer: MailServerTransfer {
  private let message: [UInt8]
  private let isAbandoned: () -> Bool
  private var offset = 0
  private(set) var dialogue = SMTPDialogue()

  init(
    _ message: [UInt8], over security: SMTPRelay.Security, isAbandoned: @escaping () -> Bool
  ) {
    self.message = message
    self.isAbandoned = isAbandoned
    super.init(security)
  }

  // Once the message is on its way, its answer is waited for.
  override var isUnwanted: Bool { dialogue.stage < .body && isAbandoned() }

  override func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    dialogue.bodyStarted()
    let count = Swift.min(buffer.count, message.count - offset)
    // libcurl asks again only when what it had was sent. No size is announced to it, so that this
    // last question comes, and with it the moment from which the message may be delivered.
    if count == 0 { dialogue.bodyEnded() }
    message.withUnsafeBytes { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]))
    }
    offset += count
    return count
  }

  override func observe(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    guard kind == CURLINFO_HEADER_OUT || kind == CURLINFO_HEADER_IN else { return }
    // A line ends with LF and nowhere else: a lone CR, a form feed or U+2028 in a relay's words
    // must not make a second reply of what follows it.
    for line in bytes.split(separator: 0x0A) {
      let line = line.last == 0x0D ? line.dropLast() : line
      if kind == CURLINFO_HEADER_OUT {
        dialogue.sent(String(decoding: line, as: UTF8.self))
      } else {
        dialogue.received(line)
      }
    }
  }
}
