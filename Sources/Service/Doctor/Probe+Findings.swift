import Cadence
import Delivery
import Settings

// A probe in words, with what to do. Pure.

/// What the doctor calls one kind of mail server, and what there is to write for it.
struct MailServerWords {
  let name: String
  /// The key that holds its address.
  let key: String
  /// Where TLS comes first, and where it is begun by STARTTLS.
  let secured: String
  let started: String
  let securedPort: Int
  /// What to do where nobody can log in.
  let loginRemedy: String
  /// What would leave without TLS.
  let burden: String
  /// Whether anybody logs in there without TLS, which leads to this machine alone.
  let logsInPlainly: Bool

  static let relay = MailServerWords(
    name: "relay", key: "via:", secured: "via: smtps://HOST", started: "via: smtp://HOST:587",
    securedPort: 465,
    loginRemedy: "use its port for that (587 or 465), or leave `user:` and `password:` out",
    burden: "mail", logsInPlainly: false)
  static let mailbox = MailServerWords(
    name: "mailbox", key: "from:", secured: "from: imaps://HOST", started: "from: imap://HOST:143",
    securedPort: 993,
    loginRemedy: "does it take passwords at all? some want other ways to log in, and a mailbox "
      + "elsewhere that mail is forwarded to then helps",
    burden: "a password", logsInPlainly: true)
}

extension Probe {
  /// - Parameters:
  ///   - place: `mail.example.org port 587`.
  ///   - login: why the login was not tried, where there is one.
  func findings(
    ofRelay place: String, _ security: MailSecurity, user: String?, notTried login: String? = nil,
    at now: Instant
  ) -> [Finding] {
    findings(of: .relay, place, security, user: user, notTried: login, at: now)
  }

  func findings(
    ofMailbox place: String, _ security: MailSecurity, user: String, at now: Instant
  ) -> [Finding] {
    findings(of: .mailbox, place, security, user: user, at: now)
  }

  private func findings(
    of server: MailServerWords, _ place: String, _ security: MailSecurity, user: String?,
    notTried login: String? = nil, at now: Instant
  ) -> [Finding] {
    if let problem = connectionProblem(server, place) { return [problem] }
    let answer = greeting.map { " answers: \($0)" } ?? " can be reached"
    var findings = [Finding.good(server.name, place + answer)]
    if security != .plainLoopback {
      if let problem = encryptionProblem(server, place) { return findings + [problem] }
      findings.append(encryption("\(server.name) TLS", at: now))
    } else if !server.logsInPlainly {
      return findings
    }
    findings.append(loginFinding(server, user, notTried: login))
    return findings
  }

  private func connectionProblem(_ server: MailServerWords, _ place: String) -> Finding? {
    func bad(_ what: String, _ fix: String) -> Finding {
      .bad(server.name, "\(place): \(what)", fix: fix)
    }
    switch trouble {
    case .settings:
      return bad(words, "mend `mail:`")
    case .name:
      return bad(words, "check the host in `\(server.key)`, and the name servers of this machine")
    case .address(let kind):
      return bad(
        "its address is \(kind.words) and not this machine's, and \(server.burden) leaves only "
          + "over TLS",
        "write `\(server.secured)`, or let the name lead to 127.0.0.1")
    case .connection:
      return bad(
        words,
        "check host and port in `\(server.key)`, that the mail server runs, and that nothing "
          + "between blocks it")
    case .greeting:
      return bad(words, "look into the \(server.name)'s log, or ask whoever runs it")
    case .noTLS, .notTLS, .certificate, .loginNotOffered, .loginRefused, nil:
      return nil
    }
  }

  private func encryptionProblem(_ server: MailServerWords, _ place: String) -> Finding? {
    let check = "\(server.name) TLS"
    switch trouble {
    case .noTLS:
      return .bad(
        check, "\(place) does not offer STARTTLS, which is required",
        fix: "write `\(server.secured)` if it begins with TLS (port \(server.securedPort)), or "
          + "switch STARTTLS on there")
    case .notTLS:
      return .bad(
        check, "what answers at \(place) does not begin with TLS: \(words)",
        fix: "write `\(server.started)` if it offers STARTTLS")
    case .certificate: return certificateProblem(check, place)
    default: return nil
    }
  }

