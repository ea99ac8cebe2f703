import Meetings

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

/// `board:`
///
///     listen: 127.0.0.1:8081
///     url: https://board.example.org          # if a proxy that knows the coordinator serves it
///     proxy: 10.0.0.2                         # who that is, if not this machine
struct BoardReader {
  let findings: Findings
  /// What is served to strangers, if anything: it has an address of its own.
  let web: WebSettings?

  private static let standard = "127.0.0.1:8081"
  private static let example = "{ listen: \"\(standard)\" }"

  func read(_ field: Field) -> BoardSettings? {
    guard let board = field.section("`board`", example: Self.example) else { return nil }
    defer { board.close() }
    let url = board["url"].map {
      WebReader(findings: findings).site(
        $0, like: "https://board.example.org", because: "everything is on the board")
    }
    let door = DoorReader(standard: Self.standard).read(board)
    if case .some(nil) = url { return nil }
    guard let door else { return nil }
    if door.listen == web?.listen {
      let free = "\(door.listen)" == Self.standard ? "127.0.0.1:8082" : Self.standard
      let what = "`web` listens at \("\(door.listen)".shown), where `board` would"
      if let listen = board["listen"] {
        listen.error(what, fix: "write `\(free)`")
      } else {
        field.error(what, fix: "write `board: { listen: \"\(free)\" }`")
      }
      return nil
    }
    return BoardSettings(url: url ?? nil, listen: door.listen, proxies: door.proxies)
  }
}
