@testable import Delivery

extension IMAPScript {
  static let all = fine + doors + folders + searches + messages + bodies + marks

  private static let size = first.utf8.count
  private static let both = "1 \(size) bytes, 2 \(size) bytes, end"
  private static let rest = "SIZE 2 BODY 2 STORE 2 LOGOUT"
  private static let entered = "SELECT SEARCH"

  // MARK: A good server

  private static let fine: [IMAPScript] = [
    .init(
      "two messages", [:], both, saw: "\(entered) SIZE 1 BODY 1 STORE 1 \(rest)"),
    .init("no message", [:], "end", saw: "\(entered) LOGOUT").with { $0.mails = [] },
    .init("two messages over TLS", [:], both).with {
      $0.security = .implicitTLS
      $0.certificate = .good
    },
    .init("two messages after STARTTLS", [:], both).with {
      $0.security = .startTLS
      $0.certificate = .good
      $0.offers = "STARTTLS LOGINDISABLED"
    },
    .init("no good-bye", ["LOGOUT": [.close]], both),
    .init("a server that knows us", ["greeting": ["* PREAUTH here you are"]], both),
  ]

  // MARK: Before the folder

  private static let doors: [IMAPScript] = [
    .init(
      "a wrong password", ["login": ["{tag} NO [AUTHENTICATIONFAILED] who?"]],
      "not connected (loginRefused): [AUTHENTICATIONFAILED] who?"),
    .init(
      "a login that is refused at once", ["AUTHENTICATE": ["{tag} NO go away"]],
      "not connected (loginRefused): go away"),
    .init(
      "a login that is not possible now", ["login": ["{tag} NO [UNAVAILABLE] disk"]],
      "not connected (greeting): [UNAVAILABLE] disk"),
    .init(
      "a login that nobody understands", ["login": ["{tag} BAD what?"]],
      "not connected (greeting): what?"),
    .init(
      "a good-bye for an answer to the login", ["login": ["* BYE overloaded", .close]],
      "not connected (greeting): overloaded"),
    .init("no answer to the login", ["login": [.hold]], "not connected (greeting): ").with {
      $0.timeouts.answer = .seconds(1)
    },
    .init("no way to log in", [:], "not connected (loginNotOffered): ").with {
      $0.offers = "LOGINDISABLED"
    },
    .init(
      "a good-bye for a greeting", ["greeting": ["* BYE too many of you", .close]],
      "not connected (greeting): too many of you"),
    .init(
      "another protocol", ["greeting": ["220 smtp.example ESMTP", .close]],
      "not connected (greeting): "),
    .init("nothing", ["greeting": [.close]], "not connected (greeting): "),
    .init("nothing for ever", ["greeting": [.hold]], "not connected (connection): ").with {
      $0.timeouts.answer = .seconds(1)
      $0.timeouts.connect = .seconds(1)
    },
    .init(
      "a greeting of 8 MB",
      ["greeting": [.pour("* OK \(String(repeating: "x", count: 1_000))", times: 8_000)]],
      "not connected ("
    ).with {
      $0.timeouts.answer = .seconds(5)
      $0.timeouts.connect = .seconds(5)
    },
    .init("no STARTTLS", [:], "not connected (noTLS): ").with { $0.security = .startTLS },
    .init(
      "STARTTLS that is refused", ["STARTTLS": ["{tag} NO not today"]],
      "not connected (noTLS): "
    ).with {
      $0.security = .startTLS
      $0.offers = "STARTTLS"
    },
    .init(
      "words in the packet of STARTTLS",
      ["STARTTLS": [.text("{tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"), .handshake]],
      "not connected ("
    ).with {
      $0.security = .startTLS
      $0.certificate = .good
      $0.offers = "STARTTLS"
    },
    .init(
      "no TLS where it comes first", ["handshake": ["* OK peer.example ready", .close]],
      "not connected (notTLS): "
    ).with { $0.security = .implicitTLS },
    .init("a certificate for another name", [:], "not connected (certificate): ").with {
      $0.security = .implicitTLS
      $0.certificate = .otherName
    },
    .init("a certificate that has ended", [:], "not connected (certificate): ").with {
      $0.security = .implicitTLS
      $0.certificate = .expired
    },
    .init("a certificate nobody has signed", [:], "not connected (certificate): ").with {
      $0.security = .implicitTLS
      $0.certificate = .good
      $0.isTrusted = false
    },
    .init("TLS of another century", [:], "not connected (notTLS): ").with {
      $0.security = .implicitTLS
      $0.certificate = .old
    },
  ]

