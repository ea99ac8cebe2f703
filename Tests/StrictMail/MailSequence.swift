/// What one reader's mails are to each other.
struct MailSequence {
  private var reader: String?
  private var sent: [String: [UInt8]] = [:]
  /// The last event of each UID.
  private var events: [String: Event] = [:]
  private var uids: [String: String] = [:]
  private var roots: [String: String] = [:]

  mutating func add(_ mail: ReadMail, place: String, _ findings: Findings) {
    findings.expect(
      reader == nil || reader == mail.reader, .oneReaderOfAll, place, mail.reader)
    reader = mail.reader
    if let earlier = sent[mail.messageID] {
      // The same mail once more is what a reader may see after an uncertain delivery.
      return findings.expect(earlier == mail.bytes, .messageIDUnique, place, mail.messageID)
    }
    for reference in mail.references {
      findings.expect(sent[reference] != nil, .threadKnown, place, reference)
    }
    sent[mail.messageID] = mail.bytes
    if let event = mail.event { add(event, of: mail, place: place, findings) }
  }

  private mutating func add(
    _ event: Event, of mail: ReadMail, place: String, _ findings: Findings
  ) {
    let (root, uid) = (mail.root, event.uid)
    findings.expect(
      uids[root, default: uid] == uid && roots[uid, default: root] == root, .uidPerThread, place,
      uid)
    uids[root] = uid
    roots[uid] = root
    let before = events[uid]
    events[uid] = event
    if event.method == "CANCEL" {
      findings.expect(before?.method == "REQUEST", .cancelAfterRequest, place, uid)
    }
    guard let before else { return }
    findings.expect(before.organizer == event.organizer, .organizerStays, place, event.organizer)
    findings.expect(
      event.sequence >= before.sequence && event.stamp > before.stamp, .revisionRises, place,
      "(\(event.sequence), \(event.stamp)) after (\(before.sequence), \(before.stamp))")
    findings.expect(
      event.essence == before.essence || event.sequence > before.sequence, .changeRaisesSequence,
      place, "\(event.essence) after \(before.essence)")
  }
}
