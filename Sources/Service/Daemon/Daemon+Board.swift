import Cadence
import Engine
import Meetings
import Messages
import Store

/// What the coordinator looks at. It is drawn beside the daemon, which goes on meanwhile.
extension Daemon {
  func board(_ request: WebRequest, _ path: [String]) async -> WebAnswer {
    let frame = desk.boardFrame
    guard let view = BoardView(path, request.query) else {
      return WebAnswer(
        404,
        .boardHasNone(
          "No page is at this address", fix: "Choose one above", in: frame, depth: path.count))
    }
    do {
      return WebAnswer(200, try await Self.drawn(try draft(of: view)))
    } catch let refusal as Refusal {
      return WebAnswer(
        404, .boardHasNone(refusal.what, fix: refusal.fix, in: frame, depth: path.count))
    } catch {
      return WebAnswer(503, .boardCannotRead("\(error)", in: frame, depth: path.count))
    }
  }

  /// What only the daemon knows is taken along.
  private func draft(of view: BoardView) throws -> @Sendable () throws -> Page {
    let desk = desk
    switch view {
    case .overview(let week):
      let status = try status()
      return { .board(try desk.board(status, week: week)) }
    case .meeting(let name): return { .board(try desk.boardMeeting(name)) }
    case .outbox(let state, let mark):
      return { .board(try desk.boardOutbox(state: state, before: mark)) }
    case .people(let page): return { .board(try desk.boardPeople(page: page)) }
    }
  }

  @concurrent
  private static func drawn(_ draft: @Sendable () throws -> Page) async throws -> Page {
    try draft()
  }
}

/// What of the board is asked for.
enum BoardView: Hashable, Sendable {
  case overview(week: CivilDate?)
  case meeting(String)
  case outbox(state: String?, before: Int64?)
  case people(page: Int)

  /// Nil for an address that means nothing.
  init?(_ path: [String], _ query: [String: String]) {
    switch (path.first ?? "", path.count) {
    case ("", 0...1):
      let week = query["week"].flatMap { CivilDate($0) }
      guard week != nil || query["week"] == nil else { return nil }
      self = .overview(week: week)
    case ("meeting", 3): self = .meeting("\(path[1])/\(path[2])")
    case ("outbox", 1):
      let mark = query["before"].flatMap { Int64($0) }
      guard mark != nil || query["before"] == nil else { return nil }
      self = .outbox(state: query["state"], before: mark)
    case ("people", 1):
      guard let page = Int(query["page"] ?? "1") else { return nil }
      self = .people(page: page)
    default: return nil
    }
  }
}
