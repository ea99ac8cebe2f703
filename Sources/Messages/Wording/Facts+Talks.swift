import Cadence
import Meetings

/// Meetings of talks, and what the public reads of a meeting.
extension Facts {
  /// True where people are asked to present, and not for something to talk about.
  var asksForTalks: Bool { agenda?.tally?.quorum.measure == .presenters }

  var offer: Phrase { asksForTalks ? "Offer a talk" : "Add an item" }
  var doing: Phrase { asksForTalks ? "offer a talk" : "add an item" }

  /// What becomes of a meeting that needs so much on its agenda.
  func fate(_ tally: Tally) -> Phrase {
    guard let cutoff = agenda?.cutoff?.short(isPersonal: isPersonal) else { return "" }
    let more: Phrase = asksForTalks ? "More talks are welcome" : "More items are welcome"
    if tally.isEnough { return "\(more) until \(cutoff)." }
    let there = tally.inWords(isOver: false)
    return agenda?.cancelsIfEmpty == true
      ? "\(there) If it is not enough on \(cutoff), we do not meet, and everyone gets one short note."
      : "\(there) The agenda closes on \(cutoff); we meet either way."
  }

  // MARK: In public

  /// For hosts: what this is.
  var passOnBlocks: [Document.Block] {
    guard isPersonal else { return [] }
    return [
      .paragraph(
        "This is what the public reads of your meeting. Please pass it on wherever those whom it is for would find it."
      )
    ]
  }

  var announcementBlocks: [Document.Block] {
    guard let announcement else { return [] }
    guard announcement.program == nil else {
      let rows = Self.addressRows("More", link) + conductRows
      return rows.isEmpty ? [] : [.table(rows)]
    }
    var blocks: [Document.Block] = []
    let audience = Clean(announcement.audience ?? "", limit: 1_000)
    if !audience.isEmpty { blocks.append(.paragraph("For: \(audience)")) }
    let talks = agenda?.talks ?? []
    blocks += talks.map(\.block)
    if let items = agenda?.items, !items.isEmpty {
      blocks.append(
        .list(title: "On the agenda:", items: items.map(\.line), isNumbered: false))
    }
    let rows = whereRows + hostRows + conductRows
    return blocks + (rows.isEmpty ? [] : [.table(rows)])
  }

  private var conductRows: [Document.Row] {
    Self.addressRows("Code of Conduct", announcement?.codeOfConduct)
  }

  /// "Summer of Code 2027, until Wed 31 Mar 2027, 23:59 UTC", in place of when a meeting is.
  var programLine: Phrase? {
    guard let program = announcement?.program else { return nil }
    let title: Phrase = "\(Clean(program.title, limit: 200))"
    return program.until.map { title + ", until " + $0.full(isPersonal: false) } ?? title
  }

  /// What those read in their own time who follow the community from elsewhere; nil for nothing.
  var publicMoment: Moment? {
    guard let program = announcement?.program else { return start }
    return program.until
  }

  /// For hosts: what the announcement waits for.
  func lackBlocks(_ lacks: [Lack]) -> [Document.Block] {
    [
      .paragraph(
        "This meeting was to be announced by now. The announcement waits until all of it is there, and leaves by itself then."
      ),
      .list(title: "What is missing:", items: lacks.map(Self.words), isNumbered: false),
    ]
  }

  private static func words(_ lack: Lack) -> Phrase {
    switch lack {
    case .agenda: "an agenda that everybody may read"
    case .talk(let title):
      "\(Clean(title, limit: 200)): write it down as a talk, or take it off the agenda"
    case .description(let talk): "the description of \(Clean(talk, limit: 200))"
    case .outline(let talk): "the outline of \(Clean(talk, limit: 200))"
    case .time(let talks, let meeting):
      "time: the talks and their questions take \(talks.inWords), the meeting \(meeting.inWords)"
    case .join: "how to join it: a link or a place"
    case .codeOfConduct: "the link of the Code of Conduct"
    case .audience: "whom it is for"
    }
  }
}

extension AgendaFacts.Talk {
  /// With all that is announced of it.
  var block: Document.Block {
    let points =
      [description.map { Phrase(Clean($0, limit: 2_000)) }].compactMap(\.self)
      + outline.map { Phrase(Clean($0, limit: 500)) }
    return .list(title: line, items: points, isNumbered: false)
  }

  /// "Query tracing (Yash Sharma, 20 minutes)".
  var line: Phrase {
    let names = speakers.map { Phrase(Clean($0, limit: 100)) }.enumerated(with: "and")
    return "\(Clean(title)) (\(names), \(duration.inWords))"
  }
}

extension Tally {
  /// "1 person has offered a talk so far; it takes 2."
  func inWords(isOver: Bool) -> Phrase {
    let count = Phrase(stringLiteral: "\(has)")
    let takes = Phrase(stringLiteral: "; it takes \(quorum.count).")
    let end: Phrase = quorum.measure == .items ? " when it closed" : " when the agenda closed"
    let so: Phrase = isOver ? end : has == 0 ? " yet" : " so far"
    switch (quorum.measure, has) {
    case (.presenters, 0): return "Nobody \(isOver ? "had" : "has") offered a talk\(so)" + takes
    case (.presenters, 1):
      return "1 person \(isOver ? "had" : "has") offered a talk\(so)" + takes
    case (.presenters, _):
      return count + " people \(isOver ? "had" : "have") offered a talk\(so)" + takes
    case (.items, 0): return "Nothing \(isOver ? "was" : "is") on the agenda\(so)" + takes
    case (.items, 1): return "1 item \(isOver ? "was" : "is") on the agenda\(so)" + takes
    case (.items, _):
      return count + " items \(isOver ? "were" : "are") on the agenda\(so)" + takes
    }
  }
}

extension Phrase {
  /// "1 of 2 presenters".
  init(_ tally: Tally) { self.init(stringLiteral: tally.description) }
}
