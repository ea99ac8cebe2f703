import Cadence
import Meetings

/// All that a notice says, by kind. DESIGN §4 has who hears what and why.
///
/// The tone: short, warm, no instruction that only an operator could follow, nobody to blame.
struct Wording {
  let notice: Notice
  let facts: Facts
  /// The community's words in place of ours.
  let prose: [Document.Block]?
  /// Where the reader can go.
  let ways: Ways

  init(_ notice: Notice, _ templates: Templates = .none, ways: Ways = .none) {
    self.ways = ways
    self.notice = notice
    facts = notice.facts
    prose = templates.template(for: notice)?.blocks(of: notice)
  }

  var document: Document {
    Document(
      headline: Heading(notice).headline, when: whenLine,
      blocks: prose.map(around) ?? body + closing, footer: footer,
      fewer: ways.fewer, isOff: notice.kind == .cancellation && notice.cause != .readdressed)
  }

  /// What no template replaces: extraordinary news first, then, below the community's words, what
  /// has to be right. See docs/decisions/0018-templates.md.
  private func around(_ prose: [Document.Block]) -> [Document.Block] {
    switch notice.kind {
    case .cancellation: facts.noteBlocks + prose + next
    // Its note is what the words are about.
    case .lateItem: prose + facts.hostTable
    case .hostNote where !facts.noteLeavesRoom: facts.noteBlocks + prose
    case .hostCall: facts.noteBlocks + prose + facts.hostCallBlocks(ways.page) + table
    case .digest: prose + facts.digestBlocks(ways.pages)
    case .clockChange: facts.noteBlocks + prose + table
    case .silence: facts.noteBlocks + prose + facts.hostTable
    case .completion: prose + facts.handOverTable
    case .task: prose + facts.taskBlocks(ways.page)
    case .announcement: facts.passOnBlocks + prose + facts.announcementBlocks
    case .retrospective: facts.noteBlocks + prose + facts.pageBlocks(ways.page) + table
    case .invitation, .call, .reminder, .reinstatement, .update, .hostNote:
      facts.noteBlocks + prose + facts.wayBlocks(ways.page) + table + facts.betweenBlocks
        + facts.hostQuestion(ways.page)
    }
  }

  private var body: [Document.Block] {
    switch notice.kind {
    case .invitation: invitation
    case .call: facts.noteBlocks + facts.agendaBlocks(ways.page) + table
    case .reminder:
      facts.noteBlocks + facts.agendaBlocks(ways.page) + table + facts.betweenBlocks
    case .cancellation: cancellation
    case .reinstatement: reinstatement
    case .update: update
    case .retrospective:
      facts.noteBlocks + facts.retrospectiveBlocks + facts.pageBlocks(ways.page) + table
    case .lateItem: facts.lateItemBlocks
    case .hostNote: hostNote
    case .hostCall: facts.noteBlocks + facts.hostCallBlocks(ways.page) + table
    case .digest: facts.digestBlocks(ways.pages)
    case .clockChange: facts.noteBlocks + table
    case .silence: facts.noteBlocks + facts.silenceBlocks + facts.hostTable
    case .completion: facts.completionBlocks + facts.handOverTable
    case .task: facts.taskBlocks(ways.page)
    case .announcement: facts.passOnBlocks + facts.announcementBlocks
    }
  }

  // MARK: Kinds

  private var invitation: [Document.Block] {
    var blocks = facts.noteBlocks
    if facts.isRetrospective {
      blocks.append(
        .paragraph(
          "This is the last meeting of the mentorship: it starts with the retrospective."))
    }
    return blocks + facts.agendaBlocks(ways.page) + table + facts.betweenBlocks
  }

  private var cancellation: [Document.Block] {
    var words: Phrase = ""
    switch notice.cause {
    case .emptyAgenda: words = "Nothing was on the agenda at the cutoff."
    case .shortAgenda(let tally): words = tally.inWords(isOver: true)
    case .farewell where facts.isRelief: break
    case .farewell: words = "You are no longer on the list of this meeting."
    case .readdressed:
      words = "Mail about this meeting goes to another address of yours from now on."
    case .given(let reason): words = "Reason: \(reason)"
    case .unknown: break
    }
    var blocks: [Document.Block] = words.isEmpty ? [] : [.paragraph(words)]
    blocks += facts.noteBlocks
    if facts.isPersonal, facts.calendar != nil {
      let everyone: Phrase = facts.readerIsHost ? " Everyone who knew of it gets this note." : ""
      let calendar: Phrase =
        switch notice.cause {
        case .farewell where facts.isRelief: "Your calendar entry goes. Thank you."
        case .farewell: "Your calendar entry goes with it. Thank you for having been with us."
        case .readdressed: "A new invitation is on its way there; the entry at this address goes."
        case .emptyAgenda, .shortAgenda, .given, .unknown:
          "Your calendar entry is cancelled too." + everyone
        }
      blocks.append(.paragraph(calendar))
    }
    return blocks + next
  }

