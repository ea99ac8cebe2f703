extension Wrong {
  /// What is served to the coordinator.
  static let board: [Wrong] = [
    Wrong(
      "nothing under board",
      "board:",
      "x.yaml:1:1: error: `board` is empty. write `board: { listen: \"127.0.0.1:8081\" }`, "
        + "or leave the key out"),
    Wrong(
      "a board that is an address",
      "board: 127.0.0.1:8081",
      "x.yaml:1:8: error: `board` must be keys with values, not text. write "
        + "`board: { listen: \"127.0.0.1:8081\" }`"),
    Wrong(
      "a misspelt key of board",
      "board: { listn: \"127.0.0.1:8081\" }",
      "x.yaml:1:10: error: unknown key `listn` in `board`. write `listen`"),
    Wrong(
      "a key that only web has",
      "board: { key: { credential: board } }",
      "x.yaml:1:10: error: unknown key `key` in `board`. known are `url`, `listen` and `proxy`"),
    Wrong(
      "a board's port alone",
      "board: { listen: 8081 }",
      "x.yaml:1:18: error: `listen`: \"8081\" is no IP address with a port. "
        + "write `127.0.0.1:8081`"),
    Wrong(
      "a board open to everyone",
      "board: { listen: \"0.0.0.0:8081\" }",
      "x.yaml:1:18: error: `listen`: other machines reach \"0.0.0.0:8081\", and this server "
        + "speaks no TLS. write `127.0.0.1:8081`, or name the proxy in front of it by `proxy:`"),
    Wrong(
      "a board's proxy by name",
      "board: { proxy: nginx }",
      "x.yaml:1:17: error: `proxy`: \"nginx\" is no IP address. write `10.0.0.2`"),
    Wrong(
      "a board without TLS",
      "board: { url: \"http://board.example.org\" }",
      "x.yaml:1:15: error: `url` must be https: everything is on the board. "
        + "write `https://board.example.org`"),
    Wrong(
      "no site of a board",
      "board: { url: board.example.org }",
      "x.yaml:1:15: error: `url`: \"board.example.org\" is no address of a site. "
        + "write `https://board.example.org`"),
    Wrong(
      "a board where strangers are served",
      """
      web: { url: "https://meet.example.org", listen: "127.0.0.1:8090" }
      board: { listen: "127.0.0.1:8090" }
      """,
      "x.yaml:2:18: error: `web` listens at \"127.0.0.1:8090\", where `board` would. "
        + "write `127.0.0.1:8081`"),
    Wrong(
      "strangers served where a board is",
      """
      web: { url: "https://meet.example.org", listen: "127.0.0.1:8081" }
      board: {}
      """,
      "x.yaml:2:8: error: `web` listens at \"127.0.0.1:8081\", where `board` would. "
        + "write `board: { listen: \"127.0.0.1:8082\" }`"),
  ]
}
