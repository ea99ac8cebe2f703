import Cadence
import Engine
import Logging
import Meetings
import Settings
import Store

/// Whoever fetches the mail, `convened fetch`, asks where, and says what came of it.
extension Daemon {
  /// - Throws: `Refusal` where nothing is to be fetched.
  func fetchOrder() throws -> FetchOrder {
    guard let source = settings.mail.fetch else {
      throw Refusal("`mail:` has no `fetch:`", fix: "write one, then `convened reload`")
    }
    return FetchOrder(source: source)
  }

  func fetched(_ report: FetchReport) -> [any View] {
    var report = report
    report.problem = report.problem?.asOneLine
    switch fetchWatch.note(report, at: engine.now) {
    case .failing(let why): log.note(.fetchFailing, "mail cannot be fetched: \(why)")
    case .alarm(let why): log.note(.fetchAlarm, "mail cannot be fetched: \(why)")
    case .well: log.note(.fetchRecovered, "mail is fetched again")
    case nil: break
    }
    return [DoneView("noted")]
  }

  /// What became of replies, as far as it can be told without looking into a mailbox.
  var inboxFindings: [Finding] {
    guard let pattern = settings.mail.inbox else { return [] }
    let check = "inbox"
    let last = try? engine.store.lastReception()
    var findings: [Finding] = []
    if let last {
      findings.append(
        .good(check, "replies go to \(pattern), and the last was taken at \(Wording.utc(last))"))
    } else if settings.mail.fetch == nil {
      findings.append(
        .advice(
          check, "replies go to \(pattern), and none was ever taken",
          fix: "answer a mail to try it: its mail server hands it to `convened receive`, or "
            + "`fetch:` names a mailbox"))
    } else {
      findings.append(.good(check, "replies go to \(pattern), and none was taken yet"))
    }
    guard settings.mail.fetch != nil else { return findings }
    return findings + [fetchWatch.finding(since: startedAt, at: engine.now)]
  }
}
