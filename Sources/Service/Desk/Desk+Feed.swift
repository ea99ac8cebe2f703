import Cadence
import Meetings
import Messages
import Store

/// A calendar to subscribe to, as a file.
package struct FeedView: View {
  package let events: Int
  package let calendar: String
  package var line: String { calendar }
}

/// Where a calendar program finds it.
package struct FeedAddressView: View {
  package let address: String
  package var line: String { address }
}

extension Desk {
  /// How a command asks for what is public of a group.
  package static let publicFeed = "public"
  /// How far back a calendar reaches, so that a cancellation is seen by whoever looks once a month.
  private static var behind: Seconds { .days(30) }
  private static var ahead: Seconds { .days(180) }
  private static var secondsPerDay: Int64 { 86_400 }

  /// As a command asks for it.
  package func feed(_ ask: Ask) throws -> FeedView {
    let (bytes, events) = try calendar(of: Readership(ask))
    return FeedView(events: events, calendar: String(decoding: bytes, as: UTF8.self))
  }

  /// The address of that calendar, which whoever has it may follow.
  func feedAddress(_ ask: Ask) throws -> FeedAddressView {
    let readership = Readership(ask)
    _ = try name(of: readership)
    guard let address = links?.calendar(of: readership) else {
      throw Refusal(
        "nothing is served that an address could lead to",
        fix:
          "write `web: { url: \"https://…\" }`, restart the service, and see README: The page of a meeting"
      )
    }
    return FeedAddressView(address: address)
  }

  /// Of what a calendar that is made now stays good.
  var calendarEdition: CalendarShelf.Edition {
    CalendarShelf.Edition(revision: book.scheduleRevision, day: daysSince1970)
  }

  /// The calendar as it is served.
  func calendarCopy(of readership: Readership) throws -> CalendarShelf.Copy {
    let bytes = try calendar(of: readership).bytes
    return CalendarShelf.Copy(bytes: bytes, tag: EntityTag(of: bytes))
  }

  /// Of today, in UTC.
  private var daysSince1970: Int64 { now.secondsSince1970 / Self.secondsPerDay }

  /// - Throws: `Refusal` for a name that nobody has.
  private func calendar(of readership: Readership) throws -> (bytes: [UInt8], events: Int) {
    let name = try name(of: readership)
    // Whole days: the same calendar has the same bytes all day.
    let midnight = Instant(secondsSince1970: daysSince1970 * Self.secondsPerDay)
    let first = midnight - Self.behind
    // Whatever is still ahead is in the book.
    let past = try store.occurrences(startingIn: first..<max(now, first))
    let events = book.schedule(
      for: readership, in: first..<(midnight + Self.ahead), past: past, from: midnight)
    do throws(RenderingError) {
      return (try Feed(name: name, events: events).bytes(), events.count)
    } catch {
      throw Refusal("the calendar cannot be written: \(error)", fix: "this is a fault: report it")
    }
  }

  /// - Throws: `Refusal` for a name that nobody has.
  func name(of readership: Readership) throws -> String {
    let community = book.community
    switch readership {
    case .everyone: return community.name
    case .person(let id):
      guard let person = community.people[id] else {
        throw Refusal.nobody(id, in: community)
      }
      return "\(community.name): \(person.name)"
    case .group(let name):
      guard community.groups[name] != nil else {
        throw Refusal("there is no group \(name)", fix: "use a key of `groups:`")
      }
      return "\(community.name): \(name)"
    case .series(let id):
      guard let series = community.series[id] else { throw Refusal.unknown(id.name, in: community) }
      return series.title
    case .team(let name):
      guard let team = community.teams[name] else {
        throw Refusal(
          "there is no standing group \(name)", fix: "use a key of `groups:` that has a `kind:`")
      }
      return "\(community.name): \(team.title)"
    }
  }
}

extension Readership {
  /// Of a person (`by`), a group (`text`), a series, or everyone's.
  init(_ ask: Ask) {
    if let person = ask.by {
      self = .person(PersonID(person))
    } else if let group = ask.text {
      self = ask.state == Desk.publicFeed ? .team(group) : .group(group)
    } else if let series = ask.occurrence {
      self = .series(SeriesID(series))
    } else {
      self = .everyone
    }
  }

  /// True while there is somebody or something that it names.
  func isKnown(to community: Community) -> Bool {
    switch self {
    case .everyone: true
    case .person(let id): community.people[id] != nil
    case .group(let name): community.groups[name] != nil
    case .series(let id): community.series[id] != nil
    case .team(let name): community.teams[name] != nil
    }
  }

  /// What the file is called where it is saved. Names are ASCII letters, digits, `-`, `_` and `.`.
  var fileName: String {
    switch self {
    case .everyone: "calendar.ics"
    case .person(let id): "\(id.name).ics"
    case .group(let name): "\(name).ics"
    case .series(let id): "\(id.name).ics"
    case .team(let name): "\(name).ics"
    }
  }
}
