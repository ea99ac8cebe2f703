import Engine
import Meetings
import Messages

/// Calendars to subscribe to.
extension Daemon {
  func calendar(_ request: WebRequest, _ path: [String]) -> WebAnswer { WebAnswer(404, .notFound) }
}
