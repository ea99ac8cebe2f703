import Settings
import Testing

/// Something wrong that people write, and what is printed, word for word.
struct Wrong: Sendable, CustomTestStringConvertible {
  let title: String
  let alone: Bool
  let text: String
  let printed: String

  init(_ title: String, alone: Bool = false, _ text: String, _ printed: String) {
    self.title = title
    self.alone = alone
    self.text = text
    self.printed = printed
  }

  var testDescription: String { title }

  static let all =
    keys + yaml + people + mail + fetch + web + board + api + channels + meetings + agendas
    + talks + programs + pairs + announcements + checks + governance + warnings + hosts
}

@Suite struct WrongInputTests {
  @Test(arguments: Wrong.all)
  func prints(_ wrong: Wrong) {
    let result = Fixture.read(wrong.text, alone: wrong.alone)
    #expect(Fixture.printed(result).joined(separator: "\n") == wrong.printed)
    let isRefused = if case .failure = result { true } else { false }
    #expect(isRefused == wrong.printed.contains(": error: "))
  }

  @Test func whatIsNoListOfNamesIsSaidOnce() {
    let program =
      "{ term: 2027-06-01 .. 2027-08-31, mentors: ben, coordinators: { a: b }, mentorships: {} }"
    let result = Fixture.read("programs: { summer: \(program) }")
    #expect(Fixture.printed(result).count == 1)
  }

  @Test func noSecretIsEverPrinted() {
    for wrong in Wrong.all {
      #expect(!wrong.printed.contains("hunter2") && !wrong.printed.contains("whsec_"))
    }
    // Also not where the YAML around it is broken, or the key is not the right one.
    for text in [
      "mail: { pasword: hunter2 }", "mail: { password: { hunter2 } }",
      "mail: { password: [hunter2] }",
      "mail: { password: hunter2", "mail: { password: \"hunter2 }", "mail: { password: @hunter2 }",
      "mail: { password: !hunter2 x }", "mail: { password: *hunter2 }",
      "mail: { password: &hunter2 }",
      "mail:\n  password: hunter2\n  password: hunter2", "password: hunter2",
      "mail: { user: u, password: { credential: hunter2/x } }",
      "mail: { user: u, password: { file: hunter2 } }", "mail: { via: \"smtp://u:hunter2@h\" }",
      "mail: { fetch: hunter2 }", "mail: { fetch: \"imaps://u:hunter2@h\" }",
      "mail: { fetch: { from: hunter2 } }", "mail: { fetch: { from: \"imap://hunter2@h\" } }",
      "mail: { fetch: { from: \"imaps://h\", user: u, password: hunter2 } }",
      "mail: { via: \"hunter2\" }", "mail: { password: \"hunter2\\0\" }", "password: hunter2: x",
      "channels: { c: { webhook: \"https://h/hunter2 x\" } }",
      "channels: { c: { webhook: hunter2 } }",
      "channels: { c: { webhook: \"https://hunter2@h\" } }",
      "channels: { c: { webhook: \"https://h\", secret: hunter2 } }",
      "channels: { c: { webhook: \"https://h\", as: ntfy, topic: t, token: hunter2 } }",
      "channels: { c: { webhook: \"https://h/hunter2\", as: ntfy, topic: t } }",
      "channels: { c: { webhook: \"https://h\", as: x, token: hunter2 } }",
      "api: { tokens: { bot: hunter2 } }", "api: { tokens: { bot: { secret: [hunter2] } } }",
      "api: { tokens: { bot: { token: hunter2 } } }",
    ] {
      let printed = Fixture.printed(text).joined(separator: "\n")
      #expect(printed.contains("error"), "\(text)")
      #expect(!printed.contains("hunter2"), "\(text): \(printed)")
    }
  }

