import Cadence
import Foundation
import Testing

@testable import Service

/// `templates:` from the YAML to what is rendered.
struct TemplateDirectoryTests {
  // The line of the meeting is one line of YAML.
  private let base = """
    community: Test
    domain: example.org
    mail: { from: a@example.org }
    people: { ana: { email: ana@example.org } }
    meetings:
      hours: { title: Hours, when: once on 2026-12-03 14:00 UTC, invite: ana, remind: no, opens: 2 days before }
    templates: texts/

    """
  private let now = Instant(secondsSince1970: 1_795_000_000)

  /// A configuration with these templates.
  private func configured<Result>(
    _ files: [String: String], _ body: (String) async throws -> Result
  ) async throws -> Result {
    try await withTemporaryDirectory { directory in
      try write(base, to: "\(directory)/a.yaml")
      try makeDirectory("\(directory)/texts")
      for (name, text) in files { try write(text, to: "\(directory)/texts/\(name)") }
      return try await body(directory)
    }
  }

  private func lines(_ files: [String: String]) async throws -> [String] {
    try await configured(files) { directory in
      try Examination(of: directory).lines().map { $0.text.replacing(directory, with: "DIR") }
    }
  }

  @Test func `All files are reported with the rest`() async throws {
    let all = try await configured([
      "invitaton.mustache": "Hi", "call.mustache": "{{titel}}\n{{#cutoff}}", "update.txt": "Hi",
      "README.md": "Our words.", "update.mustache~": "{{old}}", ".update.mustache": "{{draft}}",
    ]) { directory in
      try write("nonsense: 1", to: "\(directory)/b.yaml")
      return try Examination(of: directory).lines().map {
        $0.text.replacing(directory, with: "DIR")
      }
    }
    #expect(
      all == [
        "DIR/b.yaml:1:1: error: unknown key `nonsense` in a configuration. known are `community`, "
          + "`domain`, `timezone`, `mail`, `channels`, `people`, `groups`, `holidays`, "
          + "`meetings`, `programs`, "
          + "`profiles`, `templates`, `web`, `board`, `api`, `code of conduct`, `accept`, "
          + "`levels`, `reviewers`, `votes` and `keep`",
        "DIR/texts/call.mustache:1:1: error: there is no field \"titel\". write {{title}}",
        "DIR/texts/call.mustache:2:1: error: {{#cutoff}} is never closed. write {{/cutoff}}",
        "DIR/texts/invitaton.mustache:1:1: error: no kind of mail is called \"invitaton\". "
          + "rename it to invitation.mustache",
        "DIR/texts/update.txt:1:1: error: only *.mustache is read, so this file would be ignored. "
          + "rename it to update.mustache",
      ])
  }

  @Test func `A directory that is not there is an error where it is named`() async throws {
    let all = try await configured([:]) { directory in
      try FileManager.default.removeItem(atPath: "\(directory)/texts")
      return try Examination(of: directory).lines().map {
        $0.text.replacing(directory, with: "DIR")
      }
    }
    #expect(
      all == [
        "DIR/a.yaml:7:12: error: `templates`: DIR/texts cannot be listed. make a directory of this "
          + "name that this user may read, or take the key out"
      ])
  }

  @Test func `Good templates are not mentioned`() async throws {
    #expect(try await lines(["call.mustache": "Hi {{reader}}"]).isEmpty)
    #expect(try await lines([:]).isEmpty)
  }

  /// New zones are no reason to load an edit that nobody asked to load.
  @Test func `What was loaded is looked at again, not the disk`() async throws {
    try await configured(["call.mustache": "Hi {{reader}}"]) { directory in
      var source = SettingsSource(path: directory)
      source.adopt(try source.read(at: now))
      try write("{{titel}}", to: "\(directory)/texts/call.mustache")
      _ = try source.read(at: now, rereading: false)
      #expect(throws: (any Error).self) { try source.read(at: now) }
    }
  }

  @Test func `A rehearsal uses them`() async throws {
    try await configured(["invitation.mustache": "Subject: Our {{title}}\nHi"]) { directory in
      var lines: [String] = []
      let paths = Paths(
        configuration: directory, state: "\(directory)/state", socket: "\(directory)/s",
        environment: [:])
      try Rehearsal(
        paths: paths, from: "2026-12-01T00:00:00Z", until: "2026-12-03T00:00:00Z", script: nil,
        maildir: nil, asJSON: false
      ).play { lines.append($0) }
      #expect(lines.contains { $0.hasSuffix("invitation to ana: Our Hours") }, "\(lines)")
    }
  }
}