  /// After a cancellation: when they meet again, and the way to that agenda.
  private var next: [Document.Block] {
    guard let next = facts.next, !notice.isFarewell else { return [] }
    var rows = [Document.Row(label: "Next", value: next.full(isPersonal: facts.isPersonal))]
    if let topics = ways.page.map({ "\($0)" }) ?? facts.document {
      rows.append(Document.Row(label: "Topics", value: topics))
    }
    return [.table(rows)]
  }

  private var reinstatement: [Document.Block] {
    // Whoever has no thread was told of the cancellation in place of an invitation.
    let isBack = facts.isPersonal && facts.calendar != nil && facts.thread != nil
    let calendar: Phrase = isBack ? " Your calendar entry is back too." : ""
    return [.paragraph("The cancellation is taken back: we meet after all." + calendar)]
      + reason + facts.noteBlocks + facts.agendaBlocks(ways.page) + table
  }

  private var update: [Document.Block] {
    var first = changes
    if facts.hasMoved, let previous = facts.previousStart {
      first.insert("It was planned for \(previous.short(isPersonal: facts.isPersonal)).", at: 0)
    }
    if first.isEmpty {
      first = ["Something about this meeting changed; what you read here is what counts."]
    }
    if facts.isPersonal, facts.calendar != nil { first.append("Your calendar entry is updated.") }
    return [.paragraph(first.sentences)] + reason + facts.noteBlocks + facts.agendaBlocks(ways.page)
      + table
  }

  /// What else is another one, each as it was: what it is now stands above and below.
  private var changes: [Phrase] {
    (facts.changes ?? []).map { change in
      switch change {
      case .title(let was): "It was called \(Clean(was, limit: 200))."
      case .place(let was?): "It was to be at \(Clean(was, limit: 200))."
      case .place(nil): "It has a place now."
      case .link: "The link is another one."
      case .length(let was): "It was to take \(was.inWords)."
      }
    }
  }

  private var hostNote: [Document.Block] {
    var blocks = facts.noteBlocks + reason
    if case .appointed = facts.note { blocks += facts.hostQuestion(ways.page) }
    return facts.noteLeavesRoom ? blocks + facts.agendaBlocks(ways.page) + table : blocks
  }

  // MARK: What most kinds share

  private var whenLine: Phrase {
    if let line = facts.programLine { return line }
    // What is passed on is nobody's own time.
    let isPersonal = facts.isPersonal && notice.kind != .announcement
    let start = facts.start.full(isPersonal: isPersonal)
    let length = (facts.end.instant - facts.start.instant).inWords
    switch notice.kind {
    case .cancellation:
      return switch notice.cause {
      case .farewell: "Your invitation for \(start) is withdrawn."
      case .readdressed: "Your invitation for \(start) moves to your new address."
      case .emptyAgenda, .shortAgenda, .given, .unknown: "We do not meet on \(start)."
      }
    case .lateItem:
      if let next = facts.movedItem?.next {
        return next.full(isPersonal: facts.isPersonal)
      }
      return "It was planned for \(start)."
    case .hostNote where facts.isOff:
      return "It was planned for \(start)."
    case .silence, .completion: return facts.pairLine
    case .task: return facts.taskLine
    case .digest:
      guard let digest = facts.digest else { return start }
      let until = digest.until.short(isPersonal: facts.isPersonal)
      let count = digest.meetings.count
      return count == 1
        ? "1 meeting until \(until)." : "\(count) meetings until \(until)."
    default:
      return length.isEmpty ? start : "\(start), \(length)"
    }
  }

  private var reason: [Document.Block] {
    guard case .given(let reason) = notice.cause else { return [] }
    return [.paragraph("Reason: \(reason)")]
  }

