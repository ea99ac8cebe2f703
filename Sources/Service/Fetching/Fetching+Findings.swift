import Cadence
import Delivery
import Settings

// A mailbox in words, with what to do. Pure.

extension FetchProblem {
  var isLoginRefused: Bool {
    if case .notConnected(let probe) = self { return probe.trouble == .loginRefused }
    return false
  }

  /// What it is and what to do, in one line.
  func words(_ source: FetchSource, at now: Instant) -> String {
    switch self {
    case .notConnected(let probe):
      guard case .imap(let settings) = source else { return probe.words }
      let found = probe.findings(
        ofMailbox: source.place, settings.security, user: settings.user, at: now)
      return found.last.map { "\($0.what)\($0.fix.map { ". \($0)" } ?? "")" } ?? probe.words
    case .folder(let why): return "\(why). check `folder:`, and what the mailbox allows"
    case .broken(let why), .message(let why): return "\(why). it is tried again"
    }
  }
}

extension IMAPAccount.Look {
  func findings(of settings: IMAPSettings, at now: Instant) -> [Finding] {
    let place = FetchSource.imap(settings).place
    let found = probe.findings(
      ofMailbox: place, settings.security, user: settings.user, at: now)
    guard probe.trouble == nil else { return found }
    if let folderProblem {
      return found + [
        .bad(
          "mailbox folder", folderProblem, fix: "check `folder:`, and what the mailbox allows")
      ]
    }
    let count = Wording.count(messages, "message")
    return found + [.good("mailbox folder", "\(settings.folder): \(unseen) unseen of \(count)")]
  }
}
