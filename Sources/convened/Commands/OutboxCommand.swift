import ArgumentParser
import Service

struct OutboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "What was decided to be sent, and what became of it.",
    subcommands: [List.self, Show.self, Retry.self, Drop.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists notices, newest last.",
      discussion: """
        convened outbox list --status pending
        convened outbox list --occurrence office-hours/2026-12-03
        """)

    @Option(help: "Only those that are pending, sending, unknown, delivered, refused, …")
    var status: String?
    @Option(help: "Only those of one meeting or task.") var occurrence: String?
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      let ask = Ask(occurrence: occurrence, state: status)
      try look("outbox/list", ask, places, output, orElse: "no notices") {
        try $0.outbox(state: status, occurrence: occurrence)
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows one notice in full.",
      discussion: """
        convened outbox show 005f9fd5
        """)

    @Argument(help: "The id, or how it begins.") var notice: String
    @Flag(name: .customLong("raw"), help: "Byte for byte as it leaves.") var asBytes = false
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try look("outbox/show", Ask(notice: notice, asBytes: asBytes), places, output) { desk in
        let (row, text) = try desk.notice(notice, asBytes: asBytes)
        return [NoticeText(notice: desk.view(row), text: text)]
      }
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tries a notice again now.")

    @Argument(help: "The id, or how it begins.") var notice: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try act("outbox/retry", Ask(notice: notice), places, output)
    }
  }

  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ends a notice that waits: it will not be sent.")

    @Argument(help: "The id, or how it begins.") var notice: String
    @Option(help: "Why, for the outbox.") var because = "dropped by hand"
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try act("outbox/drop", Ask(because: because, notice: notice), places, output)
    }
  }
}
