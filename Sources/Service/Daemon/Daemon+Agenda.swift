import Engine
import Meetings
import Messages

/// The page of a meeting, for whoever has a link to it.
extension Daemon {
  func holder(ofAgenda token: String) -> Links.AgendaHolder? {
    engine.links?.holder(ofAgenda: token, at: engine.now)
  }

  func agendaPage(_ request: WebRequest, _ token: String, day: String) -> WebAnswer {
    WebAnswer(404, .notFound)
  }
}
