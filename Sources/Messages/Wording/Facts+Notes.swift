import Cadence
import Meetings

/// What the cases of `Note` say.
extension Facts {
  var noteBlocks: [Document.Block] {
    guard let note else { return [] }
    switch note {
    case .retrospectiveMoved(let from):
      return [
        .paragraph(
          "The last meeting was to be on \(from.short(isPersonal: isPersonal)). It moved, and the retrospective moves with it."
        )
      ]
    case .itemMoved, .itemCarried:
      return lateItemBlocks
    case .cutoffPostponed(let was, let now):
      return [
        .paragraph(
          "The agenda was to close on \(was.short(isPersonal: isPersonal)), but this service was down then. It stays open until \(now.short(isPersonal: isPersonal)), and items count until then."
        )
      ]
    case .stands(let cutoff):
      return [
        .paragraph(
          "The agenda was to close on \(cutoff.short(isPersonal: isPersonal)). This service was down then, or did not know of the meeting yet, so an empty agenda says nothing: the meeting takes place, whatever is on it."
        )
      ]
    case .unread(let cutoff, let sources):
      return unreadBlocks(cutoff, sources)
    case .lapsed:
      return [
        .paragraph(
          "This service was down from before the agenda closed until after the start. It told nobody whether the meeting takes place, and will send nothing more about it. Sorry: if people came in vain, a word from you will help."
        )
      ]
    case .emptyAgenda:
      if let tally = agenda?.tally {
        return [
          .paragraph(
            tally.inWords(isOver: true)
              + " This meeting is kept even so, and nobody else was told.")
        ]
      }
      return [
        .paragraph(
          "The agenda was empty when it closed. This meeting is kept even so, and nobody else was told: you may want to bring a topic."
        )
      ]
    case .announcementWaits(let lacks): return lackBlocks(lacks)
    case .noLastMeeting:
      return [
        .paragraph(
          "The last meeting of the mentorship is cancelled and none is left after it, so the retrospective has no date. Please move the meeting to a new one."
        )
      ]
    case .unreachable(let who, let address, let why):
      return unreachableBlocks(who, address, why)
    case .cancellationStuck(let names, let since, let why):
      return stuckBlocks(names, since, why)
    case .restored(let from, let isOff): return restoredBlocks(from, isOff)
    case .clockChange(let usual, let meeting, let back):
      return clockChangeBlocks(usual, meeting, back)
    case .silence(_, let missed, let next):
      return missedBlocks(missed, next)
    case .completion: return []
    case .hostCall, .appointed, .relieved, .taken, .noHost, .hostsUnknown, .rotaEnds:
      return hostNoteBlocks(note)
    }
  }

  /// True for a note of a meeting that does not, or did not, take place as planned.
  var isOff: Bool {
    switch note {
    case .lapsed, .noLastMeeting, .cancellationStuck: true
    case .restored(_, let isOff): isOff
    default: false
    }
  }

  /// False for a note after which agenda and place say nothing.
  var noteLeavesRoom: Bool {
    switch note {
    case .lapsed, .noLastMeeting, .unreachable, .cancellationStuck, .announcementWaits, .relieved,
      .taken, .rotaEnds:
      false
    default: true
    }
  }

  /// True for a note that has said itself what an agenda without items means.
  var noteSpeaksOfAgenda: Bool {
    switch note {
    case .emptyAgenda, .unread: true
    default: false
    }
  }

  private func restoredBlocks(_ from: Moment, _ isOff: Bool) -> [Document.Block] {
    let stands: Phrase = isOff ? "is cancelled" : "takes place at the time above"
    return [
      .paragraph(
        "This service lost its memory and goes on from a backup of \(from.short(isPersonal: isPersonal)). What was decided, written or answered after that, it does not know, and nothing of that is sent again."
      ),
      .paragraph(
        "As it knows this meeting, it \(stands). Is that what people were told last? If it is not, change it by hand, and ask for items that are missing from its agenda. You are told of this once."
      ),
    ]
  }

  private func unreadBlocks(_ cutoff: Moment, _ sources: [String]) -> [Document.Block] {
    [
      .paragraph(
        "The agenda was to close on \(cutoff.short(isPersonal: isPersonal)). It could not be read in the minutes before, so nobody knows whether it is empty: the meeting takes place. If there is nothing to talk about, you may cancel it by hand."
      ),
      .list(
        title: "What could not be read:", items: sources.map { "\(Clean($0, limit: 300))" },
        isNumbered: false),
    ]
  }

