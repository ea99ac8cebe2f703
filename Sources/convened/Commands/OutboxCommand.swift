import ArgumentParser
import Service

struct OutboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "What was decided to be sent, and what became of it.",
    subcommands: [List.self, Show.self, Retry.self, Drop.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists notices, newest last.")

    @Option(help: "Only those that are pending, sending, unknown, delivered, refused, …")
    var status: String?
    @Option(help: "Only those of one meeting.") var occurrence: String?
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try answering {
        let ask = Ask(occurrence: occurrence, state: status)
        let lines = try CommandDesk(paths: places.paths).ask("outbox/list", ask) {
          try $0.outbox(state: status, occurrence: occurrence)
        }
        output.print(lines, orElse: "no notices")
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows one notice in full.")

    @Argument(help: "The id, or how it begins.") var notice: String
    @Flag(name: .customLong("raw"), help: "Byte for byte as it leaves.") var asBytes = false
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try answering {
        let ask = Ask(notice: notice, asBytes: asBytes)
        let lines = try CommandDesk(paths: places.paths).ask("outbox/show", ask) { desk in
          let (row, text) = try desk.notice(notice, asBytes: asBytes)
          return [NoticeText(notice: desk.view(row), text: text)]
        }
        output.print(lines)
      }
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tries a notice again now.")

    @Argument(help: "The id, or how it begins.") var notice: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try answering {
        let ask = Ask(notice: notice)
        output.print(try CommandDesk(paths: places.paths).ask("outbox/retry", ask))
      }
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
      try answering {
        let ask = Ask(because: because, notice: notice)
        output.print(try CommandDesk(paths: places.paths).ask("outbox/drop", ask))
      }
    }
  }
}
