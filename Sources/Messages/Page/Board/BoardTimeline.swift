import Cadence
import Meetings

/// The term as a picture: a lane for each series, a mark for each meeting.
///
/// Places are percentages and sizes are pixels, so that it fits a phone and a wide window, and its
/// marks and words stay as large as they are. What the picture shows stands in a table as well.
struct BoardTimeline {
  let term: Board.Term
  let frame: Board.Frame

  var html: [HTML] {
    guard !term.lanes.isEmpty else { return [.element("p", [:], ["No meeting in this time."])] }
    let names = term.lanes.map { HTML.element("li", [:], [.data($0.title)]) }
    return [
      .element(
        "figure", [:],
        [
          .newline,
          .element(
            "div", ["class": "term"],
            // The picture's description and the table name them as well.
            [
              .element("ol", ["class": "lanes", "aria-hidden": "true"], names), .newline,
              .element("div", ["class": "pane"], [picture]), .newline,
            ]), .newline, legend, .newline,
        ]), words,
    ]
  }

  // MARK: The picture

  var picture: HTML {
    let lanes = term.lanes.indices.map { index in
      HTML.element(
        "line", ["x1": "0", "x2": "100%", "y1": y(index), "y2": y(index)], [])
    }
    let marks = term.lanes.enumerated().flatMap { index, lane in
      let isDense = lane.marks.count > Self.denseMin
      return lane.marks.flatMap { [.newline] + marked($0, in: index, isDense: isDense) }
    }
    return .element(
      "svg",
      [
        "class": "plot", "role": "img", "aria-labelledby": "plot-title plot-words",
      ],
      [
        .newline, .element("title", ["id": "plot-title"], [.escaped(title)]), .newline,
        .element("desc", ["id": "plot-words"], [.escaped(description)]), .newline,
        .element("defs", [:], definitions), .newline,
      ] + months + lanes + now + marks + [.newline])
  }

  private var definitions: [HTML] {
    Glyph.allCases.map {
      .element("g", ["id": "mark-" + $0.kind, "class": "board-mark"], [$0.shape])
    }
  }

  /// More marks than this stand so close that they are drawn smaller.
  private static let denseMin = 60

  private func marked(_ mark: Board.Term.Mark, in lane: Int, isDense: Bool) -> [HTML] {
    let glyph = Glyph(mark.state)
    let (x, y) = (x(mark.start), y(lane))
    let kind = isDense ? glyph.kind + " dense" : glyph.kind
    let use = HTML.element(
      "use", ["href": "#mark-" + glyph.kind, "class": kind, "x": x, "y": y],
      [.element("title", [:], [.escaped(words(of: mark))])])
    guard mark.isRetrospective else { return [use] }
    return [
      use,
      .element("use", ["href": "#mark-retrospective", "class": glyph.kind, "x": x, "y": y], []),
    ]
  }

  /// For whoever points at it.
  private func words(of mark: Board.Term.Mark) -> String {
    let last = mark.isRetrospective ? ", with the retrospective" : ""
    return "\(frame.day(frame.moment(mark.start).local.date)): \(mark.state.name)\(last)"
  }

  private var months: [HTML] {
    var found: [HTML] = []
    let first = term.days.lowerBound
    var month = first.adding(days: 1 - first.day)
    while month <= term.days.upperBound {
      if month >= first {
        let x = x(of: month)
        found += [
          .element("line", ["x1": x, "x2": x, "y1": "-18", "y2": "100%"], []),
          .element("text", ["x": x, "y": "-8", "dx": "5"], [.escaped(month.shortMonthName)]),
        ]
      }
      month = month.adding(months: 1)
    }
    return found
  }

  /// The word is below, where no month's name is.
  private var now: [HTML] {
    let x = x(frame.now)
    return [
      .element("line", ["class": "now", "x1": x, "x2": x, "y1": "-4", "y2": "100%"], []),
      .element(
        "text",
        ["class": "now-word", "x": x, "y": "100%", "dy": "14", "text-anchor": "middle"], ["now"]),
    ]
  }

  private func x(_ instant: Instant) -> HTML {
    let local = frame.zone.local(at: instant)
    let seconds = (local.date.daysSince1970 - term.days.lowerBound.daysSince1970) * 86_400
    return share(seconds + local.time.secondOfDay, of: days * 86_400)
  }

  private func x(of date: CivilDate) -> HTML {
    share(date.daysSince1970 - term.days.lowerBound.daysSince1970, of: days)
  }

  private func y(_ lane: Int) -> HTML { share(2 * lane + 1, of: 2 * term.lanes.count) }

  private var days: Int {
    term.days.upperBound.daysSince1970 - term.days.lowerBound.daysSince1970 + 1
  }

  /// `12.5%`: to a hundredth, which is a tenth of a pixel.
  private func share(_ part: Int, of whole: Int) -> HTML {
    let hundredths = min(max(part, 0), whole) * 10_000 / whole
    let rest = hundredths % 100
    guard rest > 0 else { return .escaped("\(hundredths / 100)%") }
    return .escaped("\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%")
  }

  // MARK: The same in words

  private var title: String {
    "Meetings from \(frame.day(term.days.lowerBound)) to \(frame.day(term.days.upperBound))"
  }

  private var description: String {
    let marks = term.lanes.flatMap(\.marks)
    let counts = Glyph.allCases.compactMap { glyph in
      let count = marks.count { Glyph($0.state) == glyph }
      return count == 0 ? nil : "\(count) \(glyph.rawValue)"
    }
    return "\(term.lanes.count) series: \(counts.joined(separator: ", ")). "
      + "The table below the picture names each."
  }

  private var legend: HTML {
    let entries = Glyph.allCases.map { glyph in
      let word: HTML =
        glyph == .retrospective ? "in a ring: with the retrospective" : glyph.kind
      return HTML.element("li", [:], [glyph.labelled(word)])
    }
    return .element("ul", ["class": "legend", "aria-label": "Signs"], entries)
  }

  private var words: HTML {
    let rows = term.lanes.map { lane in
      BoardTable.Row(cells: [.bold(.data(lane.title)), runs(of: lane)])
    }
    let table = BoardTable(
      kind: "words", caption: .span("unseen", .escaped(title)),
      columns: [
        BoardTable.Column(title: "Series", kind: .head),
        BoardTable.Column(title: "Meetings", kind: .plain),
      ], rows: rows)
    return .element(
      "details", [:], [.element("summary", [:], ["The same in words"]), .newline, table.html])
  }

  /// `held 3 Sep, 10 Sep; cancelled 17 Sep`, each date a link to its meeting.
  private func runs(of lane: Board.Term.Lane) -> HTML {
    var runs: [(state: String, dates: [HTML])] = []
    for mark in lane.marks {
      let date = frame.moment(mark.start).local.date
      var link = HTML.link(
        .place(of: mark.id, from: "./"), .escaped("\(date.day) \(date.shortMonthName)"))
      if mark.isRetrospective { link = link + " (retrospective)" }
      if runs.last?.state == mark.state.name {
        runs[runs.count - 1].dates.append(link)
      } else {
        runs.append((mark.state.name, [link]))
      }
    }
    return runs.map { .escaped($0.state + " ") + $0.dates.joined(by: ", ") }.joined(by: "; ")
  }
}
