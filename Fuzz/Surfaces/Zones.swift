import Cadence
import Foundation

/// The zones of the tests, so that an input means the same on every machine.
enum Zones {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Tests/Fixtures/zoneinfo")

  static let database = ZoneDatabase(
    version: "fixture",
    names: [
      "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe",
      "Europe/Berlin", "Europe/London", "Pacific/Apia",
    ],
    read: { (try? Data(contentsOf: folder.appendingPathComponent($0))).map { Array($0) } })

  /// UTC where there is no such zone.
  static func named(_ name: some StringProtocol) -> ZoneRules {
    (try? database.zone(named: String(name))) ?? .utc
  }
}
