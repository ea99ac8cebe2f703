import Cadence
import Meetings

/// A URL in its parts; only as much of RFC 3986 as is needed to refuse what is not one.
struct URLParts {
  let scheme: String
  let user: Substring?
  let host: String
  let port: Int?
  /// Path, query and fragment.
  let rest: Substring

  /// nil if the text is no `scheme://host…`.
  init?(_ text: String) {
    guard let mark = text.firstRange(of: "://"), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    scheme = text[..<mark.lowerBound].lowercased()
    let after = text[mark.upperBound...]
    let end = after.firstIndex { "/?#".contains($0) } ?? after.endIndex
    var authority = after[..<end]
    rest = after[end...]
    user = authority.lastIndex(of: "@").map { authority[..<$0] }
    if let at = authority.lastIndex(of: "@") {
      authority = authority[authority.index(after: at)...]
    }
    let colon = authority.lastIndex(of: ":").flatMap {
      authority[$0...].contains("]") ? nil : $0
    }
    let name = authority[..<(colon ?? authority.endIndex)]
    host = name.lowercased()
    if let colon {
      guard let number = Int(authority[authority.index(after: colon)...]),
        (1...65_535).contains(number)
      else { return nil }
      port = number
    } else {
      port = nil
    }
    guard Self.isHost(host) else { return nil }
  }

  private static func isHost(_ host: String) -> Bool {
    if host.hasPrefix("["), host.hasSuffix("]") {
      let inside = host.dropFirst().dropLast()
      return inside.contains(":") && inside.allSatisfy { $0.isHexDigit || ":.".contains($0) }
    }
    return host.isDomain
  }

  /// Whether it can only be this machine. Source: RFC 6761 §6.3.
  var isLoopback: Bool {
    host == "localhost" || IPAddress(host.withoutBrackets)?.isLoopback == true
  }
}

extension String {
  /// A URL writes an IPv6 address in brackets, and nothing else does.
  package var withoutBrackets: String { hasPrefix("[") ? String(dropFirst().dropLast()) : self }

  /// A host's name in ASCII. Source: RFC 1123 §2.1, RFC 1035 §2.3.4.
  var isDomain: Bool {
    guard (1...253).contains(utf8.count) else { return false }
    return split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && String(label).isName && !label.contains("_")
        && label.first != "-" && label.last != "-"
    }
  }

  /// Why this is no mail address, or nil if it is one. Source: RFC 5321 §4.1.2, §4.5.3.1.
  var addressFault: String? {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return "needs exactly one `@`" }
    guard utf8.count <= 254 else { return "is longer than 254 bytes" }
    guard parts[0].utf8.count <= 64 else { return "has more than 64 bytes before the `@`" }
    guard utf8.allSatisfy({ $0 < 0x80 }) else {
      return "has letters that most mail servers refuse"
    }
    let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let isLocal = atoms.allSatisfy { atom in
      !atom.isEmpty
        && atom.allSatisfy { $0.isLetter || $0.isNumber || "!#$%&'*+-/=?^_`{|}~".contains($0) }
    }
    guard isLocal else { return "has something before the `@` that no address has" }
    guard String(parts[1]).isDomain else { return "names no domain after the `@`" }
    return nil
  }
}

extension Field {
  /// `ana@example.org`.
  func address() -> String? {
    guard let text = text(max: 1_000, example: "ana@example.org") else { return nil }
    return address(text)
  }

  private func address(_ text: String) -> String? {
    guard let fault = text.addressFault else { return text }
    let fix = text.contains("<") ? "write the address alone" : "write `name@example.org`"
    error("`\(name)`: the address \(text.shown) \(fault)", fix: fix)
    return nil
  }

