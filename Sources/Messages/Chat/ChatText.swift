import Meetings

/// A message as a chat shows it: what and when first, then where, then the rest.
struct ChatText {
  enum Line: Hashable {
    case headline(Phrase)
    case text(Phrase)
    /// The time above once more, for services that show it in each reader's own zone.
    case localTime(Moment)
    case item(Phrase)
    /// How many items, or lines, are not shown.
    case more(Int)
  }

  private let lines: [Line]
  private let itemCount: Int

  /// The agenda of a short message; whoever wants all of it follows the link.
  private static let itemsMax = 10

  init(_ notice: Notice) {
    let document = Wording(notice).document
    // Where to meet comes before the agenda, which may be long. In a cancellation it is the next
    // date, and the reason comes before that.
    let isAhead = { (block: Document.Block) in
      if case .table = block { notice.kind != .cancellation } else { false }
    }
    let blocks = document.blocks.filter(isAhead) + document.blocks.filter { !isAhead($0) }
    let local = notice.facts.publicMoment.map { [Line.localTime($0)] } ?? []
    lines =
      [.headline(document.headline), .text(document.when)] + local + blocks.flatMap(Self.lines)
    itemCount = notice.facts.agendaCount
  }

  /// What is about no meeting.
  init(_ document: Document, at moment: Moment) {
    lines =
      [.headline(document.headline), .text(document.when), .localTime(moment)]
      + document.blocks.flatMap(Self.lines)
    itemCount = 0
  }

  private static func lines(of block: Document.Block) -> [Line] {
    switch block {
    case .paragraph(let phrase): [.text(phrase)]
    case .list(let title, let items, _): [.text(title)] + items.map { .item($0) }
    case .table(let rows): rows.map { .text($0.label + ": " + $0.value) }
    }
  }

  /// The lines that a service takes, each as it is written there. Items are left out first, from
  /// the last one, then lines; never part of one, since half an escape or half a link is another.
  ///
  /// - Parameter write: nil for a line that the service does not show.
  func fitted(
    _ limit: Limit, _ write: (Line) -> String?
  ) -> [(line: Line, text: String)] {
    var written = lines.compactMap { line in write(line).map { (line: line, text: $0) } }
    var dropped = 0
    func isTooLong() -> Bool {
      let items = written.count { $0.line.isItem }
      let size = written.reduce(0) { $0 + limit.size(of: $1.text) + 1 }
      return size > limit.size || items > Self.itemsMax
    }
    while isTooLong() {
      let marks = written.firstIndex { $0.line.isMore }
      if let marks { written.remove(at: marks) }
      guard let last = written.lastIndex(where: { $0.line.isItem }) ?? written.indices.last else {
        break
      }
      let wasItem = written[last].line.isItem
      written.remove(at: last)
      dropped += 1
      let kept = written.count { $0.line.isItem }
      // An item may stand for several: "2 private items".
      let missing = wasItem ? max(dropped, itemCount - kept) : dropped
      guard let more = write(.more(missing)) else { continue }
      written.insert((.more(missing), more), at: last)
    }
    return written
  }
}

extension ChatText.Line {
  fileprivate var isItem: Bool { if case .item = self { true } else { false } }
  fileprivate var isMore: Bool { if case .more = self { true } else { false } }
}