  // MARK: The folder

  private static let folders: [IMAPScript] = [
    .init(
      "no such folder", ["SELECT": ["{tag} NO [NONEXISTENT] unknown mailbox"]],
      "folder: INBOX: [NONEXISTENT] unknown mailbox", saw: "SELECT"),
    .init(
      "a folder that can only be read", ["SELECT": ["{tag} OK [READ-ONLY] look"]],
      "folder: INBOX can only be read", saw: "SELECT"),
    .init(
      "a folder that keeps no marks",
      ["SELECT": ["* OK [PERMANENTFLAGS ()] none", "{tag} OK [READ-WRITE] in"]],
      "folder: INBOX can only be read"),
    .init(
      "a folder that keeps marks",
      ["SELECT": ["* OK [PERMANENTFLAGS (\\Answered \\Seen \\*)] some", "{tag} OK in"]], both),
    .init(
      "hung up at the folder", ["SELECT": [.close]], "broken: the server hung up", saw: "SELECT"),
    .init(
      "a good-bye at the folder", ["SELECT": ["* BYE maintenance", .close]],
      "broken: the server hung up: maintenance"),
    .init("reset at the folder", ["SELECT": [.reset]], "broken: "),
    .init("no answer to the folder", ["SELECT": [.hold]], "broken: no answer came within").with {
      $0.timeouts.answer = .seconds(1)
    },
    .init("one byte after the other", ["SELECT": [.trickle("*")]], "broken: it takes too long").with
    {
      $0.timeouts.whole = .seconds(2)
    },
    .init(
      "an answer to something else", ["SELECT": ["c99 OK in"]],
      "broken: the server does not answer what it is asked"),
    .init(
      "a question", ["SELECT": ["+ go on"]],
      "broken: the server does not answer what it is asked"),
    .init(
      "an answer without end", ["SELECT": [.pour("* 1 EXISTS\r\n", times: 4_000_000)]],
      "broken: the server does not answer what it is asked"),
    .init(
      "a line of 8 MB", ["SELECT": [.pour("*", times: 8_000_000)]],
      "broken: the server sends a line without an end"),
    .init(
      "a literal of 8 MB", ["SELECT": ["* LIST {8000000}"]],
      "broken: the server sends more than was asked for"),
    .init("words that end like a literal", ["SELECT": ["* OK {8000000}", "{tag} OK {5}"]], both),
  ]

  // MARK: What is unseen

  private static let searches: [IMAPScript] = [
    .init(
      "a search that is refused", ["SEARCH": ["{tag} NO [SERVERBUG] oh"]],
      "folder: [SERVERBUG] oh"),
    .init(
      "numbers in any order, twice, and in two answers",
      ["SEARCH": ["* SEARCH 2 1 2", "* SEARCH", "* search 1", "{tag} OK"]], both),
    .init(
      "numbers that are none", ["SEARCH": ["* SEARCH 1 x -2 99999999999 2", "{tag} OK"]], both),
    .init("no answer but OK", ["SEARCH": ["{tag} OK"]], "end"),
    .init(
      "hung up in the middle of a line", ["SEARCH": [.text("* SEARCH 1 2"), .close]],
      "broken: the server hung up"),
    .init(
      "a list of 8 MB", ["SEARCH": [.text("* SEARCH"), .pour(" 1", times: 4_000_000)]],
      "broken: the server sends a line without an end"),
    .init(
      "a good-bye in the middle", ["SEARCH": ["* SEARCH 1", "* BYE later", .close]],
      "broken: the server hung up: later"),
  ]
}
