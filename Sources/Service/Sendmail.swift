import Delivery
import Dispatch
import Meetings

/// A mail transport for hosts where a program takes the mail, called as sendmail(8) is everywhere.
///
/// A process for each message; what it ends with is the answer. It is here and not in `Delivery`
/// because that starts no processes.
struct Sendmail: Sendable {
  let program: String
  private let patience: Duration

  /// - Parameter patience: for each message. Postfix's waits for ever where it may not drop one.
  init(program: String, patience: Duration = .seconds(60)) {
    self.program = program
    self.patience = patience
  }

  /// - Parameter message: with CRLF line ends; given with LF, as such programs expect.
  func send(_ message: [UInt8], from: String, to: String) async -> Receipt {
    await Envelope.check(message, from: from, to: to) { sender, recipient in
      await withCheckedContinuation { continuation in
        // One for each message: the threads of a concurrent queue are looked at every second, as
        // `TaskQueue` says. The engine knows how many there may be at once.
        DispatchQueue(label: "convened.sendmail").async {
          continuation.resume(
            returning: hand(
              message.filter { $0 != 0x0D }, from: sender.description, to: recipient.description))
        }
      }
    }
  }

  /// Blocks. `-i`: a line that is only a dot ends nothing. `--`: what follows is no option.
  private func hand(_ message: [UInt8], from sender: String, to recipient: String) -> Receipt {
    do {
      let result = try ChildProcess.run(
        ["-i", "-f", sender, "--", recipient], of: program, input: message,
        patience: patience)
      return receipt(result)
    } catch {
      return .deferred(why: "\(error)", retryAfterSeconds: nil, scope: .destination)
    }
  }

  /// One that was ended or died is tried again with the same identity: what keeps it from working
  /// is mended, and what is taken for delivered would be lost.
  ///
  /// Source: sysexits(3).
  private func receipt(_ result: ChildProcess.Result) -> Receipt {
    let said = result.said.asOneLine.prefix(200)
    let words = said.isEmpty ? "" : ": \(said)"
    switch result.end {
    case .exited(0): return .accepted(answer: "\(program) has taken it\(words)")
    case .exited(65): return .refused(why: "\(program) refuses it\(words)", scope: .recipient)
    case .exited(67):
      return .refused(why: "\(program) knows no such user\(words)", scope: .recipient)
    case .exited(let status): return failure("ended with status \(status)\(words)")
    case .killed(let signal): return failure("was ended by signal \(signal)\(words)")
    case .outOfTime:
      return failure(
        "has not ended within \(patience)\(words). docs/mail.md has "
          + "what it needs from the unit")
    }
  }

  private func failure(_ what: String) -> Receipt {
    .deferred(why: "\(program) \(what)", retryAfterSeconds: nil, scope: .destination)
  }
}
