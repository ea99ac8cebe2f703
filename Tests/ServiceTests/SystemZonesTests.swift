import Cadence
import Foundation
import Testing

@testable import Service

struct SystemZonesTests {
  @Test func `The system's zones are found by name`() throws {
    let zones = SystemZones()
    #expect(zones.database.names.contains("Europe/Warsaw"))
    #expect(zones.database.version.hasPrefix("20"))
    #expect(try zones.database.zone(named: "Europe/Warsaw").identifier == "Europe/Warsaw")
    #expect(zones.refreshed().database.version == zones.database.version)
  }

  @Test(arguments: [
    (
      "# version 2026b\nZ Europe/Warsaw 1:24 - LMT\nL Europe/Warsaw Poland\nL X Gone\n", "", "2026b"
    ),
    ("", "2026c\n", "2026c"),
    ("", "", "unknown"),
  ])
  func `Names and version come from what there is`(
    list: String, versionFile: String, version: String
  ) async throws {
    try await withTemporaryDirectory { directory in
      try makeDirectory("\(directory)/Europe")
      try write("TZif", to: "\(directory)/Europe/Warsaw")
      try write("TZif", to: "\(directory)/Poland")
      if list.isEmpty {
        try write("# codes\nPL\t+5215+02100\tEurope/Warsaw\n", to: "\(directory)/zone1970.tab")
        if !versionFile.isEmpty { try write(versionFile, to: "\(directory)/+VERSION") }
      } else {
        try write(list, to: "\(directory)/tzdata.zi")
      }
      let database = SystemZones(directory: directory).database
      #expect(database.version == version)
      #expect(database.names == (list.isEmpty ? ["Europe/Warsaw"] : ["Europe/Warsaw", "Poland"]))
    }
  }

  @Test func `A zone in use whose file is gone or broken keeps its rules until there is one again`()
    async throws
  {
    let file = try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/Asia/Tokyo"))
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/Asia/Tokyo"
      try makeDirectory("\(directory)/Asia")
      try write("Z Asia/Tokyo 9 - JST\n", to: "\(directory)/tzdata.zi")
      try file.write(to: URL(filePath: path))
      let first = SystemZones(directory: directory)
      let rules = try first.database.zone(named: "Asia/Tokyo")
      #expect(first.directories == [directory, "\(directory)/Asia"])

      try FileManager.default.removeItem(atPath: path)
      let second = first.refreshed()
      #expect(second.lost.keys.sorted() == ["Asia/Tokyo"])
      #expect(try second.database.zone(named: "asia/tokyo") == rules)
      #expect(second.directories == first.directories)

      try write("TZif", to: path)
      let third = second.refreshed()
      if case .malformed = third.lost["Asia/Tokyo"] {} else { Issue.record("\(third.lost)") }
      #expect(third.database.used == ["Asia/Tokyo": rules])

      try file.write(to: URL(filePath: path))
      #expect(third.refreshed().lost.isEmpty)
      #expect(third.refreshed().database.used == ["Asia/Tokyo": rules])
    }
  }

  @Test func `Questions are answered by the rules that run, and leave no zone in use`()
    async throws
  {
    let zoneinfo = "/usr/share/zoneinfo"
    try await withTemporaryDirectory { directory in
      try makeDirectory("\(directory)/Asia")
      try write("Z Asia/Tokyo 9 - JST\nZ Asia/Seoul 9 - KST\n", to: "\(directory)/tzdata.zi")
      for name in ["Asia/Tokyo", "Asia/Seoul"] {
        try FileManager.default.copyItem(
          atPath: "\(zoneinfo)/\(name)", toPath: "\(directory)/\(name)")
      }
      let first = SystemZones(directory: directory)
      let rules = try first.database.zone(named: "Asia/Tokyo")
      try FileManager.default.removeItem(atPath: "\(directory)/Asia/Tokyo")
      let zones = first.refreshed()
      let database = zones.forQuestions()
      #expect(try database.zone(named: "Asia/Tokyo") == rules)
      #expect(try database.zone(named: "Asia/Seoul").identifier == "Asia/Seoul")
      #expect(zones.database.used.keys.sorted() == ["Asia/Tokyo"])
    }
  }

  /// A load that fails does not lose the change.
  @Test func `Other rules are to be loaded until they are`() async throws {
    let zoneinfo = URL(filePath: "/usr/share/zoneinfo")
    try await withTemporaryDirectory { directory in
      let zones = "\(directory)/zones"
      try makeDirectory("\(zones)/Asia")
      try write("Z Asia/Tokyo 9 - JST\n", to: "\(zones)/tzdata.zi")
      func useRules(of name: String) throws {
        try Data(contentsOf: zoneinfo.appending(path: name))
          .write(to: URL(filePath: "\(zones)/Asia/Tokyo"))
      }
      try useRules(of: "Asia/Tokyo")
      try write(
        """
        community: Example
        domain: example.org
        mail: { from: "Example <meet@example.org>", via: "smtp://127.0.0.1:25" }
        people: { ana: { email: ana@example.org } }
        meetings: { sync: { title: Sync, when: Monday 9:00 Asia/Tokyo, hosts: ana } }
        """, to: "\(directory)/a.yaml")
      let now = try #require(Instant("2026-11-02T00:00:00Z"))
      var source = SettingsSource(
        path: "\(directory)/a.yaml", zones: SystemZones(directory: zones))
      source.adopt(try source.read(at: now))
      source.refreshZones()
      #expect(source.zonesToLoad.isEmpty)
      try useRules(of: "Asia/Kolkata")
      for _ in 1...2 {
        source.refreshZones()
        #expect(source.zonesToLoad == ["Asia/Tokyo"])
      }
      source.adopt(try source.read(at: now, rereading: false))
      #expect(source.zonesToLoad.isEmpty)
    }
  }

  @Test func `A system without zone data knows UTC`() throws {
    let database = SystemZones(directory: "/nowhere").database
    #expect(database.names.isEmpty)
    #expect(try database.zone(named: "UTC").identifier == ZoneRules.utc.identifier)
  }

  @Test(arguments: [
    "", "/etc/passwd", "../passwd", "Europe/../../passwd", "Europe//Warsaw", "Europe/", "./UTC",
    "Europe/War saw", "a\0b",
  ])
  func `A name cannot leave the directory`(name: String) {
    #expect(!SystemZones.isPlausible(name))
  }

  @Test(arguments: ["Etc/GMT+8", "America/Port-au-Prince", "America/Argentina/Buenos_Aires"])
  func `Real names are plausible`(name: String) {
    #expect(SystemZones.isPlausible(name))
  }
}
