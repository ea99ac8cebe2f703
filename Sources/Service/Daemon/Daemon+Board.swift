import Engine
import Meetings
import Messages

/// What the coordinator looks at.
extension Daemon {
  func board(_ request: WebRequest, _ path: [String]) -> WebAnswer { WebAnswer(404, .notFound) }
}
