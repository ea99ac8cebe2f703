internal import CCurl
import Dispatch

/// A folder at a mail server, and how to get at it: IMAP4rev1 (RFC 3501) and nothing beyond.
///
/// libcurl connects, speaks TLS and logs in. What is said after that is said here: libcurl's own
/// way to get a message is BODY[], which marks it as seen before anybody has dealt with it, and it
/// cannot tell a line of a message from an answer in what it does not know (docs/decisions/0025).
package struct IMAPAccount: Sendable {
  package typealias Security = SMTPRelay.Security
  package typealias Credentials = SMTPRelay.Credentials

  package struct Timeouts: Sendable {
    /// To resolve, connect and shake hands.
    package var connect: Duration
    /// For each answer, and for each part of a long one.
    package var answer: Duration
    /// For everything, so that a peer that trickles cannot hold us for ever.
    package var whole: Duration

    package init(
      connect: Duration = .seconds(30), answer: Duration = .seconds(60),
      whole: Duration = .seconds(600)
    ) {
      self.connect = connect
      self.answer = answer
      self.whole = whole
    }
  }

  private let host: String
  private let port: Int
  private let security: Security
  private let credentials: Credentials
  private let folder: String
  private let caFile: String?
  private var timeouts: Timeouts

  /// - Parameters:
  ///   - host: a name, an IPv4 or an IPv6 address (without brackets).
  ///   - folder: ASCII.
  ///   - caFile: PEM certificates to trust instead of the system's.
  package init(
    host: String, port: Int, security: Security, credentials: Credentials, folder: String,
    caFile: String? = nil, timeouts: Timeouts = Timeouts()
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.credentials = credentials
    self.folder = folder
    self.caFile = caFile
    self.timeouts = timeouts
  }

  /// Connects, logs in and enters the folder. Blocks.
  package func open() throws(FetchProblem) -> any IncomingFolder {
    let connected = try connect()
    return try IMAPFolder(connected.stream, named: folder)
  }

  /// What a look into the folder found.
  package struct Look: Sendable, Hashable {
    package var probe: Probe
    /// Why the folder is of no use; nil if it is, and if it was not looked for.
    package var folderProblem: String?
    package var messages = 0
    package var unseen = 0

    package init(probe: Probe, folderProblem: String? = nil, messages: Int = 0, unseen: Int = 0) {
      self.probe = probe
      self.folderProblem = folderProblem
      self.messages = messages
      self.unseen = unseen
    }
  }

  /// Connects, logs in, enters the folder and counts. Nothing is read, and nothing is marked.
  ///
  /// - Parameter patience: for the connection, for each answer and for everything after it.
  package func look(patience: Duration = .seconds(15)) async -> Look {
    var hasty = self
    hasty.timeouts = Timeouts(connect: patience, answer: patience, whole: patience * 2)
    return await withCheckedContinuation { continuation in
      // A queue of its own: libcurl blocks, and mail goes on meanwhile.
      DispatchQueue(label: "convened.imap.look").async { [hasty] in
        continuation.resume(returning: hasty.look())
      }
    }
  }

  private func look() -> Look {
    var look = Look(probe: Probe(words: ""))
    do throws(FetchProblem) {
      let connected = try connect()
      look.probe = connected.probe
      let folder = try IMAPFolder(connected.stream, named: folder)
      look.messages = folder.messages
      look.unseen = try folder.unseen(before: nil).count
      folder.close()
    } catch {
      switch error {
      case .notConnected(let probe): look.probe = probe
      case .folder(let why), .broken(let why), .message(let why): look.folderProblem = why
      }
    }
    return look
  }
}

extension IMAPAccount {
  private var problem: String? {
    if !host.mayBeHost { return "the host of the mailbox is not a host name" }
    if !(1...65_535).contains(port) { return "the mailbox's port is not between 1 and 65535" }
    return nil
  }

  private func connect() throws(FetchProblem) -> (stream: CurlStream, probe: Probe) {
    if let problem { throw .notConnected(Probe(trouble: .settings, words: problem)) }
    guard let handle = CurlHandle() else {
      throw .notConnected(Probe(trouble: .settings, words: "libcurl could not be initialised"))
    }
    let transfer = IMAPConnecting(security)
    apply(to: handle)
    let code = handle.perform(transfer)
    let probe = transfer.found(code.failure, words: handle.words(for: code))
    guard probe.trouble == nil else { throw .notConnected(probe) }
    return (CurlStream(handle, answer: timeouts.answer, whole: timeouts.whole), probe)
  }

  private func apply(to handle: CurlHandle) {
    handle.setServer(
      "imap", host: host, port: port, security: security, credentials: credentials, caFile: caFile)
    // Up to and with the login, for IMAP.
    handle.set(CURLOPT_CONNECT_ONLY, 1)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, timeouts.connect.milliseconds)
    handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, timeouts.answer.wholeSeconds)
    handle.set(CURLOPT_TIMEOUT_MS, (timeouts.connect + timeouts.answer).milliseconds)
  }
}

/// Follows libcurl's part of the dialogue: greeting, TLS, login.
private final class IMAPConnecting: MailServerTransfer {
  private var greeting: String?
  private var hasTriedLogin = false
  /// The last NO, BAD or BYE.
  private var refusal: IMAPResponse?
  private var notes = ConnectionNotes()

  override func observe(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    switch kind {
    case CURLINFO_TEXT: notes.read(bytes)
    case CURLINFO_HEADER_OUT:
      // `A002 AUTHENTICATE PLAIN …`. Its verb alone is looked at: the rest is secret.
      let verb = bytes.split(separator: 0x20, maxSplits: 2).dropFirst().first.map(Array.init) ?? []
      let word = String(decoding: verb, as: UTF8.self)
      if word == "AUTHENTICATE" || word == "LOGIN" { hasTriedLogin = true }
    case CURLINFO_HEADER_IN:
      let line = bytes.prefix(10_000).split(separator: 0x0a).first.map(Array.init) ?? []
      let response = IMAPResponse(
        line: line.last == 0x0d ? line.dropLast() : line, literals: [])
      if greeting == nil { greeting = response.text }
      switch response.condition {
      case .no, .bad, .bye: refusal = response
      case .ok, .preauth, nil: break
      }
    default: break
    }
  }

  func found(_ failure: TransferFailure?, words: String) -> Probe {
    var probe = Probe(
      words: Receipt.oneLine(words), address: lastAddress, greeting: greeting, tls: notes.version,
      certificateEnds: notes.certificateEnds, offersLogin: true, isLoggedIn: failure == nil)
    guard let failure else { return probe }
    if let refusal, !refusal.text.isEmpty { probe.words = refusal.text }
    // libcurl says the same where no way to log in is offered that it knows.
    let isRefused = hasTriedLogin && refusal?.condition == .no && refusal?.isMomentary == false
    probe.trouble =
      isRefused
      ? .loginRefused : failure.trouble(refused: refusedAddress, isConnected: greeting != nil)
    if hasTriedLogin, probe.trouble == .loginNotOffered { probe.trouble = .greeting }
    return probe
  }
}

extension IMAPResponse {
  /// Whether what is refused now may be granted later. Source: RFC 5530 §3.
  fileprivate var isMomentary: Bool { ["UNAVAILABLE", "INUSE", "LIMIT"].contains(where: hasCode) }
}
