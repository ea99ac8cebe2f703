import Cadence
import Foundation
import Meetings
import Messages
import StrictMail
import Testing

/// A community's own words, and what stays ours around them.
@Suite struct TemplateTests {
  @Test func everyKindHasAnExample() throws {
    #expect(try Texts.examples().map(\.kind) == NoticeKind.allCases)
  }

  /// As a review reads them: each example over each dress of its kind.
  @Test func texts() throws {
    let templates = try Texts.templates()
    var all = ""
    for sample in try Samples.all() {
      let mail = try Rendering.mail(sample.notice, templates)
      let text = Rendering.text(sample.notice, templates)
      all += "===== \(sample.name)\nSubject: \(mail.subject)\n\n\(text)\n"
    }
    try Golden.compare(all, with: "templated.txt")
  }

  @Test func aWholeMail() throws {
    let notice = try Samples.notice(.invitation, .accents)
    let mail = try Rendering.mail(notice, try Texts.templates())
    let text = String(decoding: mail.bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    try Golden.compare(text, with: "templated-invitation.eml")
  }

  /// Headline, when, table, way, next date and footer, threads and calendar: line by line as in our
  /// own mail.
  @Test(arguments: NoticeKind.allCases) func whatMustBeRightStays(_ kind: NoticeKind) throws {
    let notice = try Samples.notice(kind)
    let ours = Rendering.text(notice).split(separator: "\n")
    let templates = try Texts.one(kind, "Subject: S\nOnly this.")
    let text = Rendering.text(notice, templates)
    let lines = text.split(separator: "\n")
    #expect(lines.starts(with: ours.prefix(2)) && lines.last == ours.last)
    #expect(lines.contains("Only this."))
    for label in ["Where:", "Join:", "Host:", "Hosts:", "Next:", "Topics:"] {
      let expected = ours.filter { $0.hasPrefix(label) }
      #expect(lines.filter { $0.hasPrefix(label) } == expected, "\(label)")
    }
    for way in ["Add an item:", "Agenda:"] {
      #expect(lines.contains { $0.hasPrefix(way) } == ours.contains { $0.hasPrefix(way) })
    }
    let (mail, own) = (try Rendering.mail(notice, templates), try Rendering.mail(notice))
    #expect(mail.subject == "S")
    let header = MIME.header(of: mail.bytes).filter { $0.name != "Subject" }
    let ownHeader = MIME.header(of: own.bytes).filter { $0.name != "Subject" }
    #expect(header.map { "\($0)" } == ownHeader.map { "\($0)" })
    let calendar = try MIME.leaves(of: mail.bytes).filter { $0.type == "text/calendar" }
    let ownCalendar = try MIME.leaves(of: own.bytes).filter { $0.type == "text/calendar" }
    #expect(calendar.map(\.content) == ownCalendar.map(\.content))
  }

  @Test func extraordinaryNewsStaysAndComesFirst() throws {
    let templates = try Texts.templates()
    for sample in try Samples.all() where sample.name.hasPrefix("note-") {
      // Of these the note is what the words are about.
      guard ![.lateItem, .completion].contains(sample.notice.kind) else { continue }
      let news = Rendering.text(sample.notice).components(separatedBy: "\n\n")[1]
      let text = Rendering.text(sample.notice, templates).components(separatedBy: "\n\n")
      #expect(text[1] == news, "\(sample.name)")
    }
  }

  @Test func aWithdrawnInvitationAndChatsKeepOurWords() throws {
    let templates = try Texts.templates()
    for cause in [CancellationCause.farewell, .readdressed] {
      let notice = try Samples.notice(.cancellation) { $0.cause = cause }
      #expect(try Rendering.mail(notice, templates) == Rendering.mail(notice))
    }
    for sample in try Samples.channels() {
      #expect(Rendering.subject(sample.notice, templates) == Rendering.subject(sample.notice))
    }
  }

  @Test func aSubjectAloneLeavesTheTextAndTheOtherWayRound() throws {
    let notice = try Samples.notice(.reminder)
    let subject = try Texts.one(.reminder, "Subject: Hey {{reader}}\n\n")
    #expect(Rendering.subject(notice, subject) == "Hey Yash")
    #expect(Rendering.text(notice, subject) == Rendering.text(notice))
    let text = try Texts.one(.reminder, "Hey {{reader}}")
    #expect(Rendering.subject(notice, text) == Rendering.subject(notice))
    #expect(Rendering.text(notice, text).contains("\n\nHey Yash\n\n"))
    let nothing = try Texts.one(.reminder, "Subject: {{#isHost}}You host{{/isHost}}\nHey")
    #expect(Rendering.subject(notice, nothing) == Rendering.subject(notice))
  }

  @Test func aSubjectHasSixtyCharactersOfPeople() throws {
    let notice = try Samples.notice(.cancellation) {
      $0.title = String(repeating: "t", count: 50)
      $0.reason = String(repeating: "r", count: 50)
    }
    let templates = try Texts.one(
      .cancellation, "Subject: off: {{title}}, {{day}}{{#reason}}: {{reason}} {{title}}{{/reason}}")
    #expect(
      Rendering.subject(notice, templates)
        == "off: \(String(repeating: "t", count: 50)), Thu 3 Dec: rrrrrrrrr…")
    let long = try Texts.one(.cancellation, "Subject: " + String(repeating: "a b ", count: 500))
    #expect(Rendering.subject(notice, long).count == 200)
  }

