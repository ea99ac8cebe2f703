import Engine
import Foundation
import Logging
import Meetings
import Messages
import Settings
import Store

/// What commands do, over HTTP, for programs with a token: docs/decisions/0028.
extension Daemon {
  func api(_ request: WebRequest, _ path: [String], on side: WebSide) -> WebAnswer {
    guard let tokens else { return WebAnswer(404, .notFound) }
    do throws(APIProblem) {
      if path == [APIDocument.name] { return try document(request, on: side) }
      let token = try token(of: request, tokens)
      let match = try APIOperation.match(request.method, path)
      guard match.operation.scope == .read || token.scope == .change else {
        throw APIProblem.mayOnlyRead
      }
      return try answer(try APICall(request, match), token, on: side)
    } catch {
      return error.answer
    }
  }

  private func document(_ request: WebRequest, on side: WebSide) throws(APIProblem) -> WebAnswer {
    let isAllowed =
      side == .inner || webDesk.allow(WebRates.address, request.client, at: SystemClock.monotonic())
    guard isAllowed else { throw .tooMany }
    guard ["GET", "HEAD"].contains(request.method) else {
      throw APIProblem(405, "\(request.method) means nothing here", ["Allow": "GET, HEAD"])
    }
    let document = APIDocument.current
    let fields = ["ETag": document.tag.field, "Cache-Control": "no-cache"]
    let isKnown = document.tag.isKnown(to: request)
    return WebAnswer(
      isKnown ? 304 : 200, "application/json", isKnown ? [] : document.bytes, fields)
  }

  private func token(
    of request: WebRequest, _ tokens: APITokens
  ) throws(APIProblem) -> APITokens.Token {
    let now = SystemClock.monotonic()
    guard let token = tokens.token(in: request.fields) else {
      throw webDesk.allow(WebRates.badToken, request.client, at: now) ? .noToken : .tooMany
    }
    guard webDesk.allow(WebRates.goodToken, Array(token.name.utf8), at: now) else { throw .tooMany }
    return token
  }

  // MARK: Doing it

  private func answer(
    _ call: APICall, _ token: APITokens.Token, on side: WebSide
  ) throws(APIProblem) -> WebAnswer {
    do {
      try checkSubject(of: call)
      try checkItem(of: call)
      let who = "token \(token.name)"
      guard let views = try perform(call.operation.verb, call.ask(as: token), by: who) else {
        log.error("api: there is no \(call.operation.verb)")
        throw APIProblem.fault
      }
      if call.operation.scope == .change { note(views, by: who) }
      return try reply(to: call, token.scope == .read ? views.compactMap(Self.seen) : views, side)
    } catch let problem as APIProblem {
      throw problem
    } catch {
      throw problem(for: error)
    }
  }

  /// The key of the field is not `token`: what is called so is hidden.
  private func note(_ views: [any View], by who: String) {
    guard let done = views.first as? DoneView else { return }
    var metadata: Logger.Metadata = ["by": "\(who)"]
    if let occurrence = done.occurrence { metadata["occurrence"] = "\(occurrence)" }
    log.note(.acted, "\(done.message), by \(who)", metadata)
  }

  /// Commands take the name of either where a path is about meetings, or about tasks.
  private func checkSubject(of call: APICall) throws(APIProblem) {
    if let name = call.task {
      guard TaskID(name).map({ engine.book.tasks[$0] != nil }) == true else {
        throw APIProblem(404, "there is no task \(name). GET …/tasks lists them")
      }
    } else if call.text("day") != nil, let name = call.meeting, TaskID(name) != nil {
      throw APIProblem(404, "there is no meeting \(name). GET …/meetings lists them")
    }
  }

  /// A path names an item by its id alone, where a command may say its text.
  private func checkItem(of call: APICall) throws {
    guard call.operation.scope == .change, call.operation.path.hasSuffix("{item}"),
      let meeting = call.meeting
    else { return }
    _ = try item(call.text("item"), among: desk.agenda(meeting))
  }

  private func item(_ id: String?, among items: [ItemView]) throws(APIProblem) -> ItemView {
    guard let item = items.first(where: { $0.id == id }) else {
      throw APIProblem(404, "there is no item \(id ?? "") on this agenda. GET …/agenda lists it")
    }
    return item
  }

  /// What a token that may only read is shown of a view; nil for nothing.
  private static func seen(_ view: any View) -> (any View)? {
    switch view {
    case let item as ItemView: item.isPrivate ? nil : item
    case let detail as DetailView: detail.withoutPrivateItems
    case let notice as NoticeText: NoticeText(notice: notice.notice, text: nil)
    // What an item was called before it became private stands in the journal.
    case let entry as JournalView: entry.withoutItems
    default: view
    }
  }

  private func problem(for error: any Error) -> APIProblem {
    switch error {
    case let refusal as Refusal:
      return APIProblem(refusal.isMissing ? 404 : 409, refusal.description)
    case let problems as Problems:
      var problem = APIProblem(409, "the configuration cannot be loaded. Mend what is listed")
      problem.problems = problems.all
      return problem
    case let problem as any ConfigurationProblem:
      return APIProblem(409, problem.description)
    case let many as TooMany:
      return APIProblem(
        409,
        "it would send \(many.count) notices at once: GET …/plan says to whom. If that is "
          + "meant, give `isConfirmed`")
    case let error as StoreError:
      // As bad for the beat as for this program.
      failed(error)
      return .notNow("\(error)")
    default:
      log.error("api: \(error)")
      return .fault
    }
  }

  // MARK: Saying it

  private func reply(
    to call: APICall, _ views: [any View], _ side: WebSide
  ) throws -> WebAnswer {
    let answer = call.operation.answer
    var fields: [String: String] = [:]
    let body: any Encodable
    switch answer {
    case .one:
      guard let view = views.first else { throw APIProblem.fault }
      body = view
    case .list: body = APIBody.List(views)
    case .item, .newItem:
      let done = views.first as? DoneView
      let items = try done?.occurrence.map { try desk.agenda($0) }
      let item = try item(
        done?.item ?? call.text("item"), among: items ?? views.compactMap { $0 as? ItemView })
      if case .newItem = answer { fields["Location"] = address(of: item, on: side) }
      body = item
    case .history: body = APIBody.History(views)
    case .loaded: body = APIBody.Loaded(views)
    }
    return WebAnswer(
      answer.status, "application/json", Array(try Answer.json(body).utf8), fields)
  }

  /// Below whatever path a proxy serves us at.
  private func address(of item: ItemView, on side: WebSide) -> String {
    let site = side == .open ? settings.web?.url : settings.board?.url
    let path = site.flatMap { URLComponents(string: $0)?.path } ?? ""
    return "\(path)/api/\(APIOperation.version)/meetings/\(item.occurrence)/agenda/\(item.id)"
  }
}
