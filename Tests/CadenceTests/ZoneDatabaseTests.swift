import Cadence
import Synchronization
import Testing

@Suite struct ZoneDatabaseTests {
  @Test(arguments: [
    (
      "PST",
      "\"PST\" is an abbreviation and does not say whose clock to follow. write America/Los_Angeles or Asia/Manila"
    ),
    (
      "ist",
      "\"ist\" is an abbreviation and does not say whose clock to follow. write Asia/Kolkata or Asia/Jerusalem or Europe/Dublin"
    ),
    (
      "CET",
      "\"CET\" is an abbreviation and does not say whose clock to follow. write Europe/Berlin or Europe/Warsaw or Europe/Paris"
    ),
    (
      "EST",
      "\"EST\" is an abbreviation and does not say whose clock to follow. write America/New_York"
    ),
    (
      "UTC+8",
      "\"UTC+8\" is an offset, not a time zone as in Asia/Shanghai. write Etc/GMT-8"
    ),
    (
      "gmt-03:00",
      "\"gmt-03:00\" is an offset, not a time zone as in Asia/Shanghai. write Etc/GMT+3"
    ),
    (
      "+0530", "\"+0530\" is an offset, not a time zone as in Asia/Shanghai. write Asia/Kolkata"
    ),
    (
      "UTC+0",
      "\"UTC+0\" is an offset, not a time zone as in Asia/Shanghai. write UTC"
    ),
    (
      "UTC+15",
      "\"UTC+15\" is an offset, not a time zone as in Asia/Shanghai"
    ),
    ("Europe/Warsav", "there is no time zone \"Europe/Warsav\". write Europe/Warsaw"),
    ("Asia/Warsaw", "there is no time zone \"Asia/Warsaw\". write Europe/Warsaw"),
    ("Warsaw", "there is no time zone \"Warsaw\". write Europe/Warsaw"),
    ("new york", "there is no time zone \"new york\". write America/New_York"),
    (
      "Europe/Atlantis",
      "there is no time zone \"Europe/Atlantis\""
    ),
    ("", "there is no time zone \"\""),
    (
      "../../etc/passwd",
      "there is no time zone \"../../etc/passwd\""
    ),
  ])
  func refuses(_ name: String, _ message: String) {
    let problem = #expect(throws: ZoneProblem.self) { try Zones.database.zone(named: name) }
    #expect(problem?.description == message)
  }

  @Test func readsAnyCase() throws {
    #expect(try Zones.named("europe/warsaw").identifier == "Europe/Warsaw")
    for name in ["UTC", "utc", "GMT", "Etc/UTC", "Z"] { #expect(try Zones.named(name) == .utc) }
    #expect(ZoneRules.utc.abbreviation(at: .distantPast) == "UTC")
  }

  @Test func readsAZoneOnce() throws {
    let reads = Reads()
    let database = ZoneDatabase(version: "test", names: ["Europe/Warsaw", "Europe/Gone"]) { name in
      reads.count.withLock { $0 += 1 }
      return name == "Europe/Warsaw" ? Zones.bytes(name) : nil
    }
    #expect(try database.zone(named: "Europe/Warsaw") == database.zone(named: "EUROPE/warsaw"))
    #expect(reads.count.withLock { $0 } == 1)
    #expect(throws: ZoneProblem.malformed("Europe/Gone", reason: "it cannot be read")) {
      try database.zone(named: "Europe/Gone")
    }
    #expect(database.version == "test")
    #expect(database.names == ["Europe/Gone", "Europe/Warsaw"])
  }

  private final class Reads: Sendable {
    let count = Mutex(0)
  }
}
