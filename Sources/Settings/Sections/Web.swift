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
    // Source: RFC 8058 §3.1: one-click links are https.
    let url = web.required("url", example: Self.example).flatMap {
      $0.site(example: Self.example, because: "mail programs follow no other link by themselves")
    }
    // Tried out on this machine, the address in the mails is the one that is served.
    let parts = url.flatMap(URLParts.init)
    let port = parts?.scheme == "http" ? parts?.port : nil
    let door = DoorReader(standard: "127.0.0.1:\(port ?? 8080)").read(web)
    let keys = web["key"].map(keys) ?? []
    guard let url, let door, let keys else { return nil }
    return WebSettings(url: url, listen: door.listen, proxies: door.proxies, keys: keys)
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

/// `listen:` and `proxy:` of what is served: where, and who may be in front of it.
struct DoorReader {
  /// Where it listens unless something else is written.
  let standard: String

  struct Door {
    let listen: ListenAddress
    let proxies: [IPAddress]
  }

  /// Nil once it has recorded why.
  func read(_ section: Section) -> Door? {
    let listen = section["listen"]
    let address = listen.map(address) ?? ListenAddress(standard)
    let proxies = section["proxy"]?.oneOrMore(
      "an address or a list of addresses", example: "10.0.0.2")
    let trusted = proxies?.map(proxy) ?? []
    if let listen, let address, !address.address.isLoopback, proxies == nil {
      listen.error(
        "`listen`: other machines reach \("\(address)".shown), and this server speaks no TLS",
        fix: "write `\(standard)`, or name the proxy in front of it by `proxy:`")
      return nil
    }
    guard let address, trusted.allSatisfy({ $0 != nil }) else { return nil }
    return Door(listen: address, proxies: trusted.compactMap(\.self))
  }

  private func address(_ field: Field) -> ListenAddress? {
    guard let text = field.text(example: standard) else { return nil }
    if let address = ListenAddress(text), address.port > 0 { return address }
    field.error(
      "`listen`: \(text.shown) is no IP address with a port", fix: "write `\(standard)`")
    return nil
  }

  private func proxy(_ field: Field) -> IPAddress? {
    guard let text = field.text(example: "10.0.0.2") else { return nil }
    if let address = IPAddress(text) { return address }
    field.error("`proxy`: \(text.shown) is no IP address", fix: "write `10.0.0.2`")
    return nil
  }
}
