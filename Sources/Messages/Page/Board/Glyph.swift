import Meetings

/// The sign of a state: its shape tells it apart where colours do not.
enum Glyph: String, CaseIterable {
  case held, confirmed, open, planned, cancelled, lapsed
  /// Around the sign of a mentorship's last meeting.
  case retrospective

  init(_ state: State) {
    self =
      switch state {
      case .planned: .planned
      case .open: .open
      case .confirmed: .confirmed
      case .held: .held
      case .cancelled: .cancelled
      case .lapsed: .lapsed
      }
  }

  /// Of a notice: done, under way, failed, not needed any more.
  init(_ state: Board.Notice.State) {
    self =
      switch state {
      case .delivered: .confirmed
      case .pending, .sending, .unknown: .open
      case .refused, .expired, .quarantined: .cancelled
      case .superseded: .planned
      }
  }

  /// The class that gives it its colour; also its name within a picture.
  var kind: HTML { .escaped(rawValue) }

  /// Around the origin, 13 units wide; the ring 18. Classes of one name alone: within `use` no
  /// selector sees what is around it.
  var shape: HTML {
    switch self {
    case .held: .element("circle", ["class": "board-full", "r": "4.5"], [])
    case .confirmed: Self.path("board-full", "M0-6.5 6.5 0 0 6.5-6.5 0z")
    case .open: Self.path("board-line", "M0-5.5 5.5 0 0 5.5-5.5 0z")
    case .planned: .element("circle", ["class": "board-line", "r": "3.5"], [])
    case .cancelled: Self.path("board-line", "M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5")
    case .lapsed: Self.path("board-line", "M0-5 5.5 4.5h-11z")
    case .retrospective: .element("circle", ["class": "board-ring", "r": "9"], [])
    }
  }

  private static func path(_ kind: HTML, _ d: HTML) -> HTML {
    .element("path", ["class": kind, "d": d], [])
  }

  /// Beside a word that says the same.
  var picture: HTML {
    let box: HTML = self == .retrospective ? "-10 -10 20 20" : "-7 -7 14 14"
    return .element(
      "svg", ["class": "sign " + kind, "viewBox": box, "aria-hidden": "true"], [shape])
  }

  /// The sign and the word.
  func labelled(_ word: HTML) -> HTML {
    .element("span", ["class": "state " + kind], [picture, word])
  }
}

extension State {
  /// The sign and the word.
  var html: HTML { Glyph(self).labelled(.escaped(name)) }
}
