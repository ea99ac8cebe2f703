import Cadence
import Foundation
import Testing

/// Every zone of this machine against Python's zoneinfo and `zdump`, 1900 to 2100.
@Suite struct MachineZoneTests {
  private struct Answer: Decodable {
    let folder: String
    let zones: [Truth]
  }

  private struct Truth: Decodable {
    let name: String
    /// Whether every change is among them.
    let isExact: Bool
    /// Both sides of each change.
    let instants: [Int64]
    let offsets: [Int64]
    let abbreviations: [String]
    /// Of each local time: itself in seconds on the wall, and what it means with fold 0 and 1.
    let locals: [Int64]
  }

  /// Without python3 or zdump this fails.
  private func truths() throws -> Answer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("zones.py").path
    // All by zdump where many rules are wanted as well.
    let every = ruleSeeds(1, 20).count > 20 ? 1 : 20
    process.arguments = ["python3", script, "--zdump", "\(every)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "zones.py says what is wrong")
    return try JSONDecoder().decode(Answer.self, from: output)
  }

  @Test func agreeWithPythonAndZdump() throws {
    let answer = try truths()
    #expect(answer.zones.count > 300)
    #expect(answer.zones.count(where: \.isExact) > 15)
    for truth in answer.zones {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(answer.folder)/\(truth.name)"))
      let zone = try ZoneRules(identifier: truth.name, tzif: Array(bytes))
      try check(zone, truth)
    }
  }

  private func check(_ zone: ZoneRules, _ truth: Truth) throws {
    for (index, second) in truth.instants.enumerated() {
      let instant = Instant(secondsSince1970: second)
      let (offset, name) = (truth.offsets[index], truth.abbreviations[index])
      let isRight =
        zone.offset(at: instant).count == offset && zone.abbreviation(at: instant) == name
      guard isRight else {
        Issue.record("\(zone) \(instant): not \(offset) \(name), \(zone.offset(at: instant).count)")
        return
      }
    }
    for index in stride(from: 0, to: truth.locals.count, by: 3) {
      let (first, second) = (truth.locals[index + 1], truth.locals[index + 2])
      let (a, b) = (Instant(secondsSince1970: first), Instant(secondsSince1970: second))
      let expected: Resolution =
        first == second
        ? .unique(a) : first < second ? .overlap(first: a, second: b) : .gap(shifted: a)
      let local = ZoneRules.utc.local(at: Instant(secondsSince1970: truth.locals[index]))
      guard zone.resolve(local) == expected else {
        Issue.record("\(zone) \(local): \(zone.resolve(local)) is not \(expected)")
        return
      }
    }
    // Nothing changes between.
    guard truth.isExact else { return }
    let changes = stride(from: 1, to: truth.instants.count, by: 2)
      .filter { truth.offsets[$0] != truth.offsets[$0 - 1] }.map { truth.instants[$0] }
    var found: [Int64] = []
    var cursor = at("1900-01-01T00:00:00Z")
    while let next = zone.nextTransition(after: cursor), next < at("2100-01-01T00:00:00Z") {
      found.append(next.secondsSince1970)
      cursor = next
    }
    #expect(found == changes, "\(zone)")
  }
}
