import Cadence
import Engine
import Logging
import Meetings
import Messages
import Store

/// The page of a meeting, for whoever has a link to it.
extension Daemon {
  func holder(ofAgenda token: String) -> Links.AgendaHolder? {
    engine.links?.holder(ofAgenda: token, at: engine.now)
  }

  /// - Parameter isLimited: true where too much was asked by this link: nothing is done.
  func agendaPage(
    _ request: WebRequest, _ token: String, day: String, isLimited: Bool = false
  ) -> WebAnswer {
    do {
      guard let holder = holder(ofAgenda: token), let seat = try desk.seat(of: holder, on: day)
      else { return WebAnswer(404, .notFound) }
      guard request.isPost else { return shown(seat, asked: request.query) }
      return carryOut(request, seat, token: token, isLimited: isLimited)
    } catch {
      failed(error)
      return WebAnswer(503, .unavailable, ["Retry-After": "60"])
    }
  }

  private func shown(_ seat: AgendaSeat, asked query: [String: String]) -> WebAnswer {
    var page = desk.agendaPage(seat, key: Self.newKey())
    page.editing = query["edit"]
    page.outcome = outcome(of: query, seat)
    return WebAnswer(200, .agenda(page))
  }

  // MARK: What was done, told by what is

  /// The address says what was asked for; what has come of it is looked up.
  private func outcome(of query: [String: String], _ seat: AgendaSeat) -> AgendaPage.Outcome? {
    switch query["done"].flatMap(AgendaPage.Act.init(rawValue:)) {
    case .add:
      guard let item = query["item"],
        let home = desk.home(ofItem: item, of: seat.person.id, in: seat.meeting.id.series)
      else { return nil }
      guard home == seat.meeting.id else {
        let start = engine.book.occurrences[home].map { Moment($0.start, in: seat.person.zone) }
        return .moved(to: start.map { AgendaPage.Other(day: home.day, start: $0) })
      }
      return seat.meeting.state.isCancelled ? .moved(to: nil) : .added
    case .edit:
      return query["item"].flatMap {
        desk.home(ofItem: $0, of: seat.person.id, in: seat.meeting.id.series)
      }.map { _ in .changed }
    case .withdraw:
      return query["item"].flatMap { id in
        seat.row?.items.contains { $0.id == id } == false ? .withdrawn : nil
      }
    case .accepted, .tentative, .declined:
      return seat.row?.attendance[seat.person.id].map { .answered($0.answer) }
    case .nothing, .something:
      return .passed(seat.row?.passes.contains(seat.person.id) ?? false)
    case .reinstate: return seat.isHost && !seat.meeting.state.isCancelled ? .reinstated : nil
    case nil: return nil
    }
  }

  // MARK: Doing it

  private func carryOut(
    _ request: WebRequest, _ seat: AgendaSeat, token: String, isLimited: Bool
  ) -> WebAnswer {
    guard request.isFromItsOwnPage, let form = Form(request),
      let act = form[AgendaPage.Field.act].flatMap(AgendaPage.Act.init(rawValue:))
    else { return WebAnswer(400, .malformed) }
    guard !isLimited else {
      return again(429, WebAnswer.tooManyChanges, form, seat)
    }
    if let problem = Self.problem(in: form, of: act) { return again(422, problem, form, seat) }
    do {
      let proposal = try engine.submit(
        try input(act, form, seat), by: act == .reinstate ? "\(seat.person.id)" : nil, via: .page)
      pump()
      log.note(
        .acted,
        "\(seat.meeting.id): \(act.rawValue) by \(seat.person.id), link \(Links.id(ofToken: token))",
        ["occurrence": "\(seat.meeting.id)", "by": "\(seat.person.id)"])
      return .seeOther(Self.address(after: act, form, proposal, seat))
    } catch let refusal as Refusal {
      return again(409, refusal.what + ".", form, seat)
    } catch {
      failed(error)
      return again(
        503, WebAnswer.notWritten, form, seat)
    }
  }

