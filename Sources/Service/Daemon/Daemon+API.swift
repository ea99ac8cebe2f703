import Engine
import Meetings
import Messages

/// What commands do, over HTTP.
extension Daemon {
  func api(_ request: WebRequest, _ path: [String]) -> WebAnswer { WebAnswer(404, .notFound) }
}
