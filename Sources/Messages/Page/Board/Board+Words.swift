package import Cadence
package import Meetings

/// Dates, distances and names as all pages of the board write them.
extension Board.Frame {
  package func moment(_ instant: Instant) -> Moment { Moment(instant, in: zone) }

  package var today: CivilDate { zone.local(at: now).date }

  /// `Thu 3 Dec`, with the year where it is another than now.
  func day(_ date: CivilDate) -> String {
    let year = date.year == today.year ? "" : " \(date.year)"
    return Moment.day(date) + year
  }

  /// `Thu 3 Dec, 15:00`, on the community's clock.
  func stamp(_ instant: Instant) -> HTML {
    let moment = moment(instant)
    return Self.time(instant, [.escaped("\(day(moment.local.date)), \(moment.clock)")])
  }

  static func time(_ instant: Instant, _ content: [HTML]) -> HTML {
    .element("time", ["datetime": .escaped("\(instant)")], content)
  }

  /// `in 5 days`, `20 minutes ago`, `now`: in whole units, as of when the page was made.
  func distance(to instant: Instant) -> String {
    let seconds = Int(instant.secondsSince1970 - now.secondsSince1970)
    let (count, unit) =
      switch abs(seconds) {
      case ..<60: (0, "")
      case ..<3_600: (abs(seconds) / 60, "minute")
      case ..<172_800: (abs(seconds) / 3_600, "hour")
      default: (abs(seconds) / 86_400, "day")
      }
    guard count > 0 else { return "now" }
    let words = "\(count) \(unit)\(count == 1 ? "" : "s")"
    return seconds > 0 ? "in \(words)" : "\(words) ago"
  }
}

extension HTML {
  /// What somebody wrote, apart from the direction of the words around it.
  static func data(_ text: String, limit: Int = 200) -> HTML {
    Phrase(Clean(text, limit: limit)).html
  }

  static func data(_ names: [String]) -> HTML {
    names.map { data($0, limit: 100) }.joined(by: ", ")
  }

  /// One after the other.
  static func all(_ parts: HTML...) -> HTML { parts.joined() }

  static func number(_ number: Int) -> HTML { .escaped("\(number)") }

  /// `1 item`, `3 items`.
  static func count(_ count: Int, _ one: HTML, _ many: HTML) -> HTML {
    number(count) + " " + (count == 1 ? one : many)
  }

  static func span(_ kind: HTML, _ content: HTML) -> HTML {
    .element("span", ["class": kind], [content])
  }

  static func small(_ content: HTML) -> HTML { .element("small", [:], [content]) }
  static func bold(_ content: HTML) -> HTML { .element("b", [:], [content]) }
  static func code(_ content: HTML) -> HTML { .element("code", [:], [content]) }

  static func link(_ place: HTML, _ content: HTML) -> HTML {
    .element("a", ["href": place], [content])
  }

  /// In a choice of pages; the one that is shown says so.
  static func link(_ place: HTML, _ content: HTML, isHere: Bool) -> HTML {
    isHere
      ? .element("a", ["href": place, "aria-current": "page"], [content]) : .link(place, content)
  }

  static func hosts(_ names: [String]) -> HTML {
    names.isEmpty ? .span("missing", "nobody hosts this") : .data(names)
  }

  /// Where the page of a meeting is, seen from `root`.
  static func place(of id: OccurrenceID, from root: HTML) -> HTML {
    root + "meeting/" + .escaped(id.series.name.percentEncoded) + "/"
      + .escaped(id.day.percentEncoded)
  }
}

extension Sequence<HTML> {
  func joined(by separator: HTML = "") -> HTML {
    var all = HTML.empty
    for (index, part) in enumerated() { all = index == 0 ? part : all + separator + part }
    return all
  }
}
