import Engine
import Meetings
import Messages

/// What a monitor counts.
extension Daemon {
  func metrics() -> WebAnswer { WebAnswer(404, .notFound) }
}
