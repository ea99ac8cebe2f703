import Cadence

/// What all pages of the board have around their content.
extension Page {
  /// The pages to choose from.
  enum BoardRoom: CaseIterable {
    case meetings, outbox, people

    /// Behind the board's own address.
    fileprivate var place: HTML {
      switch self {
      case .meetings: ""
      case .outbox: "outbox"
      case .people: "people"
      }
    }

    fileprivate var word: HTML {
      switch self {
      case .meetings: "Meetings"
      case .outbox: "Outbox"
      case .people: "People"
      }
    }
  }

  /// - Parameters:
  ///   - root: where the board is, seen from this page. Every link is relative, so that a proxy may
  ///     serve it below any path.
  ///   - room: the page itself; nil for one within.
  init(
    board frame: Board.Frame, title: Phrase, root: HTML = "./", room: BoardRoom? = nil,
    footer: [HTML] = [], _ content: [HTML]
  ) {
    let entries = BoardRoom.allCases.map { entry in
      HTML.element("li", [:], [.link(root + entry.place, entry.word, isHere: entry == room)])
    }
    let header: [HTML] = [
      .element("a", ["class": "skip", "href": "#content"], ["To the content"]), .newline,
      .element(
        "header", [:],
        [
          .element("p", [:], [.data(frame.community, limit: 100)]),
          .element("nav", ["aria-label": "Board"], [.element("ul", [:], entries)]),
        ]),
    ]
    let made = HTML.element(
      "p", [:], ["Made at " + frame.stamp(frame.now) + " " + .data(frame.zone.identifier) + "."])
    self.init(
      title: title,
      in: Frame(
        kind: "board", header: header.joined(),
        footer: .element("footer", [:], footer + [made])), content)
  }

  /// Where what was decided cannot be read.
  /// - Parameter depth: how many segments the address has.
  package static func boardCannotRead(
    _ why: String, in frame: Board.Frame, depth: Int
  ) -> Page {
    boardProblem("Not now", "\(Clean(why))", in: frame, depth: depth)
  }

  /// For an address at which the board has nothing.
  /// - Parameter depth: how many segments the address has.
  package static func boardHasNone(
    _ what: String, fix: String, in frame: Board.Frame, depth: Int
  ) -> Page {
    boardProblem(
      "There is nothing here", "\(Clean(what)). \(Clean(fix))", in: frame, depth: depth)
  }

  private static func boardProblem(
    _ title: Phrase, _ text: Phrase, in frame: Board.Frame, depth: Int
  ) -> Page {
    let root = depth > 1 ? Array(repeating: "../" as HTML, count: depth - 1).joined() : "./"
    return Page(board: frame, title: title, root: root, [paragraph(text)])
  }
}
