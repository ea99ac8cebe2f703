import ArgumentParser
import Service

struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "The personal links that stand in mails.",
    subcommands: [Make.self, Revoke.self])

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints somebody's link to a meeting's page, as their mails have it.",
      discussion: """
        convened link make office-hours --for yash

        Whoever has it can act for them there: give it to nobody else.
        """)

    @Argument(help: "SERIES/2026-12-03, or SERIES for its next.") var occurrence: String
    @Option(name: .customLong("for"), help: "A key of `people:`.") var person: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try act("link/make", Ask(occurrence: occurrence, by: person), places, output)
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes every link that somebody was sent so far worthless.",
      discussion: """
        For a mail that was forwarded to whom it should not, or a calendar's address that got around. \
        The next mail has new links; `convened feed --address` prints a new address.
        """)

    @Argument(help: "A key of `people:`.") var person: String?
    @Option(help: "The calendar of a group.") var group: String?
    @Option(help: "The calendar of a series.") var series: String?
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func validate() throws {
      guard [person, group, series].compactMap(\.self).count == 1 else {
        throw ValidationError("name a person, or --group or --series")
      }
    }

    func run() throws {
      try act("link/revoke", Ask(occurrence: series, by: person, text: group), places, output)
    }
  }
}
