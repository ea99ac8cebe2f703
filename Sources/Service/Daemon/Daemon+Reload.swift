import Engine
import Meetings
import Settings

/// An edit would tell more people than a slip of the hand should.
struct TooMany: Error, CustomStringConvertible {
  let count: Int

  var description: String {
    "it would send \(count) notices at once: `convened plan` says to whom. If that is meant, run "
      + "`convened reload --yes`"
  }
}

extension Daemon {
  /// So many notices leave without a word.
  package static let noticesUnasked = 20

  /// - Throws: `TooMany`.
  func checkSize(of settings: Settings) throws {
    let turn = try engine.book.propose(.reloaded(settings.community), at: engine.now).turn
    guard turn.notices.count <= Self.noticesUnasked else {
      throw TooMany(count: turn.notices.count)
    }
  }
}