  private func input(
    _ act: AgendaPage.Act, _ form: Form, _ seat: AgendaSeat
  ) throws(Refusal) -> Input {
    let (id, person) = (seat.meeting.id.description, seat.person.id)
    let text = form[AgendaPage.Field.text] ?? ""
    let isPrivate = form[AgendaPage.Field.isPrivate] != nil
    let item = form[AgendaPage.Field.item] ?? ""
    switch act {
    case .add:
      return .addItem(
        to: id, by: person, text: text, isPrivate: isPrivate,
        key: form[AgendaPage.Field.key].map { "page/\(person)/\($0.prefix(64))" })
    case .edit: return .editItem(id: item, in: id, text: text, isPrivate: isPrivate, own: person)
    case .withdraw: return .dropItem(id: item, from: id, own: person)
    case .accepted: return .answer(.accepted, by: person, to: id)
    case .tentative: return .answer(.tentative, by: person, to: id)
    case .declined: return .answer(.declined, by: person, to: id)
    case .nothing: return .pass(person, on: id, true)
    case .something: return .pass(person, on: id, false)
    case .reinstate:
      guard seat.isHost else {
        throw Refusal("only a host takes a cancellation back", fix: "ask one")
      }
      return .reinstate(id, because: form[AgendaPage.Field.because] ?? "")
    }
  }

  /// What is wrong with what was typed, for whoever typed it; nil for nothing.
  private static func problem(in form: Form, of act: AgendaPage.Act) -> String? {
    switch act {
    case .add, .edit:
      let text = form[AgendaPage.Field.text] ?? ""
      if AgendaItem.isBlank(text) { return "Say in a few words what it is about." }
      guard text.count > AgendaPage.textMax || text.unicodeScalars.count > 4 * AgendaPage.textMax
      else { return nil }
      return
        "That is longer than \(AgendaPage.textMax) characters. Say it in fewer, and the rest at "
        + "the meeting."
    case .reinstate:
      return AgendaItem.isBlank(form[AgendaPage.Field.because] ?? "")
        ? "Say in a few words why: everyone reads it." : nil
    case .withdraw, .accepted, .tentative, .declined, .nothing, .something: return nil
    }
  }

  /// The page as it is, with what was typed still in it.
  private func again(
    _ status: Int, _ problem: String, _ form: Form, _ seat: AgendaSeat
  ) -> WebAnswer {
    var page = desk.agendaPage(seat, key: form[AgendaPage.Field.key] ?? Self.newKey())
    if form[AgendaPage.Field.act] == AgendaPage.Act.edit.rawValue {
      page.editing = form[AgendaPage.Field.item]
    }
    page.attempt = AgendaPage.Attempt(
      text: form[AgendaPage.Field.text] ?? "",
      isPrivate: form[AgendaPage.Field.isPrivate] != nil, problem: problem)
    return .again(status, .agenda(page))
  }

  /// Beside the page that was asked, so that no proxy's path has to be known.
  private static func address(
    after act: AgendaPage.Act, _ form: Form, _ proposal: Proposal, _ seat: AgendaSeat
  ) -> String {
    var address = "\(seat.meeting.id.day)?done=\(act.rawValue)"
    // An id of ours, or nothing: what somebody sent is not sent back.
    let named = [.edit, .withdraw].contains(act) ? form[AgendaPage.Field.item] : proposal.item
    if let named, named.allSatisfy(\.isHexDigit) { address += "&item=\(named)" }
    return address
  }

  /// Told apart by chance alone: two forms that were opened are two items.
  private static func newKey() -> String {
    String(UInt64.random(in: .min ... .max), radix: 36)
      + String(UInt64.random(in: .min ... .max), radix: 36)
  }
}

extension WebRequest {
  /// False for what another site's page sends. There is no cookie that it could borrow, but an
  /// address that leaked could be used from there.
  /// Source: Fetch Metadata Request Headers §2.4. `Origin` is `null` under our own Referrer-Policy.
  var isFromItsOwnPage: Bool {
    switch fields["sec-fetch-site"] {
    case nil, "same-origin", "none": true
    default: false
    }
  }
}
