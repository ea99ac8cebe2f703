import Cadence
import Meetings

/// What is said where it is a question who hosts a meeting: docs/hosts.md.
extension Facts {
  /// For a host of a meeting that is on: that they host it, and what they are asked.
  func hostBlocks(_ page: Link?) -> [Document.Block] {
    guard let hosting else { return [.paragraph("You host this meeting.")] }
    let turn: Phrase =
      hosting.isInTurn ? "It is your turn to host this meeting" : "You host this meeting"
    if hosting.hasSaid {
      return [.paragraph(turn + ", and you have said that you come. Thank you.")]
    }
    if hosting.cannot == true {
      return [.paragraph(turn + ", and you have said that you cannot.")]
    }
    guard let question else { return [.paragraph(turn + ".")] }
    return [.paragraph(turn + ". " + question)] + answerBlocks(page)
  }

  /// Whether its host is still to say whether they can.
  var awaitsHost: Bool { hosting.map { !$0.hasSaid && $0.until != nil } ?? false }

  /// Nil where nothing is asked.
  private var question: Phrase? {
    guard awaitsHost, let hosting, let until = hosting.until?.short(isPersonal: isPersonal)
    else { return nil }
    let rest: Phrase =
      switch hosting.otherwise {
      case .asks: "If nobody has said yes by then, the others who may host it are asked."
      case .cancels: "If too few have said yes by then, we do not meet."
      case .warns: "If too few have said yes by then, the others who may host it hear of it."
      }
    return "Please say by \(until) whether you can. " + rest
  }

  /// Nothing for whoever does not host it, or is not asked.
  func hostQuestion(_ page: Link?) -> [Document.Block] {
    guard readerIsHost, hosting != nil else { return [] }
    // The note itself says that they host it.
    guard case .appointed = note else { return hostBlocks(page) }
    return question.map { [.paragraph($0)] + answerBlocks(page) } ?? []
  }

  /// True of a farewell to whose turn it was.
  var isRelief: Bool { if case .relieved = note { true } else { false } }

  /// True of a note to those who may host a meeting, whether or not they do.
  var isForPool: Bool {
    switch note {
    case .relieved, .taken, .noHost, .hostsUnknown, .rotaEnds: true
    default: false
    }
  }

  /// True of what goes to those who were asked whether they can host a meeting and do not, or who
  /// were to and cannot.
  var isForAsked: Bool { hosting != nil && !readerIsHost }

  static let askedBefore: Phrase =
    "You had been asked whether you can host this meeting. Nothing is asked of you now; you are asked again if somebody is needed."

  /// The ways to say yes or no.
  func answerBlocks(_ page: Link?) -> [Document.Block] {
    var ways: [Phrase] = page.map { ["on its page: \($0)"] } ?? []
    if takesReplies == true { ways.append("by mail: reply \"yes\" or \"no\"") }
    guard !ways.isEmpty else {
      return [.paragraph("To answer, tell whoever looks after this meeting.")]
    }
    return [.list(title: "To answer:", items: ways, isNumbered: false)]
  }

  /// What the pool is asked.
  func hostCallBlocks(_ page: Link?) -> [Document.Block] {
    guard case .hostCall(_, _, let until, let cancels, _) = note else { return [] }
    var words: Phrase = "Can you?"
    if !readerIsHost { words = words + " Whoever says yes first hosts it, and is invited at once." }
    if let until = until?.short(isPersonal: isPersonal) {
      words =
        words
        + (cancels
          ? " If too few have said yes by \(until), we do not meet, and everyone is told."
          : " If too few have said yes by \(until), you hear of it.")
    }
    return [.paragraph(words)] + answerBlocks(page)
  }

  func hostNoteBlocks(_ note: Note) -> [Document.Block] {
    let words: Phrase
    switch note {
    case .hostCall(let said, let needed, _, _, let was):
      words = late(was) + Self.count(said, of: needed, isOver: false)
    case .appointed(let others):
      let place = Self.names(others).map { " in place of \($0)" as Phrase } ?? ""
      words =
        "You host this meeting now" + place + "."
        + (hosting == nil ? " The invitation follows." : "")
    case .relieved(let others) where others.isEmpty:
      words = "You do not host this meeting any more."
    case .relieved(let others):
      words =
        "\(Self.names(others) ?? "Somebody else") \(others.count > 1 ? "host" : "hosts") this meeting instead: you are free."
    case .taken(let others):
      words =
        "Thank you for offering to host this meeting. \(Self.names(others) ?? "Somebody else") had said yes before; nothing is left for you to do."
    case .noHost(let said, let needed, let decide):
      words =
        "By \(decide.short(isPersonal: isPersonal)) " + Self.count(said, of: needed, isOver: true)
        + " This meeting is kept even so, and nobody else was told: please see to it that somebody is there."
    case .hostsUnknown(let decide):
      words =
        "Hosts were to say by \(decide.short(isPersonal: isPersonal)) whether they come, and nobody could be asked in time: this service was down, or the meeting, or the time that it has now, became known too late. So silence says nothing: the meeting takes place. Please see to it that somebody is there."
    case .rotaEnds(let again):
      let until: Phrase =
        again.map { "until \($0.short(isPersonal: isPersonal))" } ?? "on"
      words =
        "From this date " + until
        + " nobody is on the rota of \(Clean(title, limit: 200)). Please write somebody into it; whoever may host it is asked for each date as it opens."
    default: return []
    }
    return [.paragraph(words)]
  }

  private func late(_ was: Moment?) -> Phrase {
    was.map {
      "It was to be settled on \($0.short(isPersonal: isPersonal)), but this service was down then. "
    } ?? ""
  }

  /// After "By Wed 2 Dec", or at the beginning.
  private static func count(_ said: Int, of needed: Int, isOver: Bool) -> Phrase {
    if said == 0 {
      return isOver
        ? "nobody had said that they host it."
        : "Nobody has said so far that they host this meeting."
    }
    return isOver
      ? "\(said) of \(needed) hosts had said that they come."
      : "\(said) of \(needed) hosts have said so far that they come."
  }

  /// After the title of a note.
  static func hostNoteTail(_ note: Note) -> Phrase? {
    switch note {
    case .hostCall(let said, _, _, _, _):
      said == 0 ? ": nobody has said yes, can you host?" : ": one more host is needed, can you?"
    case .appointed: ": you host it now"
    case .relieved(let others):
      others.isEmpty
        ? ": you do not host it any more"
        : others.count == 1
          ? ": \(Clean(others[0], limit: 40)) hosts it instead" : ": others host it instead"
    case .taken(let others):
      others.count == 1
        ? ": \(Clean(others[0], limit: 40)) hosts it already" : ": others host it already"
    case .noHost: ": too few have said that they host, it takes place anyway"
    case .hostsUnknown: ": it takes place, nobody knows who hosts"
    case .rotaEnds(nil): ": nobody is on the rota from then on"
    case .rotaEnds: ": nobody is on the rota"
    default: nil
    }
  }
}
