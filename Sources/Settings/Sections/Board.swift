/// `board:`
///
///     listen: 127.0.0.1:8081
///     url: https://board.example.org          # if a proxy that knows the coordinator serves it
///     proxy: 10.0.0.2                         # who that is, if not this machine
struct BoardReader {
  /// What is served to strangers, if anything: it has an address of its own.
  let web: WebSettings?

  private static let standard = "127.0.0.1:8081"
  private static let example = "{ listen: \"\(standard)\" }"

  func read(_ field: Field) -> BoardSettings? {
    guard let board = field.section("`board`", example: Self.example) else { return nil }
    defer { board.close() }
    let url = board["url"].map {
      $0.site(example: "https://board.example.org", because: "everything is on the board")
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
