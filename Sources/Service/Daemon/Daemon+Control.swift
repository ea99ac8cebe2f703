import Cadence
import Engine
import Foundation
import Logging
import Meetings
import Messages
import Settings
import Store

/// What a command asks; every verb reads the keys it needs.
package struct Ask: Codable, Sendable {
  package var occurrence: String?
  package var by: String?
  package var text: String?
  package var isPrivate: Bool?
  package var item: String?
  package var because: String?
  package var to: String?
  package var notice: String?
  package var state: String?
  package var days: Int?
  package var months: Int?
  package var asBytes: Bool?
  package var slots: SlotsAsk?
  /// Who takes a place.
  package var with: String?
  /// True where somebody has said that many people may be told.
  package var isConfirmed: Bool?
  /// What makes the same request, sent twice, one.
  package var key: String?

  package init(
    occurrence: String? = nil, by: String? = nil, text: String? = nil, isPrivate: Bool? = nil,
    item: String? = nil, because: String? = nil, to: String? = nil, notice: String? = nil,
    state: String? = nil, days: Int? = nil, months: Int? = nil, asBytes: Bool? = nil,
    slots: SlotsAsk? = nil, with: String? = nil, isConfirmed: Bool? = nil, key: String? = nil
  ) {
    self.occurrence = occurrence
    self.by = by
    self.text = text
    self.isPrivate = isPrivate
    self.item = item
    self.because = because
    self.to = to
    self.notice = notice
    self.state = state
    self.days = days
    self.months = months
    self.asBytes = asBytes
    self.slots = slots
    self.with = with
    self.isConfirmed = isConfirmed
    self.key = key
  }
}

/// One notice in full.
package struct NoticeText: View {
  package let notice: NoticeView
  /// Nil for whoever is not to read it.
  package let text: String?
  package init(notice: NoticeView, text: String?) {
    self.notice = notice
    self.text = text
  }
  package var line: String { "\(notice.line)\n\n\(text ?? "")" }
}

extension Daemon {
  /// Answers one request of the control socket. What waits for the network leaves the daemon free
  /// meanwhile.
  package func answer(_ request: ControlRequest) async -> ControlAnswer {
    census.count(.control)
    do {
      let ask =
        request.body.isEmpty || ["receive", "fetch/report"].contains(request.verb)
        ? Ask() : try JSONDecoder().decode(Ask.self, from: Data(request.body))
      let views =
        switch request.verb {
        case "test/mail": [try await testMail(to: try need(ask.to, "to"))] as [any View]
        case "test/channel": [try await testChannel(try need(ask.to, "to"))]
        case "doctor": await examine()
        case "slots": try await slots(ask.slots)
        case "receive":
          try receive(try JSONDecoder().decode(IncomingMail.self, from: Data(request.body)))
        case "fetch/order": [try fetchOrder()]
        case "fetch/report":
          fetched(try JSONDecoder().decode(FetchReport.self, from: Data(request.body)))
        default: try perform(request.verb, ask)
        }
      guard let views else {
        return .refusal(status: 404, "there is no \(request.verb). Is the command newer?")
      }
      return ControlAnswer(status: 200, body: try Answer.encode(views))
    } catch let refusal as Refusal {
      return .refusal(status: 409, refusal.description)
    } catch let error as NotPermitted {
      return .refusal(status: 403, error.description)
    } catch let error as TooMany {
      return .refusal(status: 428, error.description)
    } catch let error as NotReady {
      return .refusal(status: 503, error.description)
    } catch is DecodingError {
      return .refusal(status: 400, "the request cannot be read")
    } catch let problem as any ConfigurationProblem {
      return .refusal(status: 422, problem.description)
    } catch let error as StoreError {
      // As bad for the beat as for this command.
      failed(error)
      return .refusal(status: 500, "\(error)")
    } catch {
      log.error("\(request.verb): \(error)")
      return .refusal(status: 500, "\(error)")
    }
  }

  var desk: Desk {
    Desk(
      store: engine.store, book: engine.book, shapes: engine.shapes, templates: engine.templates,
      links: engine.links, inbox: engine.inbox, now: engine.now)
  }

