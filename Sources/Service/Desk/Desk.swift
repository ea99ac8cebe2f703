package import Cadence
import Foundation
package import Meetings
package import Messages
package import Store

/// Answers questions about what has been decided and what comes. The daemon asks it for its
/// callers; a command asks it directly when no daemon runs. It changes nothing.
package struct Desk: Sendable {
  package let store: Store
  package let book: Book
  package let now: Instant
  private let shapes: [ChannelID: Shape]
  private let templates: Templates
  let links: Links?
  private let inbox: Inbox?

  /// - Parameters:
  ///   - shapes: how each channel takes its notices.
  ///   - templates: the community's own words.
  ///   - links: what makes the links in mails.
  ///   - inbox: where answers arrive; without the daemon's key nil.
  package init(
    store: Store, book: Book, shapes: [ChannelID: Shape], templates: Templates, links: Links?,
    inbox: Inbox?,
    now: Instant
  ) {
    self.store = store
    self.book = book
    self.shapes = shapes
    self.templates = templates
    self.links = links
    self.inbox = inbox
    self.now = now
  }

  /// For whoever reads other people's mails and is not to act for them.
  func withoutLinks() -> Desk {
    Desk(
      store: store, book: book, shapes: shapes, templates: templates, links: nil, inbox: nil,
      now: now)
  }

  /// How far ahead anyone may look: ten years.
  package static let daysMax = 3660
  /// How far ahead whoever does not say it looks.
  package static let daysUsual = 14
  /// How many notices are listed at once.
  static let noticesMax = 500

  package func next(days: Int) throws -> [MeetingView] {
    guard (1...Self.daysMax).contains(days) else {
      throw Refusal(
        "\(days) days cannot be listed", fix: "ask for 1 to \(Self.daysMax)")
    }
    return book.upcoming(at: now, within: .days(Int64(days))).map(MeetingView.init)
  }

  /// - Throws: `Refusal` for a name that no meeting has.
  package func show(_ name: String) throws -> any View {
    if case .task(let id) = try subject(name), let view = view(id) { return view }
    let (id, view, row) = try meeting(name)
    return DetailView(
      view, row, of: book.community.series[id.series], due: book.nextAt(of: id, at: now))
  }

  /// A meeting with its row, if it has one.
  func meeting(_ name: String) throws -> (id: OccurrenceID, view: Upcoming, row: Occurrence?) {
    let id = try find(name)
    let row = try book.occurrences[id] ?? store.occurrence(id)
    guard let view = book.upcoming(id, at: now) ?? row.map(book.described) else {
      throw Refusal.unknown(name)
    }
    return (id, view, row)
  }

  package func why(_ name: String) throws -> [any View] {
    if case .task(let id) = try subject(name) {
      return try store.journal(of: .task(id)).map(JournalView.init)
        + store.outbox(about: .task(id)).map(view)
    }
    let id = try find(name)
    let skip = try skip(of: id).map {
      DoneView("\(id): not planned: skipped (\($0))", occurrence: id.description)
    }
    let journal = try store.journal(of: .meeting(id))
    let notices = try store.outbox(about: .meeting(id))
    guard !journal.isEmpty else {
      let nothing = DoneView("\(id): nothing has been decided yet", occurrence: id.description)
      return [skip ?? nothing]
    }
    return [skip].compactMap(\.self) + journal.map(JournalView.init) + notices.map(view)
  }

  /// Why a meeting is not planned; nil for one that takes place all the same.
  private func skip(of id: OccurrenceID) throws -> String? {
    let row = try book.occurrences[id] ?? store.occurrence(id)
    guard row?.state.isCancelled != false else { return nil }
    return book.community.series[id.series]?.skips[row?.ruled.date ?? id.date]
  }

  package func agenda(_ name: String) throws -> [ItemView] {
    let id = try find(name, cancelled: false)
    let rule = book.community.series[id.series]?.agenda
    return try (book.occurrences[id] ?? store.occurrence(id))?.items
      .map { ItemView($0, of: id, rule) } ?? []
  }

  package func outbox(state: String?, occurrence: String?) throws -> [NoticeView] {
    try store.outbox(
      state: state.map(self.state), about: occurrence.map(subject),
      limit: Self.noticesMax
    ).map(view)
  }

  /// - Throws: `Refusal` for a word that names no state.
  func state(_ text: String) throws -> OutboxRow.State {
    guard let state = OutboxRow.State(rawValue: text) else {
      throw Refusal(
        "no notice is ever \(text)",
        fix: "write one of \(OutboxRow.State.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return state
  }

  /// One notice, by the beginning of its id: as its reader sees it, or byte for byte as it leaves.
  package func notice(_ prefix: String, asBytes: Bool) throws -> (OutboxRow, text: String) {
    let row = try row(prefix)
    let notice = row.notice
    do {
      if let channel = notice.recipient.channel {
        let payload = try Rendering.payload(notice, as: shapes[channel] ?? .standard)
        return (row, String(decoding: payload.body, as: UTF8.self))
      }
      let mail = try Rendering.mail(notice, templates, links: links, inbox: inbox)
      if asBytes { return (row, String(decoding: mail.bytes, as: UTF8.self)) }
      let calendar = notice.facts.calendar.map {
        "\nCalendar: \($0.method.rawValue), sequence \($0.sequence)"
      }
      return (
        row,
        "To: \(mail.to)\nSubject: \(mail.subject)\n\n\(Rendering.text(notice, templates, links: links))\(calendar ?? "")"
      )
    } catch {
      throw Refusal("\(prefix) cannot be written: \(error)", fix: "it is set aside: look at `why`")
    }
  }

  package func row(_ prefix: String) throws -> OutboxRow {
    let rows = try store.outbox(startingWith: prefix)
    guard let row = rows.first, !prefix.isEmpty else {
      throw Refusal(
        "no notice is called \(prefix)", fix: "`convened outbox list` shows them",
        isMissing: true)
    }
    guard rows.count == 1 else {
      throw Refusal("several notices begin with \(prefix)", fix: "write more of the id")
    }
    return row
  }

  package func view(_ row: OutboxRow) -> NoticeView {
    NoticeView(row, subject: Rendering.subject(row.notice, templates))
  }

  /// A meeting or a task.
  func subject(_ name: String) throws -> Subject {
    if let task = TaskID(name), book.tasks[task] != nil { return .task(task) }
    if book.community.series[SeriesID(name)] == nil, let task = try book.community.task(named: name)
    {
      return .task(task)
    }
    return .meeting(try find(name))
  }

  /// A series means its next meeting.
  /// - Parameter cancelled: false looks for the next that takes place, where an item goes.
  func find(_ name: String, cancelled: Bool = true) throws -> OccurrenceID {
    if book.community.series[SeriesID(name)] != nil {
      let next = book.upcoming(of: SeriesID(name), at: now, within: .days(800))
        .first { $0.start.instant > now && (cancelled || !$0.state.isCancelled) }
      guard let next else {
        throw Refusal(
          "\(name) has no meeting ahead", fix: "look at `when:` and the term", isMissing: true)
      }
      return next.id
    }
    guard let id = OccurrenceID(name) else {
      throw Refusal.unknown(name, in: book.community)
    }
    if book.occurrences[id] != nil { return id }
    // An edit or a move may have taken a row to another date: it answers to that date as well.
    let there = book.occurrences(of: id.series).first {
      $0.ruled.date == id.date && (id.time == nil || $0.ruled.time == id.time)
        || book.date(of: $0) == id.date
    }
    if let there { return there.id }
    if try store.occurrence(id) != nil { return id }
    let ruled = book.community.series[id.series]?.recurrence.occurrences(on: id.date) ?? []
    guard !ruled.isEmpty else {
      let isKnown = book.community.series[id.series] != nil
      throw Refusal.unknown(name, in: isKnown ? nil : book.community)
    }
    return id
  }
}

extension Refusal {
  static func noSeries(_ name: String, among known: [String]) -> Refusal {
    Refusal(
      "there is no series \(name.asOneLine)",
      fix: Nearest.word(to: name, in: known).map { "did you mean \($0)?" }
        ?? "`convened next` names them",
      isMissing: true)
  }
}
