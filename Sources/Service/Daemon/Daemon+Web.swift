import Cadence
import Engine
import Logging
import Meetings
import Messages
import Settings

/// The public side: what the web server asks for.
extension Daemon {
  /// Answers one request. Only a POST changes anything: scanners of mail open every link.
  package func answer(_ request: WebRequest) -> WebAnswer {
    let links = engine.links
    let verdict = webDesk.verdict(on: request, at: SystemClock.monotonic()) { token in
      links?.person(ofReminders: token, at: engine.now)
        .flatMap { engine.book.community.people[$0]?.id }
    }
    switch verdict {
    case .answer(let answer): return answer
    case .health: return WebAnswer(isHealthy ? 200 : 503, text: isHealthy ? "ok" : "not healthy")
    case .reminders(let person, let wish, let token):
      if let wish, !set(wish, person, token) { return WebAnswer(503, .unavailable) }
      return page(of: person, isDone: wish != nil)
    }
  }

  private func page(of id: PersonID, isDone: Bool) -> WebAnswer {
    let community = engine.book.community
    let page = Page.reminders(
      of: community.people[id]?.name ?? "", in: community.name,
      isMuted: engine.book.muted.contains(id), isDone: isDone)
    return WebAnswer(200, page)
  }

  /// - Returns: false if it could not be written down.
  private func set(_ isMuted: Bool, _ person: PersonID, _ token: String) -> Bool {
    guard engine.book.muted.contains(person) != isMuted else { return true }
    do {
      try engine.submit(.mute(person, isMuted))
    } catch {
      failed(error)
      return false
    }
    log.notice(
      "reminders \(isMuted ? "off" : "on") for \(person), by link \(Links.id(ofToken: token))",
      metadata: ["to": "\(person)"])
    pump()
    return true
  }

  /// The maker of links for a configuration; nil for one without `web:`.
  func makeLinks(_ settings: Settings) throws(LinkKeys.Problem) -> Links? {
    try LinkKeys.links(settings, credentials: credentials, state: paths.state)
  }

  /// What of a new configuration waits for a restart, in words; nil for nothing.
  func webNeedsRestart(_ new: Settings) -> String? {
    let before = served
    guard new.web?.listen != before?.listen || new.web?.proxies != before?.proxies else {
      return nil
    }
    return
      "what `web:` says of listen and proxy is used after a restart: systemctl restart convened"
  }
}
