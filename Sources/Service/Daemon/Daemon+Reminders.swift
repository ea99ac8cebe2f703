import Engine
import Logging
import Meetings
import Messages

/// The page on which somebody stops their reminders, and the one click that does the same.
extension Daemon {
  func reader(ofReminders token: String) -> PersonID? {
    engine.links?.person(ofReminders: token, at: engine.now)
      .flatMap { engine.book.community.people[$0]?.id }
  }

  func remindersPage(_ request: WebRequest, _ token: String) -> WebAnswer {
    guard let id = reader(ofReminders: token) else { return WebAnswer(404, .notFound) }
    if request.isPost {
      guard let isMuted = RemindersWish(request)?.isMuted else { return WebAnswer(400, .malformed) }
      guard set(isMuted, id, token) else { return WebAnswer(503, .unavailable) }
    }
    let community = engine.book.community
    let page = Page.reminders(
      of: community.people[id]?.name ?? "", in: community.name,
      isMuted: engine.book.muted.contains(id), isDone: request.isPost)
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
    log.note(
      .acted,
      "reminders \(isMuted ? "off" : "on") for \(person), by link \(Links.id(ofToken: token))",
      ["by": "\(person)"])
    pump()
    return true
  }
}

/// What a form asks for: the mail provider's one click (RFC 8058 §3.1), or the page's button.
///
/// No Origin is compared: a mail program may post from its own page, and there is no cookie that
/// another site could borrow. Whoever has the token may use it.
struct RemindersWish {
  let isMuted: Bool

  init?(_ request: WebRequest) {
    guard let form = Form(request) else { return nil }
    if form["List-Unsubscribe"] == "One-Click" {
      isMuted = true
      return
    }
    switch form[Page.RemindersForm.field] {
    case Page.RemindersForm.off: isMuted = true
    case Page.RemindersForm.on: isMuted = false
    default: return nil
    }
  }
}
