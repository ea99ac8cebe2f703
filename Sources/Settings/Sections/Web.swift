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
    let url = web.required("url", example: Self.example).flatMap(site)
    let listen = web["listen"]
    let address = listen.map(address) ?? .loopback
    let proxies = web["proxy"]?.oneOrMore("an address or a list of addresses", example: "10.0.0.2")
    let keys = web["key"].map(keys) ?? []
    let trusted = proxies?.map(proxy) ?? []
    if let listen, let address, !address.address.isLoopback, proxies == nil {
      listen.error(
        "`listen`: other machines reach \("\(address)".shown), and this server speaks no TLS",
        fix: "write `127.0.0.1:8080`, or name the proxy in front of it by `proxy:`")
      return nil
    }
    guard let url, let address, let keys, trusted.allSatisfy({ $0 != nil }) else { return nil }
    return WebSettings(
      url: url, listen: address, proxies: trusted.compactMap(\.self), keys: keys)
  }

  /// Source: RFC 8058 §3.1: one-click links are https.
  private func site(_ field: Field) -> String? {
    guard let text = field.text(max: 200, example: Self.example) else { return nil }
    guard let parts = URLParts(text), parts.user == nil, parts.scheme == "https",
      parts.rest.isEmpty || parts.rest.first == "/",
      !parts.rest.contains("//"), !parts.rest.contains("%"),
      parts.rest.utf8.allSatisfy(Self.isPathByte)
    else {
      let isPlain = URLParts(text)?.scheme == "http"
      field.error(
        isPlain
          ? "`url` must be https: mail programs follow no other link by themselves"
          : "`url`: \(text.shown) is no address of a site", fix: "write `\(Self.example)`")
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

  private func address(_ field: Field) -> ListenAddress? {
    guard let text = field.text(example: "127.0.0.1:8080") else { return nil }
    if let address = ListenAddress(text), address.port > 0 { return address }
    field.error(
      "`listen`: \(text.shown) is no IP address with a port", fix: "write `127.0.0.1:8080`")
    return nil
  }

  private func proxy(_ field: Field) -> IPAddress? {
    guard let text = field.text(example: "10.0.0.2") else { return nil }
    if let address = IPAddress(text) { return address }
    field.error("`proxy`: \(text.shown) is no IP address", fix: "write `10.0.0.2`")
    return nil
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

extension ListenAddress {
  fileprivate static let loopback = ListenAddress("127.0.0.1:8080")
}
