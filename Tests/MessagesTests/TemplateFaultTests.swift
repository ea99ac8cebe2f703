import Meetings
import Messages
import StrictMail
import Testing

/// A template that is wrong, and what is said of it, word for word.
struct WrongTemplate: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let said: [String]

  init(_ name: String, _ text: String, _ said: String...) {
    (self.name, bytes, self.said) = (name, Array(text.utf8), said)
  }

  init(_ name: String, bytes: [UInt8], _ said: String...) {
    (self.name, self.bytes, self.said) = (name, bytes, said)
  }

  var testDescription: String { said.first ?? name }

  static let all = files + fields + tags + subjects

  static let files = [
    WrongTemplate(
      "invitaton.mustache", "Hi",
      "1:1: no kind of mail is called \"invitaton\". rename it to invitation.mustache"),
    WrongTemplate(
      "t/welcome.mustache", "Hi",
      "1:1: no kind of mail is called \"welcome\". rename it; the kinds are "
        + NoticeKind.allCases.dropLast().map(\.rawValue).joined(separator: ", ") + " and "
        + (NoticeKind.allCases.last?.rawValue ?? "")),
    WrongTemplate(
      "call.mustache", " \n\n",
      "1:1: this file is empty. write what the mail is to say, or remove the file"),
    WrongTemplate(
      "call.mustache", String(repeating: "ä", count: 4_097),
      "1:1: the file has 8194 bytes. write at most 8192"),
    WrongTemplate(
      "call.mustache", bytes: Array("Hé\nso \u{e9}".utf8) + [0xff, 0x41],
      "2:5: this is not UTF-8. save the file as UTF-8"),
    WrongTemplate(
      "call.mustache", "a\u{202e}b",
      "1:2: the character U+202E does not belong in a template. remove it; it cannot be seen in most editors"
    ),
    WrongTemplate(
      "call.mustache", "a\n\u{1}",
      "2:1: the character U+0001 does not belong in a template. remove it; it cannot be seen in most editors"
    ),
  ]

  static let fields = [
    WrongTemplate(
      "call.mustache", "On {{titel}},\n  {{#cutof}}x{{/cutof}}",
      "1:4: there is no field \"titel\". write {{title}}",
      "2:3: there is no field \"cutof\". write {{#cutoff}}"),
    WrongTemplate(
      "cancellation.mustache", "{{weather}}",
      "1:1: there is no field \"weather\". known here are …"),
    WrongTemplate(
      "cancellation.mustache", "{{#cutoff}}{{cutoff}}{{/cutoff}}",
      "1:1: a mail of the kind cancellation has no {{cutoff}}. take it out; it is for invitation, call, reinstatement, update and host-note",
      "1:12: a mail of the kind cancellation has no {{cutoff}}. take it out; it is for invitation, call, reinstatement, update and host-note"
    ),
    WrongTemplate(
      "call.mustache", "In {{place}}.",
      "1:4: {{place}} may be missing. write {{#place}} before what is said of it and {{/place}} after it"
    ),
    WrongTemplate(
      "call.mustache", "{{^place}}{{place}}{{/place}}",
      "1:11: {{place}} may be missing. write {{#place}} before what is said of it and {{/place}} after it"
    ),
    WrongTemplate(
      "call.mustache", "{{isHost}}",
      "1:1: {{isHost}} is yes or no and has no text. write {{#isHost}}…{{/isHost}}, or {{^isHost}}…{{/isHost}} for no"
    ),
    WrongTemplate(
      "call.mustache", "{{agenda}}",
      "1:1: {{agenda}} is a list. write {{#agenda}}, below it `- {{item}}`, and {{/agenda}}"),
    WrongTemplate(
      "call.mustache", "- {{item}}",
      "1:3: {{item}} is one of the agenda. write it within {{#agenda}}…{{/agenda}}"),
    WrongTemplate(
      "call.mustache", "{{#agenda}}{{#agenda}}{{item}}{{/agenda}}{{/agenda}}",
      "1:12: {{#agenda}} stands within itself. take the inner one out"),
    WrongTemplate(
      "call.mustache", "{{.}}", "1:1: there is no field \".\". known here are …"),
    WrongTemplate(
      "call.mustache", "{{uppercased(title)}} {{}}",
      "1:1: there is no field \"uppercased(title)\". known here are …",
      "1:23: there is no field \"\". known here are …"),
  ]

  static let tags = [
    WrongTemplate(
      "call.mustache", "a\nb {{title\n", "2:3: this tag is never closed. write `}}` after the name"),
    WrongTemplate(
      "call.mustache", "a title}} b",
      "1:8: `}}` closes no tag. write `{{` before the name, or take it out"),
    WrongTemplate(
      "call.mustache", "\n{{#agenda}}{{item}}",
      "2:1: {{#agenda}} is never closed. write {{/agenda}}"),
    WrongTemplate(
      "call.mustache", "{{ #isHost }}a{{/ isHost }}",
      "1:1: a blank stands before the `#`. write {{#isHost}}"),
    WrongTemplate("call.mustache", "a{{/agenda}}", "1:2: {{/agenda}} closes nothing. take it out"),
    WrongTemplate(
      "call.mustache", "{{#isHost}}\n{{^isEmpty}}a{{/isHost}}{{/isEmpty}}",
      "2:14: {{/isHost}} comes before the end of {{^isEmpty}} in line 2. write {{/isEmpty}} first",
      "2:25: {{/isEmpty}} closes nothing. take it out"),
    WrongTemplate(
      "call.mustache", "{{{title}}}",
      "1:1: {{{title}} is not used here. write two braces: every value is shown as it is"),
    WrongTemplate(
      "call.mustache", "{{&title}}",
      "1:1: {{&title}} is not used here. write two braces: every value is shown as it is"),
    WrongTemplate(
      "call.mustache", "{{> footer }}",
      "1:1: {{> footer}} is not used here. write the text itself: a template is one file"),
    WrongTemplate(
      "call.mustache", "{{=<% %>=}}",
      "1:1: {{=<% %>=}} is not used here. take it out: tags are written with two braces"),
  ]

  static let subjects = [
    WrongTemplate(
      "call.mustache", "Subject: {{#isEmpty}}a\n{{/isEmpty}} b",
      "1:10: the subject has a line break. close {{#isEmpty}} on the first line by {{/isEmpty}}",
      "2:1: {{/isEmpty}} closes nothing. take it out"),
    WrongTemplate(
      "call.mustache", "Subject: {{title\n}} b",
      "1:10: the subject has a line break. end the tag on the first line",
      "2:1: `}}` closes no tag. write `{{` before the name, or take it out"),
    WrongTemplate(
      "call.mustache", "Subject:\nb",
      "1:1: the subject is empty. write it after `Subject:`, or take the line out"),
    WrongTemplate(
      "call.mustache", "\n\nSubject: a\nb",
      "1:1: `Subject:` does not begin the first line. take out what is above it"),
    WrongTemplate(
      "call.mustache", "Subject: {{#agenda}}{{item}}{{/agenda}}",
      "1:10: a subject has no list. write {{count}}, or name the items below"),
    WrongTemplate(
      "call.mustache", "Subject: {{titel}}\n{{titel}}",
      "1:10: there is no field \"titel\". write {{title}}",
      "2:1: there is no field \"titel\". write {{title}}"),
  ]
}