  /// Nil for a verb that there is not.
  /// - Parameter who: asks, for the journal; nil for whoever may use the control socket.
  // long: one line a verb.
  func perform(_ verb: String, _ ask: Ask, by who: String? = nil) throws -> [any View]? {
    func submit(_ input: Input) throws -> [any View] { try self.submit(input, by: who) }
    switch verb {
    case "status": return [try status()]
    case "next": return try desk.next(days: ask.days ?? Desk.daysUsual)
    case "fairness":
      return try desk.fairness(
        need(ask.occurrence, "occurrence"), months: ask.months ?? Desk.monthsUsual)
    case "show": return [try desk.show(try need(ask.occurrence, "occurrence"))]
    case "why": return try desk.why(try need(ask.occurrence, "occurrence"))
    case "plan":
      return try plan()
    case "forget" where who == nil: return [try forget(try need(ask.by, "person"))]
    case "forget/undo" where who == nil: return [try undoForgetting(try need(ask.by, "person"))]
    case "reload":
      return [DoneView(try reload(by: who, isConfirmed: ask.isConfirmed ?? false))] + warnings
    case "feed": return [try desk.feed(ask)]
    case "feed/address": return [try desk.feedAddress(ask)]
    case "agenda/list": return try desk.agenda(try need(ask.occurrence, "occurrence"))
    case "agenda/add":
      return try submit(
        .addItem(
          to: try need(ask.occurrence, "occurrence"), by: ask.by.map { PersonID($0) },
          text: try need(ask.text, "text"), isPrivate: ask.isPrivate ?? false, key: ask.key))
    case "agenda/edit":
      return try submit(
        .editItem(
          id: try need(ask.item, "item"), in: try need(ask.occurrence, "occurrence"),
          text: ask.text, isPrivate: ask.isPrivate))
    case "agenda/drop":
      return try submit(
        .dropItem(id: try need(ask.item, "item"), from: try need(ask.occurrence, "occurrence")))
    case "agenda/carry":
      return try submit(.carry(item: ask.item, from: try need(ask.occurrence, "occurrence")))
    case "task/list": return try desk.tasks(ask.occurrence, isWhole: ask.state == "all")
    case "task/done", "task/drop", "task/reopen":
      let settlements: [String: TaskRecord.Settlement.Sort] = [
        "task/done": .done, "task/drop": .dropped,
      ]
      return try submit(
        .settleTask(
          try need(ask.item, "item"), as: settlements[verb], by: ask.by.map { PersonID($0) }))
    case "vote":
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      guard let choice = Choice(rawValue: try need(ask.state, "choice")) else {
        throw Refusal("\((ask.state ?? "").asOneLine) is no vote", fix: "say one of \(words)")
      }
      return try submit(
        .vote(
          try need(ask.item, "item"), choice, by: PersonID(try need(ask.by, "by")),
          because: ask.because))
    case "cancel":
      return try submit(
        .cancel(
          try need(ask.occurrence, "occurrence"), because: try need(ask.because, "because")))
    case "reinstate":
      return try submit(
        .reinstate(
          try need(ask.occurrence, "occurrence"), because: try need(ask.because, "because")))
    case "move":
      return try submit(
        .move(
          try need(ask.occurrence, "occurrence"), to: try local(ask.to),
          because: try need(ask.because, "because")))
    case "swap":
      return try submit(
        .swap(
          try need(ask.occurrence, "occurrence"), with: PersonID(try need(ask.with, "with")),
          by: ask.by.map { PersonID($0) }))
    case "answer":
      return try submit(
        .answer(
          try answer(ask.state), by: try person(ask.by), to: try need(ask.occurrence, "occurrence"))
      )
    case "ask":
      return try submit(
        .ask(
          for: try need(ask.occurrence, "series"), at: try local(ask.to),
          by: PersonID(try need(ask.by, "by")), about: try need(ask.text, "about")))
    case "link/make":
      return [
        try desk.link(to: try need(ask.occurrence, "occurrence"), for: try need(ask.by, "by"))
      ]
    case "link/revoke":
      return try submit(.revoke(holder: try desk.holder(ask)))
    case "reminders":
      return try submit(
        .mute(PersonID(try need(ask.by, "by")), try need(ask.state, "state") == "off"))
    case "outbox/list": return try desk.outbox(state: ask.state, occurrence: ask.occurrence)
    case "outbox/show":
      // A link is its reader's: no program is given one.
      let desk = who == nil ? desk : desk.withoutLinks()
      let (row, text) = try desk.notice(
        try need(ask.notice, "notice"), asBytes: ask.asBytes ?? false)
      return [NoticeText(notice: desk.view(row), text: text)]
    case "outbox/retry": return [try retry(try need(ask.notice, "notice"))]
    case "outbox/drop":
      let because = ask.because ?? "dropped by \(who ?? "hand")"
      return [try drop(try need(ask.notice, "notice"), because: because)]
    default: return nil
    }
  }

  /// Found beside the daemon, which goes on meanwhile, and beside the queue that commands come by:
  /// a desk is a value.
  private func slots(_ ask: SlotsAsk?) async throws -> [any View] {
    guard let ask else { throw Refusal("`slots` is missing", fix: "say who is to meet") }
    let (desk, zones) = (desk, source.zones.forQuestions())
    return try await Task(executorPreference: TaskQueue(label: "slots")) {
      try desk.slots(ask, zones)
    }.value
  }

  private func need(_ value: String?, _ key: String) throws -> String {
    guard let value, !value.isEmpty else {
      throw Refusal("`\(key)` is missing or empty", fix: "say it in a few words")
    }
    return value
  }

  private func answer(_ text: String?) throws -> Meetings.Answer {
    let text = try need(text, "answer")
    guard let answer = Meetings.Answer(word: text) else {
      throw Refusal("\(text.asOneLine) is no answer", fix: "say yes, no or maybe")
    }
    return answer
  }