  private var table: [Document.Block] {
    var rows = facts.whereRows + facts.hostRows
    // Where the agenda is shown it stands beside it.
    let showsAgenda =
      notice.kind != .clockChange && (facts.agenda != nil || facts.isRetrospective)
    if let page = ways.page, !showsAgenda, !listsWaysToAnswer {
      rows.append(Document.Row(label: "Page", value: "\(page)"))
    }
    return rows.isEmpty ? [] : [.table(rows)]
  }

  /// Whether a host is asked, and told how to answer: the page is among the ways.
  private var listsWaysToAnswer: Bool {
    switch notice.kind {
    case .hostCall: true
    case .hostNote: if case .appointed = facts.note { facts.awaitsHost } else { false }
    case .invitation, .call, .reminder, .reinstatement, .update:
      facts.readerIsHost && facts.awaitsHost
    case .cancellation, .retrospective, .lateItem, .digest, .clockChange, .silence, .completion,
      .task, .announcement:
      false
    }
  }

  /// What is asked of this reader: of most, nothing.
  private var closing: [Document.Block] {
    guard facts.isPersonal else { return [] }
    switch notice.kind {
    case .invitation, .call, .reminder, .reinstatement, .update:
      if facts.readerIsHost { return facts.hostBlocks(ways.page) }
      if facts.isForAsked, facts.calendar == nil, notice.kind != .reminder {
        return [.paragraph(Facts.askedBefore)]
      }
      return facts.isOptional ? [.paragraph("Coming is optional; no answer needed.")] : []
    case .cancellation, .retrospective, .lateItem, .hostNote, .hostCall, .digest, .clockChange,
      .silence, .completion, .task, .announcement:
      return []
    }
  }

  private var footer: Phrase {
    guard facts.isPersonal else { return "" }
    let community = Clean(facts.community, limit: 100)
    let title = Clean(facts.title, limit: 200)
    switch notice.kind {
    case .lateItem:
      return "\(community). You get this because you wrote an item for \(title)."
    case .silence:
      return
        "\(community). You get this because you coordinate the program that \(title) belongs to."
    case .completion:
      return "\(community). You get this because \(title) was yours."
    case .task: return "\(community). " + facts.taskFooter
    case .hostNote where notice.subject.task != nil:
      return "\(community). You get this because you look after \(title)."
    case .hostNote where facts.isForPool, .cancellation where facts.isForAsked,
      .update where facts.isForAsked, .reinstatement where facts.isForAsked, .hostCall:
      return "\(community). You get this because you are one of those who host \(title)."
    case .digest:
      return "\(community). You get this instead of a reminder for each meeting."
    case .cancellation where notice.isFarewell:
      return "\(community). You get this because you were invited to \(title)."
    default:
      return facts.readerIsHost
        ? "\(community). You get this because you host \(title)."
        : "\(community). You get this because you are invited to \(title)."
    }
  }
}

// MARK: Other forms

extension Wording {
  /// For the entry in the reader's calendar: it is looked at long after this notice, so it has what
  /// stays true, and the time is the entry's own. Calendars are shared: no agenda item is in it.
  var calendarDescription: String {
    var lines = (facts.whereRows + facts.hostRows).map { "\($0.label.text): \($0.value.text)" }
    if let document = facts.document { lines.append("Agenda: \(document.text)") }
    if facts.isRetrospective { lines.append("The last meeting: it starts with the retrospective.") }
    return lines.joined(separator: "\n")
  }
}

extension Notice {
  /// The notice as everybody may see it. What is private should not have come this far; here it
  /// stops.
  var withoutPrivateItems: Notice {
    var facts = facts
    if var agenda = facts.agenda {
      agenda.hidden += agenda.items.count(where: \.isPrivate)
      agenda.items.removeAll(where: \.isPrivate)
      facts.agenda = agenda
    }
    if let moved = facts.movedItem { facts.note = .itemMoved(text: "", to: moved.next) }
    // Mailboxes are nobody's business in a chat, and a relay's answer names them.
    if case .unreachable(let who, .some, _) = facts.note {
      facts.note = .unreachable(who: who, address: nil, why: "")
    }
    return Notice(
      subject: subject, kind: kind, edition: edition, recipient: recipient,
      notBefore: notBefore, notAfter: notAfter, facts: facts)
  }
}
