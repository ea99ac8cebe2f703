package import Cadence
import Meetings
import Settings

/// What `slots` is asked.
package struct SlotsAsk: Codable, Sendable {
  let who: [String]
  let duration: Seconds
  let weeks: Int
  let count: Int
  /// The community's if nil.
  let zone: String?

  package static let weeksMax = 104
  package static let weeksUsual = 26
  package static let countMax = 20
  package static let countUsual = 5
  static let peopleMax = 100
  fileprivate static let lengths = Seconds.minutes(1)...Seconds.hours(24)

  /// - Parameter duration: "1 hour 30 minutes", "45m".
  /// - Throws: `CommandDesk.Failure.usage`, with what to write instead.
  package init(
    who: [String], duration: String, weeks: Int, count: Int, zone: String?
  ) throws(CommandDesk.Failure) {
    do throws(TextProblem) {
      self.duration = try Seconds(parsing: duration)
    } catch {
      throw .usage("--duration: \(error)")
    }
    guard Self.lengths.contains(self.duration) else {
      throw .usage("--duration \(duration): a meeting lasts a minute at least, a day at most")
    }
    (self.who, self.weeks, self.count, self.zone) = (who, weeks, count, zone)
  }
}

extension Desk {
  /// Weekly times for some people, the best first: for many, that takes a while.
  /// - Throws: `Refusal` for whoever is not there, and for a zone that there is not.
  package func slots(_ ask: SlotsAsk, _ zones: ZoneDatabase) throws -> [any View] {
    try SlotsView.views(of: ask, in: book, zones, at: now)
  }
}

/// What was looked at, above the proposals.
package struct SlotsView: View {
  package let people: [String]
  package let duration: Seconds
  package let zone: String
  package let weeks: Int
  package let from: String
  /// Whether a time is within everybody's hours in every week.
  package let fits: Bool
  private let names: [String]

  private enum CodingKeys: CodingKey { case people, duration, zone, weeks, from, fits }

  package var line: String {
    let span = "\(Wording.count(weeks, "week")) from \(from)"
    let head = "\(duration) for \(names.shortened(to: 6).joined(separator: ", ")): \(span)"
    return fits
      ? head : head + "\nno full, half or quarter hour is within everybody's hours: these ask least"
  }

  static func views(
    of ask: SlotsAsk, in book: Book, _ zones: ZoneDatabase, at now: Instant
  ) throws(Refusal) -> [any View] {
    guard (1...SlotsAsk.weeksMax).contains(ask.weeks),
      (1...SlotsAsk.countMax).contains(ask.count)
    else {
      throw Refusal(
        "\(ask.count) times over \(ask.weeks) weeks cannot be looked for",
        fix: "ask for 1 to \(SlotsAsk.countMax) over 1 to \(SlotsAsk.weeksMax)")
    }
    guard SlotsAsk.lengths.contains(ask.duration) else {
      throw Refusal(
        "a meeting of \(ask.duration) cannot be looked for",
        fix: "a meeting lasts a minute at least, a day at most")
    }
    let zone =
      try ask.zone.map { (name) throws(Refusal) in try Self.zone(name, zones) }
      ?? book.community.zone
    let today = zone.local(at: now).date
    let people = try people(ask.who, in: book.community, on: today)
    let slots = book.slots(
      for: people, lasting: ask.duration, weeks: ask.weeks, in: zone, at: now)
    let header = SlotsView(
      people: people.map(\.name), duration: ask.duration, zone: zone.identifier,
      weeks: ask.weeks, from: "\(today.dayAfter)", fits: slots.contains(where: \.fits),
      names: people.map(book.community.name))
    return [header]
      + slots.prefix(ask.count).map { SlotView($0, weeks: ask.weeks, book.community) }
  }

  private static func zone(_ name: String, _ zones: ZoneDatabase) throws(Refusal) -> ZoneRules {
    do { return try zones.zone(asked: name) } catch {
      throw Refusal(
        "--zone: \(error.what)", fix: "write \(error.fix.isEmpty ? "Europe/Berlin" : error.fix)")
    }
  }

  /// Whoever is named, and who is in the groups that are, on a date.
  private static func people(
    _ names: [String], in community: Community, on date: CivilDate
  ) throws(Refusal) -> [PersonID] {
    var members: [Member] = []
    for name in names {
      if community.people[PersonID(name)] != nil {
        members.append(.person(PersonID(name)))
      } else if community.groups[name] != nil {
        members.append(.group(name))
      } else {
        let known = community.people.keys.map(\.name).sorted() + community.groups.keys.sorted()
        throw Refusal(
          "nobody is called \(name.shown)",
          fix: Nearest.word(to: name, in: known).map { "did you mean \($0)?" }
            ?? "name people and groups of the configuration",
          isMissing: true)
      }
    }
    let people = community.people(in: members, on: date).sorted()
    guard !people.isEmpty else {
      throw Refusal(
        "nobody is in \(names.shortened(to: 6).joined(separator: ", ")) on \(date)",
        fix: "name people themselves")
    }
    guard people.count <= SlotsAsk.peopleMax else {
      throw Refusal(
        "\(people.count) people are more than \(SlotsAsk.peopleMax)",
        fix: "name those without whom it cannot be")
    }
    return people
  }
}

extension [String] {
  /// As many as fit, and how many more there are.
  func shortened(to count: Int) -> [String] {
    self.count <= count ? self : prefix(count - 1) + ["\(self.count - count + 1) more"]
  }
}