  private func certificateProblem(_ check: String, _ place: String) -> Finding {
    .bad(
      check, "the certificate of \(place) is not trusted: \(words)",
      fix: "write the name that it was issued for, renew it, or add its authority to this machine "
        + "(update-ca-certificates)")
  }

  private func encryption(_ check: String, at now: Instant) -> Finding {
    guard let ends = certificateEnds.map(Instant.init(secondsSince1970:)) else {
      return .good(check, tls ?? "on")
    }
    let days = (ends - now).count / 86_400
    let date = ZoneRules.utc.local(at: ends).date
    let what =
      "\(tls ?? "on"), the certificate is good until \(date) "
      + "(\(Wording.count(Int(days), "day")))"
    guard days >= Self.renewalDays else {
      return .advice(check, what, fix: "it ends soon: see that it is renewed")
    }
    return .good(check, what)
  }

  /// Certificates that renew themselves do so a month before they end.
  private static let renewalDays = 14

  private func loginFinding(
    _ server: MailServerWords, _ user: String?, notTried why: String?
  ) -> Finding {
    let check = "\(server.name) login"
    guard let user else {
      if offersLogin {
        return .advice(
          check, "none is configured, and the relay offers one",
          fix: "if it refuses mail, write `user:` and `password: { credential: NAME }`")
      }
      return .good(check, "none is configured, and none is offered")
    }
    switch trouble {
    case .loginRefused:
      return .bad(check, "\(user) is refused: \(words)", fix: "check `user:` and the password")
    case .loginNotOffered:
      return .bad(
        check, "the \(server.name) does not let anybody log in there",
        fix: server.loginRemedy)
    default: break
    }
    if let why { return .unknown(check, "not tried: \(why)") }
    return .good(check, "\(user) is accepted")
  }

  /// - Parameter network: what the channel allows.
  func finding(
    ofChannel name: String, _ place: String, network: ChannelSettings.Network, at now: Instant
  ) -> Finding {
    let check = "channel \(name)"
    func bad(_ what: String, _ fix: String) -> Finding {
      .bad(check, "\(place): \(what)", fix: fix)
    }
    switch trouble {
    case .settings: return bad(words, "mend `webhook:`")
    case .name:
      return bad(words, "check the host of `webhook:`, and the name servers of this machine")
    case .address(let kind):
      return bad(
        "its address is \(kind.words), which `network: \(network.rawValue)` forbids",
        kind.remedy)
    case .connection:
      return bad(words, "check the host of `webhook:`, and that nothing between blocks it")
    case .notTLS: return bad("it does not speak TLS: \(words)", "check the port of `webhook:`")
    case .certificate: return certificateProblem(check, place)
    case .greeting, .noTLS, .loginNotOffered, .loginRefused:
      return bad(words, "look into the log of what listens there")
    case nil: break
    }
    let reached = "\(place) can be reached\(address.map { " (\($0.words))" } ?? "")"
    guard tls != nil else { return .good(check, "\(reached), without TLS") }
    let secured = encryption(check, at: now)
    return secured.state == .good
      ? .good(check, "\(reached), \(secured.what)")
      : .advice(check, "\(reached), \(secured.what)", fix: secured.fix ?? "")
  }
}

extension AddressClass {
  var words: String {
    switch self {
    case .public: "public"
    case .private: "private"
    case .loopback: "this machine's"
    case .linkLocal: "link-local"
    case .metadata: "where clouds hand out credentials"
    case .multicast: "for many (multicast)"
    case .unspecified: "no machine's (unspecified)"
    case .embedded: "an IPv4 address inside an IPv6 address"
    case .reserved: "reserved"
    case .other: "no IP address"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .loopback: "write `network: local` if it is meant to be this machine"
    case .private: "write `network: private` if it is meant to be in your own network"
    case .public: "write `webhook: https://…`: `http` is for this machine alone"
    default: "such an address is never allowed: check the host of `webhook:`"
    }
  }
}
