internal import CCurl
import Dispatch

extension SMTPRelay {
  /// Connects, greets, begins TLS, logs in as for a message, says NOOP and QUIT.
  ///
  /// - Parameter patience: for the connection, for each answer and for everything after it.
  package func probe(patience: Duration = .seconds(15)) async -> Probe {
    var settings = settings
    settings.timeouts = Timeouts(
      connect: patience, answer: patience, whole: patience * 2, idle: patience)
    return await withCheckedContinuation { continuation in
      // A queue of its own: libcurl blocks, and mail goes on meanwhile.
      DispatchQueue(label: "convened.smtp.probe").async { [settings] in
        continuation.resume(returning: settings.probe())
      }
    }
  }
}

extension SMTPRelay.Settings {
  fileprivate func probe() -> Probe {
    if let problem { return Probe(trouble: .settings, words: problem) }
    guard let handle = CurlHandle() else {
      return Probe(trouble: .settings, words: "libcurl could not be initialised")
    }
    let transfer = SMTPProbing(security)
    apply(to: handle)
    // Without a recipient libcurl says this one command, whatever it is.
    handle.set(CURLOPT_CUSTOMREQUEST, "NOOP")
    handle.set(CURLOPT_NOBODY, 1)
    let code = handle.perform(transfer)
    return transfer.found(
      code.failure, words: handle.words(for: code), wantsLogin: credentials != nil)
  }
}

/// Follows the dialogue of a relay that is looked at.
private final class SMTPProbing: MailServerTransfer {
  private var dialogue = SMTPDialogue()
  private var greeting: String?
  private var offersLogin = false
  private var notes = ConnectionNotes()

  override func observe(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    if kind == CURLINFO_TEXT { return notes.read(bytes) }
    guard kind == CURLINFO_HEADER_OUT || kind == CURLINFO_HEADER_IN else { return }
    let lines = String(decoding: bytes, as: UTF8.self).split { $0.isNewline }
    for line in lines {
      if kind == CURLINFO_HEADER_OUT {
        dialogue.sent(line)
        continue
      }
      dialogue.received(line)
      if dialogue.stage == .greeting { greeting = dialogue.reply?.line }
      // RFC 4954 §3: `250-AUTH PLAIN LOGIN`.
      if dialogue.stage == .hello, line.dropFirst(4).hasPrefix("AUTH") { offersLogin = true }
    }
  }

  func found(_ failure: TransferFailure?, words: String, wantsLogin: Bool) -> Probe {
    let hasTried = dialogue.stage == .authentication
    var probe = Probe(
      words: Receipt.oneLine(words), address: lastAddress, greeting: greeting, tls: notes.version,
      certificateEnds: notes.certificateEnds, offersLogin: offersLogin,
      isLoggedIn: failure == nil && hasTried)
    if let reply = dialogue.reply, reply.code >= 400 { probe.words = reply.line }
    if let failure {
      let isRefused = hasTried && dialogue.reply?.isPermanentFailure == true
      probe.trouble =
        isRefused
        ? .loginRefused
        : failure.trouble(refused: refusedAddress, isConnected: greeting != nil)
    } else if wantsLogin, !hasTried {
      // libcurl goes on without a login then; the relay would refuse the mail.
      probe.trouble = .loginNotOffered
    }
    return probe
  }
}
