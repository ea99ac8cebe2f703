import Cadence
import Meetings

/// The first thing a reader sees: the subject in the mailbox and the headline in the mail.
struct Heading {
  /// `Cancelled`, `Moved`, `Changed`, `Back on`, or nothing.
  private var flag: String?
  private var bracket: String
  private let title: Clean
  /// After the title, in both.
  private var tail: Phrase = ""
  /// After the title, in the subject alone; the mail says it at length.
  private var subjectTail: Phrase = ""

  var subject: String {
    let prefix = flag.map { $0 + ": " } ?? ""
    return "\(prefix)[\(bracket)] \(title.text)\(tail.text)\(subjectTail.text)".withoutEncodedWords
  }

  /// The mail's own headline, where it is not the subject's.
  private var ownHeadline: Phrase?

  let fullTitle: Clean
  var headline: Phrase {
    if let ownHeadline { return ownHeadline }
    let prefix = flag.map { Phrase(stringLiteral: $0 + ": ") } ?? ""
    return prefix + "\(fullTitle)" + tail
  }

  // long: one kind after another.
  init(_ notice: Notice) {
    let facts = notice.facts
    let request = facts.request
    // A meeting that is asked for has the title of the others.
    let name = request == nil ? facts.answerable.first?.text ?? facts.title : facts.title
    fullTitle = Clean(name, limit: 200)
    title = Clean(name, limit: Self.userTextMax)
    bracket = facts.start.day
    switch notice.kind {
    case .invitation:
      if facts.reader != nil { tail = facts.readerIsHost ? ": you host" : ": you are invited" }
      if facts.awaitsHost { subjectTail = ", please say whether you can" }
    case .call:
      tail = facts.asksForTalks ? ": would you like to present?" : ": anything to discuss?"
      if let tally = facts.agenda?.tally {
        subjectTail = " (\(Phrase(tally)) so far)"
      } else if facts.isAgendaEmpty {
        subjectTail = " (empty so far)"
      }
    case .reminder:
      bracket += ", " + facts.start.clock + facts.channelZone
      if facts.readerIsHost { tail = ": you host" }
      subjectTail = Self.count(facts)
    case .cancellation:
      flag =
        switch notice.cause {
        case .farewell: "Withdrawn"
        case .readdressed: "New address"
        case .emptyAgenda, .shortAgenda, .given, .unknown: "Cancelled"
        }
      subjectTail = Self.reason(notice.cause, room: Self.userTextMax - title.text.count)
      if case .relieved(let others) = facts.note {
        subjectTail =
          others.isEmpty
          ? ", you do not host it"
          : others.count == 1 ? ", \(Clean(others[0], limit: 40)) hosts it" : ", others host it"
      }
    case .reinstatement:
      flag = "Back on"
    case .update:
      flag = facts.hasMoved ? "Moved" : "Changed"
      if facts.hasMoved, facts.previousStart?.local.date == facts.start.local.date {
        bracket += ", " + facts.start.clock + facts.channelZone
      }
    case .retrospective:
      if case .retrospectiveMoved = facts.note { flag = "Moved" }
      tail = ": our last meeting starts with a retrospective"
    case .lateItem:
      tail = ": your item came after the cancellation"
      if let next = facts.movedItem?.next {
        bracket = next.day
        tail = ": your item is on this agenda now"
      }
    case .hostNote, .hostCall:
      if case .rotaEnds(nil) = facts.note { bracket = "from " + facts.start.day }
      tail = Self.hostNote(facts)
    case .digest:
      bracket += ", " + facts.start.clock
      ownHeadline = "Your next meetings"
      let others = (facts.digest?.meetings.count ?? 1) - 1
      subjectTail = others == 0 ? "" : others == 1 ? " and 1 more" : " and \(others) more"
    case .clockChange:
      bracket += ", " + facts.start.clock
      if case .clockChange(let usual, _, let back) = facts.note {
        tail = ": \(facts.start.shift(from: usual)) for you"
        if let back { subjectTail = ", as usual again on \(Phrase(stringLiteral: back.day))" }
      }
    case .silence:
      if case .silence(let since, _, _) = facts.note { bracket = "since " + since.day }
      tail = "\(facts.readerIsHost ? ": you" : ": they") have not met for \(facts.silence)"
    case .completion:
      if case .completion(let day, _) = facts.note { bracket = Moment.day(day) }
      tail = ": thank you"
    case .announcement where facts.announcement?.program != nil:
      if let until = facts.announcement?.program?.until { bracket = "until " + until.day }
    case .announcement:
      bracket += ", " + facts.start.clock + " " + Clean(facts.start.zone).text
      tail = facts.reader == nil ? ": everybody is welcome" : ": announced"
    case .task:
      if let request {
        bracket = "\(request.start.day), \(request.start.clock)"
        tail = request.question
        return
      }
      if let ballot = facts.ballot {
        bracket = ballot.bracket(facts.tasks?.first?.due)
        subjectTail = ballot.subjectTail
        return
      }
      bracket = facts.answerable.first.map { Self.bracket($0, facts) } ?? "To do"
      let others = facts.answerable.count - 1
      subjectTail = others == 0 ? "" : " and \(others) more"
      if others > 0 { ownHeadline = facts.taskHeadline }
      let isAsked = facts.answerable.contains { $0.role == .owes && $0.stage == .escalated }
      if isAsked { subjectTail = subjectTail + ", others are asked to help" }
    }
  }

