import Cadence
import Testing

@Suite struct TZifTests {
  /// A file without changes: one type of local time, then the footer.
  static func file(
    footer: String, version: UInt8 = UInt8(ascii: "2"), offset: Int32 = 0
  ) -> [UInt8] {
    let header =
      Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15 + 16)
      + [0, 0, 0, 1, 0, 0, 0, 4]
    let bits = UInt32(bitPattern: offset)
    let type = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) } + [0, 0]
    let block = header + type + Array("LMT\0".utf8)
    return version == 0 ? block : block + block + Array("\n\(footer)\n".utf8)
  }

  private func zone(_ footer: String) throws -> ZoneRules {
    try ZoneRules(identifier: "Test", tzif: TZifTests.file(footer: footer))
  }

  private func changes(_ footer: String, in year: Int) throws -> [String] {
    let zone = try zone(footer)
    var found: [String] = []
    var cursor = at("\(year)-01-01T00:00:00Z") - .seconds(1)
    while let next = zone.nextTransition(after: cursor), next < at("\(year + 1)-01-01T00:00:00Z") {
      found.append("\(next) \(zone.abbreviation(at: next)) \(zone.offset(at: next).count)")
      cursor = next
    }
    return found
  }

  @Test(arguments: [
    (
      "CET-1CEST,M3.5.0,M10.5.0/3", 2026,
      ["2026-03-29T01:00:00Z CEST 7200", "2026-10-25T01:00:00Z CET 3600"]
    ),
    // Ireland: summer is standard time, and daylight time is behind it.
    (
      "IST-1GMT0,M10.5.0,M3.5.0/1", 2026,
      ["2026-03-29T01:00:00Z IST 3600", "2026-10-25T01:00:00Z GMT 0"]
    ),
    // Nuuk: the evening before.
    (
      "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026,
      ["2026-03-29T01:00:00Z -01 -3600", "2026-10-25T01:00:00Z -02 -7200"]
    ),
    // Jerusalem: 02:00 of the day after the fourth Thursday.
    (
      "IST-2IDT,M3.4.4/26,M10.5.0", 2026,
      ["2026-03-27T00:00:00Z IDT 10800", "2026-10-24T23:00:00Z IST 7200"]
    ),
    // The fifth of a weekday is the last one, wherever that is.
    (
      "AAA0BBB,M2.5.0/0,M11.5.1/1", 2026,
      ["2026-02-22T00:00:00Z BBB 3600", "2026-11-30T00:00:00Z AAA 0"]
    ),
    // J60 is 1 March in every year, 59 only in three of four.
    (
      "AAA0BBB,J60/0,J300/1", 2024, ["2024-03-01T00:00:00Z BBB 3600", "2024-10-27T00:00:00Z AAA 0"]
    ),
    (
      "AAA0BBB,J60/0,J300/1", 2026, ["2026-03-01T00:00:00Z BBB 3600", "2026-10-27T00:00:00Z AAA 0"]
    ),
    ("AAA0BBB,59/0,300/1", 2024, ["2024-02-29T00:00:00Z BBB 3600", "2024-10-27T00:00:00Z AAA 0"]),
    ("AAA0BBB,59/0,300/1", 2026, ["2026-03-01T00:00:00Z BBB 3600", "2026-10-28T00:00:00Z AAA 0"]),
    // South of the equator, daylight time lies over the year's end.
    (
      "AEST-10AEDT,M10.1.0,M4.1.0/3", 2026,
      ["2026-04-04T16:00:00Z AEST 36000", "2026-10-03T16:00:00Z AEDT 39600"]
    ),
    // A time of a week and a day reaches into another month.
    (
      "AAA0BBB,M2.5.0/167,M11.5.1/-167", 2026,
      ["2026-02-28T23:00:00Z BBB 3600", "2026-11-23T00:00:00Z AAA 0"]
    ),
    ("<+0530>-5:30:15", 2026, []),
    ("<+11>-11", 2026, []),
    // RFC 9636 section 3.3.2: daylight time all year.
    ("EST5EDT,0/0,J365/25", 2026, []),
  ])
  func readsFooters(_ footer: String, _ year: Int, _ expected: [String]) throws {
    #expect(try changes(footer, in: year) == expected)
  }

  @Test func readsOffsets() throws {
    let any = at("2026-07-01T00:00:00Z")
    #expect(try zone("<+0530>-5:30:15").offset(at: any) == Seconds(19_815))
    #expect(try zone("<+0530>-5:30:15").abbreviation(at: any) == "+0530")
    for day in ["2026-01-01T04:59:59Z", "2026-01-01T05:00:00Z", "2026-12-31T23:00:00Z"] {
      #expect(try zone("EST5EDT,0/0,J365/25").offset(at: at(day)) == Seconds(-14_400))
    }
    let plain = try ZoneRules(identifier: "x", tzif: TZifTests.file(footer: "", offset: -968))
    #expect(plain.offset(at: any) == Seconds(-968))
    let old = try ZoneRules(
      identifier: "x", tzif: TZifTests.file(footer: "", version: 0, offset: 3600))
    #expect(old.offset(at: any) == .hours(1))
    for version in "34".utf8 {
      let file = TZifTests.file(footer: "CET-1CEST,M3.5.0,M10.5.0/3", version: version)
      #expect(try ZoneRules(identifier: "x", tzif: file).offset(at: any) == .hours(2))
    }
  }

  /// The footer holds from the last change on, even where that one changes nothing by itself.
  @Test func beginsTheFooterAtTheLastChange() throws {
    var block = Array("TZif2".utf8) + Array(repeating: 0, count: 15 + 12)
    block += [0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 4]
    let times: [Int64] = [0, 315_532_800]
    let type = [0, 0, 14, 16, 0, 0] + Array("CET\0".utf8)
    let bytes =
      block + TZifTests.big(times, width: 4) + [0, 0] + type + block
      + TZifTests.big(times, width: 8) + [0, 0] + type
      + Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)
    let zone = try ZoneRules(identifier: "x", tzif: bytes)
    #expect(zone.offset(at: at("1975-07-01T00:00:00Z")) == .hours(1))
    #expect(zone.offset(at: at("1980-07-01T00:00:00Z")) == .hours(2))
    #expect(zone.nextTransition(after: .distantPast) == at("1980-03-30T01:00:00Z"))
  }

  private static func big(_ values: [Int64], width: Int) -> [UInt8] {
    values.flatMap { value in
      (0..<width).map { UInt8(truncatingIfNeeded: value >> ((width - 1 - $0) * 8)) }
    }
  }

  @Test(arguments: [
    ("CE-1", "the footer has no name of three letters or more"),
    ("CET", "the footer has no hour"), ("CET-25", "the footer has no hour"),
    ("CET-1:60", "the footer has no minute"), ("CET-1CEST", "the footer lacks a \",\""),
    ("CET-1CEST,M3.5.0", "the footer lacks a \",\""),
    ("CET-1CEST,M13.5.0,M10.5.0", "the footer has no month"),
    ("CET-1CEST,M3.6.0,M10.5.0", "the footer has no week"),
    ("CET-1CEST,M3.5.7,M10.5.0", "the footer has no weekday"),
    ("CET-1CEST,J0,J9", "the footer has no day of the year"),
    ("CET-1CEST,366,9", "the footer has no day of the year"),
    ("CET-1CEST,M3.5.0/168,M10.5.0", "the footer has no hour"),
    ("CET-1CEST,M3.5.0,M10.5.0x", "the footer goes on after its end"),
    ("<+03-3", "the footer lacks a \">\""),
  ])
  func refusesFooters(_ footer: String, _ reason: String) {
    #expect(throws: ZoneProblem.malformed("Test", reason: reason)) { try zone(footer) }
  }

  @Test func saysWhatIsBroken() {
    #expect(
      ZoneProblem.malformed("Europe/Berlin", reason: "the data ends early").description
        == "the data of time zone \"Europe/Berlin\" is broken (the data ends early): "
        + "reinstall the system's tzdata")
    #expect(throws: ZoneProblem.malformed("x", reason: "it does not begin with TZif")) {
      try ZoneRules(identifier: "x", tzif: Array("<html>".utf8))
    }
    #expect(throws: ZoneProblem.malformed("x", reason: "the data ends early")) {
      try ZoneRules(identifier: "x", tzif: [])
    }
  }

  /// Whatever the bytes, reading throws or gives a value that can be asked anything.
  private func exercise(_ bytes: [UInt8]) -> Bool {
    guard let zone = try? ZoneRules(identifier: "Fuzz", tzif: bytes) else { return false }
    for seconds in [Int64.min, -(1 << 40), -2_208_988_800, 0, 1_796_040_000, 1 << 40, .max] {
      let instant = Instant(secondsSince1970: seconds)
      _ = zone.abbreviation(at: instant)
      _ = zone.resolve(zone.local(at: instant))
      _ = zone.nextTransition(after: instant)
      _ = Recurrence.weekly([.sunday], at: time("02:30"), in: zone).next(after: instant)
    }
    for end in ["0001-01-01T00:00", "9999-12-31T23:59:59"] {
      // Within the longest offset that a file may give, and a day for a gap.
      let meant = zone.resolve(local(end)).instant(gap: .shiftForward)
      guard let meant, zone.offset(at: meant).count.magnitude < 93_600 else { return false }
      var rule = RecurrenceRule(.daily)
      rule.end = .count(3)
      let daily = try? Recurrence(rule, starting: local(end), in: zone, gap: .omit)
      guard let daily, Array(daily).count <= 3 else { return false }
    }
    return true
  }

  @Test(arguments: ["America/New_York", "Africa/Casablanca", "Etc/GMT-8"])
  func survivesTruncation(_ name: String) throws {
    let bytes = try #require(Zones.bytes(name))
    for length in 0..<bytes.count {
      #expect(!exercise(Array(bytes[..<length])), "\(name) cut to \(length) bytes is read")
    }
    #expect(exercise(bytes))
  }

  @Test func survivesFlippedBytes() throws {
    let originals = try [
      "Europe/Dublin", "Australia/Lord_Howe", "Etc/GMT-8", "Asia/Kathmandu", "Africa/Casablanca",
      "America/Nuuk", "Asia/Gaza",
    ].map {
      try #require(Zones.bytes($0))
    }
    var read = 0
    withSeeds(ruleSeeds(1, 3000)) { generator in
      var bytes = generator.pick(originals)
      // The headers and the footer are a small part of the file, and the interesting one.
      for _ in 0..<generator.int(1...4) {
        let index =
          switch generator.int(0...2) {
          case 0: generator.int(0...43)
          case 1: bytes.count - generator.int(1...min(40, bytes.count))
          default: generator.int(0...bytes.count - 1)
          }
        bytes[index] = generator.chance(30) ? 0xFF : UInt8(generator.int(0...255))
      }
      // Bytes that are missing, or there twice.
      let cut = generator.int(0...bytes.count - 1)
      let piece = bytes[cut..<min(cut + generator.int(1...20), bytes.count)]
      switch generator.int(0...9) {
      case 0: bytes.removeSubrange(piece.indices)
      case 1: bytes.insert(contentsOf: piece, at: cut)
      case 2: bytes = Array(bytes[..<cut])
      default: break
      }
      if exercise(bytes) { read += 1 }
    }
    #expect(read > 100, "hardly anything is read: the fuzz does not reach far")
  }
}
