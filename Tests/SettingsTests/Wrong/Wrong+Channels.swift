extension Wrong {
  /// What a channel is, and what its service needs.
  static let channels: [Wrong] = [
    Wrong(
      "a service that nobody knows, or that is misspelt",
      #"""
      channels:
        c1: { webhook: "https://hooks.example.org/x", as: slak }
        c2: { webhook: "https://hooks.example.org/x", as: carrier-pigeon, room: x, token: y }
        c3: { webhook: "https://hooks.example.org/x", as: [slack] }
      """#,
      #"""
      x.yaml:2:53: error: `as`: "slak" is not known. write `slack`
      x.yaml:3:53: error: `as`: "carrier-pigeon" is not known. known are `standard`, \#
      `cloudevents`, `slack`, `discord`, `mattermost`, `matrix`, `zulip`, `teams`, \#
      `google-chat` and `ntfy`
      x.yaml:4:53: error: `as` must be text, not a list. write `as: standard`
      """#),
    Wrong(
      "what a service needs and what is missing",
      #"""
      channels:
        c1: { webhook: "https://matrix.example.org", as: matrix }
        c2: { webhook: "https://zulip.example.org", as: zulip }
        c3: { webhook: "https://ntfy.example.org", as: ntfy }
        c4: { as: discord }
      """#,
      #"""
      x.yaml:2:3: error: a channel `as: matrix` needs `room`. write `room: "!abc:example.org"`
      x.yaml:2:3: error: a channel `as: matrix` needs `token`. write `token: { credential: \#
      NAME }`
      x.yaml:3:3: error: a channel `as: zulip` needs `stream`. write `stream: "mentoring"`
      x.yaml:3:3: error: a channel `as: zulip` needs `token`. write `token: { credential: \#
      NAME }`
      x.yaml:3:3: error: a channel `as: zulip` needs `user`. write `user: \#
      convened-bot@zulip.example.org`
      x.yaml:4:3: error: a channel `as: ntfy` needs `topic`. write `topic: thanos-meetings`
      x.yaml:5:3: error: a channel `as: discord` needs `webhook`. write `webhook: \#
      https://hooks.example.org/x`
      """#),
    Wrong(
      "keys of another service",
      #"""
      channels:
        c1: { webhook: "https://hooks.example.org/x", room: "!abc:example.org" }
        c2: { webhook: { credential: h }, as: slack, secret: { credential: s } }
        c3: { webhook: { credential: h }, as: teams, topic: meetings }
        c4: { webhook: { credential: h }, as: discord, chanel: general }
      """#,
      #"""
      x.yaml:2:49: error: `room` is not a key of a channel. leave it out: it is for `as: matrix`
      x.yaml:3:48: error: `secret` is not a key of a channel `as: slack`. leave it out: it is \#
      for `as: standard` and `as: cloudevents`
      x.yaml:4:48: error: `topic` is not a key of a channel `as: teams`. leave it out: it is \#
      for `as: zulip` and `as: ntfy`
      x.yaml:5:50: error: unknown key `chanel` in a channel `as: discord`. known are `as`, \#
      `webhook`, `rate`, `network` and `members only`
      """#),
    Wrong(
      "a room, a stream, a user and a topic that are none",
      #"""
      channels:
        c1:
          webhook: https://matrix.example.org
          as: matrix
          room: "#meetings:example.org"
          token: { credential: t }
        c2: { webhook: "https://m.example.org", as: matrix, room: abc, token: { credential: t } }
        c3:
          webhook: https://zulip.example.org
          as: zulip
          stream: a stream whose name is longer than any that a server of Zulip would take
          user: convened-bot
          token: { credential: t }
        c4: { webhook: "https://ntfy.example.org", as: ntfy, topic: our meetings }
      """#,
      #"""
      x.yaml:5:11: error: `room`: "#meetings:example.org" is an alias, which may lead \#
      elsewhere tomorrow. copy the internal room ID from the room's settings: it begins with \#
      `!`
      x.yaml:7:61: error: `room`: "abc" is no room's ID. copy the internal room ID from the \#
      room's settings: it begins with `!`
      x.yaml:11:13: error: `stream` has 72 characters. write at most 60
      x.yaml:12:11: error: `user`: the address "convened-bot" needs exactly one `@`. write \#
      `name@example.org`
      x.yaml:14:63: error: `topic`: "our meetings" is no topic of ntfy. use letters, digits, \#
      `-` and `_`
      """#),
    Wrong(
      "a token written down",
      #"""
      channels:
        c1: { webhook: "https://ntfy.example.org", as: ntfy, topic: meetings, token: hunter2 }
        c2:
          webhook: https://matrix.example.org
          as: matrix
          room: "!abc:example.org"
          token: { hunter2 }
      """#,
      #"""
      x.yaml:2:80: error: `token` is a secret and must not be written here. write `token: { \#
      credential: NAME }` or `{ file: PATH }`
      x.yaml:7:12: error: `token` does not say where the secret is kept. write `token: { \#
      credential: NAME }` or `{ file: PATH }`
      """#),
    Wrong(
      "a hook where the server is to be named",
      #"""
      channels:
        c1: { webhook: "https://ntfy.example.org/hunter2", as: ntfy, topic: meetings }
      """#,
      #"""
      x.yaml:2:18: error: `webhook` of a channel `as: ntfy` is the address of the server \#
      alone. leave out what comes after the host
      """#),
    Wrong(
      "a hook of another service",
      #"""
      channels:
        c1: { webhook: "https://hooks.slack.com/services/hunter2" }
        c2: { webhook: "https://discord.com/api/webhooks/hunter2", as: slack }
      """#,
      #"""
      x.yaml:2:18: warning: `webhook` leads to slack, which takes nothing else. write `as: \#
      slack`
      x.yaml:3:18: warning: `webhook` leads to discord, which takes nothing else. write `as: \#
      discord`
      x.yaml:3:18: warning: `webhook` of a channel `as: slack` is a secret: whoever reads it \#
      can post there. write `webhook: { credential: NAME }` or `{ file: PATH }`
      """#),
    Wrong(
      "hooks that are secrets, written down",
      #"""
      channels:
        c1: { webhook: "https://hooks.slack.com/services/hunter2", as: slack }
        c2: { webhook: "https://discord.com/api/webhooks/hunter2", as: discord }
        c3: { webhook: "https://chat.example.org/hooks/hunter2", as: mattermost, network: private }
        c4: { webhook: "https://prod.example.org/?sig=hunter2", as: teams }
        c5: { webhook: "https://chat.googleapis.com/v1/spaces/hunter2", as: google-chat }
        c6: { webhook: "http://127.0.0.1:8065/hooks/x", as: mattermost, network: local }
        c7: { webhook: "https://hooks.example.org/x" }
        c8: { webhook: "https://ntfy.sh", as: ntfy, topic: meetings }
        c9: { webhook: { credential: slack-hook }, as: slack }
      """#,
      ["2:18 slack", "3:18 discord", "4:18 mattermost", "5:18 teams", "6:18 google-chat"].map {
        let (place, kind) = ($0.split(separator: " ")[0], $0.split(separator: " ")[1])
        return "x.yaml:\(place): warning: `webhook` of a channel `as: \(kind)` is a secret: "
          + "whoever reads it can post there. write `webhook: { credential: NAME }` or "
          + "`{ file: PATH }`"
      }.joined(separator: "\n")),
    Wrong(
      "a hook that is kept nowhere",
      #"""
      channels:
        c1: { webhook: { credential: hunter2/x }, as: slack }
        c2: { webhook: { file: hunter2 }, as: slack }
        c3: { webhook: { url: "https://hooks.example.org/hunter2" } }
        c4: { webhook: [hunter2] }
      """#,
      #"""
      x.yaml:2:32: error: `credential` is no credential's name. use letters, digits, `-` and `_`
      x.yaml:3:26: error: `file` needs an absolute path. write `file: /etc/…`
      x.yaml:4:18: error: `webhook` does not say where the secret is kept. write `webhook: { \#
      credential: NAME }` or `{ file: PATH }`
      x.yaml:5:18: error: `webhook` must be text, not a list. write `webhook: \#
      https://hooks.example.org/x`
      """#),
    Wrong(
      "a room's ID without quotation marks",
      #"""
      channels:
        c1: { webhook: "https://m.example.org", as: matrix, room: !abc:example.org, token: t }
      """#,
      #"""
      x.yaml:2:61: error: a tag (`!name`) is not used here. leave it out; text that begins \#
      with `!` needs quotes
      """#),
  ]
}
