import Meetings

/// `web:`
///
///     url: https://meet.example.org           # what stands in mails
///     listen: 127.0.0.1:8080
///     proxy: 10.0.0.2                         # who is in front, if not this machine
///     key: { credential: link-key }           # or a list of two: the newer one signs
struct WebReader {
  let findings: Findings

  private static let example = "https://meet.example.org"

  func read(_ field: Field) -> WebSettings? {
    guard let web = field.section("`web`", example: "{ url: \"\(Self.example)\" }") else {
      return nil
    }
    defer { web.close() }
    let url = web.required("url", example: Self.example).flatMap {
      site($0, like: Self.example, because: "mail programs follow no other link by themselves")
    }
    // Tried out on this machine, the address in the mails is the one that is served.
    let parts = url.flatMap(URLParts.init)
    let port = parts?.scheme == "http" ? parts?.port : nil
    let door = DoorReader(standard: "127.0.0.1:\(port ?? 8080)").read(web)
    let keys = web["key"].map(keys) ?? []
    guard let url, let door, let keys else { return nil }
    return WebSettings(url: url, listen: door.listen, proxies: door.proxies, keys: keys)
  }

  /// Source: RFC 8058 §3.1: one-click links are https. This machine is for trying it out.
  func site(_ field: Field, like example: String, because: String) -> String? {
    guard let text = field.text(max: 200, example: example) else { return nil }
    guard let parts = URLParts(text), parts.user == nil,
      parts.scheme == "https" || (parts.scheme == "http" && Self.isThisMachine(parts.host)),
      parts.rest.isEmpty || parts.rest.first == "/",
      !parts.rest.contains("//"), !parts.rest.contains("%"),
      parts.rest.utf8.allSatisfy(Self.isPathByte)
    else {
      let isPlain = URLParts(text)?.scheme == "http"
      field.error(
        isPlain
          ? "`url` must be https: \(because)"
          : "`url`: \(text.shown) is no address of a site", fix: "write `\(example)`")
      return nil
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private static func isThisMachine(_ host: String) -> Bool {
    host == "localhost" || ListenAddress("\(host):0")?.address.isLoopback == true
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "/-_~.".utf8.contains(byte)
    }
  }

  /// Nil if one of them could not be read.
  private func keys(_ field: Field) -> [SecretSource]? {
    guard case .list(let elements) = field.value.content else { return field.secret().map { [$0] } }
    guard (1...2).contains(elements.count) else {
      field.error(
        "`key` lists \(elements.count) keys",
        fix: "keep one or two: the first signs, links made with the other stay good")
      return nil
    }
    let keys = elements.map {
      Field(name: field.name, place: $0.place, value: $0, findings: findings).secret()
    }
    return keys.contains(nil) ? nil : keys.compactMap(\.self)
  }
}
