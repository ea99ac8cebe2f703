import Foundation
import Testing

/// Transcripts of what was read, for people to review line by line.
enum Golden {
  /// `RECORD=1` writes what came out, and still fails: a person has to read the difference.
  static func compare(_ text: String, with name: String) throws {
    let file = Fixture.root.appendingPathComponent("Tests/Goldens").appendingPathComponent(name)
    let golden = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    guard golden != text else { return }
    let environment = ProcessInfo.processInfo.environment
    if environment["RECORD"] == "1", environment["CI"] == nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("Recorded \(name); read the difference, then run without RECORD")
      return
    }
    let (old, new) = (golden.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let at = line ?? min(old.count, new.count)
    Issue.record(
      """
      \(name):\(at + 1) differs
      golden: \(at < old.count ? old[at] : "(ends)")
      now:    \(at < new.count ? new[at] : "(ends)")
      """)
  }
}