@Suite struct TemplateFaultTests {
  @Test(arguments: WrongTemplate.all) func says(_ wrong: WrongTemplate) throws {
    let faults = faults(in: [TemplateFile(name: wrong.name, bytes: wrong.bytes)])
    #expect(faults.allSatisfy { $0.file == wrong.name })
    let said = faults.map { "\($0.line):\($0.column): \($0.what). \($0.fix)" }
    #expect(said.count == wrong.said.count, "\(said)")
    for (said, expected) in zip(said, wrong.said) {
      let isWhole = !expected.hasSuffix(" …")
      #expect(isWhole ? said == expected : said.hasPrefix(expected.dropLast()), "\(said)")
    }
  }

  /// All of every file at once, and nothing of the good ones.
  @Test func allFilesAreReportedTogether() throws {
    let files = [
      TemplateFile(name: "update.mustache", bytes: Array("{{a1}}".utf8)),
      TemplateFile(name: "call.mustache", bytes: Array("good".utf8)),
      TemplateFile(name: "b.mustache", bytes: Array("good".utf8)),
    ]
    #expect(faults(in: files).map(\.file) == ["b.mustache", "update.mustache"])
  }

  /// Whatever happens to a good template, it is refused at a place that it has, or renders.
  @Test func whatIsChangedIsRefusedOrRenders() throws {
    let examples = try Texts.examples()
    var renders = 0
    for seed in HostileTests.seeds {
      var random = Seeded(seed)
      for (kind, text) in examples {
        let changed = change(text, &random)
        let file = Texts.file(kind, changed)
        let comment = Comment(rawValue: "seed \(seed), \(kind): \(changed)")
        let faults = faults(in: [file])
        let lines = changed.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for fault in faults {
          #expect(fault.line <= lines.count, comment)
          #expect(fault.column <= lines[fault.line - 1].count + 1, comment)
          #expect(!fault.what.contains("no Mustache"), comment)
        }
        guard faults.isEmpty else { continue }
        let mail = try Rendering.mail(try Samples.notice(kind), try Templates.read([file]))
        let found = StrictMail.violations(in: mail.bytes, recipient: mail.to)
        #expect(found.isEmpty, comment)
        renders += 1
      }
    }
    #expect(renders > HostileTests.seeds.count)
  }

  private func change(_ text: String, _ random: inout Seeded) -> String {
    let pieces = [
      "{{", "}}", "{{#agenda}}", "{{/agenda}}", "{{item}}", "\n", "}", "{", "Subject: ", "{{!",
      "\u{338}", "- ", "{{^isHost}}", "{{title}}", "\r\n", "https://", "-- \n",
    ]
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let at = Int.random(in: 0..<scalars.count, using: &random)
      if Bool.random(using: &random), let piece = pieces.randomElement(using: &random) {
        scalars.insert(contentsOf: piece.unicodeScalars, at: at)
      } else {
        scalars.removeSubrange(at..<min(scalars.count, at + 4))
      }
    }
    var changed = String.UnicodeScalarView()
    changed.append(contentsOf: scalars)
    return String(changed)
  }

  /// None where the files are good.
  private func faults(in files: [TemplateFile]) -> [TemplateFault] {
    do throws(TemplateFaults) {
      _ = try Templates.read(files)
      return []
    } catch {
      return error.all
    }
  }
}
