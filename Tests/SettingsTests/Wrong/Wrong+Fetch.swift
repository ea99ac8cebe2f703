extension Wrong {
  /// Where replies are fetched from.
  static let fetch: [Wrong] = [
    fetching(
      "no mailbox", "imap.example.org",
      "`fetch` is no mailbox that can be fetched from. write `maildir:/DIRECTORY`, or "
        + "`{ from: imaps://imap.example.org, user: meet, password: { credential: NAME } }`"),
    fetching(
      "a mailbox and nobody's", "\"imaps://imap.example.org\"",
      "`fetch` does not say as whom. write `fetch: { from: imaps://imap.example.org, user: meet, "
        + "password: { credential: NAME } }`"),
    fetching(
      "a Maildir that is somewhere", "maildir:run/mail",
      "`fetch` needs an absolute path. write `maildir:/var/mail/meet`"),
    fetching(
      "a Maildir without a place", "{ from: \"maildir:\" }", column: 16,
      "`from` needs an absolute path. write `maildir:/var/mail/meet`"),
    fetching(
      "a Maildir with a user", "{ from: maildir:/var/mail/meet, user: meet }", column: 40,
      "a Maildir needs no `user`. leave it out"),
    fetching(
      "a Maildir with a folder", "{ from: maildir:/var/mail/meet, folder: INBOX }", column: 40,
      "a Maildir needs no `folder`. leave it out"),
    fetching(
      "POP", "{ from: pop3://mail.example.org, \(login) }", column: 16,
      "`from` is no mailbox that can be fetched from. write `imaps://HOST` or `imap://HOST:PORT`"),
    fetching(
      "a mailbox with a password", "{ from: \"imaps://me:hunter2@imap.example.org\", \(login) }",
      column: 16,
      "`from` must not hold a user or a password. write `user:` and "
        + "`password: { credential: NAME }` beside it"),
    fetching(
      "a mailbox with a folder in it", "{ from: imaps://imap.example.org/INBOX, \(login) }",
      column: 16, "`from` ends after the port. name the folder by `folder:` beside it"),
    fetching(
      "a mailbox without a user",
      "{ from: imaps://imap.example.org, password: { credential: imap } }", column: 1,
      "`fetch` needs `user`. write `user: meet`"),
    fetching(
      "a mailbox without a password", "{ from: imap://localhost, user: meet }", column: 1,
      "`fetch` needs `password`. write `password: { credential: imap-password }`"),
    fetching(
      "a mailbox's password", "{ from: imaps://imap.example.org, user: meet, password: hunter2 }",
      column: 64,
      "`password` is a secret and must not be written here. write "
        + "`password: { credential: NAME }` or `{ file: PATH }`"),
    fetching(
      "a folder beyond ASCII", "{ from: imaps://imap.example.org, \(login), folder: Bücher }",
      column: 94, "`folder` has letters beyond ASCII. name the folder in plain letters"),
    fetching(
      "an unknown key of fetch", "{ from: imaps://imap.example.org, \(login), box: INBOX }",
      column: 86,
      "unknown key `box` in `fetch`. known are `from`, `folder`, `user` and `password`"),
    fetching(
      "nothing to fetch", "[]",
      "`fetch` must be keys with values, not a list. write "
        + "`fetch: { from: imaps://imap.example.org, user: meet, password: { credential: NAME } }`"),
    Wrong(
      "fetch without an inbox", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org, fetch: maildir:/var/mail/meet }
      """#,
      #"""
      x.yaml:3:30: error: `fetch` is useless without `inbox`: no mail says where to reply. write \#
      `inbox: "meet+{token}@example.org"` beside it
      """#),
  ]

  private static let login = "user: meet, password: { credential: imap }"

  /// - Parameter column: from the `f` of `fetch`, which stands at the third one.
  private static func fetching(
    _ title: String, _ fetch: String, column: Int = 8, _ problem: String
  ) -> Wrong {
    Wrong(
      title, alone: true,
      """
      community: Test
      domain: example.org
      mail:
        from: a@example.org
        inbox: "meet+{token}@example.org"
        fetch: \(fetch)
      """, "x.yaml:6:\(column + 2): error: \(problem)")
  }
}
