import ArgumentParser
import Foundation
import Service

struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetches replies from the mailbox that `mail: fetch:` names: one round.",
    discussion: """
      For systemd/convened-fetch.timer, or by hand. Each unseen message is handed over as by \
      `convened receive` and then marked as seen; nothing is removed. `taken` and `ignored` are \
      done, `refused` and `poison` are flagged for somebody to look at, `later` stays unseen. Exit \
      status: 0 all was dealt with, 69 the daemon is not there and nothing was fetched, 75 not now, \
      or not all: the next round tries again, 78 there is no `fetch:` or no password.
      """)

  @Option(help: "Seconds to wait for each answer of the mail server.") var patience = 60
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func validate() throws {
    guard (1...3_600).contains(patience) else {
      throw ValidationError("--patience takes 1 to 3600 seconds")
    }
  }

  func run() throws {
    let directory = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    let fetch = Fetch(
      paths: places.paths, credentials: Credentials(directory: directory),
      patience: .seconds(patience))
    do throws(Fetch.Failure) {
      try fetch.run { line in
        output.print([line])
        // Whatever happens next: what became of a message is in the journal.
        fflush(nil)
      }
    } catch {
      complain(error.what)
      switch error {
      case .unreachable: throw Exit.unreachable
      case .later: throw Exit.later
      case .configuration: throw Exit.configuration
      }
    }
  }
}
