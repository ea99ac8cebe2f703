import ArgumentParser
import Glibc
import Service

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The daemon, in the foreground.",
    discussion: "Stops at SIGTERM and Ctrl-C; reads the configuration again at SIGHUP.")

  @OptionGroup var places: Places
  @Option(help: "Write all mail into this Maildir instead of sending it.")
  var maildir: String?

  @Option(
    help: "Serve `web:` here, as 127.0.0.1:8080; port 0 lets the system choose one.")
  var listen: String?

  @Option(help: "Serve `board:` here, as 127.0.0.1:8081.")
  var board: String?

  func run() async throws {
    do {
      try await Launch(paths: places.paths, maildir: maildir, listen: listen, board: board).run()
    } catch {
      if !error.isLogged { complain(error.description) }
      throw ExitCode(error.status)
    }
  }
}

struct Reload: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the daemon read its configuration again: all of it, or nothing.",
    discussion: """
      What would send more than \(Daemon.noticesUnasked) notices at once is not loaded before somebody says so: with \
      --yes, or at a terminal, which is asked. `systemctl reload` has nobody to ask, and fails.
      """)

  @Flag(help: "Load it however many people it tells.") var yes = false
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try answering {
      do {
        try tell("reload", Ask(isConfirmed: yes), places, output)
      } catch CommandDesk.Failure.unconfirmed(let what) where isatty(STDIN_FILENO) == 1 {
        complain("\(what)\nLoad it now? [y/N]")
        guard ["y", "yes"].contains(readLine()?.lowercased()) else {
          throw CommandDesk.Failure.refused("nothing was loaded")
        }
        try tell("reload", Ask(isConfirmed: true), places, output)
      }
    }
  }
}

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Health, clock, tzdata, queue and next wake of the daemon; exit 1 if not healthy.")

  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("status", Ask(), places, output)
  }
}
