extension Wrong {
  /// Programs that may ask. Whatever is served is at the end, so that columns are easy to count.
  static let api: [Wrong] = [
    Wrong(
      "nothing under api",
      "api:\nboard: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:1: error: `api` is empty. write `api: { tokens: { dashboard: { secret: "
        + "{ credential: NAME }, may: read } } }`, or leave the key out"),
    Wrong(
      "an api for nobody",
      "api: {}\nboard: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:1: error: `api` needs `tokens`. write `tokens: { dashboard: { secret: "
        + "{ credential: NAME }, may: read } }`"),
    Wrong(
      "no tokens",
      "api: { tokens: {} }\nboard: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:16: error: `tokens` names nobody. write `tokens: { dashboard: { secret: "
        + "{ credential: NAME }, may: read } }`, or leave `api` out"),
    Wrong(
      "a misspelt key of api",
      "api: { token: { bot: { secret: { file: /etc/bot } } } }\n"
        + "board: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:8: error: unknown key `token` in `api`. write `tokens`"),
    Wrong(
      "a token without its secret",
      "api: { tokens: { bot: { may: change } } }\nboard: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:18: error: a token needs `secret`. write `secret: { credential: NAME }`"),
    Wrong(
      "a token written down",
      "api: { tokens: { bot: { secret: hunter2 } } }\nboard: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:33: error: `secret` is a secret and must not be written here. write "
        + "`secret: { credential: NAME }` or `{ file: PATH }`"),
    Wrong(
      "a token in the place of its settings",
      "api: { tokens: { bot: hunter2 } }\nboard: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:23: error: `bot` must be keys with values, not text. write `bot: { secret: "
        + "{ credential: NAME }, may: read }`"),
    Wrong(
      "a token that may write",
      "api: { tokens: { bot: { secret: { file: /etc/bot }, may: write } } }\n"
        + "board: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:58: error: `may`: \"write\" is not known. write `read` or `change`"),
    Wrong(
      "a misspelt key of a token",
      "api: { tokens: { bot: { secret: { file: /etc/bot }, scope: read } } }\n"
        + "board: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:53: error: unknown key `scope` in a token. known are `secret` and `may`"),
    Wrong(
      "a token whose name could not be read in a journal",
      "api: { tokens: { \"my bot\": { secret: { file: /etc/bot } } } }\n"
        + "board: { listen: \"127.0.0.1:8081\" }",
      "x.yaml:1:18: error: `my bot` cannot be an id in `tokens`. use up to 64 letters, digits, "
        + "`-` and `_`"),
    Wrong(
      "tokens and no door",
      "api: { tokens: { bot: { secret: { file: /etc/bot } } } }",
      "x.yaml:1:1: warning: `api`: nothing is served, so no program can ask. add `web:`, or "
        + "`board:` for this machine alone"),
  ]
}
