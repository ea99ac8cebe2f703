extension Page {
  /// `/outbox`: what waits and what failed, or what is in one state; newest first.
  package static func board(_ outbox: Board.Outbox) -> Page {
    let caption: HTML =
      outbox.state.map { .all("Notices that are ", .escaped($0.rawValue)) }
      ?? "Notices that wait or failed"
    let list: HTML =
      outbox.notices.isEmpty
      ? .element("p", [:], [outbox.state == nil ? "Nothing waits, and nothing failed." : "None."])
      : NoticeTable(frame: outbox.frame, caption: caption, root: "./").html(outbox.notices)
    let view = BoardOutbox(outbox: outbox)
    return Page(
      board: outbox.frame, title: "Outbox", room: .outbox, [view.choice, list, view.turning])
  }
}

/// The ways around the outbox.
private struct BoardOutbox {
  let outbox: Board.Outbox

  /// Which notices to see, with how many there are of each.
  var choice: HTML {
    let mixed = Board.Notice.State.mixed.reduce(0) { $0 + (outbox.counts[$1] ?? 0) }
    let entries =
      [entry("outbox", "waiting or failed", mixed, isShown: outbox.state == nil)]
      + Board.Notice.State.allCases.map { state in
        entry(
          Self.place(state), .escaped(state.rawValue), outbox.counts[state] ?? 0,
          isShown: outbox.state == state)
      }
    return .element("nav", ["aria-label": "States"], [.element("ul", [:], entries)])
  }

  private func entry(_ place: HTML, _ word: HTML, _ count: Int, isShown: Bool) -> HTML {
    let content = HTML.all(word, " ", .span("soft", .number(count)))
    return .element(
      "li", [:],
      [.link(place, content, isHere: isShown)])
  }

  var turning: HTML {
    let here: HTML = outbox.state.map(Self.place) ?? "outbox"
    var links: [HTML] = []
    if !outbox.isNewest { links.append(.link(here, "Newest")) }
    if let older = outbox.older {
      let mark: HTML = outbox.state == nil ? "?" : "&amp;"
      links.append(.link(.all(here, mark, "before=", .escaped("\(older)")), "Older"))
    }
    guard !links.isEmpty else { return "" }
    return .element("nav", ["class": "turn", "aria-label": "Pages"], links)
  }

  private static func place(_ state: Board.Notice.State) -> HTML {
    "outbox?state=" + .escaped(state.rawValue)
  }
}

extension Board.Notice.State {
  /// What is listed where no state is asked for: what waits, and what did not arrive.
  package static let mixed: [Self] = [
    .pending, .sending, .unknown, .refused, .expired, .quarantined,
  ]
}