  @Test func everyFileIsReportedInOneRun() {
    let files = [
      (
        "b.yaml",
        "meetings:\n  hours: { title: Hours, when: Thirsday 14:00, invite: [anna, ben] }\n"
      ),
      ("a.yaml", "comunity: Test\ndomain: example.org\nmail: { from: a@b@c, via: \"ftp://x\" }\n"),
      ("c.yaml", "people:\n  ana: { email: ana@example.org, timezone: IST }\n  ben: {}\n"),
      ("d.yaml", "meetings:\n  hours: { title: Again, when: Friday 14:00, invite: ana }\n"),
    ]
    let result = Fixture.read(files.map { SourceFile(name: $0.0, bytes: Array($0.1.utf8)) })
    let expected = """
      a.yaml:1:1: error: unknown key `comunity` in a configuration. write `community`
      a.yaml:3:15: error: `from`: the address "a@b@c" needs exactly one `@`. write \
      `name@example.org`
      a.yaml:3:27: error: `via` is no way for mail to leave. write `smtp://HOST:PORT`, \
      `smtps://HOST`, `sendmail` or `maildir:DIRECTORY`
      b.yaml:2:32: error: `when`: "Thirsday" is not a word of this grammar. write `Thursday`
      b.yaml:2:57: error: `invite`: nobody is called "anna". write `ana`
      c.yaml:2:44: error: `timezone`: "IST" is an abbreviation and does not say whose clock to \
      follow. write `Asia/Kolkata`, `Asia/Jerusalem` or `Europe/Dublin`
      c.yaml:3:3: error: a person needs `email`. write `email: ben@example.org`
      d.yaml:2:3: error: `hours` is already defined at b.yaml:2:3. rename one of them
      """
    #expect(Fixture.printed(result).joined(separator: "\n") == expected)
  }

  /// What is wrong in the templates is found by whoever can read them, and said with the rest.
  @Test func whatIsWrongInTheTemplatesIsSaidWithTheRest() throws {
    let base = SourceFile(name: "base.yaml", bytes: Array(Fixture.base.utf8))
    let file = SourceFile(name: "x.yaml", bytes: Array("templates: texts/\n".utf8))
    let bad = SourceFile(name: "z.yaml", bytes: Array("nonsense: 1\n".utf8))
    func read(_ files: [SourceFile], _ problem: Problem?) throws -> [String] {
      var asked: [TemplateDirectory] = []
      defer { #expect(asked.map(\.name) == ["texts"] && asked[0].place.column == 12) }
      do throws(Problems) {
        let settings = try Settings.read(files, zones: Fixture.zones, today: Fixture.today) {
          asked.append($0)
          return problem.map { [$0] } ?? []
        }
        #expect(settings.templates == asked.first)
        return settings.warnings.map(\.description)
      } catch {
        return error.all.map(\.description)
      }
    }
    let wrong = Problem(file: "texts/call.mustache", line: 2, column: 3, what: "a", fix: "b")
    let said = "texts/call.mustache:2:3: error: a. b"
    #expect(try read([base, file], nil).isEmpty)
    #expect(try read([base, file], wrong) == [said])
    let both = try read([base, file, bad], wrong)
    #expect(both.count == 2 && both[0] == said && both[1].hasPrefix("z.yaml:1:1: error: unknown"))
  }

  @Test func anUnreadableFileDoesNotMakeItsNamesUnknown() {
    let people = SourceFile(name: "people.yaml", bytes: Array("people:\n\tana: x\n".utf8))
    let meetings = """
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: [ana, crew], notify: chat }
        other: { titel: Hours, when: Thursday 14:00 UTC, invite: ana }
      """
    let result = Fixture.read([people, SourceFile(name: "x.yaml", bytes: Array(meetings.utf8))])
    #expect(
      Fixture.printed(result) == [
        "people.yaml:2:1: error: a tab is no indentation. indent with spaces",
        "x.yaml:3:12: error: unknown key `titel` in a meeting. write `title`",
      ])
  }

  @Test func thousandsOfProblemsAreCounted() {
    let lines = (0..<5_000).map { "  p\($0): {}" }.joined(separator: "\n")
    let printed = Fixture.printed("people:\n" + lines)
    #expect(printed.count == 1_001)
    #expect(printed.last?.hasSuffix("4000 more problems are not shown. mend these first") == true)
  }
}
