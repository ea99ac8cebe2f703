import Cadence
import Meetings

extension Desk {
  /// How far ahead `fairness` may look, in months, and how far it does unless somebody says.
  package static let monthsMax = 24
  package static let monthsUsual = 6

  /// At what hours of their own days the people of a series meet.
  /// - Throws: `Refusal` for a series that there is not, and for a time that nobody plans for.
  package func fairness(_ name: String, months: Int) throws -> [any View] {
    try FairnessView.views(of: name, in: book, months: months, at: now)
  }
}

/// A series, above the hours of its people.
package struct FairnessView: View {
  package let series: String
  package let title: String
  package let meetings: Int
  package let from: String
  package let until: String
  /// Where the picture of each person begins.
  private let column: Int

  private enum CodingKeys: CodingKey { case series, title, meetings, from, until }

  package var line: String {
    let count = Wording.count(meetings, "meeting")
    let hours = "00 03 06 09 12 15 18 21"
    return "\(title): \(count) from \(from) to \(until)\n"
      + String(repeating: " ", count: column) + hours + "  by the clock of each"
  }

  static func views(
    of name: String, in book: Book, months: Int, at now: Instant
  ) throws(Refusal) -> [any View] {
    guard (1...Desk.monthsMax).contains(months) else {
      throw Refusal("\(months) months cannot be looked at", fix: "ask for 1 to \(Desk.monthsMax)")
    }
    guard let series = book.community.series[SeriesID(name)] else {
      throw Refusal.noSeries(name, among: book.community.series.keys.map(\.name))
    }
    let today = series.zone.local(at: now).date
    let last = today.adding(months: months)
    let end = series.zone.instant(last, at: .endOfDay)
    let fairness = book.fairness(of: series.id, at: now, within: end - now)
    let width = (fairness.shares.map(\.person.name.count).max() ?? 0) + 2
    let header = FairnessView(
      series: name, title: series.title, meetings: fairness.meetings, from: "\(today)",
      until: "\(last)", column: width)
    guard fairness.meetings > 0 else {
      return [header, DoneView("no meeting is ahead in that time")]
    }
    guard !fairness.shares.isEmpty else {
      return [header, DoneView("nobody is in its groups")]
    }
    return [header] + fairness.shares.map { ShareView($0, of: name, width: width) }
  }
}

/// At what times of their own day somebody meets.
package struct ShareView: View {
  package let series: String
  package let person: String
  package let zone: String
  package let meetings: Int
  /// When they have time.
  package let hours: String
  /// How many meetings are not within that.
  package let outside: Int
  /// How many begin at each time.
  package let times: [String: Int]
  private let picture: String
  private let width: Int

  private enum CodingKeys: CodingKey {
    case series, person, zone, meetings, hours, outside, times
  }

  init(_ share: Fairness.Share, of series: String, width: Int) {
    self.series = series
    person = share.person.name
    zone = share.zone.identifier
    meetings = share.meetings
    hours = "\(share.hours.from)-\(share.hours.until)"
    outside = share.outside
    times = Dictionary(
      share.counts.map { ("\($0.key)", $0.value) }, uniquingKeysWith: +)
    picture = Self.picture(share)
    self.width = width
  }

  /// An hour each, as high as the part of the meetings that begin in it.
  private static func picture(_ share: Fairness.Share) -> String {
    let levels = Array("▁▂▃▄▅▆▇█")
    let counts = share.counts.reduce(into: [Int](repeating: 0, count: 24)) {
      $0[$1.key.hour] += $1.value
    }
    let total = max(1, share.meetings)
    return String(
      counts.map { $0 == 0 ? "·" : levels[($0 * levels.count + total - 1) / total - 1] })
  }

  package var line: String {
    let name = person + String(repeating: " ", count: max(0, width - person.count))
    let listed = times.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(4).map { "\($0.key) \($0.value)x" }.joined(separator: ", ")
    let more = times.count > 4 ? ", \(times.count - 4) more" : ""
    let bad = outside == 0 ? "" : "  \(outside) outside \(hours)"
    return "\(name)\(picture)  \(listed)\(more)  \(zone)\(bad)"
  }
}
