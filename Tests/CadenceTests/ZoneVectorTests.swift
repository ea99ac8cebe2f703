import Cadence
import Foundation
import Testing

@Suite struct ZoneVectorTests {
  /// 45 zones, 1900 to 2100, against Python's zoneinfo: tools/zone-vectors.py.
  @Test func agreesWithPython() throws {
    var zones: [String: ZoneRules] = [:]
    let lines = try Zones.lines(of: "vectors.txt")
    #expect(lines.count == 3929)
    for line in lines {
      let zone = try zones[line[1]] ?? Zones.named(line[1])
      zones[line[1]] = zone
      let matches = line[0] == "i" ? instantMatches(line, zone) : try localMatches(line, zone)
      #expect(matches, "\(line.joined(separator: " "))")
    }
    #expect(zones.count == Zones.names.count)
  }

  private func instantMatches(_ line: [String], _ zone: ZoneRules) -> Bool {
    let instant = Instant(secondsSince1970: Int64(line[2]) ?? .min)
    return zone.offset(at: instant) == Seconds(Int64(line[3]) ?? .min)
      && zone.abbreviation(at: instant) == line[4]
      && zone.local(at: instant) == wall(instant.secondsSince1970 + (Int64(line[3]) ?? 0))
  }

  private func localMatches(_ line: [String], _ zone: ZoneRules) throws -> Bool {
    let first = Instant(secondsSince1970: try #require(Int64(line[4])))
    let second = Instant(secondsSince1970: try #require(Int64(line[5])))
    let expected: Resolution =
      switch line[3] {
      case "unique": .unique(first)
      case "gap": .gap(shifted: first)
      default: .overlap(first: first, second: second)
      }
    return zone.resolve(local(line[2])) == expected
  }

  private func wall(_ seconds: Int64) -> CivilDateTime {
    ZoneRules.utc.local(at: Instant(secondsSince1970: seconds))
  }

  /// notes/recurrence.md section 5.1, computed with Python's zoneinfo, tzdata 2026.6.
  @Test(arguments: [
    ("America/New_York", "2007-03-11T02:30", "gap", "2007-03-11T07:30:00Z", ""),
    ("America/New_York", "2007-11-04T01:30", "overlap", "2007-11-04T05:30:00Z", "06:30"),
    ("Europe/Warsaw", "2025-03-30T02:30", "gap", "2025-03-30T01:30:00Z", ""),
    ("Europe/Warsaw", "2025-10-26T02:30", "overlap", "2025-10-26T00:30:00Z", "01:30"),
    ("Australia/Lord_Howe", "2025-10-05T02:15", "gap", "2025-10-04T15:45:00Z", ""),
    ("Australia/Lord_Howe", "2025-04-06T01:45", "overlap", "2025-04-05T14:45:00Z", "15:15"),
    ("Africa/Cairo", "2025-04-25T00:00", "gap", "2025-04-24T22:00:00Z", ""),
    ("Pacific/Apia", "2011-12-30T10:00", "gap", "2011-12-30T20:00:00Z", ""),
    ("Europe/Dublin", "2025-03-30T01:30", "gap", "2025-03-30T01:30:00Z", ""),
    ("Africa/Casablanca", "2025-02-23T02:30", "overlap", "2025-02-23T01:30:00Z", "02:30"),
    ("Europe/Warsaw", "2045-03-26T02:30", "gap", "2045-03-26T01:30:00Z", ""),
  ])
  func vector(_ zone: String, _ text: String, _ kind: String, _ first: String, _ second: String)
    throws
  {
    let resolution = try Zones.named(zone).resolve(local(text))
    if kind == "gap" {
      #expect(resolution == .gap(shifted: at(first)))
      #expect(resolution.instant(gap: .shiftForward) == at(first))
      #expect(resolution.instant(gap: .omit) == nil)
    } else {
      let other = at("\(first.prefix(11))\(second):00Z")
      #expect(resolution == .overlap(first: at(first), second: other))
      #expect(resolution.instant(gap: .omit) == at(first))
    }
  }

  @Test func namesTheNextChange() throws {
    let warsaw = try Zones.named("Europe/Warsaw")
    #expect(warsaw.nextTransition(after: at("2026-11-20T00:00:00Z")) == at("2027-03-28T01:00:00Z"))
    #expect(warsaw.nextTransition(after: at("2027-03-28T01:00:00Z")) == at("2027-10-31T01:00:00Z"))
    #expect(warsaw.nextTransition(after: at("2090-01-01T00:00:00Z")) == at("2090-03-26T01:00:00Z"))
    let kolkata = try Zones.named("Asia/Kolkata")
    #expect(kolkata.nextTransition(after: at("2026-11-20T00:00:00Z")) == nil)
    #expect(ZoneRules.utc.nextTransition(after: .distantPast) == nil)
  }

  @Test func survivesTheEndsOfTime() throws {
    #expect(Zones.names.count == 45)
    for name in Zones.names {
      let zone = try Zones.named(name)
      for seconds in [Int64.min, Int64.min + 1, -(1 << 59), 1 << 59, Int64.max - 1, Int64.max] {
        let instant = Instant(secondsSince1970: seconds)
        #expect(abs(zone.offset(at: instant).count) < 93_600)
        #expect(!zone.abbreviation(at: instant).isEmpty)
        _ = zone.local(at: instant)
        _ = zone.nextTransition(after: instant)
      }
      for ends in ["0001-01-01T00:00", "9999-12-31T23:59:59"] { _ = zone.resolve(local(ends)) }
    }
  }

  @Test func isEqualByNameAndData() throws {
    let bytes = try #require(Zones.bytes("Europe/Warsaw"))
    let a = try ZoneRules(identifier: "Europe/Warsaw", tzif: bytes)
    #expect(try a == Zones.named("Europe/Warsaw"))
    #expect(try a.hashValue == Zones.named("Europe/Warsaw").hashValue)
    #expect(try a != ZoneRules(identifier: "Poland", tzif: bytes))
    let other = try #require(Zones.bytes("Europe/Berlin"))
    #expect(try a != ZoneRules(identifier: "Europe/Warsaw", tzif: other))
    #expect("\(a)" == "Europe/Warsaw")
  }

  /// Every zone of this machine is read, and every instant leads to its local time and back.
  @Test func readsTheMachinesZones() throws {
    let root = "/usr/share/zoneinfo"
    guard let paths = FileManager.default.enumerator(atPath: root) else { return }
    var count = 0
    for case let path as String in paths {
      guard !path.hasPrefix("right/"),
        let data = FileManager.default.contents(atPath: "\(root)/\(path)"),
        data.starts(with: Array("TZif".utf8))
      else { continue }
      let zone = try ZoneRules(identifier: path, tzif: Array(data))
      count += 1
      var generator = SeededGenerator(seed: UInt64(count))
      for _ in 0..<20 {
        let seconds = Int64(generator.int(-2_208_988_800...4_102_444_800))
        let instant = Instant(secondsSince1970: seconds)
        switch zone.resolve(zone.local(at: instant)) {
        case .unique(let back): #expect(back == instant, "\(path) \(instant)")
        case .overlap(let first, let second):
          #expect(first == instant || second == instant, "\(path) \(instant)")
        case .gap: Issue.record("\(path) \(instant) is read as a gap")
        }
      }
    }
    #expect(count > 100 || !FileManager.default.fileExists(atPath: "\(root)/Europe/Berlin"))
  }

  @Test func refusesLeapSeconds() throws {
    guard let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/right/Europe/Berlin")
    else { return }
    #expect(
      throws: ZoneProblem.malformed(
        "x", reason: "it counts leap seconds, as the zones under right/ do")
    ) { try ZoneRules(identifier: "x", tzif: Array(data)) }
  }
}
