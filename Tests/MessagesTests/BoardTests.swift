import Cadence
import Foundation
import Meetings
import Messages
import Testing

/// The board by a reader that knows what a screen reader and a keyboard need.
@Suite struct BoardTests {
  private static let known: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section",
    "h1", "h2", "h3", "p", "pre", "ul", "ol", "li", "dl", "dt", "dd", "a", "b", "bdi", "br", "code",
    "small", "span", "time", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th",
    "td", "details", "summary", "figure", "div", "svg", "desc", "defs", "g", "use", "line", "text",
    "circle", "path",
  ]

  private func outlines(_ what: String? = nil) throws -> [(name: String, outline: Outline)] {
    try BoardSamples(what: what).pages().map { ($0.name, try Outline($0.page.html)) }
  }

  @Test func nothingRunsAndNothingIsFetched() throws {
    for (name, page) in try outlines() {
      #expect(page.elements.isSubset(of: Self.known), "\(name): \(page.elements)")
      for tag in page.tags where tag.contains("href=") {
        let place = tag.components(separatedBy: "href=\"")[1].prefix { $0 != "\"" }
        let isRelative = !place.contains(":") && !place.hasPrefix("/")
        #expect(isRelative || place == "https://meet.example.org/thanos-office-hours", "\(tag)")
      }
      for word in ["src", "style=", " on", "action", "@import"] {
        let found = page.tags.filter { $0.contains(word) && !$0.contains("noindex") }
        #expect(found.isEmpty, "\(name): \(word): \(found)")
      }
      #expect(!page.style.contains("url(") && !page.style.contains("@import"))
    }
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><b>", "&lt;b&gt;",
    "</title><b>", "</style><b>", "</svg><b>", "<\u{301}b>", "\u{202e}evil", "a\u{0}b", "a\r\nb",
    "javascript:x", "{{name}}", "", " ", "日本語", "أحمد", String(repeating: "<", count: 5_000),
  ])
  func whatPeopleWriteIsText(_ what: String) throws {
    // Of an old configuration's problems each line is one; everything else is one line.
    let plain = try outlines("Ana")
    for (page, plain) in zip(try outlines(what), plain) {
      #expect(page.outline.tags == plain.outline.tags, "\(page.name)")
    }
    for page in try BoardSamples(what: what).pages().map(\.page) {
      #expect(!page.html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      #expect(!page.html.unicodeScalars.contains("\u{202e}"))
    }
  }

  /// WCAG 2.1 §1.3.1, §2.4.1, §2.4.6: headings without a gap, one main part that the first link
  /// leads to, tables that say what they are.
  @Test func aScreenReaderFindsItsWay() throws {
    for (name, page) in try outlines() {
      let starts = page.tags.filter { !$0.hasPrefix("/") }
      let levels = starts.compactMap { tag in
        ["h1", "h2", "h3"].firstIndex { tag.prefix { $0 != " " } == $0 }
      }
      #expect(levels.first == 0 && levels.count { $0 == 0 } == 1, "\(name)")
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(name): \(levels)")
      #expect(starts.first { $0.hasPrefix("a ") }?.contains("href=\"#content\"") == true)
      #expect(starts.contains("main id=\"content\""))
      for landmark in ["header", "main", "footer"] {
        #expect(starts.count { $0.prefix { $0 != " " } == landmark } == 1, "\(name)")
      }
      #expect(starts.filter { $0.hasPrefix("nav") }.allSatisfy { $0.contains("aria-label=") })
      #expect(
        starts.filter { $0.prefix { $0 != " " } == "th" }.allSatisfy { $0.contains("scope=\"") })
      #expect(starts.count { $0.hasPrefix("table") } == starts.count { $0 == "caption" })
      #expect(starts.filter { $0.hasPrefix("time") }.allSatisfy { $0.contains("datetime=\"2") })
    }
  }

  @Test func whatIsNamedIsThereOnce() throws {
    for (name, page) in try outlines() {
      let ids = values(of: "id", in: page)
      #expect(Set(ids).count == ids.count, "\(name): \(ids)")
      let named = values(of: "aria-labelledby", in: page).flatMap { $0.split(separator: " ") }
        .map(String.init)
      let used = values(of: "href", in: page).filter { $0.hasPrefix("#") }
        .map { String($0.dropFirst()) }
      #expect(Set(named + used).isSubset(of: ids), "\(name)")
    }
  }

  private func values(of attribute: String, in page: Outline) -> [String] {
    page.tags.compactMap { tag in
      let parts = tag.components(separatedBy: " \(attribute)=\"")
      return parts.count == 2 ? String(parts[1].prefix { $0 != "\"" }) : nil
    }
  }

  /// A picture says what it shows, and whoever sees none finds the same in a table.
  @Test func theTimelineIsInWordsAsWell() throws {
    let html = Page.board(try BoardSamples().overview()).html
    #expect(html.contains("role=\"img\" aria-labelledby=\"plot-title plot-words\""))
    let parts = html.components(separatedBy: "<svg class=\"plot\"")
    let rest = parts[1].components(separatedBy: "</svg>")
    let marks = rest[0].components(separatedBy: "<use ").dropFirst()
      .filter { !$0.contains("#mark-retrospective") }
    let words = rest.dropFirst().joined().components(separatedBy: "<details>")[1]
    #expect(marks.count > 100)
    #expect(words.components(separatedBy: "<a href=\"./meeting/").count - 1 == marks.count)
    #expect(rest[0].components(separatedBy: "#mark-retrospective").count == 2)
    #expect(words.contains("(retrospective)"))
    #expect(html.contains("3 more series, with fewer meetings, are not drawn."))
  }

  /// No two states look alike without their colours.
  @Test func everyStateHasAShapeOfItsOwn() throws {
    let html = Page.board(try BoardSamples().overview()).html
    let shapes = html.components(separatedBy: "<g id=\"mark-").dropFirst().map { part in
      part.components(separatedBy: "</g>")[0].components(separatedBy: ">").dropFirst().joined()
    }
    #expect(shapes.count == 7 && Set(shapes).count == 7)
  }

  @Test func whatIsFarIsSaidInWholeUnits() throws {
    var board = try BoardSamples().calm()
    let wanted: [(Int64, String)] = [
      (0, "now"), (59, "now"), (60, "in 1 minute"), (3_599, "in 59 minutes"), (3_600, "in 1 hour"),
      (172_799, "in 47 hours"), (172_800, "in 2 days"), (-60, "1 minute ago"),
      (-259_200, "3 days ago"),
    ]
    for (seconds, words) in wanted {
      let cutoff = board.frame.moment(BoardSamples.now + .seconds(seconds))
      let meeting = board.weeks[0].meetings[0].upcoming
      board.weeks[0].meetings[0].upcoming = .init(
        id: meeting.id, title: meeting.title, start: meeting.start, end: meeting.end,
        state: meeting.state, audience: meeting.audience, items: 1, cutoff: cutoff,
        isLastMeeting: false)
      let html = Page.board(board).html
      #expect(html.contains(", \(words)</small>"), "\(seconds)")
      #expect(html.contains(seconds > 0 ? " closes " : " closed "))
    }
  }

  /// A list that nobody can take in helps nobody.
  @Test func whatNeedsSomebodyIsBounded() throws {
    var board = try BoardSamples().calm()
    board.needs = (0..<1_000).map {
      .unreachable(who: "p\($0)@example.org", since: BoardSamples.now, why: "550")
    }
    board.needs.append(.setAside(3))
    let html = Page.board(board).html
    #expect(html.contains("p7@example.org") && !html.contains("p8@example.org"))
    #expect(html.contains("and 992 more") && html.contains("3 notices are set aside"))
  }

  /// So many of one kind are not so many of another.
  @Test func kindsAreCountedApart() throws {
    var board = try BoardSamples().calm()
    let meeting = board.weeks[0].meetings[0].upcoming
    board.needs = (0..<5).map {
      .notFetched(place: "p\($0)", since: BoardSamples.now, why: "no route", isLasting: false)
    }
    board.needs += (0..<5).map {
      .conflict(meeting, meeting, over: .place("Room \($0)"), isTouching: false)
    }
    let html = Page.board(board).html
    #expect(html.contains("Room 0") && html.contains("Room 4") && html.contains("p4"))
  }

  // MARK: Contrast

  /// WCAG 2.1 §1.4.3: at least 4.5 for every text on every ground that it stands on.
  @Test func everyTextStandsOutFromItsGround() throws {
    let style = try #require(try outlines().first).outline.style
    let schemes = style.components(separatedBy: ".board{--ground:").dropFirst()
    #expect(schemes.count == 2, "light and dark")
    for scheme in schemes {
      let pairs = ("--ground:" + scheme.prefix { $0 != "}" }).components(separatedBy: "--")
        .compactMap { part -> (String, Double)? in
          let pair = part.components(separatedBy: ":#")
          guard pair.count == 2 else { return nil }
          return luminance(pair[1].prefix { $0.isHexDigit }).map { (pair[0], $0) }
        }
      let colours = Dictionary(uniqueKeysWithValues: pairs)
      #expect(colours.count == 15)
      let onGround = [
        "ink", "soft", "link", "held", "confirmed", "open", "planned", "cancelled", "lapsed",
        "amber",
      ]
      let expected =
        onGround.map { ($0, "ground") }
        + ["ink", "link", "red"].map { ($0, "red-ground") }
        + ["ink", "link", "amber"].map { ($0, "amber-ground") }
      for (text, ground) in expected {
        let a = try #require(colours[text]), b = try #require(colours[ground])
        let contrast = (max(a, b) + 0.05) / (min(a, b) + 0.05)
        #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
      }
    }
  }

  /// Source: WCAG 2.1, relative luminance.
  private func luminance(_ hex: some StringProtocol) -> Double? {
    let long = hex.count == 3 ? hex.map { "\($0)\($0)" }.joined() : String(hex)
    guard long.count == 6, let value = Int(long, radix: 16) else { return nil }
    let parts = [value >> 16, value >> 8 & 0xff, value & 0xff].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}

/// The pages whole. Their sheet, which they all share, is a file of its own.
@Suite struct BoardGoldenTests {
  @Test func pages() throws {
    for (name, page) in try BoardSamples().pages() {
      try Golden.compare(page: page, with: name)
    }
  }

  @Test func noGoldenIsLeftBehind() throws {
    let names =
      try BoardSamples().pages().map(\.name) + AgendaPageTests.samples().map(\.name)
      + TasksPageTests.samples().map(\.name)
    let found = try FileManager.default.contentsOfDirectory(atPath: Golden.pages.path)
    #expect(Set(found) == Set(names.map { $0 + ".html" } + ["sheet.css"]))
  }

  @Test func sheet() throws {
    let page = Page.notFound.html.components(separatedBy: "<style>")[1]
    try Golden.compare(
      page.components(separatedBy: "</style>")[0] + "\n", with: "sheet.css", in: Golden.pages)
  }
}
