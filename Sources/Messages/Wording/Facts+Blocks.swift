import Meetings

/// The parts of a message that more than one kind is built of.
extension Facts {
  /// The document that anyone edits.
  var document: Phrase? {
    Self.address(agenda?.edit)
  }

  /// A link where it is one, else the text that somebody wrote; nil for nothing.
  static func address(_ text: String?) -> Phrase? {
    guard let text, case let clean = Clean(text), !clean.isEmpty else { return nil }
    return Link(text).map { "\($0)" } ?? "\(clean)"
  }

  var whereRows: [Document.Row] {
    // In public first: what may be said there need not wait for the meeting.
    var rows = Self.addressRows("Issue", issue)
    if let place, case let text = Clean(place), !text.isEmpty {
      rows.append(Document.Row(label: "Where", value: "\(text)"))
    }
    rows += Self.addressRows("Join", link)
    return rows
      + (links ?? []).flatMap { Self.addressRows("\(Clean($0.name, limit: 60))", $0.address) }
  }

  static func addressRows(_ label: Phrase, _ text: String?) -> [Document.Row] {
    address(text).map { [Document.Row(label: label, value: $0)] } ?? []
  }

  var hostRows: [Document.Row] {
    guard let hostNames else { return [] }
    return [Document.Row(label: Self.clean(hosts).count == 1 ? "Host" : "Hosts", value: hostNames)]
  }

  /// `Bartek`, `Bartek and Ana`; nil for none.
  var hostNames: Phrase? { Self.names(hosts) }

  static func names(_ names: [String]) -> Phrase? {
    let names = clean(names)
    return names.isEmpty ? nil : names.map { Phrase($0) }.enumerated(with: "and")
  }

  private static func clean(_ names: [String]) -> [Clean] {
    names.map { Clean($0, limit: 100) }.filter { !$0.isEmpty }
  }

  // MARK: Agenda

  /// The agenda so far, until when, what happens if it stays empty, and the way to it.
  /// - Parameter page: the meeting's page for this reader.
  func agendaBlocks(_ page: Link?) -> [Document.Block] {
    guard agenda != nil || isRetrospective else { return [] }
    var blocks: [Document.Block] = []
    if agendaCount > 0 {
      blocks.append(
        .list(
          title: agenda?.cutoff == nil ? "On the agenda:" : "On the agenda so far:",
          items: agendaLines, isNumbered: true))
    }
    if let standing = agenda?.standing, !standing.isEmpty {
      blocks.append(
        .list(title: "As always:", items: standing.map { "\(Clean($0))" }, isNumbered: false))
    }
    let fate = agenda?.tally.map(fate) ?? agendaFate
    if !fate.isEmpty { blocks.append(.paragraph(fate)) }
    return blocks + wayBlocks(page)
  }

  /// Where the agenda is, and as long as it is open, how to get onto it.
  func wayBlocks(_ page: Link?) -> [Document.Block] {
    guard let agenda, agenda.cutoff != nil else { return pageBlocks(page) }
    var ways: [Phrase] = page.map { ["on its page: \($0)"] } ?? []
    if agenda.takesReplies == true {
      ways.append(
        asksForTalks
          ? "by mail: reply with its title, and not at all if you have none"
          : "by mail: reply with one line; begin it with \"private:\" if it is for the hosts alone")
    }
    guard !ways.isEmpty else {
      return [
        .paragraph(document.map { "\(offer): \($0)" } ?? "To \(doing), write to a host.")
      ] + kindBlocks
    }
    if let document {
      ways.append(
        (asksForTalks ? "in the document, with your name: " : "in the document: ") + document)
    }
    return [.list(title: offer + ":", items: ways, isNumbered: false)] + kindBlocks
  }

  private var kindBlocks: [Document.Block] {
    Phrase.kinds(agenda?.kinds ?? []).map { [.paragraph($0)] } ?? []
  }

  /// Where the agenda is, when there is nothing to be asked for.
  func pageBlocks(_ page: Link?) -> [Document.Block] {
    (page.map { "\($0)" } ?? document).map { [.paragraph("Agenda: \($0)")] } ?? []
  }

  private var agendaFate: Phrase {
    guard let agenda else { return "" }
    guard let cutoff = agenda.cutoff?.short(isPersonal: isPersonal) else {
      return agendaCount == 0 && !noteSpeaksOfAgenda ? "Nothing is on the agenda." : ""
    }
    if agendaCount > 0 { return "More items are welcome until \(cutoff)." }
    return agenda.cancelsIfEmpty
      ? "The agenda is empty so far. If it still is on \(cutoff), we do not meet, and everyone gets one short note."
      : "The agenda is empty so far. It closes on \(cutoff); we meet either way."
  }

  /// Item 1 of a last meeting is the retrospective.
  var agendaLines: [Phrase] {
    var lines: [Phrase] = []
    if isRetrospective { lines.append("Retrospective: \(Self.wentWell) / \(Self.goBetter)") }
    let talks = agenda?.talks ?? []
    lines += talks.filter { !$0.isLearnings }.map(\.line)
    let items = agenda?.items ?? []
    lines += items.prefix(Self.itemsMax).map(\.line)
    lines += talks.filter(\.isLearnings).map(\.line)
    if items.count > Self.itemsMax {
      lines.append("and \(items.count - Self.itemsMax) more")
    }
    if let hidden = agenda?.hidden, hidden > 0 {
      lines.append(hidden == 1 ? "a private item" : "\(hidden) private items")
    }
    return lines
  }

  private static let itemsMax = 50

  // MARK: Retrospective

  private static let wentWell: Phrase = "What we did well"
  private static let goBetter: Phrase = "What we could do better"

  var retrospectiveBlocks: [Document.Block] {
    [
      .paragraph(
        "This is the last meeting of the mentorship. The retrospective is item 1 of its agenda; the state of the project comes after it."
      ),
      .list(
        title: "Until then, please collect:", items: [Self.wentWell, Self.goBetter],
        isNumbered: false),
      .paragraph(
        "Whether or not the goals were met, and most of all if they were not, we look for what to keep and what to change in how we worked, specific and honest, and never for whose fault it was."
      ),
      .paragraph(
        "At the meeting everyone takes 5 minutes to write in silence. Then we go through every item together and write down the Learnings."
      ),
    ]
  }
}

extension AgendaFacts.Item {
  /// "pair review (Ana, private)".
  var line: Phrase {
    let author = Clean(author ?? "", limit: 100)
    let text = Clean(text)
    return switch (author.isEmpty, isPrivate) {
    case (false, false): "\(text) (\(author))"
    case (false, true): "\(text) (\(author), private)"
    case (true, false): "\(text)"
    case (true, true): "\(text) (private)"
    }
  }
}

extension Phrase {
  /// How an item says what it is; nil where it may be anything.
  static func kinds(_ kinds: [String]) -> Phrase? {
    let kinds = kinds.map { Clean($0, limit: 40) }.filter { !$0.isEmpty }
    guard !kinds.isEmpty else { return nil }
    let words = kinds.map { "\"\($0):\"" as Phrase }.enumerated(with: "or")
    return "If it is one, begin it with \(words)."
  }
}
