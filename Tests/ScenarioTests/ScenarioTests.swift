import Foundation
import Messages
import StrictMail
import Testing

/// Every file of Tests/Scenarios plays to its own transcript.
///
/// `RECORD=1` (`make goldens`) writes the transcripts and fails, so that recording is never green.
@Suite struct Scenarios {
  static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Scenarios").path

  static let files: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
    .filter { $0.hasSuffix(".scenario") }.sorted()

  @Test func thereAreScenarios() {
    #expect(Self.files.count >= 10)
  }

  @Test(arguments: files) func plays(_ name: String) throws {
    let scenario = try Scenario(path: "\(Self.directory)/\(name)")
    let (played, mails) = try scenario.play()
    let environment = ProcessInfo.processInfo.environment
    if environment["RECORD"] == "1" {
      #expect(environment["CI"] == nil, "transcripts are not recorded in CI")
      if environment["CI"] == nil {
        try scenario.recorded(played).write(
          toFile: scenario.path, atomically: true, encoding: .utf8)
      }
      Issue.record("recorded \(name): review it with git diff")
      return
    }
    let expected = scenario.expected.components(separatedBy: "\n")
    let actual = played.components(separatedBy: "\n")
    for (index, (wanted, got)) in zip(expected, actual).enumerated() where wanted != got {
      Issue.record(
        "\(name), line \(index + 1) of the transcript:\n  wanted \(wanted)\n  played \(got)")
      return
    }
    #expect(expected.count == actual.count, "\(name): the transcripts differ in length")
    #expect(!mails.isEmpty, "\(name): nobody was sent a mail")
    for (reader, mails) in mails {
      let found = StrictMail.violations(inOrder: mails.map(\.bytes))
      #expect(found.isEmpty, "\(name): the mails to \(reader)")
      #expect(mails.allSatisfy { StrictMail.violations(in: $0.bytes, recipient: reader).isEmpty })
    }
  }
}
