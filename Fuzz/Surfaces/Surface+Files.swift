import Cadence
import Settings

extension Surface {
  /// The bytes of a zone's TZif file.
  func takeZone(_ bytes: [UInt8]) throws -> Bool {
    guard let zone = try? ZoneRules(identifier: "Some/Zone", tzif: bytes) else { return false }
    var instants = [Int64.min, -1, 0, 1, .max].map(Instant.init(secondsSince1970:))
    instants += [.distantPast, .distantFuture, Dates.today, Dates.beginning, Dates.end]
    for start in [Dates.beginning, Dates.today, Dates.end - .days(1000)] {
      var after = start
      for _ in 0..<8 {
        guard let next = zone.nextTransition(after: after) else { break }
        try hold(next > after, "the change after \(after) is at \(next)")
        try hold(
          zone.offset(at: next) != zone.offset(at: next - .seconds(1)),
          "nothing changes at \(next)")
        instants += [next - .seconds(1), next, next + .seconds(1800)]
        after = next
      }
    }
    for instant in instants {
      try hold(abs(zone.offset(at: instant).count) < 93_600, "\(zone.offset(at: instant))")
      _ = zone.abbreviation(at: instant)
      try holdMeaning(of: zone.local(at: instant), in: zone)
      try holdMeaning(of: zone.local(at: instant + .minutes(30)), in: zone)
    }
    for text in ["FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "FREQ=HOURLY;INTERVAL=5;COUNT=40"] {
      try holdRule(text, in: zone)
    }
    return true
  }

  /// The clock shows a local time at each instant that it means, and never shows one in a gap.
  private func holdMeaning(of local: CivilDateTime, in zone: ZoneRules) throws {
    let meaning = zone.resolve(local)
    let (shown, isShown): ([Instant], Bool) =
      switch meaning {
      case .unique(let instant): ([instant], true)
      case .gap(let shifted): ([shifted], false)
      case .overlap(let first, let second): ([first, second], first < second)
      }
    try hold(
      shown.allSatisfy { (zone.local(at: $0) == local) == isShown },
      "\(local) means \(meaning), where the clock shows \(shown.map { zone.local(at: $0) })")
  }

  private func holdRule(_ text: String, in zone: ZoneRules) throws {
    for gap in [GapPolicy.omit, .shiftForward] {
      for stepping in [Recurrence.Stepping.wall, .elapsed] {
        try Recurrence(
          RecurrenceRule(text: text), starting: Dates.morning, in: zone, gap: gap,
          stepping: stepping
        ).holdDates()
      }
    }
  }

  /// A calendar file, imported, and as somebody's holidays; what is taken of it is a configuration.
  func takeCalendar(_ bytes: [UInt8]) throws -> Bool {
    let areHolidays = try takeHolidays(bytes)
    return try takeImport(bytes, "x.ics", as: .ics, invite: ["crew"], below: "") || areHolidays
  }

  private func takeHolidays(_ bytes: [UInt8]) throws -> Bool {
    let named = SourceFile(name: "x.yaml", bytes: Array("holidays: { a: x.ics }\n".utf8))
    do {
      _ = try Settings.read(
        [Self.base, named], zones: Zones.database, today: Dates.day,
        holidays: { _ throws(Problems) in SourceFile(name: "x.ics", bytes: bytes) })
    } catch {
      let isNamed = error.all.contains { $0.file == "x.ics" && $0.severity == .error }
      try hold(isNamed, "holidays are refused, and nobody knows why")
      return false
    }
    return true
  }

  /// A Markdown file, imported; what is taken of it stands below a program.
  func takeCheckList(_ bytes: [UInt8]) throws -> Bool {
    try takeImport(bytes, "x.md", as: .markdown, invite: [], below: Self.program)
  }

  private func takeImport(
    _ bytes: [UInt8], _ name: String, as kind: Import.Kind, invite: [String], below head: String
  ) throws -> Bool {
    let file = SourceFile(name: name, bytes: bytes)
    let read: Import
    do {
      read = try Import(file, as: kind, invite: invite, zones: Zones.database, today: Dates.day)
    } catch {
      try hold(!error.all.isEmpty, "a file is refused, and nobody knows why")
      return false
    }
    for remark in read.remarks {
      try hold(!remark.what.isEmpty && !remark.description.contains("\n"), "\(remark)")
      try hold(remark.kind != .refused || remark.fix != nil, "\(remark) says not what to do")
    }
    guard !read.yaml.isEmpty else { return false }
    let imported = SourceFile(name: "x.yaml", bytes: Array((head + read.yaml).utf8))
    do {
      _ = try Settings.read([Self.base, imported], zones: Zones.database, today: Dates.day)
    } catch {
      try hold(false, "what is imported is refused: \(error)\n\(read.yaml)")
    }
    return true
  }

  private static let program = """
    programs:
      summer:
        term: 2027-06-01 .. 2027-08-31
        mentors: ben
        mentorships: { ana: { mentee: ana, when: Tuesday 16:00 UTC } }

    """

  private static let base = SourceFile(
    name: "base.yaml",
    bytes: Array(
      """
      community: Test
      domain: example.org
      mail: { from: a@example.org }
      people:
        ana: { email: ana@example.org, roles: [maintainer] }
        ben: { email: ben@example.org }
      groups: { crew: [ana] }

      """.utf8))
}