  @Test func paragraphsListsAndLinks() throws {
    let notice = try Samples.notice(.reminder) {
      $0.title = "- a/../\"b\" https://evil.example"
      $0.agenda = nil
    }
    let templates = try Texts.one(
      .reminder,
      """
      One
      paragraph, see (https://example.org/coc).
      {{! nothing
      of this }}

      {{title}}

      Bring:
      - a cup
        of tea
      - {{title}}

      -no list
      https://example.org/{{title}}/x, https://{{series}}.example.org/
      """)
    let page = try #require(
      MIME.leaves(of: try Rendering.mail(notice, templates).bytes).first {
        $0.type == "text/html"
      })
    let html = String(decoding: page.content, as: UTF8.self)
    let paragraphs = html.components(separatedBy: "\r\n").filter {
      $0.hasPrefix("<p") || $0.hasPrefix("<li")
    }.map {
      $0.replacingOccurrences(
        of: " style=\"[^\"]*\"", with: "", options: .regularExpression)
    }
    let title = "<bdi>- a/../&quot;b&quot; https://evil.example</bdi>"
    #expect(
      Array(paragraphs.dropFirst().prefix(6)) == [
        #"<p>One paragraph, see (<a href="https://example.org/coc">example.org/coc</a>).</p>"#,
        "<p>\(title)</p>", "<p>Bring:</p>", "<li>a cup of tea</li>", "<li>\(title)</li>",
        #"<p>-no list <a href="https://example.org/-%20a%2F..%2F%22b%22%20https%3A%2F%2Fevil.example/x">"#
          + "example.org/…/x</a>, https://<bdi>office-hours</bdi>.example.org/</p>",
      ])
    #expect(Rendering.text(notice, templates).contains("\nBring:\n- a cup of tea\n- - a/../"))
  }

  /// A list that nothing stands above has no heading, in neither form.
  @Test func aListWithoutAHeading() throws {
    let notice = try Samples.notice(.reminder)
    let templates = try Texts.one(.reminder, "{{#agenda}}\n- {{item}}\n{{/agenda}}")
    #expect(
      Rendering.text(notice, templates).contains(
        "minutes\n\n- pair review of PR 512 (Ana)\n- how to say no to a feature (Yash, private)\n\n"
      ))
  }

  @Test func aTemplateSeesWhatItsReaderSees() throws {
    let notice = try Samples.notice(.invitation) {
      $0.agenda?.items.removeAll(where: \.isPrivate)
      $0.agenda?.hidden = 2
    }
    let templates = try Texts.one(
      .invitation, "{{count}} in all:\n{{#agenda}}\n- {{item}}\n{{/agenda}}")
    #expect(
      Rendering.text(notice, templates).contains(
        "\n3 in all:\n- pair review of PR 512 (Ana)\n- 2 private items\n"))
  }

  @Test func strictReadersAcceptEveryTemplatedMail() throws {
    let templates = try Texts.templates()
    for sample in try Samples.all() {
      let mail = try Rendering.mail(sample.notice, templates)
      let found = StrictMail.violations(in: mail.bytes, recipient: mail.to)
      #expect(found.isEmpty, "\(sample.name)")
    }
  }
}
