import Cadence
import Foundation

/// The zones of Tests/Fixtures/zoneinfo, which every test here uses: the machine's own tzdata
/// would give another answer on another machine.
enum Zones {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/zoneinfo")

  static let names: [String] = {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (paths ?? []).filter {
      $0.contains("/") && bytes($0)?.starts(with: Array("TZif".utf8)) == true
    }
    .sorted()
  }()

  /// With the names of two files that Debian ships and that mean no place.
  static let database = ZoneDatabase(
    version: "fixture", names: names + ["CET", "EST", "UTC"], read: { bytes($0) })

  static func bytes(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: folder.appendingPathComponent(name))).map { Array($0) }
  }

  static func named(_ name: String) throws -> ZoneRules { try database.zone(named: name) }

  static func lines(of file: String) throws -> [[String]] {
    try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: " ").map(String.init) }
  }
}

/// Test values are written as text; one that does not read is a mistake in the test.
func at(_ text: String) -> Instant {
  guard let instant = Instant(text) else { fatalError("\(text) is not an instant") }
  return instant
}

func date(_ text: String) -> CivilDate {
  guard let date = CivilDate(text) else { fatalError("\(text) is not a date") }
  return date
}

func time(_ text: String) -> CivilTime {
  guard let time = CivilTime(text) else { fatalError("\(text) is not a time") }
  return time
}

func local(_ text: String) -> CivilDateTime {
  guard let local = CivilDateTime(text) else { fatalError("\(text) is not a local time") }
  return local
}
