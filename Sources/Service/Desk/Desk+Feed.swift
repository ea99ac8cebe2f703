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

extension Desk {
  /// How far back a calendar reaches, so that a cancellation is seen by whoever looks once a month.
  private static var behind: Seconds { .days(30) }
  private static var ahead: Seconds { .days(180) }

  /// As a command asks for it: of a person (`by`), a group (`text`), a series, or everyone's.
  package func feed(_ ask: Ask) throws -> FeedView {
    if let person = ask.by { return try feed(.person(PersonID(person))) }
    if let group = ask.text { return try feed(.group(group)) }
    if let series = ask.occurrence { return try feed(.series(SeriesID(series))) }
    return try feed(.everyone)
  }

  /// - Throws: `Refusal` for a name that nobody has.
  func feed(_ readership: Readership) throws -> FeedView {
    // Whole days: the same calendar has the same bytes all day.
    let today = ZoneRules.utc.local(at: now).date
    let midnight = Instant(secondsSince1970: Int64(today.daysSince1970) * 86_400)
    let range = (midnight - Self.behind)..<(midnight + Self.ahead)
    let events = book.schedule(
      for: readership, in: range, past: try store.occurrences(startingIn: range))
    do {
      let bytes = try Feed(name: try name(of: readership), events: events).bytes()
      return FeedView(events: events.count, calendar: String(decoding: bytes, as: UTF8.self))
    } catch let error as RenderingError {
      throw Refusal("the calendar cannot be written: \(error)", fix: "this is a fault: report it")
    }
  }

  private func name(of readership: Readership) throws -> String {
    let community = book.community
    switch readership {
    case .everyone: return community.name
    case .person(let id):
      guard let person = community.people[id] else {
        throw Refusal("\(id) is nobody in `people:`", fix: "use a key of `people:`")
      }
      return "\(community.name): \(person.name)"
    case .group(let name):
      guard community.groups[name] != nil else {
        throw Refusal("there is no group \(name)", fix: "use a key of `groups:`")
      }
      return "\(community.name): \(name)"
    case .series(let id):
      guard let series = community.series[id] else { throw Refusal.unknown(id.name) }
      return series.title
    }
  }
}
