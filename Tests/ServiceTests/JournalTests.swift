import Glibc
import Logging
import Testing

@testable import Service

struct JournalTests {
  private func fields(_ metadata: [String: String]) -> [String] {
    JournalEntry.fields(level: .notice, message: "a\nb", metadata: metadata)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `Metadata become fields of our name space`() {
    #expect(
      fields(["occurrence": "office-hours/2026-12-03", "due-at": "x", "MESSAGE_ID": "0123"]) == [
        "MESSAGE=a\nb", "PRIORITY=5", "SYSLOG_IDENTIFIER=convened", "MESSAGE_ID=0123",
        "CONVENED_DUE_AT=x", "CONVENED_OCCURRENCE=office-hours/2026-12-03",
      ])
    #expect(JournalEntry.fieldName("grüße=\n").allSatisfy { $0.isASCII && $0 != "=" })
    #expect(JournalEntry.fieldName(String(repeating: "x", count: 99)).utf8.count == 64)
  }

  @Test func `A line is for people`() {
    let line = JournalEntry.line(
      level: .notice, message: "office-hours/2026-12-03 open → cancelled",
      metadata: ["reason": "agenda empty at cutoff", "by": "cutoff"])
    #expect(
      line == "notice: office-hours/2026-12-03 open → cancelled  by=cutoff"
        + " reason=\"agenda empty at cutoff\"")
  }

  @Test func `What people write cannot forge a line or drive the terminal`() {
    let line = JournalEntry.line(
      level: .info, message: "late item: x\nerror: forged\u{1B}[2J",
      metadata: ["by": "a\u{202E}b", "text": "say \"hi\""])
    #expect(
      line == #"info: late item: x\nerror: forged\u{1b}[2J  by=a\u{202e}b text="say \"hi\"""#)
  }

  @Test func `Something named like a secret is not shown`() {
    #expect(fields(["smtp_password": "hunter2"]).contains("CONVENED_SMTP_PASSWORD=•••"))
    #expect(!JournalEntry.line(level: .info, message: "", metadata: ["Token": "t0"]).contains("t0"))
  }

  @Test func `Every level has syslog's number`() {
    #expect(Logger.Level.allCases.map(JournalEntry.priority) == [7, 7, 6, 5, 4, 3, 2])
  }

  @Test func `Only the stream that systemd made counts as the journal`() throws {
    var status = stat()
    try #require(fstat(STDERR_FILENO, &status) == 0)
    #expect(Journal.isJournal("\(status.st_dev):\(status.st_ino)"))
    #expect(!Journal.isJournal("\(status.st_dev):\(status.st_ino + 1)"))
    #expect(!Journal.isJournal("8"))
    #expect(!Journal.isJournal(nil))
  }

  @Test func `It is a log handler`() {
    var logger = Logger(label: "test") { _ in Journal(stream: nil) }
    logger[metadataKey: "occurrence"] = "retro/2027-08-24"
    logger.logLevel = .critical
    logger.notice("not shown")
    #expect(logger[metadataKey: "occurrence"] == "retro/2027-08-24")
  }
}
