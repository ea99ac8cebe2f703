import Cadence
import Engine
import Meetings
import Messages
import Settings

/// What the web servers ask for. Each route's room is an extension of its own.
extension Daemon {
  /// Answers one request. Only a POST changes anything: scanners of mail open every link.
  package func answer(_ request: WebRequest, on side: WebSide) async -> WebAnswer {
    census.count(.web)
    let answer = await response(to: request, on: side)
    census.count(Route(request.segments, on: side), answer)
    return answer
  }

  private func response(to request: WebRequest, on side: WebSide) async -> WebAnswer {
    let verdict = webDesk.verdict(
      on: request, at: side, now: SystemClock.monotonic(), isGood: opens)
    switch verdict {
    case .answer(let answer): return answer
    case .granted(let route): return await answer(request, route)
    // What somebody typed is kept.
    case .limited(.agenda(let token, let day)):
      return agendaPage(request, token, day: day, isLimited: true)
    case .limited(.tasks(let token)): return tasksPage(request, token, isLimited: true)
    case .limited: return WebDesk.tooMany
    }
  }

  private func answer(_ request: WebRequest, _ route: Route) async -> WebAnswer {
    switch route {
    case .health: return WebAnswer(isHealthy ? 200 : 503, text: isHealthy ? "ok" : "not healthy")
    case .reminders(let token): return remindersPage(request, token)
    case .agenda(let token, let day): return agendaPage(request, token, day: day)
    case .tasks(let token): return tasksPage(request, token)
    case .api(let path, let side): return api(request, path, on: side)
    case .calendar(let token): return calendar(request, token)
    case .teamCalendar(let name): return calendar(request, ofTeam: name)
    case .board(let path): return await board(request, path)
    case .metrics: return metrics()
    }
  }

  /// Whether the token of a route opens it now.
  private func opens(_ route: Route) -> Bool {
    switch route {
    case .health, .teamCalendar, .api, .board, .metrics: true
    case .calendar(let token): token.map { readership(ofCalendar: $0) != nil } ?? true
    case .reminders(let token): reader(ofReminders: token) != nil
    case .agenda(let token, _): holder(ofAgenda: token) != nil
    case .tasks(let token): reader(ofTasks: token) != nil
    }
  }

  /// What of a new configuration waits for a restart, in words; nil for nothing.
  func webNeedsRestart(_ new: Settings) -> String? {
    let isSame =
      new.web?.listen == served.web?.listen && new.web?.proxies == served.web?.proxies
      && new.board == served.board
    return isSame
      ? nil
      : "what `web:` and `board:` say of listen and proxy is used after a restart: "
        + "systemctl restart convened"
  }
}
