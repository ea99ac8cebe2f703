/// A reader of mail that forgives nothing. It shares no code with what writes the mail: neither
/// Messages, nor GMime, nor libical, nor Foundation.
package enum StrictMail {
  /// Every rule that one mail breaks.
  /// - Parameters:
  ///   - bytes: as they go over the wire.
  ///   - recipient: the envelope's, if it is known.
  package static func violations(in bytes: [UInt8], recipient: String? = nil) -> [Violation] {
    let findings = Findings()
    _ = read(bytes, recipient: recipient, findings)
    return findings.all
  }

  /// Every rule that the mails to one reader break, each alone and one after another.
  /// - Parameter mails: in the order of their arrival; a mail that came twice may be there twice.
  package static func violations(inOrder mails: [[UInt8]]) -> [Violation] {
    let findings = Findings()
    var sequence = MailSequence()
    for (number, bytes) in mails.enumerated() {
      let mail = read(bytes, recipient: nil, findings)
      sequence.add(mail, place: "mail \(number + 1)", findings)
    }
    return findings.all
  }

  private static func read(
    _ bytes: [UInt8], recipient: String?, _ findings: Findings
  ) -> ReadMail {
    checkWire(bytes, findings)
    let lines = Octets.lines(bytes)
    let empty = lines.firstIndex(where: \.isEmpty)
    findings.expect(empty.map { $0 + 1 < lines.count } ?? false, .headerEnds, "the message")
    let end = empty ?? lines.endIndex
    let header = Header(lines[..<end], first: 1, findings)
    var mail = ReadMail(bytes: bytes)
    MessageFields(header: header, findings: findings).check(recipient: recipient, &mail)
    let body = MIMEPart(
      header: header, body: Array(lines[end...].dropFirst()), place: "", findings)
    checkParts(body, &mail, findings)
    return mail
  }

  private static func checkWire(_ bytes: [UInt8], _ findings: Findings) {
    var line = 1
    var length = 0
    var previous: UInt8 = 0
    for byte in bytes {
      let isBreak = byte == 0x0a
      if isBreak != (previous == 0x0d) {
        findings.expect(false, .onlyCRLF, "line \(line)", isBreak ? "bare LF" : "bare CR")
      }
      if byte >= 0x80 { findings.expect(false, .sevenBit, "line \(line)", "\(byte)") }
      if byte == 0 { findings.expect(false, .noNUL, "line \(line)") }
      if isBreak {
        findings.expect(length <= 998, .lineMax, "line \(line)", "\(length) octets")
        line += 1
        length = 0
      } else if byte != 0x0d {
        length += 1
      }
      previous = byte
    }
    findings.expect(bytes.suffix(2) == [0x0d, 0x0a], .endsInCRLF, "line \(line)")
  }

  private static let shapes = [
    "multipart/alternative(text/plain,text/html)",
    "multipart/mixed(multipart/alternative(text/plain,text/html,text/calendar),application/ics)",
  ]

  private static func checkParts(
    _ body: MIMEPart, _ mail: inout ReadMail, _ findings: Findings
  ) {
    findings.expect(shapes.contains(body.shape), .structure, "the message", body.shape)
    let leaves = body.leaves
    let files = leaves.filter { $0.kind == "application/ics" }
    for part in leaves where part.kind == "text/calendar" {
      let place = "part \(part.place)"
      findings.expect(part.header.first("Content-Disposition") == nil, .disposition, place)
      findings.expect(
        files.allSatisfy { $0.content == part.content }, .sameBytes, place)
      guard let content = part.content else { continue }
      let object = CalendarObject(content, findings)
      object.check(method: part.type?.parameters["method"], mail: mail, place: place, findings)
      mail.event = mail.event ?? object.event
    }
    for file in files {
      let place = "part \(file.place)"
      let disposition = file.header.first("Content-Disposition").flatMap {
        Parametrised($0, isType: false, place: place, findings)
      }
      findings.expect(
        disposition?.value == "attachment", .disposition, place, disposition?.value ?? "none")
      let names = [file.type?.parameters["name"], disposition?.parameters["filename"]]
      findings.expect(
        names == ["invite.ics", "invite.ics"], .fileName, place, "\(names)")
    }
  }
}
