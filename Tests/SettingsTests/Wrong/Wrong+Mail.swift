extension Wrong {
  /// Mail and channels.
  static let mail: [Wrong] = [
    Wrong(
      "mail without a sender", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { via: smtp://127.0.0.1:25 }
      """#,
      #"""
      x.yaml:3:1: error: `mail` needs `from`. write `from: hours@example.org`
      """#),
    Wrong(
      "a bad sender and a bad domain", alone: true,
      #"""
      community: Test
      domain: https://example.org
      mail: { from: Hours hours@example.org }
      """#,
      #"""
      x.yaml:2:9: error: `domain`: "https://example.org" is no domain. write one such as \#
      `example.org`
      x.yaml:3:15: error: `from`: the address "Hours hours@example.org" has something before \#
      the `@` that no address has. write `name@example.org`
      """#),
    Wrong(
      "no way for mail to leave", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: https://mail.example.org }
      """#,
      #"""
      x.yaml:3:35: error: `via` is no way for mail to leave. write `smtp://HOST:PORT`, \#
      `smtps://HOST`, `sendmail` or `maildir:DIRECTORY`
      """#),
    Wrong(
      "a sendmail of no place", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: "sendmail:msmtp" }
      """#,
      #"""
      x.yaml:3:35: error: `via` names no program. write `sendmail:/usr/sbin/sendmail`
      """#),
    Wrong(
      "a login for sendmail", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: sendmail, user: me, password: { credential: a } }
      """#,
      #"""
      x.yaml:3:55: error: `sendmail` has its own settings and needs no `password`. leave it out
      """#),
    Wrong(
      "a password within the URL", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: "smtps://me:hunter2@mail.example.org" }
      """#,
      #"""
      x.yaml:3:35: error: `via` must not hold a user or a password. write `user:` and \#
      `password: { credential: NAME }` beside it
      """#),
    Wrong(
      "a password written down", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: smtps://mail.example.org, user: me, password: hunter2 \#
      }
      """#,
      #"""
      x.yaml:3:81: error: `password` is a secret and must not be written here. write \#
      `password: { credential: NAME }` or `{ file: PATH }`
      """#),
    Wrong(
      "a password as a key", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: smtps://mail.example.org, user: me, password: { \#
      hunter2 } }
      """#,
      #"""
      x.yaml:3:81: error: `password` does not say where the secret is kept. write `password: \#
      { credential: NAME }` or `{ file: PATH }`
      """#),
    Wrong(
      "a password in a list", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: smtps://mail.example.org, user: me, password: \#
      [hunter2] }
      """#,
      #"""
      x.yaml:3:81: error: `password` does not say where the secret is kept. write `password: \#
      { credential: NAME }` or `{ file: PATH }`
      """#),
    Wrong(
      "a secret of an unknown kind", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: smtps://mail.example.org, user: me, password: { \#
      value: hunter2 } }
      """#,
      #"""
      x.yaml:3:81: error: `password` does not say where the secret is kept. write `password: \#
      { credential: NAME }` or `{ file: PATH }`
      """#),
    Wrong(
      "a credential that is no name, a file that is no absolute path",
      #"""
      channels:
        c1: { webhook: "https://hooks.example.org/x", secret: { credential: ../whsec_abc } }
        c2: { webhook: "https://hooks.example.org/x", secret: { file: secret } }
      """#,
      #"""
      x.yaml:2:71: error: `credential` is no credential's name. use letters, digits, `-` and `_`
      x.yaml:3:65: error: `file` needs an absolute path. write `file: /etc/…`
      """#),
    Wrong(
      "a password without encryption", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: smtp://127.0.0.1:25, user: me, password: { \#
      credential: p } }
      """#,
      #"""
      x.yaml:3:66: error: `password` would be sent without encryption. write `via: \#
      smtps://…`, or leave `password` out: this machine asks for none
      """#),
    Wrong(
      "a user without a password", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: smtp://mail.example.org, user: me }
      """#,
      #"""
      x.yaml:3:60: error: `user` is useless without `password`. write `password: { \#
      credential: NAME }`
      """#),
    Wrong(
      "a password without a user", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: smtp://mail.example.org, password: { credential: p } }
      """#,
      #"""
      x.yaml:3:60: error: `password` is useless without `user`. write `user: NAME`
      """#),
    Wrong(
      "a sender that no other machine knows", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: "Hours <a@localhost>", via: smtp://mail.example.org }
      """#,
      #"""
      x.yaml:3:15: warning: `from`: "localhost" is the name of a machine, and other mail \#
      servers refuse it. write an address of your domain, such as `name@example.org`
      """#),
    Wrong(
      "a Maildir with a password", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, via: "maildir:run/mail", password: { credential: p } }
      """#,
      #"""
      x.yaml:3:55: error: a Maildir needs no `password`. leave it out
      """#),
    Wrong(
      "a hook that is none",
      #"""
      channels:
        c1: { webhook: hooks.example.org/token }
        c2: { webhook: "https://user:token@hooks.example.org" }
        c3: { webhook: "http://hooks.example.org/token" }
        c4: { webhook: "https://hooks.example.org:99999/token" }
        c5: { network: public }
      """#,
      #"""
      x.yaml:2:18: error: `webhook` is no address of a hook. write \#
      `https://hooks.example.org/x`
      x.yaml:3:18: error: `webhook` must not hold a user or a password. leave out what comes \#
      before the `@`
      x.yaml:4:18: error: `webhook` would be called without encryption. write `https://…`, or \#
      `network: local` if it never leaves this machine
      x.yaml:5:18: error: `webhook` is no address of a hook. write \#
      `https://hooks.example.org/x`
      x.yaml:6:3: error: a channel needs `webhook`. write `webhook: \#
      https://hooks.example.org/x`
      """#),
    Wrong(
      "a secret of a channel written down",
      #"""
      channels:
        announce: { webhook: "https://hooks.example.org/x", secret: whsec_MfKQ9r8GKYqrTwjU }
      """#,
      #"""
      x.yaml:2:63: error: `secret` is a secret and must not be written here. write `secret: { \#
      credential: NAME }` or `{ file: PATH }`
      """#),
    Wrong(
      "an unknown network",
      #"""
      channels:
        announce: { webhook: "https://hooks.example.org/x", network: lokal }
      """#,
      #"""
      x.yaml:2:64: error: `network`: "lokal" is not known. write `public`, `private` or \#
      `local`
      """#),
    Wrong(
      "an unknown channel",
      #"""
      channels:
        announce: { webhook: "https://hooks.example.org/x" }
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: ana, notify: [mail, anounce] \#
      }
      """#,
      #"""
      x.yaml:4:80: error: `notify`: there is no channel "anounce". write `announce`
      """#),
    Wrong(
      "a channel called mail",
      #"""
      channels:
        mail: { webhook: "https://hooks.example.org/x" }
      """#,
      #"""
      x.yaml:2:3: error: `mail` is what `notify` calls mail itself. give the channel another \#
      name
      """#),
    Wrong(
      "nowhere to notify",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: ana, notify: [] }
      """#,
      #"""
      x.yaml:2:73: error: `notify` is empty. write `mail`, or leave the key out
      """#),
    Wrong(
      "an inbox without a place for the token", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, inbox: meet@example.org }
      """#,
      #"""
      x.yaml:3:37: error: `inbox` needs `{token}` once, before the `@`. write `inbox: \#
      "meet+{token}@example.org"`
      """#),
    Wrong(
      "an inbox with two tokens", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, inbox: "{token}+{token}@example.org" }
      """#,
      #"""
      x.yaml:3:37: error: `inbox` needs `{token}` once, before the `@`. write `inbox: \#
      "meet+{token}@example.org"`
      """#),
    Wrong(
      "an inbox with the token in its domain", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, inbox: "meet@{token}.example.org" }
      """#,
      #"""
      x.yaml:3:37: error: `inbox` needs `{token}` once, before the `@`. write `inbox: \#
      "meet+{token}@example.org"`
      """#),
    Wrong(
      "an inbox that is too long with a token", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, inbox: "the-meetings-of-the-whole-community+{token}@example.org" }
      """#,
      #"""
      x.yaml:3:37: error: `inbox`: the address \#
      "the-meetings-of-the-whole-community+{token}@example.org" has more than 64 bytes before \#
      the `@`. shorten it by 2
      """#),
    Wrong(
      "an inbox that is no address", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, inbox: "meet {token}@example.org" }
      """#,
      #"""
      x.yaml:3:37: error: `inbox`: the address "meet {token}@example.org" has something before \#
      the `@` that no address has. write `inbox: "meet+{token}@example.org"`
      """#),
    Wrong(
      "items to carry over, perhaps",
      #"""
      meetings:
        hours:
          title: Hours
          when: Thursday 14:00 UTC
          invite: ana
          agenda: { carry over: maybe, standing: { a: b } }
      """#,
      #"""
      x.yaml:6:27: error: `carry over`: "maybe" is not known. write `yes` or `no`
      x.yaml:6:44: error: `standing` must be an item or a list of items, not keys with values. \#
      write `standing: [Announcements, Open pull requests]`
      """#),
  ]
}