  /// `Name <address>`, or the address alone.
  func mailbox(defaultName: String) -> Mailbox? {
    let example = "Office Hours <hours@example.org>"
    guard let text = text(max: 1_000, example: example) else { return nil }
    guard text.contains("<") || text.contains(">") else {
      return address(text).map { Mailbox(name: defaultName, address: $0) }
    }
    guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
      error("`\(name)`: \(text.shown) is no mail address", fix: "write `\(example)`")
      return nil
    }
    var shown = String(text[..<open]).trimmed
    if shown.count >= 2, shown.hasPrefix("\""), shown.hasSuffix("\"") {
      shown = String(shown.dropFirst().dropLast())
    }
    guard let address = address(String(text[text.index(after: open)...].dropLast())) else {
      return nil
    }
    return Mailbox(name: shown.isEmpty ? defaultName : shown, address: address)
  }

  /// A page that anyone may be sent to.
  func page(example: String) -> String? {
    guard let text = text(max: 2_000, example: example) else { return nil }
    let parts = URLParts(text)
    if let parts, ["https", "http"].contains(parts.scheme), parts.user == nil { return text }
    if parts?.user != nil {
      error(
        "`\(name)` holds a user's name or a password", fix: "leave out what comes before the `@`")
    } else {
      error("`\(name)`: \(text.shown) is no address of a page", fix: "write `\(example)`")
    }
    return nil
  }

  /// A site of this service, without a slash at its end: https, or this machine for trying it out.
  ///
  /// - Parameter reason: why it must be https.
  func site(example: String, because reason: String) -> String? {
    guard let text = text(max: 200, example: example) else { return nil }
    guard let parts = URLParts(text), parts.user == nil,
      parts.scheme == "https" || (parts.scheme == "http" && parts.isLoopback),
      parts.rest.isEmpty || parts.rest.first == "/",
      !parts.rest.contains("//"), !parts.rest.contains("%"),
      parts.rest.utf8.allSatisfy(Self.isPathByte)
    else {
      let isPlain = URLParts(text)?.scheme == "http"
      error(
        isPlain
          ? "`\(name)` must be https: \(reason)"
          : "`\(name)`: \(text.shown) is no address of a site", fix: "write `\(example)`")
      return nil
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "/-_~.".utf8.contains(byte)
    }
  }

  /// Where to meet: a page, or what another program opens.
  func link() -> String? {
    let example = "https://meet.example.org/room"
    // Whatever runs or reads something on the reader's own machine is not among them.
    let others = [
      "irc", "ircs", "matrix", "mailto", "msteams", "sip", "sips", "tel", "xmpp", "zoommtg",
    ]
    guard let text = text(max: 2_000, example: example) else { return nil }
    let scheme = text.split(separator: ":", maxSplits: 1).first?.lowercased() ?? ""
    if others.contains(scheme), text.count > scheme.count + 1, !text.contains(" ") { return text }
    if scheme != "http", scheme != "https" {
      // A room has a key of its own where a meeting is.
      let fix = name == "link" ? "write `\(example)`, or `place:` for a room" : "write `\(example)`"
      error("`\(name)`: \(text.shown) is no link", fix: fix)
      return nil
    }
    return page(example: example)
  }

  /// Where a secret is kept. Whatever is written here may be the secret, so nothing of it is shown.
  func secret() -> SecretSource? {
    let instead = "write `\(name): { credential: NAME }` or `{ file: PATH }`"
    if case .text = value.content {
      error("`\(name)` is a secret and must not be written here", fix: instead)
      return nil
    }
    guard case .entries(let entries) = value.content, entries.count == 1, let entry = entries.first,
      case .text(let text) = entry.value.content, ["credential", "file"].contains(entry.key.text)
    else {
      error("`\(name)` does not say where the secret is kept", fix: instead)
      return nil
    }
    if entry.key.text == "file" {
      if text.hasPrefix("/"), text.unicodeScalars.allSatisfy(\.isPrintable) { return .file(text) }
      findings.error(
        entry.value.place, "`file` needs an absolute path", fix: "write `file: /etc/…`")
      return nil
    }
    // Source: systemd.exec(5): a credential's name is a file's name.
    let isName = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
    if isName, (1...255).contains(text.utf8.count), text != ".", text != ".." {
      return .credential(text)
    }
    findings.error(
      entry.value.place, "`credential` is no credential's name",
      fix: "use letters, digits, `-` and `_`")
    return nil
  }
}

/// Where a URL says that a mail server is, and how one speaks with it.
struct MailServer {
  let host: String
  let port: Int
  let security: MailSecurity
}

extension Field {
  /// What the URL of a mail server says. Nothing of it is shown: it may hold a password.
  ///
  /// - Parameters:
  ///   - url: its value, of a scheme that ends in `s` for TLS from the first byte.
  ///   - afterPort: what to write instead of what comes after the port.
  ///   - port: the usual one.
  func mailServer(
    _ url: URLParts, afterPort: String, port: (MailSecurity) -> Int
  ) -> MailServer? {
    guard url.user == nil else {
      error(
        "`\(name)` must not hold a user or a password",
        fix: "write `user:` and `password: { credential: NAME }` beside it")
      return nil
    }
    guard url.rest.isEmpty || url.rest == "/" else {
      error("`\(name)` ends after the port", fix: afterPort)
      return nil
    }
    let security: MailSecurity =
      url.scheme.hasSuffix("s") ? .implicitTLS : url.isLoopback ? .plainLoopback : .startTLS
    return MailServer(host: url.host, port: url.port ?? port(security), security: security)
  }
}
