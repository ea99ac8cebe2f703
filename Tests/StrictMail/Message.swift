/// One mail as it was read: what the checks of a sequence need of it.
struct ReadMail {
  let bytes: [UInt8]
  var messageID = ""
  var references: [String] = []
  var reader = ""
  var sender = ""
  var event: Event?

  /// The first message of its thread.
  var root: String { references.first ?? messageID }
}

/// RFC 5322: the message's own fields.
struct MessageFields {
  let header: Header
  let findings: Findings

  private static let once = ["Date", "From", "To", "Subject", "Message-ID"]
  private static let atMostOnce = [
    "Sender", "Reply-To", "In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post",
  ]
  /// Where an encoded word is looked at, or is none.
  private static let withPhrases: Set = ["from", "to", "sender", "reply-to", "list-id"]
  private static let unstructured: Set = ["subject", "comments"]

  func check(recipient: String?, _ mail: inout ReadMail) {
    for name in Self.once {
      let count = header.all(name).count
      findings.expect(count == 1, .fieldOnce, name, "\(count) times")
    }
    for name in Self.atMostOnce {
      findings.expect(header.all(name).count <= 1, .fieldAtMostOnce, name)
    }
    if let date = header.first("Date") { checkDate(date) }
    checkAddresses(recipient: recipient, &mail)
    checkIdentifiers(&mail)
    checkList()
    let automatic = header.all("Auto-Submitted").map { $0.text.lowercased() }
    findings.expect(
      automatic == ["auto-generated"], .autoSubmitted, "Auto-Submitted", "\(automatic)")
    let versions = header.all("MIME-Version").map(\.text)
    findings.expect(versions == ["1.0"], .mimeVersion, "MIME-Version", "\(versions)")
    checkEncodedWords()
  }

  // MARK: Date

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private func checkDate(_ field: Field) {
    guard let date = Self.date(field.value) else {
      return findings.expect(false, .dateSyntax, "Date", field.text)
    }
    let day = CivilDay(date.year, date.month, date.day)
    let named = date.weekday.flatMap { Self.days.firstIndex(of: $0) }
    findings.expect(
      day.map { named == nil || $0.weekday == named } ?? false, .dateExists, "Date", field.text)
  }

  /// RFC 5322 §3.3, current form: `Fri, 27 Nov 2026 14:00:00 +0000`.
  private static func date(
    _ value: [UInt8]
  ) -> (weekday: String?, year: Int, month: Int, day: Int)? {
    var scanner = Scanner(value)
    let weekday = scanner.take(while: \.isLetter)
    if !weekday.isEmpty {
      guard days.contains(weekday), scanner.take(",") else { return nil }
    }
    scanner.skipSpace()
    guard let day = scanner.number(2) ?? scanner.number(1), scanner.skipSpace(),
      let month = months.firstIndex(of: scanner.take(while: \.isLetter)), scanner.skipSpace(),
      let year = scanner.number(4), year >= 1900, scanner.skipSpace(),
      let hour = scanner.number(2), hour < 24, scanner.take(":"),
      let minute = scanner.number(2), minute < 60
    else { return nil }
    if scanner.take(":") {
      guard let second = scanner.number(2), second <= 60 else { return nil }
    }
    guard scanner.skipSpace(), scanner.take("+") || scanner.take("-"), scanner.number(2) != nil,
      let minutes = scanner.number(2), minutes < 60, scanner.skipCFWS(), scanner.isAtEnd
    else { return nil }
    return (weekday.isEmpty ? nil : weekday, year, month + 1, day)
  }

  // MARK: Addresses

  private func checkAddresses(recipient: String?, _ mail: inout ReadMail) {
    let senders = mailboxes("From")
    let readers = mailboxes("To")
    findings.expect(
      senders.count == 1 || header.first("Sender") != nil, .oneSender, "From", "\(senders.count)")
    let hasOthers = header.first("Cc") != nil || header.first("Bcc") != nil
    findings.expect(readers.count == 1 && !hasOthers, .oneReader, "To", "\(readers.count)")
    _ = mailboxes("Sender") + mailboxes("Reply-To")
    mail.sender = senders.first?.address ?? ""
    mail.reader = readers.first?.address ?? ""
    if let recipient {
      findings.expect(
        mail.reader == recipient, .readerIsRecipient, "To", "\(mail.reader), not \(recipient)")
    }
  }