  private static func bracket(_ task: TaskFacts, _ facts: Facts) -> String {
    guard let due = task.due else {
      if task.role == .watches { return "For you to know" }
      return task.isOptional ? "If you like" : task.stage == .again ? "Still to do" : "To do"
    }
    return (facts.isPast(task) ? "Was due " : task.isOptional ? "Until " : "Due ") + due.day
  }

  /// All that people wrote in a subject, together. What would be longer is in the mail.
  static let userTextMax = 60

  private static func count(_ facts: Facts) -> Phrase {
    guard facts.agenda != nil || facts.isRetrospective else { return "" }
    let number = facts.agendaCount
    return switch number {
    case 0: ", nothing on the agenda"
    case 1: ", 1 item on the agenda"
    default: ", \(number) items on the agenda"
    }
  }

  /// The reason if it fits: half a reason explains nothing.
  private static func reason(_ cause: Cause, room: Int) -> Phrase {
    switch cause {
    case .emptyAgenda: ", nothing on the agenda"
    case .shortAgenda(let tally): ", \(Phrase(tally))"
    case .farewell: ", your invitation"
    case .readdressed: ", your invitation moves there"
    case .given(let reason):
      reason.text.unicodeScalars.count <= room ? ", \(reason)" : ""
    case .unknown: ""
    }
  }

  private static func hostNote(_ facts: Facts) -> Phrase {
    switch facts.note {
    case .cutoffPostponed(_, let now):
      Phrase(stringLiteral: ": the agenda stays open until \(now.day), \(now.clock)")
    case .stands: ": it takes place, the agenda was not checked"
    case .unread: ": it takes place, the agenda could not be read"
    case .lapsed: ": nobody was told whether it takes place"
    case .emptyAgenda:
      facts.agenda?.tally.map { ": \(Phrase($0)), it takes place anyway" }
        ?? ": the agenda is empty, it takes place anyway"
    case .announcementWaits: ": its announcement waits"
    case .noLastMeeting: ": no last meeting is left, please move it"
    case .retrospectiveMoved: ": the retrospective moved with the last meeting"
    case .itemCarried: ": an item was carried over"
    case .itemMoved: ": an item came after the cancellation"
    case .unreachable(let who, _, _): ": \(Clean(who, limit: 40)) cannot be reached"
    case .cancellationStuck(let names, _, _):
      names.count == 1
        ? ": cancelled, and 1 person does not know yet"
        : ": cancelled, and \(names.count) people do not know yet"
    case .restored: ": please check it, this service was restored"
    case .clockChange: ": clocks change"
    case .silence: ": they have not met"
    case .completion: ": it is complete"
    case .hostCall, .appointed, .relieved, .taken, .noHost, .hostsUnknown, .rotaEnds:
      facts.note.flatMap(Facts.hostNoteTail) ?? ""
    case nil: ": a note for its hosts"
    }
  }
}

extension Facts {
  var isPersonal: Bool { reader != nil }

  /// What this notice's reader may not see is not in the facts; a channel's is checked once more.
  var agendaCount: Int {
    (agenda.map { $0.items.count + $0.hidden + ($0.talks?.count ?? 0) } ?? 0)
      + (isRetrospective ? 1 : 0)
  }
  var isAgendaEmpty: Bool { agenda != nil && agendaCount == 0 }

  var hasMoved: Bool { previousStart.map { $0.instant != start.instant } ?? false }

  /// A channel has no "your time", so a clock time alone would say nothing.
  var channelZone: String { isPersonal ? "" : " " + Clean(start.zone).text }
}