  private func person(_ key: String?) throws -> PersonID {
    let person = PersonID(try need(key, "by"))
    guard engine.book.community.people[person] != nil else {
      throw Refusal.nobody(person, in: engine.book.community)
    }
    return person
  }

  /// A time of the meeting's zone, with a "T" or a space before the clock.
  private func local(_ text: String?) throws -> CivilDateTime {
    let text = try need(text, "to")
    guard let local = CivilDateTime(text.replacing(" ", with: "T", maxReplacements: 1)) else {
      throw Refusal("\(text.asOneLine) is no local time", fix: "write it as \"2026-12-04 15:00\"")
    }
    return local
  }

  func submit(_ input: Input, by who: String? = nil) throws -> [any View] {
    let proposal = try engine.submit(input, by: who, via: who == nil ? nil : .api)
    pump()
    return [
      DoneView(
        proposal.answer, occurrence: proposal.occurrence?.description, item: proposal.item)
    ]
  }

  private func retry(_ prefix: String) throws -> DoneView {
    let row = try desk.row(prefix)
    guard try engine.store.retry(row.identity, at: engine.now) else {
      throw Refusal(
        "\(prefix) is \(row.state.rawValue) and useful until \(row.notice.notAfter)",
        fix: "there is nothing to try again")
    }
    engine.forgetFaults(of: row.destination)
    pump()
    return DoneView("\(prefix) is tried again", occurrence: row.notice.subject.description)
  }

  private func drop(_ prefix: String, because: String) throws -> DoneView {
    let row = try desk.row(prefix)
    guard try engine.store.drop(row.identity, because: because, at: engine.now) else {
      throw Refusal("\(prefix) is \(row.state.rawValue)", fix: "only what waits can be dropped")
    }
    pump()
    return DoneView("\(prefix) will not be sent", occurrence: row.notice.subject.description)
  }

  private func plan() throws -> [any View] {
    let settings = try source.read(at: engine.now).settings
    try Forgetting.check(settings, against: engine.store)
    // What would refuse the reload refuses the plan.
    _ = try Fittings(
      settings, maildir: maildir, credentials: credentials, state: paths.state, isTrial: true)
    return try desk.plan(settings.community)
  }

  private var warnings: [Problem] { settings.warnings + transports.hints + agendaProblems }

  /// True while a person is needed.
  var needsAttention: Bool {
    get throws {
      try !isHealthy || configurationProblem != nil || engine.hold != nil
        || !source.zones.lost.isEmpty
        || engine.faults.contains { engine.needsSomebody($0.fault) }
        || engine.store.isEveryoneRefused()
        || (settings.mail.fetch != nil && fetchWatch.needsSomebody(at: engine.now))
    }
  }

  func status() throws -> StatusView {
    let live = Dictionary(grouping: engine.book.occurrences.values, by: \.state.name)
    let outbox = try engine.store.outboxCounts()
    let faults = engine.faults
    let isEveryoneRefused = try engine.store.isEveryoneRefused()
    return StatusView(
      healthy: try !needsAttention, now: engine.now,
      since: startedAt, configuration: paths.configuration,
      configurationProblem: configurationProblem, warnings: warnings,
      series: settings.community.series.count,
      people: settings.community.people.count, live: live.mapValues(\.count),
      outbox: Dictionary(uniqueKeysWithValues: outbox.map { ($0.key.rawValue, $0.value) }),
      lateness: LatenessView(engine.tally.decisions),
      mail: transports.mailRoute,
      troubles: faults.map { destination, fault in
        TroubleView(
          kind: .fails(needsSomebody: engine.needsSomebody(fault)), who: destination,
          since: fault.since, why: fault.why)
      }
        + (try engine.store.troubles()).map { who, since, why in
          TroubleView(kind: .refused, who: who, since: since, why: why)
        } + [fetchWatch.trouble(settings.mail.fetch, at: engine.now)].compactMap(\.self),
      everyoneRefused: isEveryoneRefused, failure: failure, nextWake: try engine.nextWake,
      tzdata: source.zones.database.version, zones: zoneTroubles,
      keeps: retentionLine,
      hold: engine.hold.map { "all decisions: the clock jumped \($0.jump) at \($0.since)" },
      version: Version.current)
  }
}

/// Views on the control socket: a JSON array.
package enum Answer {
  static func encode(_ views: [any View]) throws -> [UInt8] {
    let encoder = encoder
    let objects = try views.map { view in
      let json = String(decoding: try encoder.encode(view), as: UTF8.self)
      let line = String(decoding: try encoder.encode(view.line), as: UTF8.self)
      let cells = String(decoding: try encoder.encode(view.cells), as: UTF8.self)
      let standing = view.standing.map { "\"standing\":\($0)," } ?? ""
      return "{\"cells\":\(cells),\(standing)\"line\":\(line),\"object\":\(json)}"
    }
    return Array("[\(objects.joined(separator: ","))]".utf8)
  }

  /// A value as its one line of JSON.
  package static func json(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

package enum Version {
  package static let current = "0.1.0"
}
