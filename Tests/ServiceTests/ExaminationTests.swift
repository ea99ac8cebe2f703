import Foundation
import Testing

@testable import Service

/// What `convened check` prints of a directory.
struct ExaminationTests {
  private let base = """
    community: Test
    domain: example.org
    mail: { from: a@example.org }
    people: { ana: { email: ana@example.org } }

    """

  private func examine(
    _ yaml: String, alone: Bool = false
  ) async throws -> (lines: [String], json: [String], summary: String, hasErrors: Bool) {
    try await withTemporaryDirectory { directory in
      if !alone { try write(base, to: "\(directory)/a.yaml") }
      try write(yaml, to: "\(directory)/b.yaml")
      let report = Examination(of: directory)
      func short(_ text: String) -> String { text.replacing(directory, with: "DIR") }
      return (
        try report.lines().map { short($0.text) }, try report.lines().map { short($0.json) },
        short(report.summary), report.hasErrors
      )
    }
  }

  @Test func `One of a kind is one`() async throws {
    let good = try await examine(
      "meetings: { hours: { title: A, when: 'Thursday 14:00', invite: [ana, ana] } }")
    #expect(good.summary.hasPrefix("DIR: 1 series, 1 person, 1 warning; next hours/"))
    #expect(!good.hasErrors)
    let bad = try await examine("groups: { leads: role lead }\nmeeting: {}")
    #expect(bad.summary == "DIR: 1 error, 1 warning. Nothing of it would be loaded.")
    #expect(bad.hasErrors)
  }

  @Test func `What communities recommend is said, and notes are counted apart`() async throws {
    let program = """
      people: { ben: { email: ben@example.org } }
      programs:
        summer:
          term: 2999-06-01 .. 2999-07-31
          mentors: ben
          code of conduct: https://example.org/conduct
          one-on-one: { duration: 1 hour }
          mentorships: { ana: { mentee: ana, when: Monday 15:00 } }
      """
    let good = try await examine(program)
    #expect(good.summary.hasPrefix("DIR: 1 series, 2 people, 1 warning, 1 note"))
    #expect(!good.hasErrors)
    #expect(good.lines.count == 2)
    #expect(
      good.lines[0].hasPrefix("DIR/b.yaml:5:5: warning: one mentor: ben is alone with summer.ana"))
    #expect(good.lines[1].hasPrefix("DIR/b.yaml:7:19: note: long meeting: 1 hour for summer.ana"))
  }

  @Test func `None or several are many`() async throws {
    let good = try await examine("people: { ben: { email: ben@example.org } }")
    #expect(good.summary == "DIR: 0 series, 2 people, 0 warnings")
    #expect(good.lines.isEmpty)
    let bad = try await examine("{}", alone: true)
    #expect(bad.summary == "DIR: 3 errors, 0 warnings. Nothing of it would be loaded.")
  }

  @Test func `For machines a problem is an object`() async throws {
    let bad = try await examine("groups: { leads: role lead }\nmeeting: {}")
    #expect(
      bad.lines == [
        "DIR/b.yaml:1:18: warning: nobody has the role \"lead\". give it to somebody under `people`",
        "DIR/b.yaml:2:1: error: unknown key `meeting` in a configuration. write `meetings`",
      ])
    #expect(
      bad.json == [
        #"{"column":18,"file":"DIR/b.yaml","fix":"give it to somebody under `people`","line":1,"#
          + #""severity":"warning","what":"nobody has the role \"lead\""}"#,
        #"{"column":1,"file":"DIR/b.yaml","fix":"write `meetings`","line":2,"#
          + #""severity":"error","what":"unknown key `meeting` in a configuration"}"#,
      ])
  }

  @Test func `An agenda that is not there is a warning where it is named`() async throws {
    let report = try await examine(
      """
      meetings:
        hours: { title: A, when: 'Thursday 14:00', invite: ana, agenda: { from: a.md } }
      """)
    #expect(
      report.lines == [
        "DIR/b.yaml:2:75: warning: the agenda DIR/a.md cannot be read, No such file or directory: nobody can add items there. "
          + "mend the file, or `from:`"
      ])
    #expect(!report.hasErrors)
  }

  @Test func `What concerns a file as a whole has a place too`() async throws {
    try await withTemporaryDirectory { directory in
      let report = Examination(of: directory)
      let lines = try report.lines().map(\.text)
      #expect(
        lines == [
          "\(directory):1:1: error: there is no *.yaml in this directory. "
            + "write one, or name another directory by --config"
        ])
      #expect(report.summary.hasSuffix(": 1 error, 0 warnings. Nothing of it would be loaded."))
    }
  }
}
