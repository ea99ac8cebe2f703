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
    case .itemMoved:
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
    case .lapsed:
      return [
        .paragraph(
          "This service was down from before the agenda closed until after the start. It told nobody whether the meeting takes place, and will send nothing more about it. Sorry: if people came in vain, a word from you will help."
        )
      ]
    case .emptyAgenda:
      return [
        .paragraph(
          "The agenda was empty when it closed. This meeting is kept even so, and nobody else was told: you may want to bring a topic."
        )
      ]
    case .noLastMeeting:
      return [
        .paragraph(
          "The last meeting of the mentorship is cancelled and none is left after it, so the retrospective has no date. Please move the meeting to a new one."
        )
      ]
    }
  }

  /// For the author of an item that came after the cancellation.
  var lateItemBlocks: [Document.Block] {
    guard case .itemMoved(let text, let next) = note else { return [] }
    let item = Clean(text)
    let date = start.short(isPersonal: isPersonal)
    var blocks: [Document.Block] = []
    if !item.isEmpty {
      blocks.append(.list(title: "Your item:", items: ["\(item)"], isNumbered: false))
    }
    if next != nil {
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
