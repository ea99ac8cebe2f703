import Cadence
import Foundation
import Meetings
import Settings
import Testing

enum Fixture {
  static let today = CivilDate(year: 2026, month: 11, day: 20) ?? .distantPast

  /// The system's zones: this room is handed a database, so the tests read it.
  static let zones: ZoneDatabase = {
    let root = "/usr/share/zoneinfo"
    let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    let names = all.filter { name in
      !name.hasPrefix("posix/") && !name.hasPrefix("right/") && !name.contains(".")
        && (try? FileManager.default.attributesOfItem(atPath: "\(root)/\(name)"))?[.type]
          as? FileAttributeType != .typeDirectory
    }
    return ZoneDatabase(version: "tests", names: names) { name in
      FileManager.default.contents(atPath: "\(root)/\(name)").map { [UInt8]($0) }
    }
  }()

  /// Two people, one of them a maintainer, a group, and what every configuration needs.
  static let base = """
    community: Test
    domain: example.org
    mail: { from: a@example.org }
    people:
      ana: { email: ana@example.org }
      ben: { email: ben@example.org, roles: [maintainer] }
    groups: { crew: [ana, ben] }

    """

  static func read(_ files: [SourceFile]) -> Result<Settings, Problems> {
    Result { () throws(Problems) in try Settings.read(files, zones: zones, today: today) }
  }

  static func read(_ text: String, alone: Bool = false) -> Result<Settings, Problems> {
    let file = SourceFile(name: "x.yaml", bytes: Array(text.utf8))
    let base = SourceFile(name: "base.yaml", bytes: Array(base.utf8))
    return read(alone ? [file] : [base, file])
  }

  /// What is printed: problems, or the warnings of settings that are good.
  static func printed(_ result: Result<Settings, Problems>) -> [String] {
    switch result {
    case .success(let settings): settings.warnings.map(\.description)
    case .failure(let problems): problems.all.map(\.description)
    }
  }

  static func printed(_ text: String, alone: Bool = false) -> [String] {
    printed(read(text, alone: alone))
  }

  /// The repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The repository's `config/`, as the service reads it: *.yaml, not below.
  static func folder(_ path: String = "config") throws -> [SourceFile] {
    let root = root.appendingPathComponent(path)
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
    return try names.filter { $0.hasSuffix(".yaml") }.sorted().map {
      SourceFile(
        name: $0, bytes: [UInt8](try Data(contentsOf: root.appendingPathComponent($0))))
    }
  }
}

/// SplitMix64: the same seed gives the same test everywhere.
/// Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