  private func mailboxes(_ name: String) -> [Mailbox] {
    guard let field = header.first(name) else { return [] }
    var scanner = Scanner(field.value)
    var found: [Mailbox] = []
    repeat {
      guard let mailbox = scanner.mailbox() else {
        findings.expect(false, .mailboxSyntax, name, field.text)
        return found
      }
      Address.check(mailbox.address, place: name, findings)
      checkWords(mailbox.atoms, mailbox.quoted, name)
      found.append(mailbox)
    } while scanner.take(",")
    findings.expect(scanner.isAtEnd, .mailboxSyntax, name, field.text)
    return found
  }

  private func checkWords(_ atoms: [String], _ quoted: [String], _ place: String) {
    for atom in atoms {
      EncodedWord.check(atom.utf8, inPhrase: true, place: place, findings)
    }
    for text in quoted {
      findings.expect(!text.contains("=?"), .encodedWordPlace, place, text)
    }
  }

  // MARK: Identifiers

  private func checkIdentifiers(_ mail: inout ReadMail) {
    if let field = header.first("Message-ID") {
      let own = identifiers(field, .messageIDSyntax)
      findings.expect(own.count <= 1, .messageIDSyntax, "Message-ID", field.text)
      mail.messageID = own.first ?? ""
    }
    let parents = header.first("In-Reply-To").map { identifiers($0, .referencesSyntax) } ?? []
    mail.references = header.first("References").map { identifiers($0, .referencesSyntax) } ?? []
    findings.expect(
      parents.isEmpty || parents == mail.references.suffix(1), .referencesParent, "References",
      "\(parents), \(mail.references)")
    findings.expect(
      !(parents + mail.references).contains(mail.messageID), .referencesOthers, "References")
  }

  private func identifiers(_ field: Field, _ rule: Rule) -> [String] {
    var scanner = Scanner(field.value)
    var found: [String] = []
    while !scanner.isAtEnd {
      guard let identifier = scanner.messageID() else {
        findings.expect(false, rule, field.name, field.text)
        return found
      }
      found.append(identifier)
      _ = scanner.skipCFWS()
    }
    return found
  }

  // MARK: List

  private func checkList() {
    let lists = header.all("List-Id")
    findings.expect(lists.count == 1, .listIDOnce, "List-Id", "\(lists.count) times")
    if let field = lists.first {
      var scanner = Scanner(field.value)
      let words = scanner.phrase()
      let opens = scanner.take("<")
      let list = scanner.dotAtom()
      guard let words, opens, let list, list.contains("."), scanner.take(">"), scanner.skipCFWS(),
        scanner.isAtEnd
      else { return findings.expect(false, .listIDSyntax, "List-Id", field.text) }
      findings.expect(list.utf8.count <= 255, .listIDLength, "List-Id", "\(list.utf8.count)")
      checkWords(words.atoms, words.quoted, "List-Id")
    }
    checkOneClick()
  }

  /// Both or neither: a link that is only shown is one that nobody's program follows.
  private func checkOneClick() {
    let posts = header.all("List-Unsubscribe-Post").map(\.text)
    let targets = header.all("List-Unsubscribe")
    guard !posts.isEmpty || !targets.isEmpty else { return }
    findings.expect(
      posts == ["List-Unsubscribe=One-Click"], .oneClick, "List-Unsubscribe-Post", "\(posts)")
    findings.expect(targets.count == 1, .oneClick, "List-Unsubscribe", "\(targets.count) times")
    guard let target = targets.first else { return }
    // RFC 2369 §2: a list of <URI>, without white space within; RFC 8058 §3.1: one of them https.
    let parts = target.text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " || $0 == "\t" })
    }
    let isList = parts.allSatisfy { part in
      part.hasPrefix("<") && part.hasSuffix(">")
        && part.utf8.dropFirst().dropLast().allSatisfy { $0.isVisible && $0 != 0x3c && $0 != 0x3e }
    }
    let secure = parts.filter { $0.hasPrefix("<https://") && $0.utf8.count > 11 }
    findings.expect(
      isList && secure.count == 1, .oneClick, "List-Unsubscribe", target.text)
  }

  // MARK: Encoded words

  private func checkEncodedWords() {
    for field in header.fields where !Self.withPhrases.contains(field.key) {
      if Self.unstructured.contains(field.key) {
        for token in field.value.split(whereSeparator: \.isWhiteSpace) {
          EncodedWord.check(token, inPhrase: false, place: field.name, findings)
        }
      } else {
        findings.expect(!field.text.contains("=?"), .encodedWordPlace, field.name, field.text)
      }
    }
  }
}

extension Scanner {
  /// At least one space or tab.
  @discardableResult
  mutating func skipSpace() -> Bool { !take(while: \.isWhiteSpace).isEmpty }
}