  private func unreachableBlocks(
    _ who: String, _ address: String?, _ why: String
  ) -> [Document.Block] {
    let name = Clean(who, limit: 100)
    let place: Phrase = address.map { "\(name) at \(Clean($0, limit: 254))" } ?? "\(name)"
    let rest: Phrase =
      address == nil && !why.isEmpty
      ? "What is posted there may be lost until somebody looks at the address that is configured."
      : "Further mail to that address is tried. Do you know a better one?"
    let reason = Clean(why, limit: 300)
    let answer: Phrase = reason.isEmpty ? "" : " The answer was: \(reason)"
    return [
      .paragraph("A message about \(Clean(title, limit: 200)) did not reach \(place)." + answer),
      .paragraph("\(rest) You are told of this once."),
    ]
  }

  private func stuckBlocks(
    _ names: [String], _ since: Moment, _ why: String
  ) -> [Document.Block] {
    [
      .paragraph(
        "This meeting is cancelled, but mail has not left since \(since.short(isPersonal: isPersonal)) (\(Clean(why, limit: 300))). It is tried on and on. Until then these people may come in vain; a word from you will help."
      ),
      .list(
        title: "They do not know yet:", items: names.map { "\(Clean($0, limit: 100))" },
        isNumbered: false),
    ]
  }

  private func clockChangeBlocks(
    _ usual: Moment, _ meeting: Moment, _ back: Moment?
  ) -> [Document.Block] {
    let there = Phrase(stringLiteral: meeting.clock) + " in \(Clean(meeting.zone))"
    let here: Phrase = "\(Phrase(stringLiteral: start.clock)) your time"
    let before = Phrase(stringLiteral: usual.clock)
    let first: Phrase =
      "Clocks change, and not everywhere on the same date. This meeting stays at \(there), so for you it is at \(here), not at \(before) as before."
    let then: Phrase =
      back.map {
        "From \(Phrase(stringLiteral: $0.day)) on it is at \(before) again."
      } ?? "It stays there until clocks change the next time."
    return [.paragraph(first), .paragraph(then + " Your calendar has it right by itself.")]
  }

  // MARK: Digest

  /// Each meeting under its time, which is what a day is planned by.
  func digestBlocks(_ pages: [OccurrenceID: Link]) -> [Document.Block] {
    (digest?.meetings ?? []).map { meeting in
      var items: [Phrase] = ["\(Clean(meeting.title, limit: 200))"]
      let length = (meeting.end.instant - meeting.start.instant).inWords
      if !length.isEmpty { items[0] = items[0] + ", \(length)" }
      if let place = meeting.place, case let text = Clean(place), !text.isEmpty {
        items.append("Where: \(text)")
      }
      if let link = meeting.link, case let text = Clean(link), !text.isEmpty {
        items.append(Link(link).map { "Join: \($0)" } ?? "Join: \(text)")
      }
      if let agenda = Self.agenda(of: meeting, isPersonal: isPersonal) { items.append(agenda) }
      if let page = pages[meeting.occurrence] { items.append("Agenda and answers: \(page)") }
      return .list(
        title: meeting.start.full(isPersonal: isPersonal), items: items, isNumbered: false)
    }
  }

  private static func agenda(
    of meeting: DigestFacts.Meeting, isPersonal: Bool
  ) -> Phrase? {
    guard let count = meeting.items else { return nil }
    let items: Phrase =
      count == 0
      ? "nothing on the agenda yet"
      : count == 1 ? "1 item on the agenda" : "\(count) items on the agenda"
    guard let cutoff = meeting.cutoff else { return items }
    return "\(items), which closes on \(cutoff.short(isPersonal: isPersonal))"
  }

  /// An item that stands elsewhere now, and when that is; nil if no meeting follows.
  var movedItem: (text: String, next: Moment?)? {
    switch note {
    case .itemMoved(let text, let next): (text, next)
    case .itemCarried(let text, let next): (text, next)
    default: nil
    }
  }

  /// For the author of an item that came after the cancellation, or was not discussed.
  var lateItemBlocks: [Document.Block] {
    guard let moved = movedItem else { return [] }
    let item = Clean(moved.text)
    let date = start.short(isPersonal: isPersonal)
    var blocks: [Document.Block] = []
    if !item.isEmpty {
      blocks.append(.list(title: "Your item:", items: ["\(item)"], isNumbered: false))
    }
    if case .itemCarried = note {
      blocks.append(
        .paragraph(
          "It was on the agenda of the meeting of \(date) and was not discussed there. It now stands on the agenda of the meeting above; nothing is left for you to do. Thank you for bringing it."
        ))
    } else if moved.next != nil {
      blocks.append(
        .paragraph(
          "It came after the meeting of \(date) was cancelled. It now stands on the agenda of the meeting above; nothing is left for you to do. Thank you for bringing it."
        ))
    } else {
      blocks.append(
        .paragraph(
          "It came after the meeting was cancelled, and no later one is planned yet. If it cannot wait, please write to a host. Thank you for bringing it."
        ))
    }
    return blocks + hostTable
  }

  var hostTable: [Document.Block] { hostRows.isEmpty ? [] : [.table(hostRows)] }
}
