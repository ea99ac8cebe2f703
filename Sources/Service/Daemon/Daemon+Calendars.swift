import Engine
import Logging
import Meetings
import Messages
import Store

/// Calendars to subscribe to.
extension Daemon {
  /// Whose calendar a token opens now; nil for a token that is none, or was taken back, and for
  /// whoever is no more.
  func readership(ofCalendar token: String) -> Readership? {
    engine.links?.readership(ofCalendar: token, at: engine.now)
      .flatMap { $0.isKnown(to: engine.book.community) ? $0 : nil }
  }

  /// - Parameter token: nil for everyone's.
  func calendar(_ request: WebRequest, _ token: String?) -> WebAnswer {
    calendar(request, of: token.map(readership(ofCalendar:)) ?? .everyone)
  }

  func calendar(_ request: WebRequest, ofTeam name: String) -> WebAnswer {
    let readership = Readership.team(name)
    return calendar(
      request, of: readership.isKnown(to: engine.book.community) ? readership : nil)
  }

  private func calendar(_ request: WebRequest, of readership: Readership?) -> WebAnswer {
    guard let readership else { return WebAnswer(404, .notFound) }
    let copy: CalendarShelf.Copy
    do {
      let desk = desk
      copy = try calendars.copy(of: readership, in: desk.calendarEdition) {
        try desk.calendarCopy(of: readership)
      }
    } catch let error as StoreError {
      failed(error)
      return WebAnswer(503, .unavailable)
    } catch {
      log.error("calendar: \(error)")
      return WebAnswer(503, .unavailable)
    }
    // A shared cache may keep what is everyone's, for a few minutes like everybody.
    let reach = readership.holder == nil ? "public" : "private"
    let fields = ["ETag": copy.tag.field, "Cache-Control": "\(reach), max-age=300"]
    let type = "text/calendar; charset=utf-8"
    if copy.tag.isKnown(to: request) { return WebAnswer(304, type, [], fields) }
    let name = "inline; filename=\"\(readership.fileName)\""
    return WebAnswer(200, type, copy.bytes, fields.merging(["Content-Disposition": name]) { $1 })
  }
}
